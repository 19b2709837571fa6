// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"
#include "stats/occupancy.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace scalelab {

/// Workers that each hold one call at a time, with a first-come-first-served queue of bounded length before them. Without a limit nobody waits
/// and nothing is counted here: the engine counts the calls present.
class WorkerPool {
public:
    enum class Admission { Started, Queued, Rejected };

    /// Sets the number of workers and waiting places; no value means without limit. Calls already admitted stay.
    void configure(Context cx, std::optional<std::int64_t> workers, std::optional<std::int64_t> places)
    {
        if (workers_ == unlimited) occupancy_.resume(cx.now(), cx.timePresent(), cx.present());
        workers_ = clamp(workers);
        places_ = clamp(places);
    }

    /// Takes a call in: gives it a worker, or a waiting place, or neither.
    Admission enter(Context cx, CallId id)
    {
        if (occupancy_.busy() < workers_) {
            ++starts_;
            if (workers_ == unlimited) return Admission::Started;
            occupancy_.change(cx.now(), occupancy_.busy() + 1, occupancy_.queued());
            return Admission::Started;
        }
        if (occupancy_.queued() >= places_) return Admission::Rejected;
        cx.call(id).next = nothing;
        (first_ == nothing ? first_ : cx.call(last_).next) = id;
        last_ = id;
        occupancy_.change(cx.now(), occupancy_.busy(), occupancy_.queued() + 1);
        return Admission::Queued;
    }

    /// Frees a worker, then lets waiting calls start as long as workers are free; `begin` is called with each.
    template <class Begin>
    void release(Context cx, Begin begin)
    {
        if (workers_ == unlimited) return;
        if (first_ != nothing && occupancy_.busy() <= workers_ && !starting_) {
            starting_ = true;
            begin(takeFirst(cx, occupancy_.busy()));
            starting_ = false;
        } else {
            occupancy_.change(cx.now(), occupancy_.busy() - 1, occupancy_.queued());
        }
        startWaiting(cx, begin);
    }

    /// Lets waiting calls start as long as workers are free.
    template <class Begin>
    void startWaiting(Context cx, Begin begin)
    {
        if (starting_) return;
        starting_ = true;
        while (first_ != nothing && occupancy_.busy() < workers_) begin(takeFirst(cx, occupancy_.busy() + 1));
        starting_ = false;
    }

    /// Forgets all calls: for a crash, after which the engine fails them.
    void clear(SimTime now)
    {
        first_ = last_ = nothing;
        occupancy_.change(now, 0, 0);
    }

    void restartMeasures(SimTime now)
    {
        occupancy_.restart(now);
        waitSum_ = 0;
        starts_ = 0;
    }

    [[nodiscard]] const Occupancy& occupancy() const { return occupancy_; }
    /// Number of workers, 0 if without limit.
    [[nodiscard]] std::uint32_t capacity() const { return workers_ == unlimited ? 0 : workers_; }
    /// Mean time in the queue of all calls that have started, zeros included [s].
    [[nodiscard]] double meanWait() const { return starts_ == 0 ? 0 : static_cast<double>(waitSum_) / static_cast<double>(starts_) / 1e9; }

private:
    static constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

    static std::uint32_t clamp(std::optional<std::int64_t> limit)
    {
        return limit && *limit < unlimited ? static_cast<std::uint32_t>(*limit) : unlimited;
    }

    CallId takeFirst(Context cx, std::uint32_t busy)
    {
        const CallId id = first_;
        first_ = cx.call(id).next;
        ++starts_;
        const SimTime waited = cx.now() - cx.call(id).entered;
        waitSum_ += static_cast<std::uint64_t>(waited.ns);
        cx.waited(id, waited);
        occupancy_.change(cx.now(), busy, occupancy_.queued() - 1);
        return id;
    }

    std::uint32_t workers_ = unlimited;
    std::uint32_t places_ = unlimited;
    CallId first_ = nothing;
    CallId last_ = nothing;
    Occupancy occupancy_;
    WorkerTime waitSum_ = 0;
    std::uint64_t starts_ = 0;
    bool starting_ = false;
};

/// The service of a call once it has a worker: nothing, a constant in a lane, or drawn at random.
class ServiceTimer {
public:
    void configure(Context cx, const Distribution& distribution, std::string_view purpose)
    {
        if (!seeded_) random_ = cx.stream(purpose);
        seeded_ = true;
        immediate_ = distribution.isConstant() && distribution.constantTime() == SimTime{};
        lane_ = distribution.isConstant() && !immediate_ ? cx.lane(distribution.constantTime()) : nothing;
    }

    /// Schedules the end of service as a timer with the tag and the call; false if there is nothing to wait for.
    bool start(Context cx, const Distribution& distribution, std::uint8_t tag, CallId id)
    {
        if (immediate_) return false;
        if (const double slowness = cx.slowness(); slowness != 1) [[unlikely]] {
            cx.after(SimTime::fromSpan(distribution.sample(random_) * slowness), tag, id);
            return true;
        }
        if (lane_ != nothing) cx.afterLane(lane_, tag, id);
        else cx.after(distribution.sampleTime(random_), tag, id);
        return true;
    }

    /// Only draws the duration [s], for whoever ends the service himself.
    [[nodiscard]] double draw(Context cx, const Distribution& distribution) { return immediate_ ? 0 : distribution.sample(random_) * cx.slowness(); }

private:
    Rng random_;
    std::uint32_t lane_ = nothing;
    bool immediate_ = true;
    bool seeded_ = false;
};

} // namespace scalelab
