# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  files/autosave.cpp files/autosave.h
  files/canvas_export.cpp files/canvas_export.h
  files/example_scenes.cpp files/example_scenes.h
  files/file_dialogs.cpp files/file_dialogs.h
  files/file_safety.cpp files/file_safety.h
  files/file_session.cpp files/file_session.h
  files/file_watch.cpp files/file_watch.h
  files/open_files.cpp files/open_files.h
  files/recent_files.cpp files/recent_files.h
  files/recovery_copy.cpp files/recovery_copy.h
  files/save_failure.cpp files/save_failure.h
  files/take_lock.cpp files/take_lock.h
)
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/example_scenes.cpp PROPERTIES
  COMPILE_DEFINITIONS "SCALELAB_SCENES_DIR=\"${CMAKE_SOURCE_DIR}/scenes\"")
