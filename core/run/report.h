// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/value.h"
#include "engine/simulation.h"

#include <string>

namespace scalelab {

/// What a run cost the computer [s].
struct RunCost {
    double load = 0;
    double wall = 0;
    double cpu = 0;
};

/// The result of a run as `scalelab-cli run --json` prints it: times in seconds, rates per simulated second.
[[nodiscard]] Value runReport(const Simulation& simulation, const std::string& title, const RunCost& cost);

/// Whether Little's law holds exactly on every component that counts its workers: the integral of calls present equals the sum of the times they
/// were present. Names the first component where it does not; empty if all is well.
[[nodiscard]] std::string littlesLawViolation(const Simulation& simulation);

} // namespace scalelab
