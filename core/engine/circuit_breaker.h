// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace scalelab {

/// Stops calls to a callee that mostly fails (M. Nygard, "Release It!", 2007). Closed, it watches the outcomes of the last calls; when the share
/// of failures reaches the threshold it opens and refuses all; after a pause it lets one call through as a probe, and what becomes of that closes
/// or opens it again.
class CircuitBreaker {
public:
    /// Most calls that a window can hold.
    static constexpr std::uint32_t longestWindow = 128;

    /// Opens when `threshold` of the last `window` calls (1 to longestWindow) failed, for `pause`; forgets what it saw.
    void configure(double threshold, std::uint32_t window, SimTime pause)
    {
        *this = {};
        threshold_ = threshold;
        window_ = std::min(window, longestWindow);
        pause_ = pause;
    }

    /// Whether a call may go now; a probe that may go is under way from then on.
    [[nodiscard]] bool admits(SimTime now)
    {
        if (state_ == State::Closed) return true;
        if (now < opensAgain_) return false;
        state_ = State::Probing;
        opensAgain_ = now + pause_; // of a probe whose caller is gone nobody hears
        return true;
    }

    /// Notes how a call that was admitted came out.
    void record(SimTime now, bool failed)
    {
        if (state_ == State::Probing) return failed ? open(now) : close();
        if (state_ == State::Open) return;
        const std::uint64_t bit = 1ull << (next_ % 64);
        std::uint64_t& word = failures_[next_ / 64];
        if (seen_ == window_) count_ -= (word & bit) != 0;
        else ++seen_;
        word = failed ? word | bit : word & ~bit;
        count_ += failed;
        next_ = (next_ + 1) % window_;
        if (seen_ == window_ && count_ >= threshold_ * window_) open(now);
    }

    [[nodiscard]] bool isOpen() const { return state_ != State::Closed; }
    /// How often it has opened.
    [[nodiscard]] std::uint64_t openings() const { return openings_; }

private:
    enum class State : std::uint8_t { Closed, Open, Probing };

    void open(SimTime now)
    {
        state_ = State::Open;
        opensAgain_ = now + pause_;
        ++openings_;
    }
    void close()
    {
        state_ = State::Closed;
        seen_ = count_ = next_ = 0;
    }

    double threshold_ = 1;
    std::uint32_t window_ = 1;
    SimTime pause_;
    State state_ = State::Closed;
    SimTime opensAgain_; ///< When a breaker that is not closed lets the next probe through.
    std::array<std::uint64_t, longestWindow / 64> failures_{}; ///< One bit for each of the last calls, a ring.
    std::uint32_t next_ = 0, seen_ = 0, count_ = 0;
    std::uint64_t openings_ = 0;
};

} // namespace scalelab
