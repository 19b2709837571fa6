// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mix.h"
#include "base/sim_time.h"
#include "engine/outcome.h"
#include "engine/records.h"

#include <cstdint>

namespace scalelab {

/// One failure as a log keeps it.
struct FailureRecord {
    SimTime at;
    std::uint64_t request = 0;       ///< Its number; only if there is a source.
    ComponentId component = nothing; ///< That caused it.
    ComponentId source = nothing;    ///< Of the request that it befell; nothing if it befell none.
    Cause cause = Cause::None;
    RequestClass requestClass = RequestClass::Read; ///< Only if there is a source.

    bool operator==(const FailureRecord&) const = default;
};

} // namespace scalelab
