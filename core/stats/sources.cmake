# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  stats/histogram.cpp
  stats/intervals.cpp
  stats/mser.cpp
  stats/ratio_batches.cpp
  stats/series.cpp
)
