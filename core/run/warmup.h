// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"

namespace scalelab {

/// Where the warm-up of a run that lasts until `end` is over: a copy runs ahead as a pilot, and MSER-5 cuts the series of its mean latencies.
/// Works on a simulation that has not started; at most half of the run is cut.
[[nodiscard]] SimTime warmupOf(const Simulation& simulation, SimTime end);

} // namespace scalelab
