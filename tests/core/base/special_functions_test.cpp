// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/special_functions.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace scalelab {
namespace {

TEST(LogGamma, AgreesWithBoost)
{
    for (double x = 0.01; x < 1e7; x *= 1.013) {
        const double expected = boost::math::lgamma(x);
        EXPECT_NEAR(logGamma(x), expected, 1e-14 * std::max(1.0, std::abs(expected))) << x;
    }
}

TEST(NormalCdf, AgreesWithBoost)
{
    const boost::math::normal_distribution<> truth(0, 1);
    for (double x = -10; x < 10; x += 0.0137) {
        EXPECT_NEAR(normalCdf(x), boost::math::cdf(truth, x), 2e-15) << x;
        EXPECT_NEAR(normalDensity(x), boost::math::pdf(truth, x), 1e-15) << x;
    }
}

TEST(QuotientsAtZero, AgreeWithTheCLibrary)
{
    EXPECT_EQ(expMinusOneOver(0), 1);
    EXPECT_EQ(logOnePlusOver(0), 1);
    for (double x = 1e-12; x < 5; x *= 1.07) {
        EXPECT_NEAR(expMinusOneOver(x) / (std::expm1(x) / x), 1, 4e-15) << x;
        EXPECT_NEAR(expMinusOneOver(-x) / (std::expm1(-x) / -x), 1, 4e-15) << x;
        EXPECT_NEAR(logOnePlusOver(x) / (std::log1p(x) / x), 1, 4e-15) << x;
        if (x >= 0.9) continue;
        EXPECT_NEAR(logOnePlusOver(-x) / (std::log1p(-x) / -x), 1, 4e-15) << x;
    }
}

} // namespace
} // namespace scalelab
