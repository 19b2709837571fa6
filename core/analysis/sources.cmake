# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  analysis/applicable.cpp
  analysis/applicable_cache.cpp
  analysis/applicable_station.cpp
  analysis/caching.cpp
  analysis/closed_forms.cpp
  analysis/networks.cpp
  analysis/poisson_stream.cpp
  analysis/queueing.cpp
  analysis/reliability.cpp
  analysis/scene_facts.cpp
)
