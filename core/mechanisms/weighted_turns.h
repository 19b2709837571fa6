// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace scalelab {

/// Smooth weighted round robin, as nginx does it: everyone earns its weight, the richest is chosen and pays the sum. Shares are exact over each
/// round of the weights, and turns are spread evenly over it.
class WeightedTurns {
public:
    /// One of the candidates, of which there must be one; `weight(candidate)` is not negative. Candidates are small numbers.
    template <class Weight>
    std::uint32_t next(const std::vector<std::uint32_t>& candidates, Weight weight)
    {
        double sum = 0;
        std::uint32_t best = candidates.front();
        for (const std::uint32_t candidate : candidates) {
            if (candidate >= credits_.size()) credits_.resize(candidate + std::size_t{1});
            const double earned = weight(candidate);
            credits_[candidate] += earned;
            sum += earned;
            if (credits_[candidate] > credits_[best]) best = candidate;
        }
        credits_[best] -= sum;
        return best;
    }

private:
    std::vector<double> credits_;
};

} // namespace scalelab
