// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "engine/records.h"
#include "stats/occupancy.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace scalelab {

/// Workers that each hold one job at a time, with a first-come-first-served queue of bounded length before them. A job is apart from the call that
/// caused it: a call may cause several, wait for others without holding a worker, and be answered before its jobs are done.
class JobPool {
public:
    struct Job {
        std::uint32_t subject = nothing; ///< What it is about, and
        std::uint8_t kind = 0;           ///< what that is, for the owner's own use.
        bool inUse = false;
        std::uint32_t next = nothing;    ///< Next in the queue, or in the list of free slots.
        SimTime entered;
    };

    /// Sets the number of workers and waiting places; no value means without limit. Jobs already admitted stay.
    void configure(std::optional<std::int64_t> workers, std::optional<std::int64_t> places)
    {
        workers_ = clamp(workers);
        places_ = clamp(places);
    }

    /// Takes a job in; `begin` is called with its slot if a worker is free. False if there is neither a worker nor a waiting place.
    template <class Begin>
    [[nodiscard]] bool enter(SimTime now, std::uint8_t kind, std::uint32_t subject, Begin begin)
    {
        const bool starts = occupancy_.busy() < workers_ && first_ == nothing;
        if (!starts && occupancy_.queued() >= places_) return false;
        const std::uint32_t slot = jobs_.take();
        jobs_[slot] = {subject, kind, true, nothing, now};
        if (starts) {
            ++starts_;
            occupancy_.change(now, occupancy_.busy() + 1, occupancy_.queued());
            begin(slot);
        } else {
            (first_ == nothing ? first_ : jobs_[last_].next) = slot;
            last_ = slot;
            occupancy_.change(now, occupancy_.busy(), occupancy_.queued() + 1);
        }
        return true;
    }

    [[nodiscard]] const Job& job(std::uint32_t slot) const { return jobs_[slot]; }

    /// Ends a job and frees its worker, then lets waiting jobs start; `begin` is called with each.
    template <class Begin>
    void finish(SimTime now, std::uint32_t slot, Begin begin)
    {
        timeOfFinished_ += timeOf(jobs_[slot], now);
        jobs_.release(slot);
        occupancy_.change(now, occupancy_.busy() - 1, occupancy_.queued());
        startWaiting(now, begin);
    }

    /// Lets waiting jobs start as long as workers are free.
    template <class Begin>
    void startWaiting(SimTime now, Begin begin)
    {
        if (starting_) return;
        starting_ = true;
        while (first_ != nothing && occupancy_.busy() < workers_) begin(takeFirst(now));
        starting_ = false;
    }

    /// Forgets all jobs: for a crash.
    void clear(SimTime now)
    {
        timeOfFinished_ = timePresent(now);
        jobs_ = {};
        first_ = last_ = nothing;
        occupancy_.change(now, 0, 0);
    }

    void restartMeasures(SimTime now)
    {
        occupancy_.restart(now);
        measuredFrom_ = now;
        timeOfFinished_ = waitSum_ = 0;
        starts_ = 0;
    }

    [[nodiscard]] const Occupancy& occupancy() const { return occupancy_; }
    /// Number of workers, 0 if without limit.
    [[nodiscard]] std::uint32_t capacity() const { return workers_ == unlimited ? 0 : workers_; }
    /// Mean time in the queue of all jobs that have started, zeros included [s].
    [[nodiscard]] double meanWait() const { return starts_ == 0 ? 0 : static_cast<double>(waitSum_) / static_cast<double>(starts_) / 1e9; }
    /// The time that jobs have spent here within the measured time, those still here included [ns].
    [[nodiscard]] WorkerTime timePresent(SimTime now) const
    {
        WorkerTime time = timeOfFinished_;
        for (std::uint32_t slot = 0; slot < jobs_.capacity(); ++slot)
            if (jobs_[slot].inUse) time += timeOf(jobs_[slot], now);
        return time;
    }

private:
    static constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

    static std::uint32_t clamp(std::optional<std::int64_t> limit)
    {
        return limit && *limit < unlimited ? static_cast<std::uint32_t>(*limit) : unlimited;
    }

    [[nodiscard]] std::uint64_t timeOf(const Job& job, SimTime now) const
    {
        return static_cast<std::uint64_t>((now - std::max(job.entered, measuredFrom_)).ns);
    }

    std::uint32_t takeFirst(SimTime now)
    {
        const std::uint32_t slot = first_;
        first_ = jobs_[slot].next;
        ++starts_;
        waitSum_ += static_cast<std::uint64_t>((now - jobs_[slot].entered).ns);
        occupancy_.change(now, occupancy_.busy() + 1, occupancy_.queued() - 1);
        return slot;
    }

    std::uint32_t workers_ = unlimited;
    std::uint32_t places_ = unlimited;
    RecordStore<Job> jobs_;
    std::uint32_t first_ = nothing;
    std::uint32_t last_ = nothing;
    Occupancy occupancy_;
    SimTime measuredFrom_;
    WorkerTime timeOfFinished_ = 0;
    WorkerTime waitSum_ = 0;
    std::uint64_t starts_ = 0;
    bool starting_ = false;
};

} // namespace scalelab
