// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/sim_time.h"

#include <optional>
#include <string>
#include <string_view>

namespace scalelab {

/// A span of simulated time over which something is measured.
struct Span {
    std::optional<SimTime> from = SimTime{}; ///< Nothing: where the warm-up ends, found in a pilot run with the same seed.
    SimTime to;
    bool operator==(const Span&) const = default;
};

/// Reads "20s..60s" or "auto..60s". Errors: no time, or a span of no length.
[[nodiscard]] Result<Span> parseSpan(std::string_view text);
[[nodiscard]] std::string spanText(const Span& span);

} // namespace scalelab
