# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  base/arrival_clock.cpp
  base/arrivals.cpp
  base/call_text.cpp
  base/data_table.cpp
  base/data_files.cpp
  base/dimension.cpp
  base/distribution.cpp
  base/exponential.cpp
  base/instance_types.cpp
  base/keys.cpp
  base/mix.cpp
  base/places.cpp
  base/prices.cpp
  base/objectives.cpp
  base/rate_curve.cpp
  base/request_sizes.cpp
  base/special_functions.cpp
  base/suggestion.cpp
  base/units.cpp
  base/value.cpp
)
include(${CMAKE_CURRENT_LIST_DIR}/embed.cmake)
