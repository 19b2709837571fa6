// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace scalelab {

/// Largest distance between the empirical distribution of `samples` and the continuous distribution function `cdf`, times the
/// root of their number: above 1.95 with a probability of 0.1%, above 2.23 of 0.01% (Kolmogorov).
template <class Cdf>
double kolmogorovStatistic(std::vector<double> samples, Cdf cdf)
{
    std::sort(samples.begin(), samples.end());
    const auto n = static_cast<double>(samples.size());
    double worst = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double f = cdf(samples[i]);
        worst = std::max({worst, f - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - f});
    }
    return worst * std::sqrt(n);
}

} // namespace scalelab
