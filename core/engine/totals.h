// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/outcome.h"

#include <array>
#include <cstdint>

namespace scalelab {

/// Requests of the whole scene; counts since the start of the run or the end of its warm-up.
struct RequestTotals {
    std::uint64_t offered = 0;
    std::uint64_t completed = 0;
    std::uint64_t inFlight = 0;
    std::uint64_t attempts = 0;
    std::uint64_t retries = 0;
    std::uint64_t slow = 0;       ///< Completed later than the objective of their class.
    std::uint64_t writes = 0;     ///< Completed writes.
    std::uint64_t stale = 0;      ///< Completed reads that served old data.
    std::uint64_t lostWrites = 0; ///< Acknowledged writes that a fail-over, a crash or a conflict lost, and that are not back.
    std::array<std::uint64_t, outcomeCount> failed{}; ///< By outcome; Ok stays 0.
};

} // namespace scalelab
