// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"
#include "verify/claims.h"

#include <cstdint>
#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace scalelab {

/// A variant of the scene (by its index) at time zero, with a seed. Called from several threads at once.
using StartRun = std::function<Result<Simulation>(std::size_t variant, std::uint64_t seed)>;

/// What was read in the runs with one seed: a value for everything that is sought, NaN where there is none.
using Readings = std::vector<double>;

/// Runs every variant that is needed for what is `wanted` (indices of what is sought) with each of the seeds, over `threads` threads. The result has the
/// order of the seeds and does not depend on the threads. Errors: a run failed, and in which variant and with which seed; or it was asked to stop.
[[nodiscard]] Result<std::vector<Readings>> replicate(const Plan& plan, const std::set<std::size_t>& wanted, const std::vector<std::uint64_t>& seeds, unsigned threads,
                                                      const StartRun& start, const std::stop_token& stop = {});

} // namespace scalelab
