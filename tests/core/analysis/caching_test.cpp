// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/caching.h"

#include <gtest/gtest.h>

#include <cmath>

namespace scalelab {
namespace {

// Hit ratios were computed apart from the program by sums over every key.

TEST(Zipf, AddsUpToOneHoweverManyKeys)
{
    for (const double keys : {1.0, 7.0, 1000.0, 1001.0, 1e9}) {
        double sum = 0;
        double count = 0;
        for (const KeyGroup& group : zipf(keys, 0.9)) sum += group.keys * group.probability, count += group.keys;
        EXPECT_NEAR(sum, 1, 1e-12) << keys;
        EXPECT_NEAR(count, keys, 1e-9 * keys);
    }
    EXPECT_LT(zipf(1e9, 0.9).size(), 1500u);
}

TEST(GeneralizedHarmonic, HasItsKnownValues)
{
    EXPECT_NEAR(generalizedHarmonic(4, 1), 25.0 / 12, 1e-14);
    EXPECT_NEAR(generalizedHarmonic(1e6, 1), 14.392726722864989, 1e-7);
    EXPECT_NEAR(generalizedHarmonic(1e9, 2), std::acos(-1) * std::acos(-1) / 6 - 1e-9, 1e-9);
    EXPECT_EQ(generalizedHarmonic(500, 0), 500);
}

TEST(HitRatio, OfLruAndFifoIsThatOfTheFullSums)
{
    EXPECT_NEAR(lruHitRatio(zipf(10'000, 0.8), 100), 0.1566246357592962, 1e-7);
    EXPECT_NEAR(fifoHitRatio(zipf(10'000, 0.8), 100), 0.1336246770819649, 1e-7);
    EXPECT_NEAR(idealHitRatio(10'000, 0.8, 100), 0.30004585443466814, 1e-7);
    EXPECT_NEAR(lruHitRatio(zipf(200'000, 1), 5000), 0.6175914058664015, 1e-7);
    EXPECT_NEAR(fifoHitRatio(zipf(200'000, 1), 5000), 0.5795538635969589, 1e-7);
    EXPECT_NEAR(idealHitRatio(200'000, 1, 5000), 0.7114372181507637, 1e-7);
}

TEST(HitRatio, OfEquallyPopularKeysIsTheShareThatFits)
{
    EXPECT_NEAR(lruHitRatio(zipf(500, 0), 100), 0.2, 1e-12);
    EXPECT_NEAR(fifoHitRatio({{0.01, 100}}, 30), 0.3, 1e-12);
    EXPECT_NEAR(idealHitRatio(500, 0, 100), 0.2, 1e-12);
    EXPECT_EQ(lruHitRatio(zipf(500, 1), 500), 1);
    EXPECT_EQ(lruHitRatio(zipf(500, 1), 0), 0);
}

TEST(HitRatio, WithATimeToLiveCountsTheReadsWithinIt)
{
    EXPECT_NEAR(ttlHitRatio(zipf(1, 0), 20, 0.1), 2.0 / 3, 1e-14);
    EXPECT_NEAR(ttlHitRatio(zipf(10'000, 0.8), 1000, 5), 0.5482838208302069, 1e-7);
    EXPECT_NEAR(ttlHitRatio(zipf(200'000, 1), 1000, 5), 0.5120429521496274, 1e-7);
}

TEST(StaleShare, FollowsTheWrites)
{
    // 10 reads and 1 write a second, 2 s: hits 20 of 21 reads, of which the share 1 - (1 - e^-2) / 2 is stale.
    EXPECT_NEAR(ttlStaleShare(10, 1, 2), 20.0 / 21 * (1 - (1 - std::exp(-2)) / 2), 1e-14);
    EXPECT_EQ(ttlStaleShare(10, 0, 2), 0);
    EXPECT_NEAR(lagStaleShare(25, 0.03), 1 - std::exp(-0.75), 1e-14);
}

TEST(Caching, DoesNotAnswerWhereNothingHolds)
{
    for (const double value : {lruHitRatio(zipf(0, 1), 1), lruHitRatio(zipf(10, -1), 1), fifoHitRatio(zipf(10.5, 1), 1), idealHitRatio(10, 1, -1), ttlHitRatio(zipf(10, 1), 0, 1), ttlStaleShare(0, 1, 1),
                               lagStaleShare(-1, 1)})
        EXPECT_TRUE(std::isnan(value)) << value;
}

} // namespace
} // namespace scalelab
