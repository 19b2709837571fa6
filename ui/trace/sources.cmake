# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  trace/trace_panel.cpp trace/trace_panel.h
  trace/waterfall.cpp trace/waterfall.h)
