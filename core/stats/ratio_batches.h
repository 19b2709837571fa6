// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/intervals.h"

#include <cstddef>
#include <vector>

namespace scalelab {

/// A mean of a run in progress, such as a mean wait over calls or a utilisation over time, with a confidence interval by batches: what was added between
/// two looks is a batch, and when there are many, neighbours merge in pairs. At most 64 batches are kept, however long the run.
class RatioBatches {
public:
    /// The sum and the weight (calls, seconds) from the start of the run up to now. The first look is where the batches begin.
    void look(double sum, double weight);
    /// Mean of what was added since the first look. Its interval rests on the ratio estimator of batches of unequal weight (W. Cochran, "Sampling
    /// Techniques", 1977, chapter 6); it is infinite with fewer than ten batches.
    [[nodiscard]] Interval interval(double confidence) const;

private:
    struct Batch {
        double sum = 0, weight = 0;
    };
    static constexpr std::size_t most = 64, fewest = 10;

    void mergePairs();

    bool begun_ = false;
    double sum_ = 0, weight_ = 0; ///< At the latest look.
    std::size_t looksPerBatch_ = 1, looks_ = 0;
    Batch open_;
    std::vector<Batch> batches_;
};

} // namespace scalelab
