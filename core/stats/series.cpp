// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/series.h"

#include <algorithm>
#include <cassert>

namespace scalelab {

Series::Series(std::size_t capacity) : capacity_(std::max<std::size_t>(capacity, 2)) {}

void Series::add(SimTime time, double value)
{
    assert(buckets_.empty() || buckets_.back().start <= time);
    if (buckets_.size() == capacity_ && buckets_.back().count == valuesPerBucket_) mergePairs();
    if (buckets_.empty() || buckets_.back().count == valuesPerBucket_) {
        buckets_.push_back({time, value, value, value, value, 1});
        return;
    }
    Bucket& bucket = buckets_.back();
    bucket.min = std::min(bucket.min, value);
    bucket.max = std::max(bucket.max, value);
    bucket.last = value;
    bucket.sum += value;
    ++bucket.count;
}

void Series::mergePairs()
{
    const std::size_t pairs = buckets_.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
        const Bucket& first = buckets_[2 * i];
        const Bucket& second = buckets_[2 * i + 1];
        buckets_[i] = {first.start, std::min(first.min, second.min), std::max(first.max, second.max), second.last, first.sum + second.sum,
                       first.count + second.count};
    }
    const bool odd = buckets_.size() % 2 != 0;
    if (odd) buckets_[pairs] = buckets_.back();
    buckets_.resize(pairs + (odd ? 1 : 0));
    valuesPerBucket_ *= 2;
}

} // namespace scalelab
