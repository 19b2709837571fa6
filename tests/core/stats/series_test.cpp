// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/series.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

namespace scalelab {
namespace {

TEST(Series, KeepsEveryValueWhileThereIsRoom)
{
    Series series(4);
    for (int i = 0; i < 4; ++i) series.add({i}, 10.0 * i);
    ASSERT_EQ(series.buckets().size(), 4u);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(series.buckets()[static_cast<std::size_t>(i)], (Series::Bucket{{i}, 10.0 * i, 10.0 * i, 10.0 * i, 10.0 * i, 1}));
}

TEST(Series, MergesNeighboursWhenFull)
{
    Series series(4);
    for (int i = 0; i < 5; ++i) series.add({i}, i % 2 == 0 ? i : -i);
    ASSERT_EQ(series.buckets().size(), 3u);
    EXPECT_EQ(series.buckets()[0], (Series::Bucket{{0}, -1, 0, -1, -1, 2}));
    EXPECT_EQ(series.buckets()[1], (Series::Bucket{{2}, -3, 2, -3, -1, 2}));
    EXPECT_EQ(series.buckets()[2], (Series::Bucket{{4}, 4, 4, 4, 4, 1}));
    series.add({5}, 9);
    EXPECT_EQ(series.buckets()[2], (Series::Bucket{{4}, 4, 9, 9, 13, 2}));
}

TEST(Series, StaysBoundedAndLosesNothing)
{
    for (const std::size_t capacity : {std::size_t{2}, std::size_t{7}, std::size_t{64}}) {
        Series series(capacity);
        constexpr int values = 10'000;
        for (int i = 0; i < values; ++i) {
            series.add({i}, i == 1234 ? 1e9 : i == 4321 ? -1e9 : 1);
            ASSERT_LE(series.buckets().size(), capacity);
        }
        double lowest = 0, highest = 0, sum = 0;
        std::uint64_t count = 0;
        for (const auto& bucket : series.buckets()) {
            EXPECT_EQ(static_cast<std::uint64_t>(bucket.start.ns), count); // value i came at time i
            lowest = std::min(lowest, bucket.min);
            highest = std::max(highest, bucket.max);
            sum += bucket.sum;
            count += bucket.count;
        }
        EXPECT_EQ(lowest, -1e9);
        EXPECT_EQ(highest, 1e9);
        EXPECT_EQ(sum, values - 2);
        EXPECT_EQ(count, static_cast<std::uint64_t>(values));
        for (std::size_t i = 0; i + 1 < series.buckets().size(); ++i) EXPECT_EQ(series.buckets()[i].count, series.valuesPerBucket());
    }
}

} // namespace
} // namespace scalelab
