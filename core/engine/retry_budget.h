// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace scalelab {

/// Keeps retries to a share of the first attempts: each first attempt pays in that share of a retry, each retry takes out one (Twitter's Finagle,
/// RetryBudget). A budget that was never used pays for at most ten retries in a row.
class RetryBudget {
public:
    void payIn(double share) { balance_ = std::min(balance_ + share, most); }
    /// Takes out a retry; false if it cannot be paid.
    bool take()
    {
        if (balance_ < 1) return false;
        balance_ -= 1;
        return true;
    }

private:
    static constexpr double most = 10;
    double balance_ = 0;
};

} // namespace scalelab
