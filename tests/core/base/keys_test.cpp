// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keys.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace scalelab {
namespace {

/// Sum of k^-s for k = first to last, by Euler and Maclaurin beyond the first terms.
double powerSum(double first, double last, double s)
{
    double sum = 0;
    for (; first <= last && first < 10'000; first += 1) sum += std::pow(first, -s);
    if (first > last) return sum;
    const double integral = s == 1 ? std::log(last / first) : (std::pow(last, 1 - s) - std::pow(first, 1 - s)) / (1 - s);
    return sum + integral + 0.5 * (std::pow(first, -s) + std::pow(last, -s)) + s / 12 * (std::pow(first, -s - 1) - std::pow(last, -s - 1));
}

/// Ends of groups of ranks: the first ones alone, then ever wider groups.
std::vector<double> groupEnds(double count)
{
    std::vector<double> ends;
    for (double end = 1; end < count; end = end < 20 ? end + 1 : std::floor(end * 1.5)) ends.push_back(end);
    ends.push_back(count);
    return ends;
}

void expectZipf(std::uint64_t count, double s, std::uint64_t seed)
{
    constexpr int draws = 400'000;
    const KeyPopularity keys = KeyPopularity::zipf(count, s);
    const auto ends = groupEnds(static_cast<double>(count));
    std::vector<double> observed(ends.size());
    Rng rng(seed);
    for (int i = 0; i < draws; ++i) {
        const std::uint64_t key = keys.sample(rng);
        ASSERT_LT(key, count);
        ++observed[static_cast<std::size_t>(std::lower_bound(ends.begin(), ends.end(), static_cast<double>(key + 1)) - ends.begin())];
    }
    const double total = powerSum(1, static_cast<double>(count), s);
    double statistic = 0, expectedRest = 0, observedRest = 0;
    int groups = 0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        expectedRest += draws * powerSum(i == 0 ? 1 : ends[i - 1] + 1, ends[i], s) / total;
        observedRest += observed[i];
        if (expectedRest < 10 && i + 1 < ends.size()) continue;
        statistic += (observedRest - expectedRest) * (observedRest - expectedRest) / expectedRest;
        ++groups;
        expectedRest = observedRest = 0;
    }
    ASSERT_GT(groups, 1);
    const boost::math::chi_squared truth(groups - 1);
    EXPECT_LT(statistic, boost::math::quantile(truth, 0.999)) << "zipf(" << count << ", " << s << ")";
}

TEST(KeyPopularity, ZipfHasTheExactProbabilities)
{
    std::uint64_t seed = 60;
    for (const std::uint64_t count : {2ULL, 10ULL, 1'000ULL, 1'000'000ULL, 1'000'000'000ULL})
        for (const double s : {0.2, 0.9, 0.999999, 1.0, 1.2, 2.0}) expectZipf(count, s, ++seed);
}

TEST(KeyPopularity, UniformHasTheExactProbabilities)
{
    expectZipf(100, 0.0, 59);
    const auto keys = KeyPopularity::parse("uniform(10)");
    Rng rng(58);
    std::vector<int> counts(10);
    for (int i = 0; i < 100'000; ++i) ++counts.at(keys->sample(rng));
    for (const int count : counts) EXPECT_NEAR(count, 10'000, 400);
}

TEST(KeyPopularity, SteepLawsAskForTheFirstKeys)
{
    const KeyPopularity keys = KeyPopularity::zipf(1'000'000, 100);
    Rng rng(57);
    for (int i = 0; i < 10'000; ++i) EXPECT_EQ(keys.sample(rng), 0u);
    expectZipf(1000, 12, 56);
}

TEST(KeyPopularity, OneKeyIsAlwaysTheFirst)
{
    Rng rng(55);
    for (const double s : {0.0, 0.5, 1.0, 3.0})
        for (int i = 0; i < 1000; ++i) EXPECT_EQ(KeyPopularity::zipf(1, s).sample(rng), 0u);
    EXPECT_EQ(KeyPopularity().sample(rng), 0u);
}

TEST(KeyPopularity, TextReadsBackAsTheSame)
{
    for (const char* text : {"uniform(1000000)", "zipf(1000000, 0.9)", "zipf(1000000000, 1)", "zipf(5, 0)"}) {
        const auto keys = KeyPopularity::parse(text);
        ASSERT_TRUE(keys.ok()) << text;
        EXPECT_EQ(keys->text(), text);
        EXPECT_EQ(*KeyPopularity::parse(keys->text()), *keys);
    }
    EXPECT_EQ(KeyPopularity::parse(" zipf( 1e6,0.90 )")->text(), "zipf(1000000, 0.9)");
    EXPECT_EQ(KeyPopularity::parse("zipf(1e6, 0.9)")->count(), 1'000'000u);
    EXPECT_EQ(KeyPopularity::parse("zipf(1e6, 0.9)")->exponent(), 0.9);
    EXPECT_NE(*KeyPopularity::parse("zipf(10, 0.9)"), *KeyPopularity::parse("zipf(10, 0.8)"));
    EXPECT_NE(*KeyPopularity::parse("uniform(10)"), *KeyPopularity::parse("uniform(11)"));
}

TEST(KeyPopularity, RejectsBadParameters)
{
    for (const char* text : {"", "uniform()", "uniform(0)", "uniform(1.5)", "uniform(1000000001)", "uniform(10, 2)", "zipf(10)", "zipf(10, -1)",
                             "zipf(10, 101)", "zipf(0, 1)", "zipf(10, s=1)", "zipf", "10"}) {
        const auto keys = KeyPopularity::parse(text);
        ASSERT_FALSE(keys.ok()) << text;
        EXPECT_FALSE(keys.error().message.empty());
    }
    EXPECT_EQ(KeyPopularity::parse("pareto(10)").error().message,
              "\"pareto\" is not a key popularity that is understood; write uniform(n), zipf(n, s), hotset(n, share=, traffic=), celebrity(n, keys=, traffic=) or "
              "sequential(n), for example zipf(1000000, 0.9)");
}

TEST(KeyPopularity, KeepsItsDrawsForEver)
{
    const KeyPopularity keys = KeyPopularity::zipf(1'000'000, 0.9);
    Rng rng(1);
    std::uint64_t sum = 0;
    for (int i = 0; i < 100'000; ++i) sum += keys.sample(rng);
    EXPECT_EQ(sum, 11782400306u);
}

} // namespace
} // namespace scalelab
