// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/histogram.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

std::uint64_t Histogram::lowestOf(std::size_t octave, std::size_t subBucket)
{
    if (octave == 0) return subBucket;
    return (subBuckets + subBucket) << shiftOf(octave);
}

std::size_t Histogram::addPage(std::size_t octave)
{
    counts_.resize(counts_.size() + subBuckets);
    const std::size_t page = counts_.size() / subBuckets;
    pageOf_[octave] = static_cast<std::uint8_t>(page);
    return page;
}

const std::uint64_t* Histogram::page(std::size_t octave) const
{
    if (pageOf_[octave] == 0) return nullptr;
    return counts_.data() + (pageOf_[octave] - std::size_t{1}) * subBuckets;
}

std::uint64_t Histogram::valueOfRank(std::uint64_t rank) const
{
    for (std::size_t octave = 0; octave < octaves; ++octave) {
        const std::uint64_t* counts = page(octave);
        if (counts == nullptr) continue;
        for (std::size_t i = 0; i < subBuckets; ++i) {
            if (counts[i] < rank) {
                rank -= counts[i];
                continue;
            }
            const std::uint64_t width = std::uint64_t{1} << shiftOf(octave);
            return std::clamp(lowestOf(octave, i) + width / 2, min_, max_);
        }
    }
    return max_;
}

SimTime Histogram::quantile(double p) const
{
    if (count_ == 0) return {};
    const auto total = static_cast<double>(count_);
    const double rank = std::ceil(p * total * (1 - 0x1p-51)); // p * count may lie a rounding error above a whole number
    if (!(rank > 1)) return min();
    if (rank >= total) return max();
    return {static_cast<std::int64_t>(valueOfRank(static_cast<std::uint64_t>(rank)))};
}

SimTime Histogram::mean() const
{
    if (count_ == 0) return {};
    return {static_cast<std::int64_t>(sum_ / count_)};
}

double Histogram::meanSeconds() const
{
    if (count_ == 0) return 0;
    return static_cast<double>(sum_) / static_cast<double>(count_) / 1e9;
}

void Histogram::merge(const Histogram& other)
{
    for (std::size_t octave = 0; octave < octaves; ++octave) {
        if (other.pageOf_[octave] == 0) continue;
        const std::size_t own = pageOf_[octave] != 0 ? pageOf_[octave] : addPage(octave);
        const std::uint64_t* from = other.page(octave);
        for (std::size_t i = 0; i < subBuckets; ++i) counts_[(own - 1) * subBuckets + i] += from[i];
    }
    count_ += other.count_;
    sum_ += other.sum_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
}

Histogram Histogram::since(const Histogram& earlier) const
{
    Histogram difference;
    for (std::size_t octave = 0; octave < octaves; ++octave) {
        const std::uint64_t* now = page(octave);
        const std::uint64_t* then = earlier.page(octave);
        if (now == nullptr || (then != nullptr && std::equal(now, now + subBuckets, then))) continue;
        const std::size_t own = difference.addPage(octave);
        for (std::size_t i = 0; i < subBuckets; ++i) difference.counts_[(own - 1) * subBuckets + i] = now[i] - (then == nullptr ? 0 : then[i]);
    }
    difference.count_ = count_ - earlier.count_;
    difference.sum_ = sum_ - earlier.sum_;
    if (difference.count_ != 0) difference.boundExtremes(earlier, *this);
    return difference;
}

void Histogram::boundExtremes(const Histogram& earlier, const Histogram& whole)
{
    std::uint64_t lowest = std::numeric_limits<std::uint64_t>::max(), highest = 0;
    for (std::size_t octave = 0; octave < octaves; ++octave) {
        const std::uint64_t* counts = page(octave);
        for (std::size_t i = 0; counts != nullptr && i < subBuckets; ++i) {
            if (counts[i] == 0) continue;
            lowest = std::min(lowest, lowestOf(octave, i));
            highest = lowestOf(octave, i) + ((std::uint64_t{1} << shiftOf(octave)) - 1);
        }
    }
    min_ = whole.min_ < earlier.min_ ? whole.min_ : std::max(lowest, whole.min_);
    max_ = whole.max_ > earlier.max_ ? whole.max_ : std::min(highest, whole.max_);
}

bool Histogram::operator==(const Histogram& other) const
{
    if (count_ != other.count_ || sum_ != other.sum_ || min_ != other.min_ || max_ != other.max_) return false;
    for (std::size_t octave = 0; octave < octaves; ++octave) {
        const std::uint64_t* mine = page(octave);
        const std::uint64_t* theirs = other.page(octave);
        if (mine == nullptr && theirs == nullptr) continue;
        if (mine == nullptr || theirs == nullptr || !std::equal(mine, mine + subBuckets, theirs)) return false;
    }
    return true;
}

} // namespace scalelab
