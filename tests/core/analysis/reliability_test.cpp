// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/reliability.h"

#include <gtest/gtest.h>

#include <cmath>

namespace scalelab {
namespace {

TEST(Availability, IsTheShareOfTheTimeUp)
{
    EXPECT_NEAR(availability(99, 1), 0.99, 1e-15);
    EXPECT_NEAR(availabilityInSeries(0.99, 3), 0.970299, 1e-14);
    EXPECT_NEAR(availabilityInParallel(0.99, 2), 0.9999, 1e-14);
    EXPECT_EQ(availability(10, 0), 1);
}

TEST(Attempts, AreAGeometricSum)
{
    EXPECT_NEAR(attempts(0.5, 2), 1.75, 1e-15);
    EXPECT_EQ(attempts(1, 3), 4);
    EXPECT_EQ(attempts(0, 3), 1);
    EXPECT_EQ(attempts(0.3, 0), 1);
}

TEST(Harmonic, IsTheLongestOfSeveralExponentials) { EXPECT_NEAR(harmonic(4), 25.0 / 12, 1e-14); }

TEST(RingImbalance, FallsWithTheRootOfThePoints)
{
    EXPECT_EQ(ringImbalance(1, 100), 0);
    EXPECT_NEAR(ringImbalance(2, 1), std::sqrt(1.0 / 3), 1e-15); // one arc is uniform on the ring
    EXPECT_NEAR(ringImbalance(1000, 100), 0.1, 1e-3);
}

TEST(Capacity, IsServersOverDemand) { EXPECT_EQ(capacityOf(4, 0.5), 8); }

TEST(Reliability, DoesNotAnswerWhereNothingHolds)
{
    for (const double value : {availability(0, 1), availability(1, -1), availabilityInSeries(1.1, 2), availabilityInParallel(0.5, 0), attempts(1.5, 1), attempts(0.5, -1), harmonic(0), ringImbalance(0, 1),
                               ringImbalance(2, 0.5), capacityOf(0, 1)})
        EXPECT_TRUE(std::isnan(value)) << value;
}

} // namespace
} // namespace scalelab
