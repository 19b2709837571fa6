// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace scalelab {

/// A confidence interval: mean plus or minus halfWidth.
struct Interval {
    double mean = 0;
    double halfWidth = 0;  ///< Infinite if fewer than two observations were made.
    std::size_t count = 0; ///< Independent observations (or batches) it rests on.

    [[nodiscard]] double low() const { return mean - halfWidth; }
    [[nodiscard]] double high() const { return mean + halfWidth; }
    [[nodiscard]] bool contains(double value) const { return low() <= value && value <= high(); }
};

/// Value that Student's t with `degreesOfFreedom` > 0 stays below with `probability` (0 < p < 1).
[[nodiscard]] double studentTQuantile(double probability, double degreesOfFreedom);

/// Interval for the mean of independent observations by Student's t; `confidence` such as 0.95.
[[nodiscard]] Interval meanInterval(std::span<const double> observations, double confidence);

/// Interval for the mean of a correlated run by the means of `batches` (>= 2) equal batches; what is left over at the
/// beginning is not used.
[[nodiscard]] Interval batchMeans(std::span<const double> observations, int batches, double confidence);

} // namespace scalelab
