// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "engine/outcome.h"
#include "engine/records.h"

namespace scalelab {

/// One failure as a log keeps it.
struct FailureRecord {
    SimTime at;
    ComponentId component = nothing; ///< That caused it.
    Cause cause = Cause::None;
};

} // namespace scalelab
