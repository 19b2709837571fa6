# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  charts/chart.cpp charts/chart.h
  charts/chart_export.cpp charts/chart_export.h
  charts/chart_units.cpp charts/chart_units.h
  charts/charts_panel.cpp charts/charts_panel.h
  charts/charts_source.cpp charts/charts_source.h
  charts/decimation.cpp charts/decimation.h)
