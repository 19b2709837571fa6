# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_core PRIVATE
  exercise/exercise.cpp
  exercise/freedom.cpp
  exercise/grade.cpp
  exercise/guide.cpp
  exercise/read_rules.cpp
  exercise/report.cpp
  exercise/robust_names.cpp
  exercise/violations.cpp
)
