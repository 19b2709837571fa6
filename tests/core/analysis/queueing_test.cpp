// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/queueing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace scalelab {
namespace {

// Numbers in this file were computed apart from the program, from the sums of the textbooks, unless a table is named.

TEST(ErlangB, HasTheValuesOfTheTables)
{
    EXPECT_NEAR(erlangB(5, 3), 0.11005434782608696, 1e-14);
    EXPECT_NEAR(erlangB(10, 5), 0.018384570336648136, 1e-14);
    EXPECT_NEAR(erlangB(10, 4.461), 0.01, 1e-5);  // Erlang's table of 1% blocking
    EXPECT_NEAR(erlangB(100, 84.06), 0.01, 1e-5); // the same
    EXPECT_EQ(erlangB(0, 2), 1);
}

TEST(ErlangC, HasTheValuesOfTheTables)
{
    EXPECT_NEAR(erlangC(1, 0.8), 0.8, 1e-14); // one server: the load
    EXPECT_NEAR(erlangC(2, 1), 1.0 / 3, 1e-14);
    EXPECT_NEAR(erlangC(10, 8), 0.4091801507964435, 1e-14);
    EXPECT_NEAR(erlangC(100, 95), 0.5064568539130208, 1e-12);
}

TEST(WaitInMMc, IsTheShareThatWaitsTimesTheTimeUntilAServerIsFree)
{
    EXPECT_NEAR(mmcWait(1, 80, 0.01), 0.04, 1e-15);
    EXPECT_NEAR(mmcWait(2, 1, 1), 1.0 / 3, 1e-14);
    EXPECT_NEAR(mmcQueue(1, 0.9), 8.1, 1e-12);
    EXPECT_NEAR(mmcQueue(2, 1.5), 1.9285714285714286, 1e-13); // Gross and Harris: 2 rho^3 / (1 - rho^2), rho = 0.75
}

TEST(TailOfMMc, IsThatOfWaitPlusService)
{
    EXPECT_NEAR(mmcSojournTail(2, 3, 2, 1), 0.2556333127808209, 1e-9); // by numeric integration, a spare server exactly
    EXPECT_NEAR(mmcSojournTail(2, 3, 1.2, 1), 0.15439614690522463, 1e-9);
    EXPECT_NEAR(mmcSojournQuantile(0.99, 1, 80, 0.01), -std::log(0.01) / 20, 1e-12); // M/M/1: exponential
    EXPECT_NEAR(mmcSojournTail(mmcSojournQuantile(0.95, 4, 3.5, 1), 4, 3.5, 1), 0.05, 1e-12);
}

TEST(BoundedStation, TurnsAwayLikeMMcK)
{
    const BoundedStation station = mmck(2, 5, 1.5);
    EXPECT_NEAR(station.blocked, 0.0851138353765324, 1e-14);
    EXPECT_NEAR(station.busy, 1.3723292469352013, 1e-13);
    EXPECT_NEAR(station.queue, 0.6336252189141857, 1e-13);
    EXPECT_NEAR(mmck(10, 10, 5).blocked, erlangB(10, 5), 1e-14); // no waiting places
    EXPECT_NEAR(mmck(1, 4, 1).blocked, 0.2, 1e-14);              // all of 0 .. 4 alike
    EXPECT_NEAR(mmck(1, 100'000, 0.5).queue, mmcQueue(1, 0.5), 1e-12);
    EXPECT_NEAR(mmck(1, 100'000, 2).blocked, 0.5, 1e-12); // no overflow
    EXPECT_NEAR(mm1kProbability(0, 2, 0.5), 4.0 / 7, 1e-14);
}

TEST(WaitInMG1, GrowsWithTheSquareOfTheVariation)
{
    EXPECT_NEAR(mg1Wait(80, 0.01, 1), mmcWait(1, 80, 0.01), 1e-15);
    EXPECT_NEAR(md1Wait(80, 0.01), 0.02, 1e-15);
    EXPECT_NEAR(mg1Wait(80, 0.01, 2), 0.1, 1e-14);
}

TEST(OtherStations, HaveTheirKnownValues)
{
    EXPECT_NEAR(psSojourn(80, 0.01), 0.05, 1e-15);
    EXPECT_NEAR(unlimitedProbability(0, 2), std::exp(-2), 1e-15);
    EXPECT_NEAR(unlimitedProbability(3, 2), std::exp(-2) * 8 / 6, 1e-14);
    EXPECT_NEAR(erlangArrivalsWait(1, 80, 0.01), 0.04, 1e-10);
    EXPECT_NEAR(erlangArrivalsWait(100'000, 80, 0.01), constantArrivalsWait(80, 0.01), 1e-5);
    EXPECT_NEAR(constantArrivalsWait(0.5, 1), 0.2550, 1e-4); // root of x = e^(-2 (1 - x)) is 0.20319
    EXPECT_EQ(littleNumber(20, 0.5), 10);
}

TEST(Supermarket, HasDoublyExponentialTails)
{
    EXPECT_NEAR(supermarketTail(1, 0.9), 0.9, 1e-15);
    EXPECT_NEAR(supermarketTail(3, 0.9), std::pow(0.9, 7), 1e-15);
    EXPECT_NEAR(supermarketWait(0.9, 1), 1.614057377323876, 1e-13);
}

TEST(Queueing, DoesNotAnswerWhereNothingHolds)
{
    for (const double value : {mmcWait(2, 2, 1), mmcWait(1, 2, 1), erlangC(0, 1), erlangB(1, -1), mg1Wait(1, 1, 1), mg1Wait(0.5, 1, -1), psSojourn(2, 1), erlangC(3, NAN), mmcSojournQuantile(1, 1, 0.5, 1),
                               mmck(3, 2, 1).blocked, supermarketWait(1, 1), supermarketTail(-1, 0.5), constantArrivalsWait(1, 1), unlimitedProbability(1, 0)})
        EXPECT_TRUE(std::isnan(value)) << value;
}

} // namespace
} // namespace scalelab
