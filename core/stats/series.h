// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace scalelab {

/// A series of values over time for charts, in bounded memory: when it is full, neighbouring buckets merge in pairs, which
/// keeps every minimum and maximum.
class Series {
public:
    /// Neighbouring values of the series.
    struct Bucket {
        SimTime start; ///< Time of its first value.
        double min = 0, max = 0, last = 0;
        double sum = 0;
        std::uint32_t count = 0;
        bool operator==(const Bucket&) const = default;
    };

    /// At most `capacity` buckets, at least 2.
    explicit Series(std::size_t capacity = 2048);

    /// Appends a value; times must not go backwards.
    void add(SimTime time, double value);

    [[nodiscard]] const std::vector<Bucket>& buckets() const { return buckets_; }
    /// How many values a full bucket holds now: a power of two.
    [[nodiscard]] std::uint32_t valuesPerBucket() const { return valuesPerBucket_; }

    bool operator==(const Series&) const = default;

private:
    void mergePairs();

    std::size_t capacity_;
    std::uint32_t valuesPerBucket_ = 1;
    std::vector<Bucket> buckets_;
};

} // namespace scalelab
