// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/ratio_batches.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace scalelab {
namespace {

TEST(RatioBatches, TheMeanIsThatOfWhatWasAddedSinceTheFirstLook)
{
    RatioBatches batches;
    batches.look(1000, 10); // before
    for (int i = 1; i <= 20; ++i) batches.look(1000 + 3 * i, 10 + 2 * i);
    const Interval interval = batches.interval(0.99);
    EXPECT_DOUBLE_EQ(interval.mean, 1.5);
    EXPECT_NEAR(interval.halfWidth, 0, 1e-12);
    EXPECT_EQ(interval.count, 20u);
}

TEST(RatioBatches, WithoutEnoughThereIsNoInterval)
{
    RatioBatches batches;
    EXPECT_TRUE(std::isnan(batches.interval(0.99).mean));
    batches.look(0, 0);
    for (int i = 1; i <= 9; ++i) batches.look(i, i);
    EXPECT_TRUE(std::isinf(batches.interval(0.99).halfWidth));
    batches.look(10, 10);
    EXPECT_FALSE(std::isinf(batches.interval(0.99).halfWidth));
    RatioBatches nothingServed;
    for (int i = 0; i < 30; ++i) nothingServed.look(0, 0);
    EXPECT_TRUE(std::isnan(nothingServed.interval(0.99).mean));
}

TEST(RatioBatches, ByHand)
{
    // Ten batches of weight 1: five with a mean of 1, five with 3. Variance of a batch 10/9, t of 9 degrees at 97.5% is 2.26216.
    RatioBatches batches;
    batches.look(0, 0);
    double sum = 0;
    for (int i = 1; i <= 10; ++i) batches.look(sum += i % 2 ? 1 : 3, i);
    EXPECT_DOUBLE_EQ(batches.interval(0.95).mean, 2);
    EXPECT_NEAR(batches.interval(0.95).halfWidth, 2.262157 * std::sqrt(10.0 / 9 / 10), 1e-5);
}

TEST(RatioBatches, MemoryIsBoundedAndTheIntervalCoversTheMean)
{
    // A correlated series (first-order autoregression, 0.9) around 5; batches grow until they hardly depend on each other.
    int covered = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Rng random(seed);
        RatioBatches batches;
        double sum = 0, level = 0;
        batches.look(0, 0);
        for (int i = 1; i <= 6000; ++i) {
            level = 0.9 * level + random.uniform() - 0.5;
            batches.look(sum += 5 + level, i);
        }
        const Interval interval = batches.interval(0.99);
        EXPECT_LT(interval.count, 64u);
        covered += interval.contains(5);
    }
    EXPECT_GE(covered, 192); // 198 expected; fewer than 192 has a probability below 0.0005
}

} // namespace
} // namespace scalelab
