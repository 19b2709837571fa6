// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace scalelab {

/// Limits retries to a share of first attempts: each first attempt adds that share of a token, each retry takes a whole one (Finagle's RetryBudget,
/// gRPC's retry throttling). It starts full. Counts in billionths of a token, so that ten tenths are one.
class RetryBudget {
public:
    /// `share` of a token for each first attempt, from 0 to 1; `most` tokens are kept, at least 1: the retries that may follow a calm time.
    void configure(double share, double most)
    {
        const std::int64_t before = most_;
        deposit_ = inParts(share);
        most_ = inParts(most);
        parts_ = std::clamp(parts_ + std::max<std::int64_t>(most_ - before, 0), std::int64_t{0}, most_);
    }

    void countFirstAttempt() { parts_ = std::min(parts_ + deposit_, most_); }

    /// Whether a retry may go now; if so it is paid for.
    [[nodiscard]] bool allowsRetry()
    {
        if (parts_ < token) return false;
        parts_ -= token;
        return true;
    }

    [[nodiscard]] double tokens() const { return static_cast<double>(parts_) / static_cast<double>(token); }

private:
    static constexpr std::int64_t token = 1'000'000'000;

    static std::int64_t inParts(double tokens) { return static_cast<std::int64_t>(tokens * static_cast<double>(token) + 0.5); }

    std::int64_t deposit_ = 0;
    std::int64_t most_ = 0;
    std::int64_t parts_ = 0;
};

} // namespace scalelab
