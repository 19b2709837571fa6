// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.h"
#include "exercise/grade.h"

#include <string>
#include <string_view>

namespace scalelab {

/// What the goals of an exercise came to, as a table under a heading, and the points. Faults are counted, not listed.
[[nodiscard]] std::string gradeTable(std::string_view heading, const Grade& grade);

/// The same for programs, faults included: values in base units.
[[nodiscard]] Value gradeValue(const Exercise& exercise, const Grade& grade);

} // namespace scalelab
