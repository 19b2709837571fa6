// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/mser.h"

#include <limits>
#include <vector>

namespace scalelab {

std::size_t mser5Cut(std::span<const double> observations)
{
    constexpr std::size_t batch = 5;
    const std::size_t batches = observations.size() / batch;
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    double mean = 0, squares = 0; // of the batches from d on, updated from the end (Welford)
    for (std::size_t d = batches; d-- > 0;) {
        double sum = 0;
        for (std::size_t i = 0; i < batch; ++i) sum += observations[d * batch + i];
        const auto kept = static_cast<double>(batches - d);
        const double distance = sum / batch - mean;
        mean += distance / kept;
        squares += distance * (sum / batch - mean);
        if (d * batch > observations.size() / 2) continue;
        const double statistic = squares / (kept * kept);
        if (statistic <= least) {
            least = statistic;
            best = d * batch;
        }
    }
    return best;
}

} // namespace scalelab
