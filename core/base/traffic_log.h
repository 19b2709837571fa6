// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mix.h"
#include "base/sim_time.h"

#include <cstdint>
#include <vector>

namespace scalelab {

/// A request as a log tells of it.
struct LoggedRequest {
    SimTime at;             ///< Since the first request of the log.
    std::uint32_t key = 0;  ///< What it was about.
    std::uint32_t user = 0; ///< Who asked, counted from 0 in the order of appearance.
    std::uint32_t bytes = 0;
    RequestClass requestClass = RequestClass::Read;
    bool operator==(const LoggedRequest&) const = default;
};

/// Requests that came to a real system, to be replayed; in the order of time.
struct TrafficLog {
    std::vector<LoggedRequest> requests;
    bool operator==(const TrafficLog&) const = default;
};

} // namespace scalelab
