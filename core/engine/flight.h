// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "engine/outcome.h"

#include <cstdint>

namespace scalelab {

/// One passage of a sampled request over a wire, or of its reply back.
struct Flight {
    std::uint64_t request = 0; ///< Number of the request in the run.
    SimTime depart;
    SimTime arrive;
    std::uint32_t wire = 0; ///< Index as in Snapshot::wires.
    bool reply = false;     ///< From callee back to caller.
    bool retry = false;     ///< Belongs to a second or later attempt.
    bool hit = false;       ///< A reply served from a cache.
    std::uint8_t requestClass = 0; ///< RequestClass.
    Cause cause = Cause::None; ///< Of a reply: why it failed.
};

} // namespace scalelab
