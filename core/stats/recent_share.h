// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace scalelab {

/// The share of successes among the latest trials: at least the last 500 once there are that many, at most the last 1,000.
class RecentShare {
public:
    void add(bool success)
    {
        if (++trials_ > window) {
            earlierTrials_ = trials_ - 1;
            earlierSuccesses_ = successes_;
            trials_ = 1;
            successes_ = 0;
        }
        successes_ += success;
    }

    /// From 0 to 1; -1 without any trial.
    [[nodiscard]] double share() const
    {
        const std::uint64_t trials = trials_ + earlierTrials_;
        return trials == 0 ? -1 : static_cast<double>(successes_ + earlierSuccesses_) / static_cast<double>(trials);
    }

private:
    static constexpr std::uint64_t window = 500;
    std::uint64_t trials_ = 0, successes_ = 0;
    std::uint64_t earlierTrials_ = 0, earlierSuccesses_ = 0;
};

} // namespace scalelab
