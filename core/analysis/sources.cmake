# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  analysis/caching.cpp
  analysis/closed_forms.cpp
  analysis/networks.cpp
  analysis/queueing.cpp
  analysis/reliability.cpp
)
