// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scalelab {

/// Which failures of the log are wanted.
struct FailureFilter {
    std::string component = {}; ///< Id of the component that caused them; empty: any.
    std::optional<Cause> cause = {};
    SimTime from = {}, until = SimTime::never(); ///< The second not included.
    std::string text = {};                       ///< Occurs in the failure's line, in whatever case.
    std::size_t most = SIZE_MAX;                 ///< The latest of them.
};

/// Failures by one component for one cause.
struct FailureCount {
    ComponentId component = nothing;
    Cause cause = Cause::None;
    std::uint64_t count = 0;
};

/// The failures in the run's log that pass the filter, oldest first.
[[nodiscard]] std::vector<FailureRecord> searchFailures(const Simulation& run, const FailureFilter& filter);

/// All failures within the measured time, whether they are in the log or not; the most frequent first.
[[nodiscard]] std::vector<FailureCount> countFailures(const Simulation& run);

/// "12.5s web1: queue full, read 17 of users".
[[nodiscard]] std::string failureLine(const Simulation& run, const FailureRecord& failure);

/// A line with the names of the columns, and one for each failure.
[[nodiscard]] std::string failuresCsv(const Simulation& run, const std::vector<FailureRecord>& failures);

} // namespace scalelab
