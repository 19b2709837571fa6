// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "engine/outcome.h"
#include "engine/totals.h"
#include "stats/intervals.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace scalelab {

/// One component at an instant; counts are since the start of the run (differences of two snapshots give rates).
struct ComponentSnapshot {
    std::uint64_t arrived = 0;   ///< Calls received; for a traffic source requests born.
    std::uint64_t completed = 0; ///< Calls answered ok; for a traffic source requests completed.
    std::uint64_t failed = 0;    ///< Calls failed here, or by a callee of it.
    std::uint64_t failedHere = 0; ///< Those that this component itself failed (queue full, crashed, ...).
    double busyTime = 0;          ///< Integral of busy workers over time [worker seconds].
    std::uint32_t busy = 0;       ///< Workers in use now; without a limit calls being served.
    std::uint32_t capacity = 0;   ///< Workers; 0: without limit.
    std::uint32_t queued = 0;     ///< Waiting for a worker, or in a message queue, now.
    float hitRatio = -1;          ///< Of a cache since its start or last restart; below 0: not a cache or no look-up yet.
    float lag = -1;               ///< Replication lag of a replica [s]; below 0: not a replica.
    Health health = Health::Up;
    Cause lastCause = Cause::None; ///< Of the latest failure here.
    bool master = false;           ///< A database acting as master now.
};
static_assert(sizeof(ComponentSnapshot) <= 72);

/// One wire; counts since the start of the run.
struct WireSnapshot {
    std::uint64_t sent = 0;     ///< Calls sent over it.
    std::uint64_t answered = 0; ///< Replies ok that came back.
    std::uint64_t hits = 0;     ///< Of these, served from a cache.
    std::uint64_t failed = 0;   ///< Replies that came back as failures.
};

/// Which component and wire each index means; changes only when components or wires are added or removed.
struct Names {
    std::vector<std::string> components;
    std::vector<std::pair<std::string, std::string>> wires; ///< From and to.
};

/// A measure of the watched component, in base units.
struct MeasureValue {
    std::string id; ///< As in KindDecl::measures.
    double value = 0;
};

/// Mean of a measure of the watched component since it is watched, or since the last command, with its 99% interval.
struct MeasureInterval {
    std::string id;
    Interval interval;
};

/// What the engine publishes at frame rate: immutable, bounded.
struct Snapshot {
    enum class State : std::uint8_t { Paused, Running, Finished, Failed };
    State state = State::Paused;
    SimTime now;
    std::uint64_t events = 0;
    std::uint64_t fingerprint = 0;
    double eventsPerSecond = 0; ///< Events per wall-clock second lately.
    double realTimeRatio = 0;   ///< Simulated seconds per wall-clock second lately.
    RequestTotals requests;
    std::shared_ptr<const Names> names;
    std::vector<ComponentSnapshot> components;
    std::vector<WireSnapshot> wires;
    std::string watched;                ///< Id of the watched component.
    std::vector<MeasureValue> measures; ///< Of the watched component; at most 10 times a second.
    std::vector<MeasureInterval> intervals; ///< The same for those measures that are means.
    std::string error;                  ///< Why the run failed.
};

} // namespace scalelab
