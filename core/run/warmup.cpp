// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/warmup.h"

#include "stats/mser.h"

#include <vector>

namespace scalelab {

SimTime warmupOf(const Simulation& simulation, SimTime end)
{
    constexpr std::int64_t observations = 1000;
    Simulation pilot = simulation;
    std::vector<double> means;
    double last = 0;
    for (std::int64_t i = 1; i <= observations; ++i) {
        if (pilot.advance({end.ns / observations * i}) == Simulation::Status::Failed) return {};
        const Histogram latency = pilot.latency();
        if (latency.count() > 0) last = latency.meanSeconds();
        means.push_back(last);
        pilot.restartMeasures();
    }
    return {end.ns / observations * static_cast<std::int64_t>(mser5Cut(means))};
}

} // namespace scalelab
