// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace scalelab::yardstick {

/// Counts of positive values in 128 bins an octave, 2^-40 to 2^24: quantiles to within 0.4%.
class Histogram {
public:
    void add(double value)
    {
        const std::int64_t bin = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(value) >> shift) - firstBin;
        ++counts_[static_cast<std::size_t>(std::clamp<std::int64_t>(bin, 0, bins - 1))];
        sum_ += value;
        ++count_;
    }

    [[nodiscard]] double mean() const { return sum_ / static_cast<double>(count_); }

    /// The middle of the bin that holds the value of rank ceil(share * count).
    [[nodiscard]] double quantile(double share) const
    {
        const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
        std::uint64_t below = 0;
        std::int64_t bin = 0;
        while (bin < bins - 1 && (below += counts_[static_cast<std::size_t>(bin)]) < rank) ++bin;
        return std::bit_cast<double>((2 * static_cast<std::uint64_t>(firstBin + bin) + 1) << (shift - 1));
    }

private:
    static constexpr int shift = 52 - 7;
    static constexpr std::int64_t firstBin = (1023 - 40) << 7;
    static constexpr std::int64_t bins = (40 + 24) << 7;

    std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(bins);
    double sum_ = 0;
    std::uint64_t count_ = 0;
};

} // namespace scalelab::yardstick
