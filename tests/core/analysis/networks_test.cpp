// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/networks.h"

#include "analysis/queueing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace scalelab {
namespace {

TEST(MeanValueAnalysis, OfOneStationIsTheRepairman)
{
    for (const int users : {1, 7, 50}) {
        const ClosedNetwork network = meanValueAnalysis(users, 0.5, std::vector<double>{0.02});
        const ClosedNetwork exact = repairman(users, 0.5, 1, 0.02);
        EXPECT_NEAR(network.throughput, exact.throughput, 1e-10);
        EXPECT_NEAR(network.response, exact.response, 1e-12);
    }
}

TEST(MeanValueAnalysis, OfBalancedStationsIsKnown)
{
    // Three equal stations without thinking: n users see n - 1 others spread evenly, so the response is s (3 + n - 1).
    EXPECT_NEAR(meanValueAnalysis(5, 0, std::vector<double>{1, 1, 1}).response, 7, 1e-12);
}

TEST(Repairman, HasTheValuesOfItsBirthsAndDeaths)
{
    EXPECT_NEAR(repairman(5, 0.1, 3, 0.01).throughput, 45.450531863522855, 1e-11);
    EXPECT_NEAR(repairman(5, 0.1, 3, 0.01).response, 0.01000971374798895, 1e-14);
    EXPECT_NEAR(repairman(100'000, 1, 10, 0.01).throughput, 1000, 1e-6); // saturated, without overflow
}

TEST(Jackson, FeedbackMultipliesTheVisits)
{
    // Half of what the first station has served goes to the second and back.
    const std::vector<JacksonStation> stations = {{.arrivals = 10, .servers = 1, .service = 0.02, .onward = {0, 0.5}}, {.arrivals = 0, .servers = 2, .service = 0.05, .onward = {1, 0}}};
    const std::vector<JacksonLoad> loads = jacksonNetwork(stations);
    ASSERT_EQ(loads.size(), 2u);
    EXPECT_NEAR(loads[0].rate, 20, 1e-12);
    EXPECT_NEAR(loads[1].rate, 10, 1e-12);
    EXPECT_NEAR(loads[0].wait, mmcWait(1, 20, 0.02), 1e-15);
    EXPECT_NEAR(jacksonSojourn(stations), 2 * (loads[0].wait + 0.02) + loads[1].wait + 0.05, 1e-13);
}

TEST(Jackson, HasNoAnswerIfNothingLeavesOrAStationCannotCarryIt)
{
    EXPECT_TRUE(jacksonNetwork(std::vector<JacksonStation>{{.arrivals = 1, .service = 0.1, .onward = {1}}}).empty());
    EXPECT_TRUE(std::isnan(jacksonSojourn(std::vector<JacksonStation>{{.arrivals = 20, .service = 0.1}})));
}

TEST(TwoPhases, OfOneRateAreErlangs)
{
    EXPECT_NEAR(twoPhaseTail(2, 1, 1), 3 * std::exp(-2), 1e-14);
    EXPECT_NEAR(twoPhaseTail(1, 2, 3), 3 * std::exp(-2) - 2 * std::exp(-3), 1e-14);
    EXPECT_NEAR(twoPhaseTail(twoPhaseQuantile(0.9, 2, 3), 2, 3), 0.1, 1e-13);
}

} // namespace
} // namespace scalelab
