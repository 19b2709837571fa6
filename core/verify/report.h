// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.h"
#include "verify/verify.h"

#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A value in the unit that suits it, to four digits: "12.34ms", "40.1/s".
[[nodiscard]] std::string measureText(double value, const Dimension& dimension);

/// What was expected, measured and judged, as a table under a heading.
[[nodiscard]] std::string verificationTable(std::string_view heading, const Plan& plan, const std::vector<Judgement>& judgements);

/// The same for programs: values in base units.
[[nodiscard]] Value verificationValue(const Plan& plan, const std::vector<Judgement>& judgements);

} // namespace scalelab
