// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/portable_math.h"
#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace scalelab {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

static_assert(portableLog(1.0) == 0.0);
static_assert(portableExp(0.0) == 1.0);
static_assert(portablePow(2.0, 10.0) == 1024.0);

/// Distance of `got` from the true value in units of the last place of `got`.
double errorInUlp(double got, long double truth)
{
    const double next = std::nextafter(std::abs(got), inf);
    return static_cast<double>(std::abs((static_cast<long double>(got) - truth) / (next - std::abs(got))));
}

/// A number whose exponent is uniform from -range to range.
double anyMagnitude(Rng& rng, int range)
{
    const int exponent = static_cast<int>(rng.below(static_cast<std::uint64_t>(2 * range + 1))) - range;
    return std::ldexp(1 + rng.uniform(), exponent);
}

// Known answers are the very bits that every machine must give: the correctly rounded result or its neighbour.

TEST(PortableLog, KnownAnswers)
{
    EXPECT_EQ(portableLog(2.0), 0x1.62e42fefa39efp-1);
    EXPECT_EQ(portableLog(10.0), 0x1.26bb1bbb55516p+1);
    EXPECT_EQ(portableLog(0.1), -0x1.26bb1bbb55515p+1);
    EXPECT_EQ(portableLog(1 + 0x1p-52), 0x1.fffffffffffffp-53);
    EXPECT_EQ(portableLog(0x1p-1074), -0x1.74385446d71c3p+9);
    EXPECT_EQ(portableLog(std::numeric_limits<double>::max()), 0x1.62e42fefa39efp+9);
}

TEST(PortableLog, HasDefinedResultsAtTheEdges)
{
    EXPECT_EQ(portableLog(0.0), -inf);
    EXPECT_EQ(portableLog(-0.0), -inf);
    EXPECT_EQ(portableLog(inf), inf);
    EXPECT_TRUE(std::isnan(portableLog(-1.0)));
    EXPECT_TRUE(std::isnan(portableLog(-inf)));
    EXPECT_TRUE(std::isnan(portableLog(nan)));
}

TEST(PortableLog, IsWithinOneUlpAtAMillionPoints)
{
    Rng rng(1);
    double worst = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const double x = i % 2 != 0 ? anyMagnitude(rng, 1021) : 0.5 + 1.5 * rng.uniformOpen();
        worst = std::max(worst, errorInUlp(portableLog(x), std::log(static_cast<long double>(x))));
    }
    EXPECT_LT(worst, 1.0);
}

TEST(PortableExp, KnownAnswers)
{
    EXPECT_EQ(portableExp(1.0), 0x1.5bf0a8b145769p+1);
    EXPECT_EQ(portableExp(-1.0), 0x1.78b56362cef38p-2);
    EXPECT_EQ(portableExp(0.1), 0x1.1aec7b35a00d4p+0);
    EXPECT_EQ(portableExp(100.0), 0x1.3494a9b171bf5p+144);
    EXPECT_EQ(portableExp(709.0), 0x1.d422d2be5dc9bp+1022);
    EXPECT_EQ(portableExp(-708.0), 0x1.7c8ab2288c9acp-1022);
    EXPECT_EQ(portableExp(-745.0), 0x1p-1074);
}

TEST(PortableExp, HasDefinedResultsAtTheEdges)
{
    EXPECT_EQ(portableExp(-0.0), 1.0);
    EXPECT_EQ(portableExp(inf), inf);
    EXPECT_EQ(portableExp(-inf), 0.0);
    EXPECT_EQ(portableExp(710.0), inf);
    EXPECT_EQ(portableExp(709.79), inf);
    EXPECT_EQ(portableExp(-746.0), 0.0);
    EXPECT_TRUE(std::isnan(portableExp(nan)));
}

TEST(PortableExp, IsWithinOneUlpAtAMillionPoints)
{
    Rng rng(2);
    double worst = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const double x = i % 2 != 0 ? -708 + 1417 * rng.uniform() : 2 * rng.uniform() - 1;
        worst = std::max(worst, errorInUlp(portableExp(x), std::exp(static_cast<long double>(x))));
    }
    EXPECT_LT(worst, 1.0);
}

TEST(PortableExp, RoundsSubnormalResultsOnce)
{
    Rng rng(3);
    for (int i = 0; i < 100'000; ++i) {
        const double x = -745 + 37 * rng.uniform();
        EXPECT_LE(std::abs(portableExp(x) - std::exp(x)), 0x1p-1074) << x;
    }
}

TEST(PortablePow, KnownAnswers)
{
    EXPECT_EQ(portablePow(2.0, 0.5), 0x1.6a09e667f3bccp+0);
    EXPECT_EQ(portablePow(10.0, 300.0), 1e300);
    EXPECT_EQ(portablePow(10.0, -5.0), 0x1.4f8b588e368fp-17);
    EXPECT_EQ(portablePow(1.0000001, 1e9), 0x1.349445c228792p+144);
    EXPECT_EQ(portablePow(0.3, 0.7), 0x1.b8d809c615f41p-2);
    EXPECT_EQ(portablePow(1e9, -0.9), 0x1.10edd9b5a66cap-27);
    EXPECT_EQ(portablePow(3.0, 2.0), 9.0);
}

TEST(PortablePow, FollowsIeeeAtTheEdges)
{
    const double edges[] = {0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, 1e-300, 1e300, -1e300, 0x1p53, 0x1p53 - 1, 1e19, -1e19, inf, -inf, nan};
    for (const double base : edges) {
        for (const double exponent : edges) {
            const double expected = std::pow(base, exponent);
            const double got = portablePow(base, exponent);
            if (std::isnan(expected)) {
                EXPECT_TRUE(std::isnan(got)) << base << " ^ " << exponent;
                continue;
            }
            EXPECT_EQ(std::signbit(got), std::signbit(expected)) << base << " ^ " << exponent;
            EXPECT_DOUBLE_EQ(got, expected) << base << " ^ " << exponent;
        }
    }
}

TEST(PortablePow, IsWithinOneUlpAtAMillionPoints)
{
    Rng rng(4);
    double worst = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const double base = i % 2 != 0 ? anyMagnitude(rng, 1000) : 0.5 + 1.5 * rng.uniformOpen();
        const double limit = 700 / std::abs(std::log(base));
        const double exponent = limit * (2 * rng.uniform() - 1);
        worst = std::max(worst, errorInUlp(portablePow(base, exponent), std::pow(static_cast<long double>(base), static_cast<long double>(exponent))));
    }
    EXPECT_LT(worst, 1.0);
}

} // namespace
} // namespace scalelab
