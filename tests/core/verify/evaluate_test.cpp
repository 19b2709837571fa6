// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/evaluate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace scalelab {
namespace {

/// Whether a comparison whose references have these dimensions makes sense; the error, or nothing.
std::string problemIn(const std::string& text, const std::vector<Dimension>& dimensions = {})
{
    const auto comparison = parseComparison(text);
    EXPECT_TRUE(comparison) << text;
    const auto fits = checkDimensions(*comparison, dimensions);
    return fits ? "" : fits.error().message;
}

double valueOf(const std::string& text, const std::vector<double>& references = {})
{
    const auto comparison = parseComparison(text + " < 1");
    EXPECT_TRUE(comparison) << text;
    return evaluate(comparison->left, references);
}

TEST(Dimensions, OfBothSidesMustAgree)
{
    EXPECT_EQ(problemIn("5ms < 1s"), "");
    EXPECT_EQ(problemIn("10 * 5ms < 1s"), "");
    EXPECT_EQ(problemIn("50/s * 20ms < 2"), "");
    EXPECT_EQ(problemIn("3 / 5ms < 50/s"), "");
    EXPECT_EQ(problemIn("2MB / 1s < 100Mbit/s"), "");
    EXPECT_EQ(problemIn("sqrt(5ms * 2s) < 1s"), "");
    EXPECT_EQ(problemIn("a.b < 5ms", {timeDimension}), "");
    EXPECT_EQ(problemIn("5ms < 1"), "at character 5: a time and a number cannot be compared");
    EXPECT_EQ(problemIn("1 between 0 and 5ms"), "at character 17: a number and a time cannot be compared");
    EXPECT_EQ(problemIn("a.b < 5ms", {bytesDimension}), "at character 5: a size in bytes and a time cannot be compared");
}

TEST(Dimensions, OfWhatIsAddedMustAgree)
{
    EXPECT_EQ(problemIn("a.wait + a.reads < 1s", {timeDimension, plainNumber}), "at character 8: a time and a number cannot be added");
    EXPECT_EQ(problemIn("1 - 5/s < 1"), "at character 3: a number and a rate cannot be subtracted from each other");
}

TEST(Dimensions, OfArgumentsMustSuitTheFunction)
{
    EXPECT_EQ(problemIn("min(5ms, 1s) < 1s"), "");
    EXPECT_EQ(problemIn("min(5ms, 3) < 1s"), "at character 1: min: a time cannot be compared with a number");
    EXPECT_EQ(problemIn("exp(5ms) < 1"), "at character 1: exp: it takes numbers only, not a time");
    EXPECT_EQ(problemIn("sqrt(5ms) < 1"), "at character 1: sqrt: there is no square root of a time");
    EXPECT_EQ(problemIn("pow(2) < 1"), "at character 1: pow: it takes 2 values, not 1");
    EXPECT_EQ(problemIn("erlang-b(3) < 1"), "at character 1: erlang-b: it takes 2 values, not 1");
    EXPECT_EQ(problemIn("erlang-b(3, 5ms) < 1"), "at character 1: erlang-b: its argument \"load\" must be a number, not a time");
    EXPECT_EQ(problemIn("erlang-b(3, 100/s * 5ms) < 1"), "");
}

TEST(Dimensions, OfATolerance)
{
    EXPECT_EQ(problemIn("5ms = 6ms within 1ms"), "");
    EXPECT_EQ(problemIn("5ms = 6ms within 10%"), "");
    EXPECT_EQ(problemIn("5 = 6 within 1"), "");
    EXPECT_EQ(problemIn("5ms = 6ms within 1"), "at character 18: a time cannot be off by a number; write a share such as 2%, or a time");
}

TEST(Evaluate, Calculates)
{
    EXPECT_DOUBLE_EQ(valueOf("1 + 2 * 3 - 8 / 4"), 5);
    EXPECT_DOUBLE_EQ(valueOf("-(2 - 5)"), 3);
    EXPECT_DOUBLE_EQ(valueOf("a.b / a.c", {6, 4}), 1.5);
    EXPECT_DOUBLE_EQ(valueOf("min(3, 1, 2) + max(3, 1, 2)"), 4);
    EXPECT_DOUBLE_EQ(valueOf("abs(-3) + sqrt(16) + pow(2, 10)"), 1031);
    EXPECT_DOUBLE_EQ(valueOf("ln(exp(2))"), 2);
    EXPECT_DOUBLE_EQ(valueOf("erlang-b(1, 1)"), 0.5);
}

TEST(Evaluate, HasNoValueWhereSomethingIsMissing)
{
    constexpr double missing = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinite = std::numeric_limits<double>::infinity();
    for (const char* text : {"a.b + 1", "min(a.b, 1)", "max(1, a.b)", "erlang-b(2, a.b)"}) EXPECT_TRUE(std::isnan(valueOf(text, {missing}))) << text;
    EXPECT_EQ(valueOf("min(a.b, 1)", {infinite}), 1);
    EXPECT_TRUE(std::isnan(valueOf("erlang-b(a.b, 1)", {infinite})));
    EXPECT_TRUE(std::isnan(valueOf("0 / 0")));
}

} // namespace
} // namespace scalelab
