# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  verify/claims.cpp
  verify/evaluate.cpp
  verify/expectations.cpp
  verify/functions.cpp
  verify/guide.cpp
  verify/judging.cpp
  verify/lexer.cpp
  verify/names.cpp
  verify/parameters.cpp
  verify/parser.cpp
  verify/replications.cpp
  verify/report.cpp
  verify/spans.cpp
  verify/targets.cpp
  verify/theory_data.cpp
  verify/theory_networks.cpp
  verify/theory_rows.cpp
  verify/theory_stations.cpp
  verify/theory_table.cpp
  verify/variants.cpp
  verify/verify.cpp
)
