# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  actions/action.cpp actions/action.h
  actions/edit_actions.cpp actions/edit_actions.h
  actions/file_actions.cpp actions/file_actions.h
  actions/run_actions.cpp actions/run_actions.h
  actions/shortcuts_dialog.cpp actions/shortcuts_dialog.h
  actions/view_actions.cpp actions/view_actions.h
)
