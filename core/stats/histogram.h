// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "base/sim_time.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace scalelab {

/// Counts of durations in buckets of at most 1/64 of their value, so that every value reported is within 0.8% of one added;
/// below 64 ns exact. Memory grows with the octaves in use (512 bytes each), not with the number of values.
class Histogram {
public:
    /// Counts one duration; a negative one counts as 0.
    void add(SimTime time)
    {
        const std::uint64_t value = time.ns < 0 ? 0 : static_cast<std::uint64_t>(time.ns);
        const std::size_t octave = octaveOf(value);
        std::size_t page = pageOf_[octave];
        if (page == 0) [[unlikely]] page = addPage(octave);
        ++counts_[(page - 1) * subBuckets + ((value >> shiftOf(octave)) & (subBuckets - 1))];
        ++count_;
        sum_ += value;
        if (value < min_) min_ = value;
        if (value > max_) max_ = value;
    }

    /// How many durations were added.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// The value of nearest rank: the smallest that at least the share `p` (0 to 1) does not exceed; 0 if empty.
    [[nodiscard]] SimTime quantile(double p) const;
    /// Exact mean, rounded down to a nanosecond; 0 if empty.
    [[nodiscard]] SimTime mean() const;
    /// Exact mean in seconds; 0 if empty.
    [[nodiscard]] double meanSeconds() const;
    /// Exact sum of all values [ns].
    [[nodiscard]] Uint128 sum() const { return sum_; }
    /// Exact largest value; 0 if empty.
    [[nodiscard]] SimTime max() const { return {static_cast<std::int64_t>(max_)}; }
    /// Exact smallest value; 0 if empty.
    [[nodiscard]] SimTime min() const { return {count_ == 0 ? 0 : static_cast<std::int64_t>(min_)}; }

    /// Adds all that `other` counted.
    void merge(const Histogram& other);
    /// What was added after `earlier`, a former state of this histogram, was copied; its extremes are exact to 1/64.
    [[nodiscard]] Histogram since(const Histogram& earlier) const;
    void clear() { *this = Histogram(); }

    /// Same counts in the same buckets, same sum and extremes.
    bool operator==(const Histogram& other) const;

private:
    static constexpr std::size_t subBuckets = 64;
    static constexpr std::size_t octaves = 58; ///< Octave 0 holds 0 to 63 ns, octave i from 2^(i + 5) to below 2^(i + 6) ns.

    static constexpr std::size_t octaveOf(std::uint64_t value)
    {
        return static_cast<std::size_t>(std::bit_width(value | (subBuckets - 1))) - 6;
    }
    static constexpr std::size_t shiftOf(std::size_t octave) { return octave == 0 ? 0 : octave - 1; }
    static std::uint64_t lowestOf(std::size_t octave, std::size_t subBucket);

    std::size_t addPage(std::size_t octave);
    [[nodiscard]] const std::uint64_t* page(std::size_t octave) const;
    [[nodiscard]] std::uint64_t valueOfRank(std::uint64_t rank) const;
    void boundExtremes(const Histogram& earlier, const Histogram& whole);

    std::vector<std::uint64_t> counts_;          ///< Pages of subBuckets counts, in the order they came into use.
    std::array<std::uint8_t, octaves> pageOf_{}; ///< Page of each octave, from 1; 0 if it has none.
    std::uint64_t count_ = 0;
    Uint128 sum_ = 0;
    std::uint64_t min_ = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t max_ = 0;
};

} // namespace scalelab
