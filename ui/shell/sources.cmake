# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  shell/action.cpp shell/action.h
  shell/autosave.cpp shell/autosave.h
  shell/canvas_export.cpp shell/canvas_export.h
  shell/command_line.cpp shell/command_line.h
  shell/dock_layout.cpp shell/dock_layout.h
  shell/edit_actions.cpp shell/edit_actions.h
  shell/example_scenes.cpp shell/example_scenes.h
  shell/file_actions.cpp shell/file_actions.h
  shell/file_dialogs.cpp shell/file_dialogs.h
  shell/file_safety.cpp shell/file_safety.h
  shell/file_session.cpp shell/file_session.h
  shell/file_watch.cpp shell/file_watch.h
  shell/main_window.cpp shell/main_window.h
  shell/open_files.cpp shell/open_files.h
  shell/problems_model.cpp shell/problems_model.h
  shell/problems_panel.cpp shell/problems_panel.h
  shell/recent_files.cpp shell/recent_files.h
  shell/recovery_copy.cpp shell/recovery_copy.h
  shell/run_actions.cpp shell/run_actions.h
  shell/save_failure.cpp shell/save_failure.h
  shell/shortcuts_dialog.cpp shell/shortcuts_dialog.h
  shell/status_line.cpp shell/status_line.h
  shell/take_lock.cpp shell/take_lock.h
  shell/unattended.cpp shell/unattended.h
  shell/view_actions.cpp shell/view_actions.h
)
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/example_scenes.cpp PROPERTIES
  COMPILE_DEFINITIONS "SCALELAB_SCENES_DIR=\"${CMAKE_SOURCE_DIR}/scenes\"")
