// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/judging.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace scalelab {
namespace {

using Values = std::vector<double>;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr auto passed = Verdict::Passed;
constexpr auto failed = Verdict::Failed;
constexpr auto undecided = Verdict::Undecided;

Judgement judged(const std::string& relation, const Values& left, const Values& right, const Values& upper = {})
{
    const auto comparison = parseComparison("1 " + relation);
    EXPECT_TRUE(comparison) << relation;
    return judge(*comparison, {left, right, upper}, 0.95);
}

/// For these five differences Student's interval at 95% is mean +- 1.963.
const Values fromThreeToSeven = {3, 4, 5, 6, 7};
const Values zeros = {0, 0, 0, 0, 0};

Values times(double factor, Values values)
{
    for (double& value : values) value *= factor;
    return values;
}

Values plus(double shift, Values values)
{
    for (double& value : values) value += shift;
    return values;
}

TEST(Judging, OfAnInequalityGoesByTheWholeInterval)
{
    const Values below = times(-1, fromThreeToSeven), around = plus(-5, fromThreeToSeven);
    EXPECT_EQ(judged("< 2", below, zeros).verdict, passed);
    EXPECT_EQ(judged("< 2", fromThreeToSeven, zeros).verdict, failed);
    EXPECT_EQ(judged("< 2", around, zeros).verdict, undecided);
    EXPECT_EQ(judged("<= 2", below, zeros).verdict, passed);
    EXPECT_EQ(judged("<= 2", fromThreeToSeven, zeros).verdict, failed);
    EXPECT_EQ(judged("<= 2", around, zeros).verdict, undecided);
    EXPECT_EQ(judged("> 2", fromThreeToSeven, zeros).verdict, passed);
    EXPECT_EQ(judged("> 2", below, zeros).verdict, failed);
    EXPECT_EQ(judged("> 2", around, zeros).verdict, undecided);
    EXPECT_EQ(judged(">= 2", fromThreeToSeven, zeros).verdict, passed);
    EXPECT_EQ(judged(">= 2", below, zeros).verdict, failed);
    EXPECT_EQ(judged(">= 2", around, zeros).verdict, undecided);
    EXPECT_EQ(judged("> 2", around, zeros).why, "the interval is too wide to tell");
    EXPECT_EQ(judged("> 2", fromThreeToSeven, zeros).why, "");
}

TEST(Judging, UsesTheEndsOfStudentsInterval)
{
    EXPECT_EQ(judged("> 2", plus(-3.03, fromThreeToSeven), zeros).verdict, passed); // 1.97 - 1.963
    EXPECT_EQ(judged("> 2", plus(-3.05, fromThreeToSeven), zeros).verdict, undecided);
    EXPECT_EQ(judged("< 2", plus(-3.03, fromThreeToSeven), zeros).verdict, failed);
}

TEST(Judging, ComparesExactlyWhatHasNoWidth)
{
    const Values three = {3, 3};
    EXPECT_EQ(judged("< 2", three, three).verdict, failed);
    EXPECT_EQ(judged("<= 2", three, three).verdict, passed);
    EXPECT_EQ(judged("> 2", three, three).verdict, failed);
    EXPECT_EQ(judged(">= 2", three, three).verdict, passed);
    EXPECT_EQ(judged("< 2", {2.999, 2.999}, three).verdict, passed);
    EXPECT_EQ(judged("< 2", three, {infinite, infinite}).verdict, passed);
    EXPECT_EQ(judged("> 2", three, {infinite, infinite}).verdict, failed);
    EXPECT_EQ(judged("<= 2", {infinite, infinite}, {infinite, infinite}).verdict, passed);
    EXPECT_EQ(judged("< 2", three, {infinite, 5}).verdict, undecided);
    EXPECT_EQ(intervalOf({0.1, 0.1, 0.1}, 0.99).halfWidth, 0);
    EXPECT_EQ(intervalOf({0.1, 0.1, 0.1}, 0.99).mean, 0.1);
}

TEST(Judging, PairsTheTwoSidesOfEachRun)
{
    const Values noisy = {100, 200, 300, 400, 500};
    EXPECT_EQ(judged("< 2", noisy, plus(1, noisy)).verdict, passed);
    EXPECT_EQ(judged("< 2", noisy, {200, 300, 400, 500, 101}).verdict, undecided);
}

TEST(Judging, OfATolerance)
{
    EXPECT_EQ(judged("= 2 within 7", fromThreeToSeven, zeros).verdict, passed);    // 3.04 to 6.96
    EXPECT_EQ(judged("= 2 within 6.9", fromThreeToSeven, zeros).verdict, undecided);
    EXPECT_EQ(judged("= 2 within 3", fromThreeToSeven, zeros).verdict, failed);
    EXPECT_EQ(judged("= 2 within 3", times(-1, fromThreeToSeven), zeros).verdict, failed);
    const Values hundred = {-100, -100, -100, -100, -100};
    EXPECT_EQ(judged("= 2 within 7%", plus(-100, fromThreeToSeven), hundred).verdict, passed);
    EXPECT_EQ(judged("= 2 within 5%", plus(-100, fromThreeToSeven), hundred).verdict, undecided);
    EXPECT_EQ(judged("= 2 within 3%", plus(-100, fromThreeToSeven), hundred).verdict, failed);
}

TEST(Judging, OfBoundsNeedsBoth)
{
    const Values ten = {10, 10, 10, 10, 10};
    EXPECT_EQ(judged("between 0 and 1", fromThreeToSeven, zeros, ten).verdict, passed);
    EXPECT_EQ(judged("between 0 and 1", plus(10, fromThreeToSeven), zeros, ten).verdict, failed);
    EXPECT_EQ(judged("between 0 and 1", plus(-10, fromThreeToSeven), zeros, ten).verdict, failed);
    EXPECT_EQ(judged("between 0 and 1", plus(4, fromThreeToSeven), zeros, ten).verdict, undecided);
    EXPECT_EQ(judged("between 0 and 1", ten, ten, ten).verdict, passed);
}

TEST(Judging, OfEqualityLooksAtEveryRun)
{
    EXPECT_EQ(judged("= 2", {1, 2, 3}, {1, 2, 3}).verdict, passed);
    EXPECT_EQ(judged("= 2", {1, 2, 3}, {1, 2, 3.0001}).verdict, failed);
    EXPECT_EQ(judged("= 2", {1, 2, 3}, {1 + 1e-12, 2, 3}).verdict, passed);
    EXPECT_EQ(judged("= 2", {0, 0}, {0, 1e-12}).verdict, failed);
    EXPECT_EQ(judged("= 2", {infinite, 1}, {infinite, 1}).verdict, passed);
    EXPECT_EQ(judged("= 2", {infinite, 1}, {7, 1}).verdict, failed);
    EXPECT_EQ(judged("= 2", {missing, 2}, {1, 2}).verdict, undecided);
    EXPECT_EQ(judged("= 2", {missing, 2}, {1, 3}).verdict, failed);
}

TEST(Judging, NeverPassesWhereAValueIsMissing)
{
    for (const char* relation : {"< 2", "<= 2", "> 2", ">= 2", "= 2 within 50%", "= 2"}) {
        const Judgement judgement = judged(relation, {1, missing, 1}, {1, 1, 1});
        EXPECT_EQ(judgement.verdict, undecided) << relation;
        EXPECT_TRUE(judgement.lacksValues) << relation;
        EXPECT_FALSE(judgement.why.empty()) << relation;
    }
    EXPECT_EQ(judged("between 0 and 1", {1, 1}, {0, 0}, {2, missing}).verdict, undecided);
    EXPECT_EQ(judged("< 2", {1}, {5}).verdict, undecided);
}

TEST(Settled, WhenEachSideIsKnownPreciselyOrNothingElseCanBeLearnt)
{
    const Values hundred = {100, 100}, close = {99, 100, 101}, wide = {50, 100, 150};
    EXPECT_TRUE(isSettled(judged("< 2", hundred, hundred), 0.03));
    EXPECT_TRUE(isSettled(judged("< 2", close, {1, 1, 1}), 0.03)); // +- 2.48
    EXPECT_FALSE(isSettled(judged("< 2", close, {1, 1, 1}), 0.02));
    EXPECT_FALSE(isSettled(judged("< 2", {1, 1, 1}, wide), 0.03));
    EXPECT_FALSE(isSettled(judged("between 0 and 1", {1, 1, 1}, {0, 0, 0}, wide), 0.03));
    EXPECT_FALSE(isSettled(judged("< 2", {-1, 1}, {0, 0}), 0.03));
    EXPECT_TRUE(isSettled(judged("< 2", {missing, 1, 50}, {1, 1, 1}), 0.03));
}

} // namespace
} // namespace scalelab
