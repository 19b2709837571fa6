# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  events/events_filter.cpp events/events_filter.h
  events/events_model.cpp events/events_model.h
  events/events_panel.cpp events/events_panel.h)
