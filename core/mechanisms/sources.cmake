# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  mechanisms/address.cpp
  mechanisms/hash_ring.cpp
  mechanisms/key_list.cpp
  mechanisms/key_store.cpp
  mechanisms/rate_limit.cpp
  mechanisms/shared_cores.cpp
  mechanisms/log_lineage.cpp
  mechanisms/version_table.cpp
)
