// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/ratio_batches.h"

#include <cmath>
#include <limits>

namespace scalelab {

void RatioBatches::look(double sum, double weight)
{
    if (begun_) {
        open_.sum += sum - sum_;
        open_.weight += weight - weight_;
        if (++looks_ == looksPerBatch_) {
            batches_.push_back(open_);
            open_ = {};
            looks_ = 0;
            if (batches_.size() == most) mergePairs();
        }
    }
    begun_ = true;
    sum_ = sum;
    weight_ = weight;
}

void RatioBatches::mergePairs()
{
    for (std::size_t i = 0; i < most / 2; ++i) batches_[i] = {batches_[2 * i].sum + batches_[2 * i + 1].sum, batches_[2 * i].weight + batches_[2 * i + 1].weight};
    batches_.resize(most / 2);
    looksPerBatch_ *= 2;
}

Interval RatioBatches::interval(double confidence) const
{
    double sum = 0, weight = 0;
    for (const Batch& batch : batches_) {
        sum += batch.sum;
        weight += batch.weight;
    }
    Interval interval{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), batches_.size()};
    if (weight <= 0) return interval;
    interval.mean = sum / weight;
    if (batches_.size() < fewest) return interval;
    double squares = 0;
    for (const Batch& batch : batches_) {
        const double off = batch.sum - interval.mean * batch.weight;
        squares += off * off;
    }
    const auto n = static_cast<double>(batches_.size());
    interval.halfWidth = studentTQuantile(0.5 + confidence / 2, n - 1) * std::sqrt(n / (n - 1) * squares) / weight;
    return interval;
}

} // namespace scalelab
