// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace scalelab {

// Built on base/portable_math.h, so the same bits everywhere.

/// Natural logarithm of the gamma function for x > 0, within 1e-14 of max(1, |value|), by Stirling's series.
[[nodiscard]] double logGamma(double x);

/// Probability that a standard normal variable is at most x, within about 1e-15.
[[nodiscard]] double normalCdf(double x);

/// Density of the standard normal distribution at x.
[[nodiscard]] double normalDensity(double x);

/// (e^x - 1) / x, 1 at 0.
[[nodiscard]] double expMinusOneOver(double x);

/// ln(1 + x) / x for x >= -1, 1 at 0.
[[nodiscard]] double logOnePlusOver(double x);

} // namespace scalelab
