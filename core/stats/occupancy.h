// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <cstdint>

namespace scalelab {

/// 128 bits, so that worker nanoseconds of the longest runs add up exactly.
__extension__ typedef unsigned __int128 WorkerTime;

/// How many workers are busy and how many calls wait, with the exact integrals of both over time.
class Occupancy {
public:
    [[nodiscard]] std::uint32_t busy() const { return busy_; }
    [[nodiscard]] std::uint32_t queued() const { return queued_; }

    /// Records that from `now` on the counts are these.
    void change(SimTime now, std::uint32_t busy, std::uint32_t queued)
    {
        const auto elapsed = static_cast<std::uint64_t>(now.ns - since_.ns);
        busyTime_ += static_cast<WorkerTime>(elapsed) * busy_;
        queueTime_ += static_cast<WorkerTime>(elapsed) * queued_;
        since_ = now;
        busy_ = busy;
        queued_ = queued;
    }

    /// Takes up counting again after a time in which others counted: calls have been present for `presentTime` in all, and now all of them are busy.
    void resume(SimTime now, WorkerTime presentTime, std::uint32_t busy)
    {
        busyTime_ = presentTime - queueTime_;
        since_ = now;
        busy_ = busy;
        queued_ = 0;
    }

    /// Starts the integrals anew at `now`; the counts stay.
    void restart(SimTime now)
    {
        busyBefore_ += busyTime(now);
        since_ = now;
        busyTime_ = 0;
        queueTime_ = 0;
    }

    /// Busy workers integrated since the start, up to `now` [worker ns].
    [[nodiscard]] WorkerTime busyTime(SimTime now) const { return busyTime_ + static_cast<WorkerTime>(now.ns - since_.ns) * busy_; }
    /// The same since before any restart.
    [[nodiscard]] WorkerTime busyTimeEver(SimTime now) const { return busyBefore_ + busyTime(now); }
    /// Waiting calls integrated since the start, up to `now` [call ns].
    [[nodiscard]] WorkerTime queueTime(SimTime now) const { return queueTime_ + static_cast<WorkerTime>(now.ns - since_.ns) * queued_; }

private:
    std::uint32_t busy_ = 0;
    std::uint32_t queued_ = 0;
    SimTime since_;
    WorkerTime busyTime_ = 0;
    WorkerTime queueTime_ = 0;
    WorkerTime busyBefore_ = 0;
};

} // namespace scalelab
