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
  analysis/scene_theory.cpp
  analysis/whole_scene/availability.cpp
  analysis/whole_scene/capacity.cpp
  analysis/whole_scene/onward_calls.cpp
  analysis/whole_scene/request_paths.cpp
  analysis/whole_scene/served_share.cpp
  analysis/whole_scene/station.cpp
)
