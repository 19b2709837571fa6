// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "replications.h"

#include "base/units.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <numeric>

namespace scalelab::theory {

Replications::Replications(const std::string& drawing, double warmup, double length, int count)
{
    const Scene scene = test::scene(drawing);
    for (int seed = 1; seed <= count; ++seed) {
        runs_.push_back(test::runFor(scene, SimTime::fromSeconds(warmup + length), static_cast<std::uint64_t>(seed), SimTime::fromSeconds(warmup)));
        const Simulation& run = runs_.back();
        const RequestTotals totals = run.totals();
        EXPECT_EQ(run.error(), "") << drawing;
        EXPECT_EQ(littlesLawViolation(run), "") << drawing << " with seed " << seed;
        EXPECT_EQ(totals.offered, std::accumulate(totals.failed.begin(), totals.failed.end(), totals.completed + totals.inFlight)) << drawing;
        EXPECT_GT(totals.offered, 0u) << drawing;
    }
}

Interval Replications::of(const std::function<double(const Simulation&)>& function) const
{
    std::vector<double> values;
    for (const Simulation& run : runs_) values.push_back(function(run));
    return meanInterval(values, confidence);
}

Interval Replications::of(std::string_view component, std::string_view measure) const
{
    return of([&](const Simulation& run) { return test::measure(run, component, measure); });
}

void expectAgreement(const Interval& measured, double exact, double sharpness, const std::string& what, double bias)
{
    EXPECT_LE(measured.low(), exact * (1 + bias)) << what << ": " << measured.mean << " +- " << measured.halfWidth;
    EXPECT_GE(measured.high(), exact * (1 - bias)) << what << ": " << measured.mean << " +- " << measured.halfWidth;
    EXPECT_LE(measured.halfWidth, sharpness * exact) << what << " is not sharp";
}

std::string perSecond(double rate) { return formatRate(rate); }
std::string seconds(double time) { return formatSeconds(time); }

double rejectedShare(const Simulation& simulation)
{
    const RequestTotals totals = simulation.totals();
    return static_cast<double>(totals.failed[static_cast<std::size_t>(Outcome::Rejected)]) / static_cast<double>(totals.offered);
}

double meanLatency(const Simulation& simulation) { return simulation.latency().meanSeconds(); }

} // namespace scalelab::theory
