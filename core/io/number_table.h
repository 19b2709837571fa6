// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "base/rate_curve.h"
#include "base/result.h"

#include <string_view>
#include <vector>

namespace scalelab {

// Both may begin with a line of headings. The error names the line.

/// Reads samples, one a line: "0.005" in seconds or "5ms"; "2000" in bytes or "2kB".
[[nodiscard]] Result<std::vector<double>> parseSamples(std::string_view text, Distribution::Unit unit);

/// Reads rows of a time and the rate from then on: "60, 200" in seconds and per second, or "1min, 12000/min". Times ascend; the last rate stays.
[[nodiscard]] Result<RateCurve> parseRateTable(std::string_view text);

} // namespace scalelab
