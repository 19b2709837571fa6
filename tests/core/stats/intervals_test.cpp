// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/intervals.h"

#include "base/exponential.h"

#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace scalelab {
namespace {

TEST(StudentT, AgreesWithBoost)
{
    for (const double degrees : {1.0, 2.0, 3.0, 4.5, 9.0, 29.0, 100.0, 1e4, 1e6}) {
        const boost::math::students_t truth(degrees);
        for (const double p : {0.5001, 0.6, 0.75, 0.9, 0.95, 0.975, 0.995, 0.9999, 0.025, 0.3}) {
            const double expected = boost::math::quantile(truth, p);
            EXPECT_NEAR(studentTQuantile(p, degrees), expected, 2e-9 * std::abs(expected)) << p << " with " << degrees;
        }
        EXPECT_EQ(studentTQuantile(0.5, degrees), 0);
    }
}

TEST(MeanInterval, HasTheTextbookValue)
{
    const std::vector<double> values = {4, 6, 5, 7, 3};
    const Interval interval = meanInterval(values, 0.95);
    EXPECT_DOUBLE_EQ(interval.mean, 5);
    EXPECT_NEAR(interval.halfWidth, 2.776445105197793 * std::sqrt(2.5 / 5), 1e-9);
    EXPECT_EQ(interval.count, 5u);
    EXPECT_TRUE(interval.contains(6.9));
    EXPECT_FALSE(interval.contains(7.0));
}

TEST(MeanInterval, KnowsNothingFromOneObservation)
{
    const std::vector<double> one = {3};
    EXPECT_EQ(meanInterval(one, 0.95).mean, 3);
    EXPECT_TRUE(std::isinf(meanInterval(one, 0.95).halfWidth));
    EXPECT_TRUE(std::isinf(meanInterval({}, 0.95).halfWidth));
}

TEST(MeanInterval, CoversTheTruthAsOftenAsItSays)
{
    Rng rng(91);
    int covered = 0;
    constexpr int trials = 5000;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> values;
        for (int i = 0; i < 6; ++i) values.push_back(sampleNormal(rng));
        covered += meanInterval(values, 0.9).contains(0) ? 1 : 0;
    }
    EXPECT_NEAR(covered, 0.9 * trials, 85); // four standard deviations
}

TEST(BatchMeans, LeavesOutTheBeginningThatDoesNotFillABatch)
{
    const std::vector<double> values = {100, 1, 3, 5, 7, 9, 11};
    const Interval interval = batchMeans(values, 3, 0.95);
    const std::vector<double> means = {2, 6, 10};
    EXPECT_DOUBLE_EQ(interval.mean, 6);
    EXPECT_DOUBLE_EQ(interval.halfWidth, meanInterval(means, 0.95).halfWidth);
    EXPECT_EQ(interval.count, 3u);
    EXPECT_TRUE(std::isinf(batchMeans(values, 8, 0.95).halfWidth));
}

TEST(BatchMeans, CoversTheMeanOfACorrelatedRunWhereANaiveIntervalDoesNot)
{
    constexpr int runs = 200;
    int covered = 0, coveredNaively = 0;
    for (int run = 0; run < runs; ++run) {
        Rng rng(1000 + static_cast<std::uint64_t>(run));
        std::vector<double> values;
        double state = 0;
        for (int i = 0; i < 10'000; ++i) values.push_back(state = 0.9 * state + sampleNormal(rng));
        covered += batchMeans(values, 20, 0.95).contains(0) ? 1 : 0;
        coveredNaively += meanInterval(values, 0.95).contains(0) ? 1 : 0;
    }
    EXPECT_NEAR(covered, 0.95 * runs, 13); // four standard deviations
    EXPECT_LT(coveredNaively, 0.5 * runs); // the interval is sqrt(1.9 / 0.1) = 4.4 times too narrow
}

/// Of 1,000 intervals at 99%, 990 should cover the truth, with a standard deviation of sqrt(1000 * 0.99 * 0.01) = 3.15: this allows for four of them.
constexpr int experiments = 1000;
constexpr int leastCovered = 977;

/// How many of 1,000 intervals, each from `count` observations, cover the true mean; `observe` draws one observation.
template <class Observe>
int coveredOf(int count, double mean, Observe observe)
{
    int covered = 0;
    for (int experiment = 0; experiment < experiments; ++experiment) {
        Rng rng(5000 + static_cast<std::uint64_t>(experiment));
        std::vector<double> values;
        for (int i = 0; i < count; ++i) values.push_back(observe(rng));
        covered += meanInterval(values, 0.99).contains(mean) ? 1 : 0;
    }
    return covered;
}

TEST(Coverage, OfNormalObservationsIsWhatTheIntervalSays)
{
    for (const int count : {2, 5, 20}) {
        const int covered = coveredOf(count, 3, [](Rng& rng) { return 3 + 2 * sampleNormal(rng); });
        EXPECT_GE(covered, leastCovered) << count;
        EXPECT_LT(covered, experiments) << count; // none missed would have a probability of 0.00004
    }
}

TEST(Coverage, OfMeansOfSkewedObservationsIsWhatTheIntervalSays)
{
    const auto meanOfForty = [](Rng& rng) {
        double sum = 0;
        for (int i = 0; i < 40; ++i) sum += sampleExponential(rng);
        return sum / 40;
    };
    for (const int count : {5, 20}) EXPECT_GE(coveredOf(count, 1, meanOfForty), leastCovered) << count;
}

TEST(Coverage, OfSingleSkewedObservationsIsLess)
{
    const int covered = coveredOf(10, 1, [](Rng& rng) { return sampleExponential(rng); });
    EXPECT_LT(covered, leastCovered);
    EXPECT_GE(covered, 930);
}

/// Mean wait of 400 customers of an M/M/1 queue with utilisation 1/2 and mean service 1, which starts in equilibrium: its expectation is exactly 1.
double meanWait(Rng& rng)
{
    double wait = rng.uniform() < 0.5 ? 0 : 2 * sampleExponential(rng);
    double sum = 0;
    for (int customer = 0; customer < 400; ++customer) {
        sum += wait;
        wait = std::max(0.0, wait + sampleExponential(rng) - 2 * sampleExponential(rng));
    }
    return sum / 400;
}

TEST(Coverage, OfRunsOfAQueueIsWhatTheIntervalSays) { EXPECT_GE(coveredOf(20, 1, meanWait), leastCovered); }

TEST(Coverage, OfBatchMeansOfACorrelatedRunIsWhatTheIntervalSays)
{
    int covered = 0;
    for (int run = 0; run < experiments; ++run) {
        Rng rng(9000 + static_cast<std::uint64_t>(run));
        std::vector<double> values;
        double state = sampleNormal(rng) / std::sqrt(1 - 0.7 * 0.7);
        for (int i = 0; i < 4000; ++i) values.push_back(state = 0.7 * state + sampleNormal(rng));
        covered += batchMeans(values, 20, 0.99).contains(0) ? 1 : 0;
    }
    EXPECT_GE(covered, leastCovered);
    EXPECT_LT(covered, experiments);
}

} // namespace
} // namespace scalelab
