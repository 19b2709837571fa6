// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace scalelab {

/// Gives out versions for writes at one of several masters, so that the greater version is the later write: a hybrid logical clock (Kulkarni et al.,
/// 2014), its time above and the number of the master, the origin, below. The writes of an origin have ever greater versions, and a write that knew
/// of another has a greater version than it. Good for 256 origins and 417 days of simulated time.
class VersionClock {
public:
    static constexpr std::size_t mostOrigins = 256;

    [[nodiscard]] static std::size_t originOf(std::uint64_t version) { return version % mostOrigins; }
    [[nodiscard]] static SimTime timeOf(std::uint64_t version) { return {static_cast<std::int64_t>(version / mostOrigins)}; }

    /// A version for a write at `origin` now.
    std::uint64_t next(SimTime now, std::size_t origin)
    {
        time_ = std::max(time_ + 1, static_cast<std::uint64_t>(now.ns));
        return time_ * mostOrigins + origin;
    }

    /// Takes note of a version given out elsewhere: later ones of this clock are greater.
    void witness(std::uint64_t version) { time_ = std::max(time_, version / mostOrigins); }

private:
    std::uint64_t time_ = 0;
};

/// For each origin the greatest version known of; since those of an origin come in order, it knows all smaller ones too.
class VersionVector {
public:
    [[nodiscard]] bool knows(std::uint64_t version) const { return version <= of(VersionClock::originOf(version)); }
    [[nodiscard]] std::uint64_t of(std::size_t origin) const { return origin < newest_.size() ? newest_[origin] : 0; }
    [[nodiscard]] bool empty() const { return newest_.empty(); }

    void add(std::uint64_t version)
    {
        const std::size_t origin = VersionClock::originOf(version);
        if (newest_.size() <= origin) newest_.resize(origin + 1);
        newest_[origin] = std::max(newest_[origin], version);
    }

    void add(const VersionVector& other)
    {
        for (const std::uint64_t version : other.newest_)
            if (version != 0) add(version);
    }

private:
    std::vector<std::uint64_t> newest_;
};

} // namespace scalelab
