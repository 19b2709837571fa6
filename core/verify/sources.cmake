# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  verify/theory_data.cpp
  verify/theory_networks.cpp
  verify/theory_rows.cpp
  verify/theory_stations.cpp
  verify/theory_table.cpp
)
