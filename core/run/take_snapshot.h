// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"
#include "run/snapshot.h"

namespace scalelab {

/// Fills in what the simulation knows; state, speed, names and watched measures are the caller's.
void takeSnapshot(const Simulation& simulation, Snapshot& out);

/// Ids by index, those of removed components and wires included.
[[nodiscard]] std::shared_ptr<const Names> namesOf(const Simulation& simulation);

} // namespace scalelab
