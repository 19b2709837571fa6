// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/snapshot.h"
#include "stats/ratio_batches.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

class Simulation;

/// Means of one component of a run in progress with their confidence intervals, from when it began to look.
class LiveIntervals {
public:
    static constexpr double confidence = 0.99;

    /// Looks at another component from now on, or begins anew with the same.
    void watch(std::string component);
    /// Takes in what has been measured since the last look; to be called at equal steps of simulated time.
    void look(const Simulation& simulation);
    /// Means over calls and over time, and the hit ratio; those without a value are left out.
    [[nodiscard]] std::vector<MeasureInterval> intervals() const;

private:
    std::string component_;
    std::map<std::string, RatioBatches, std::less<>> batches_;
};

} // namespace scalelab
