// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/histogram.h"

#include "base/exponential.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace scalelab {
namespace {

TEST(Histogram, EmptyIsZero)
{
    const Histogram histogram;
    EXPECT_EQ(histogram.count(), 0u);
    EXPECT_EQ(histogram.quantile(0.5).ns, 0);
    EXPECT_EQ(histogram.mean().ns, 0);
    EXPECT_EQ(histogram.meanSeconds(), 0);
    EXPECT_EQ(histogram.min().ns, 0);
    EXPECT_EQ(histogram.max().ns, 0);
}

TEST(Histogram, IsExactBelow64)
{
    Histogram histogram;
    for (std::int64_t i = 0; i < 64; ++i) histogram.add({i});
    for (std::int64_t i = 1; i <= 64; ++i) EXPECT_EQ(histogram.quantile(static_cast<double>(i) / 64).ns, i - 1);
}

TEST(Histogram, NearestRankHasNoRoundingSlip)
{
    Histogram histogram;
    for (std::int64_t i = 1; i <= 50; ++i) histogram.add({i});
    EXPECT_EQ(histogram.quantile(0.14).ns, 7); // 0.14 * 50 is above 7 in binary
    EXPECT_EQ(histogram.quantile(0.5).ns, 25);
    EXPECT_EQ(histogram.quantile(0.51).ns, 26);
    EXPECT_EQ(histogram.quantile(0).ns, 1);
    EXPECT_EQ(histogram.quantile(1).ns, 50);
}

TEST(Histogram, ReportsEveryValueWithin08Percent)
{
    for (std::int64_t value = 1; value > 0 && value < INT64_MAX / 3; value += 1 + value / 37) {
        Histogram histogram;
        histogram.add({0});
        histogram.add({value});
        histogram.add({INT64_MAX}); // so that the extremes do not clamp
        const auto got = static_cast<double>(histogram.quantile(0.5).ns);
        ASSERT_NEAR(got / static_cast<double>(value), 1, 0.008) << value;
    }
}

TEST(Histogram, QuantilesOfManyValuesAreWithin08Percent)
{
    Histogram histogram;
    std::vector<std::int64_t> values;
    Rng rng(81);
    for (int i = 0; i < 100'000; ++i) {
        values.push_back(SimTime::fromSeconds(0.005 * sampleExponential(rng)).ns);
        histogram.add({values.back()});
    }
    std::sort(values.begin(), values.end());
    for (const double p : {0.001, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999}) {
        const auto rank = static_cast<std::size_t>(std::ceil(p * 100'000 - 1e-6));
        EXPECT_NEAR(static_cast<double>(histogram.quantile(p).ns) / static_cast<double>(values[rank - 1]), 1, 0.008) << p;
    }
    EXPECT_EQ(histogram.min().ns, values.front());
    EXPECT_EQ(histogram.max().ns, values.back());
}

TEST(Histogram, ClampsToTheExactExtremes)
{
    Histogram histogram;
    histogram.add({1'000'003});
    EXPECT_EQ(histogram.quantile(0.5).ns, 1'000'003);
    histogram.add({1'000'004});
    histogram.add({1'000'005});
    EXPECT_EQ(histogram.quantile(0).ns, 1'000'003);
    EXPECT_EQ(histogram.quantile(0.99).ns, 1'000'005);
}

TEST(Histogram, MeanIsExactWhereADoubleSumIsNot)
{
    Histogram histogram;
    for (int i = 0; i < 3; ++i) histogram.add({INT64_MAX});
    EXPECT_EQ(histogram.mean().ns, INT64_MAX);
    histogram.clear();
    EXPECT_EQ(histogram, Histogram());
    histogram.add({1});
    histogram.add({4});
    EXPECT_EQ(histogram.mean().ns, 2);
    EXPECT_DOUBLE_EQ(histogram.meanSeconds(), 2.5e-9);
}

TEST(Histogram, NegativeCountsAsZero)
{
    Histogram histogram;
    histogram.add({-5});
    EXPECT_EQ(histogram.max().ns, 0);
    EXPECT_EQ(histogram.count(), 1u);
}

/// Histograms of the first and of all `2 * n` values of one stream, and of the second half alone.
struct Halves {
    Histogram first, second, both;
    explicit Halves(int n)
    {
        Rng rng(82);
        for (int i = 0; i < 2 * n; ++i) {
            const SimTime time{static_cast<std::int64_t>(rng.below(1ULL << rng.below(40)))};
            both.add(time);
            (i < n ? first : second).add(time);
        }
    }
};

TEST(Histogram, MergeEqualsAddingAll)
{
    const Halves halves(5000);
    Histogram merged = halves.second;
    merged.merge(halves.first);
    EXPECT_EQ(merged, halves.both);
    EXPECT_NE(merged, halves.first);
    merged.merge(Histogram());
    EXPECT_EQ(merged, halves.both);
}

TEST(Histogram, EqualityDoesNotDependOnTheOrderOfAdding)
{
    Histogram up, down;
    for (std::int64_t value = 1; value < 1'000'000; value *= 3) up.add({value});
    for (std::int64_t value = 531441; value > 0; value /= 3) down.add({value});
    EXPECT_EQ(up, down);
    down.add({7});
    EXPECT_NE(up, down);
}

TEST(Histogram, SinceHoldsWhatWasAddedInBetween)
{
    const Halves halves(5000);
    const Histogram window = halves.both.since(halves.first);
    EXPECT_EQ(window.count(), halves.second.count());
    EXPECT_EQ(window.mean(), halves.second.mean());
    for (const double p : {0.1, 0.5, 0.9, 0.99}) EXPECT_EQ(window.quantile(p), halves.second.quantile(p)) << p;
    EXPECT_NEAR(static_cast<double>(window.max().ns) / static_cast<double>(halves.second.max().ns), 1, 1.0 / 64);
    EXPECT_EQ(halves.both.since(Histogram()), halves.both);
    EXPECT_EQ(halves.both.since(halves.both), Histogram());
}

TEST(Histogram, SinceKnowsExtremesThatAreNew)
{
    Histogram histogram;
    histogram.add({1'000'000});
    const Histogram earlier = histogram;
    histogram.add({5'000'001});
    histogram.add({300'001});
    const Histogram window = histogram.since(earlier);
    EXPECT_EQ(window.max().ns, 5'000'001);
    EXPECT_EQ(window.min().ns, 300'001);
}

} // namespace
} // namespace scalelab
