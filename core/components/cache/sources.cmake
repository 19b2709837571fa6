# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  components/cache/cache.cpp
  components/cache/pending.cpp
  components/cache/write_buffer.cpp
  components/cache/writes.cpp
)
