// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace scalelab {

/// When a circuit breaker opens and closes (the count-based window of Resilience4j).
struct BreakerRule {
    double threshold = 0.5;          ///< Share of failures at which it opens.
    std::uint32_t window = 100;      ///< How many of the latest calls count, at least 1.
    std::uint32_t minimum = 100;     ///< It does not open before so many calls are known, or the whole window if that is less.
    SimTime openFor{60'000'000'000}; ///< How long it lets nothing through.
    std::uint32_t probes = 10;       ///< Calls that it then lets through, at least 1; if all succeed it closes, if one fails it opens again.
};

/// Keeps a caller from calling one that fails. The result of every call that it lets through must be told to it once, unless it is reset.
class CircuitBreaker {
public:
    enum class State : std::uint8_t { Closed, Open, HalfOpen };

    /// The results known so far are kept unless the window changes.
    void configure(const BreakerRule& rule)
    {
        if (rule.window != rule_.window) forgetResults();
        rule_ = rule;
    }

    /// Whether a call may go now; if so it counts as one that went.
    [[nodiscard]] bool letsThrough(SimTime now)
    {
        if (state_ == State::Open && now - since_ >= rule_.openFor) enter(State::HalfOpen, now);
        if (state_ == State::Closed) return true;
        if (state_ == State::Open || probing_ >= rule_.probes) return false;
        ++probing_;
        return true;
    }

    /// The result of a call; `period` is what period() was when it went, and results of earlier periods count no more.
    void record(bool failed, std::uint32_t period, SimTime now)
    {
        if (period != (period_ & 0xffff)) return;
        if (state_ == State::HalfOpen) return recordProbe(failed, now);
        add(failed);
        const std::uint32_t enough = std::min(rule_.minimum, rule_.window);
        if (known_ >= enough && failureShare() >= rule_.threshold) enter(State::Open, now);
    }

    /// Forgets everything and closes: for a caller that loses its memory.
    void reset()
    {
        const BreakerRule rule = rule_;
        *this = {};
        rule_ = rule;
    }

    [[nodiscard]] State state() const { return state_; }
    /// Counts the changes of state.
    [[nodiscard]] std::uint32_t period() const { return period_; }
    /// How often it opened.
    [[nodiscard]] std::uint64_t opened() const { return opened_; }
    /// Share of failures among the latest calls, 0 if none is known.
    [[nodiscard]] double failureShare() const { return known_ == 0 ? 0 : static_cast<double>(failures_) / known_; }

private:
    void enter(State state, SimTime now)
    {
        state_ = state;
        since_ = now;
        ++period_;
        opened_ += state == State::Open;
        probing_ = succeeded_ = 0;
        forgetResults();
    }

    void recordProbe(bool failed, SimTime now)
    {
        if (failed) enter(State::Open, now);
        else if (++succeeded_ >= rule_.probes) enter(State::Closed, now);
    }

    void add(bool failed)
    {
        if (failed_.size() != rule_.window) failed_.assign(rule_.window, false);
        if (known_ == rule_.window) failures_ -= failed_[next_];
        else ++known_;
        failed_[next_] = failed;
        failures_ += failed;
        if (++next_ == rule_.window) next_ = 0;
    }

    void forgetResults()
    {
        failed_.clear();
        known_ = failures_ = next_ = 0;
    }

    BreakerRule rule_;
    State state_ = State::Closed;
    std::uint32_t period_ = 0;
    SimTime since_;
    std::vector<bool> failed_; ///< Results of the latest calls as a ring; empty before the first.
    std::uint32_t known_ = 0, failures_ = 0, next_ = 0;
    std::uint32_t probing_ = 0, succeeded_ = 0; ///< Probes sent, and those that came back well.
    std::uint64_t opened_ = 0;
};

} // namespace scalelab
