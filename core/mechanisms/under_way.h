// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>

namespace scalelab {

/// Numbers on their way over a connection that keeps their order: each arrives when its time has come and all before it are there.
class UnderWay {
public:
    void add(std::uint64_t number, SimTime due)
    {
        if (!sent_.empty()) due = std::max(due, sent_.back().due);
        sent_.push_back({number, due});
    }

    /// Takes out the next number that is there by now.
    std::optional<std::uint64_t> take(SimTime now)
    {
        if (sent_.empty() || now < sent_.front().due) return std::nullopt;
        const std::uint64_t number = sent_.front().number;
        sent_.pop_front();
        return number;
    }

    /// Loses everything that has not arrived.
    void clear() { sent_.clear(); }
    [[nodiscard]] bool empty() const { return sent_.empty(); }

private:
    struct Sent {
        std::uint64_t number;
        SimTime due;
    };
    std::deque<Sent> sent_;
};

} // namespace scalelab
