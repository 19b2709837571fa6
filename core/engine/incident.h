// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <cstdint>
#include <string>

namespace scalelab {

/// Something worth a line in the list of events: what happened to which component, in words.
struct Incident {
    enum class Level : std::uint8_t { Info, Good, Warning, Bad };
    std::uint64_t number = 0; ///< Counts from 0 over the whole run.
    SimTime at;
    Level level = Level::Info;
    std::string component; ///< Id; empty for the whole scene.
    std::string text;      ///< "crashed: 3 requests in service failed"
};

} // namespace scalelab
