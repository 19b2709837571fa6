// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/exponential.h"

#include "kolmogorov.h"

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace scalelab {
namespace {

constexpr int draws = 1'000'000;

template <class Sampler>
std::vector<double> drawn(Sampler sampler, std::uint64_t seed)
{
    Rng rng(seed);
    std::vector<double> values;
    for (int i = 0; i < draws; ++i) values.push_back(sampler(rng));
    return values;
}

std::vector<double> beyond(const std::vector<double>& values, double bound)
{
    std::vector<double> tail;
    for (const double value : values)
        if (std::abs(value) > bound) tail.push_back(std::abs(value) - bound);
    return tail;
}

TEST(SampleExponential, FollowsTheExponentialDistribution)
{
    const auto values = drawn(sampleExponential, 21);
    const boost::math::exponential_distribution<> truth(1);
    EXPECT_LT(kolmogorovStatistic(values, [&](double x) { return boost::math::cdf(truth, x); }), 1.95);
}

TEST(SampleExponential, HasTheRightTail)
{
    const auto tail = beyond(drawn(sampleExponential, 22), 6.0);
    EXPECT_NEAR(static_cast<double>(tail.size()), draws * std::exp(-6.0), 4 * std::sqrt(draws * std::exp(-6.0)));
    const boost::math::exponential_distribution<> truth(1); // no memory
    EXPECT_LT(kolmogorovStatistic(tail, [&](double x) { return boost::math::cdf(truth, x); }), 1.95);
}

TEST(SampleNormal, FollowsTheNormalDistribution)
{
    const auto values = drawn(sampleNormal, 23);
    const boost::math::normal_distribution<> truth(0, 1);
    EXPECT_LT(kolmogorovStatistic(values, [&](double x) { return boost::math::cdf(truth, x); }), 1.95);
}

TEST(SampleNormal, HasTheRightTails)
{
    constexpr double bound = 3.0; // the table's tail begins at 3.65
    const boost::math::normal_distribution<> truth(0, 1);
    const double outside = 2 * boost::math::cdf(boost::math::complement(truth, bound));
    const auto tail = beyond(drawn(sampleNormal, 24), bound);
    EXPECT_NEAR(static_cast<double>(tail.size()), draws * outside, 4 * std::sqrt(draws * outside));
    const auto cdf = [&](double x) { return 1 - 2 * boost::math::cdf(boost::math::complement(truth, bound + x)) / outside; };
    EXPECT_LT(kolmogorovStatistic(tail, cdf), 1.95);
}

/// Sum of the areas outside the certain part of the layers, relative to all: how often the slow path is taken.
double slowShare(const std::array<ziggurat::Layer, 256>& layers)
{
    double certain = 0;
    for (const auto& layer : layers) certain += static_cast<double>(layer.inside) * 0x1p-53;
    return 1 - certain / 256;
}

TEST(Ziggurat, SeldomLeavesTheFastPath)
{
    EXPECT_LT(slowShare(ziggurat::exponentialLayers), 0.025);
    EXPECT_LT(slowShare(ziggurat::normalLayers), 0.016);
}

TEST(Ziggurat, EndsItsLayersAtTheTopOfTheDensity)
{
    // The topmost layer has the common area only if the tail's beginning was chosen rightly.
    const double exponentialEnd = ziggurat::exponentialLayers[255].width * 0x1p53;
    EXPECT_NEAR(exponentialEnd * (1 - std::exp(-exponentialEnd)), 0.003949659822581557220, 1e-14);
    const double normalEnd = ziggurat::normalLayers[255].width * 0x1p53;
    EXPECT_NEAR(normalEnd * (1 - std::exp(-0.5 * normalEnd * normalEnd)), 0.004928673233974655347, 1e-14);
}

TEST(Ziggurat, KeepsItsDrawsForEver)
{
    Rng rng(1);
    double exponentials = 0, normals = 0;
    for (int i = 0; i < 100'000; ++i) {
        exponentials += sampleExponential(rng);
        normals += sampleNormal(rng);
    }
    EXPECT_EQ(exponentials, 0x1.8859d8ab2214bp+16);
    EXPECT_EQ(normals, -0x1.197bbba39c561p+8);
}

} // namespace
} // namespace scalelab
