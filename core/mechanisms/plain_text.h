// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"
#include "base/units.h"

#include <cstdint>
#include <string>

namespace scalelab {

// Quantities for people, without digits that tell them nothing.

/// To a millisecond; below one exact.
[[nodiscard]] inline std::string spanText(SimTime span)
{
    constexpr std::int64_t millisecond = 1'000'000;
    return formatDuration(span.ns < millisecond ? span : SimTime{(span.ns + millisecond / 2) / millisecond * millisecond});
}

/// To a tenth of a percent.
[[nodiscard]] inline std::string shareText(double share) { return formatShare(static_cast<double>(static_cast<std::int64_t>(share * 1000 + 0.5)) / 1000); }

} // namespace scalelab
