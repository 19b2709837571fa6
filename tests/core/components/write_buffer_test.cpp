// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/cache/write_buffer.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace scalelab {
namespace {

TEST(WriteBuffer, GivesOutTheItemThatWaitsLongest)
{
    WriteBuffer buffer;
    EXPECT_FALSE(buffer.take());
    for (const std::uint64_t key : {5, 6, 5, 7}) buffer.add(key, static_cast<std::uint32_t>(key * 10));
    EXPECT_EQ(buffer.waiting(), 3u);
    EXPECT_EQ(buffer.take(6)->bytes, 60u);
    EXPECT_EQ(buffer.take()->key, 5u);
    EXPECT_EQ(buffer.take()->key, 7u);
    EXPECT_FALSE(buffer.take());
    EXPECT_EQ(buffer.waiting(), 0u);
    EXPECT_EQ(buffer.size(), 3u);
    EXPECT_TRUE(buffer.contains(6));
    EXPECT_TRUE(buffer.written(6));
    EXPECT_FALSE(buffer.contains(6));
}

TEST(WriteBuffer, AnItemWrittenAgainWaitsForTheAnswer)
{
    WriteBuffer buffer;
    buffer.add(1, 10);
    EXPECT_EQ(buffer.take()->bytes, 10u);
    buffer.add(1, 20);
    EXPECT_FALSE(buffer.take());
    EXPECT_FALSE(buffer.take(1));
    EXPECT_FALSE(buffer.written(1));
    EXPECT_EQ(buffer.take()->bytes, 20u);
    EXPECT_TRUE(buffer.written(1));
    EXPECT_EQ(buffer.size(), 0u);
}

TEST(WriteBuffer, WhatCouldNotBeWrittenWaitsAgain)
{
    WriteBuffer buffer;
    buffer.add(1, 10);
    buffer.add(1, 10);
    buffer.add(2, 10);
    EXPECT_EQ(buffer.take()->key, 1u);
    buffer.add(1, 30);
    buffer.failed(1);
    EXPECT_EQ(buffer.take()->key, 2u);
    EXPECT_EQ(buffer.waiting(), 1u);
    EXPECT_EQ(buffer.lose(), 3u); // the two that failed and the one after them
}

TEST(WriteBuffer, LosesWhatWaitsAndNotWhatIsOnItsWay)
{
    WriteBuffer buffer;
    for (const std::uint64_t key : {1, 2, 2, 3}) buffer.add(key, 1);
    EXPECT_EQ(buffer.take()->key, 1u);
    buffer.add(1, 1);
    EXPECT_EQ(buffer.lose(), 4u);
    EXPECT_EQ(buffer.size(), 1u);
    EXPECT_FALSE(buffer.take());
    EXPECT_TRUE(buffer.written(1));
    EXPECT_EQ(buffer.size(), 0u);
    EXPECT_EQ(buffer.lose(), 0u);
}

/// Every write is written, fails or is lost in the end, and none of an item overtakes an earlier one.
TEST(WriteBuffer, LosesNothingByItself)
{
    WriteBuffer buffer;
    Rng random(1);
    std::vector<std::uint64_t> underWay;
    std::vector<int> added(20), taken(20);
    for (int step = 0; step < 100'000; ++step) {
        const std::uint64_t key = random.below(20);
        switch (random.below(3)) {
        case 0:
            buffer.add(key, 1);
            ++added[key];
            break;
        case 1:
            if (const auto item = random.below(2) == 0 ? buffer.take() : buffer.take(key)) {
                ASSERT_EQ(std::count(underWay.begin(), underWay.end(), item->key), 0);
                underWay.push_back(item->key);
                taken[item->key] = added[item->key];
            }
            break;
        default:
            if (underWay.empty()) break;
            const std::size_t place = random.below(underWay.size());
            const std::uint64_t answered = underWay[place];
            underWay.erase(underWay.begin() + static_cast<std::ptrdiff_t>(place));
            if (random.below(4) == 0) {
                buffer.failed(answered);
                taken[answered] = -1;
            } else {
                ASSERT_EQ(buffer.written(answered), taken[answered] == added[answered]);
            }
        }
        ASSERT_EQ(buffer.size(), buffer.waiting() + underWay.size());
    }
}

} // namespace
} // namespace scalelab
