// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/distribution.h"

#include "kolmogorov.h"

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/hyperexponential.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {
namespace {

namespace bm = boost::math;

constexpr int draws = 200'000;
constexpr double strict = 1.95; // exceeded by chance once in a thousand seeds

Distribution parsed(std::string_view text)
{
    auto result = Distribution::parse(text);
    EXPECT_TRUE(result.ok()) << text << ": " << (result.ok() ? "" : result.error().message);
    return result ? *result : Distribution();
}

std::vector<double> drawn(const Distribution& distribution, std::uint64_t seed)
{
    Rng rng(seed);
    std::vector<double> values;
    for (int i = 0; i < draws; ++i) values.push_back(distribution.sample(rng));
    return values;
}

/// Draws from `text` against Boost's distribution of the same mean, and mean() and cv() against Boost's own.
template <class Boost>
void expectFollows(std::string_view text, const Boost& truth, std::uint64_t seed)
{
    const Distribution distribution = parsed(text);
    EXPECT_LT(kolmogorovStatistic(drawn(distribution, seed), [&](double x) { return bm::cdf(truth, x); }), strict) << text;
    EXPECT_NEAR(distribution.mean() / bm::mean(truth), 1, 1e-13) << text;
    EXPECT_NEAR(distribution.cv() / (bm::standard_deviation(truth) / bm::mean(truth)), 1, 1e-9) << text;
}

/// Mean of the draws within four standard errors of mean(), their standard deviation near cv() * mean().
void expectMoments(std::string_view text, double cvTolerance)
{
    const Distribution distribution = parsed(text);
    double sum = 0, squares = 0;
    for (const double value : drawn(distribution, 77)) {
        sum += value;
        squares += value * value;
    }
    const double mean = sum / draws;
    const double sd = std::sqrt(squares / draws - mean * mean);
    EXPECT_NEAR(mean, distribution.mean(), 4 * distribution.cv() * distribution.mean() / std::sqrt(draws)) << text;
    EXPECT_NEAR(sd / mean, distribution.cv(), cvTolerance) << text;
}

TEST(Distribution, ConstantDrawsNothing)
{
    const Distribution distribution = parsed("const(5ms)");
    Rng rng(1), untouched(1);
    EXPECT_EQ(distribution.sample(rng), 0.005);
    EXPECT_EQ(distribution.sampleTime(rng).ns, 5'000'000);
    EXPECT_EQ(rng, untouched);
    EXPECT_TRUE(distribution.isConstant());
    EXPECT_EQ(distribution.constantTime().ns, 5'000'000);
    EXPECT_EQ(distribution.mean(), 0.005);
    EXPECT_EQ(distribution.cv(), 0);
    EXPECT_FALSE(parsed("exp(5ms)").isConstant());
}

TEST(Distribution, SampleTimeRoundsToTheNanosecond)
{
    const Distribution distribution = parsed("exp(5ms)");
    Rng forSeconds(2), forTime(2);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(distribution.sampleTime(forTime), SimTime::fromSeconds(distribution.sample(forSeconds)));
}

TEST(Distribution, Exponential) { expectFollows("exp(5ms)", bm::exponential(200), 41); }
TEST(Distribution, Uniform) { expectFollows("uniform(1ms, 5ms)", bm::uniform(0.001, 0.005), 42); }

TEST(Distribution, Lognormal)
{
    for (const double cv : {0.2, 1.5, 5.0}) {
        const double variance = std::log(1 + cv * cv);
        expectFollows("lognormal(5ms, cv=" + std::to_string(cv) + ")", bm::lognormal(std::log(0.005) - variance / 2, std::sqrt(variance)), 43);
    }
}

TEST(Distribution, ErlangByBothMethods)
{
    for (const int k : {1, 4, 12, 13, 100}) expectFollows("erlang(5ms, k=" + std::to_string(k) + ")", bm::gamma_distribution<>(k, 0.005 / k), 44);
}

TEST(Distribution, Hyperexponential)
{
    for (const double cv : {1.0, 2.0, 10.0}) {
        const double p = 0.5 * (1 + std::sqrt((cv * cv - 1) / (cv * cv + 1)));
        const std::array<double, 2> shares = {p, 1 - p};
        const std::array<double, 2> rates = {2 * p / 0.005, 2 * (1 - p) / 0.005}; // balanced: each phase brings half of the mean
        expectFollows("hyperexp(5ms, cv=" + std::to_string(cv) + ")", bm::hyperexponential_distribution<>(shares, rates), 45);
    }
}

TEST(Distribution, Pareto)
{
    for (const double alpha : {2.5, 4.0})
        expectFollows("pareto(5ms, alpha=" + std::to_string(alpha) + ")", bm::pareto(0.005 * (alpha - 1) / alpha, alpha), 46);
}

TEST(Distribution, ParetoWithoutAVariance)
{
    const Distribution distribution = parsed("pareto(5ms, alpha=1.5)");
    const bm::pareto truth(0.005 / 3, 1.5);
    EXPECT_LT(kolmogorovStatistic(drawn(distribution, 47), [&](double x) { return bm::cdf(truth, x); }), strict);
    EXPECT_EQ(distribution.mean(), 0.005);
    EXPECT_EQ(distribution.cv(), std::numeric_limits<double>::infinity());
    EXPECT_EQ(parsed("pareto(5ms, alpha=2)").cv(), std::numeric_limits<double>::infinity());
}

TEST(Distribution, Weibull)
{
    for (const double k : {0.5, 0.7, 1.0, 3.0})
        expectFollows("weibull(5ms, k=" + std::to_string(k) + ")", bm::weibull(k, 0.005 / std::tgamma(1 + 1 / k)), 48);
}

TEST(Distribution, NormalIsCutAtZero)
{
    const Distribution distribution = parsed("normal(5ms, 4ms)");
    const bm::normal truth(0.005, 0.004);
    std::vector<double> positive;
    int zeros = 0;
    for (const double value : drawn(distribution, 49)) {
        ASSERT_GE(value, 0);
        if (value > 0) positive.push_back(value);
        else ++zeros;
    }
    const double cut = bm::cdf(truth, 0);
    EXPECT_NEAR(zeros, draws * cut, 4 * std::sqrt(draws * cut));
    EXPECT_LT(kolmogorovStatistic(positive, [&](double x) { return (bm::cdf(truth, x) - cut) / (1 - cut); }), strict);
}

TEST(Distribution, MomentsAreThoseOfTheDraws)
{
    for (const char* text : {"exp(5ms)", "uniform(1ms, 5ms)", "normal(5ms, 1ms)", "normal(5ms, 4ms)", "normal(0s, 1ms)", "lognormal(5ms, cv=0.5)",
                             "erlang(5ms, k=3)", "erlang(5ms, k=50)", "hyperexp(5ms, cv=2)", "pareto(5ms, alpha=8)", "weibull(5ms, k=1.5)"})
        expectMoments(text, 0.03);
}

TEST(Distribution, MeanZeroIsAlwaysZero)
{
    Rng rng(3);
    for (const char* text : {"exp(0s)", "uniform(0s, 0s)", "normal(0s, 0s)", "lognormal(0s, cv=2)", "erlang(0s, k=20)", "hyperexp(0s, cv=2)",
                             "pareto(0s, alpha=2)", "weibull(0s, k=0.5)"}) {
        EXPECT_EQ(parsed(text).sample(rng), 0) << text;
        EXPECT_EQ(parsed(text).mean(), 0) << text;
        EXPECT_EQ(parsed(text).cv(), 0) << text;
    }
}

TEST(Distribution, NormalWithoutSpreadIsItsMean)
{
    Rng rng(4);
    EXPECT_EQ(parsed("normal(5ms, 0s)").sample(rng), 0.005);
    EXPECT_EQ(parsed("normal(5ms, 0s)").cv(), 0);
}

TEST(Distribution, EmpiricalPicksEachSampleEquallyOften)
{
    const Distribution named = parsed("empirical(times.csv)");
    EXPECT_EQ(named.file(), "times.csv");
    EXPECT_TRUE(named.needsSamples());
    const auto full = named.withSamples({0.001, 0.002, 0.006});
    ASSERT_TRUE(full.ok());
    EXPECT_FALSE(full->needsSamples());
    EXPECT_NE(*full, named);
    EXPECT_DOUBLE_EQ(full->mean(), 0.003);
    EXPECT_DOUBLE_EQ(full->cv(), std::sqrt(14.0 / 3.0) / 3.0);
    std::array<int, 3> counts{};
    for (const double value : drawn(*full, 50)) ++counts[value == 0.001 ? 0 : value == 0.002 ? 1 : 2];
    for (const int count : counts) EXPECT_NEAR(count, draws / 3.0, 850); // four standard deviations
}

TEST(Distribution, EmpiricalRefusesUselessSamples)
{
    const Distribution named = parsed("empirical(times.csv)");
    EXPECT_FALSE(named.withSamples({}).ok());
    EXPECT_FALSE(named.withSamples({0.1, -0.1}).ok());
    EXPECT_FALSE(named.withSamples({std::numeric_limits<double>::quiet_NaN()}).ok());
    EXPECT_FALSE(named.withSamples({std::numeric_limits<double>::infinity()}).ok());
    EXPECT_FALSE(parsed("exp(5ms)").withSamples({0.1}).ok());
}

TEST(Distribution, KeepsItsDrawsForEver)
{
    Rng rng(5);
    double sum = 0;
    for (const char* text : {"exp(1s)", "uniform(1s, 5s)", "normal(1s, 2s)", "lognormal(1s, cv=1.5)", "erlang(1s, k=4)", "erlang(1s, k=40)",
                             "hyperexp(1s, cv=3)", "pareto(1s, alpha=2.5)", "weibull(1s, k=0.7)"})
        for (int i = 0; i < 10'000; ++i) sum += parsed(text).sample(rng);
    EXPECT_EQ(sum, 0x1.bac21c7621bdp+16);
}

} // namespace
} // namespace scalelab
