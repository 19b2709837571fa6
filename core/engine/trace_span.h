// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "engine/outcome.h"
#include "engine/records.h"

#include <cstdint>

namespace scalelab {

/// One part of a traced request: a call from when it was sent to when its reply was back, or the request itself as its source saw it.
struct TraceSpan {
    std::uint64_t request = 0;       ///< Number of the request in the run.
    std::uint64_t id = 0;            ///< Counts from 1 over the run; 0: the request itself.
    std::uint64_t parent = 0;        ///< The call that this one served.
    ComponentId component = nothing; ///< The callee; of the request itself its source.
    ComponentId caller = nothing;
    SimTime start = {};                   ///< When it was sent, or the request was born.
    SimTime arrived = {};                 ///< When it reached the callee.
    SimTime answered = {};                ///< When the callee answered.
    SimTime end = {};                     ///< When the reply was back.
    SimTime queue = {};                   ///< How long it waited at the callee, all in all.
    Operation operation = Operation::Read;
    Cause cause = Cause::None;
    std::uint8_t attempt = 0;        ///< How often the caller's policy had sent it before.
    bool hit = false;                ///< Answered from a cache.
    bool abandoned = false;          ///< Its caller did not wait for the reply.

    /// Time on the wire, there and back.
    [[nodiscard]] SimTime network() const { return (arrived - start) + (end - answered); }
    /// Time at the callee without the wait, what it called itself included.
    [[nodiscard]] SimTime service() const { return answered - arrived - queue; }
    bool operator==(const TraceSpan&) const = default;
};

} // namespace scalelab
