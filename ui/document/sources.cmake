# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  document/edit_command.cpp document/edit_command.h
  document/edit_merging.cpp document/edit_merging.h
  document/file_digest.cpp document/file_digest.h
  document/live_commands.cpp document/live_commands.h
  document/health_text.cpp document/health_text.h
  document/live_run.cpp document/live_run.h
  document/picture_file.cpp document/picture_file.h
  document/rate_history.cpp document/rate_history.h
  document/reload_command.cpp document/reload_command.h
  document/save_file.cpp document/save_file.h
  document/scene_document.cpp document/scene_document.h
  document/selection.cpp document/selection.h
)
