# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  shell/command_line.cpp shell/command_line.h
  shell/dock_layout.cpp shell/dock_layout.h
  shell/main_window.cpp shell/main_window.h
  shell/problems_model.cpp shell/problems_model.h
  shell/problems_panel.cpp shell/problems_panel.h
  shell/status_line.cpp shell/status_line.h
  shell/unattended.cpp shell/unattended.h
)
