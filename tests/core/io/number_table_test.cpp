// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/number_table.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using Unit = Distribution::Unit;
using Samples = std::vector<double>;

std::string problem(std::string_view text) { return parseRateTable(text) ? "no problem" : parseRateTable(text).error().message; }

TEST(NumberTable, ReadsSamplesInBaseUnitsOrWithUnits)
{
    EXPECT_EQ(*parseSamples("0.005\n5ms\n# a comment\n\n 2 s \r\n", Unit::Seconds), (Samples{0.005, 0.005, 2}));
    EXPECT_EQ(*parseSamples("size\n2000\n2kB", Unit::Bytes), (Samples{2000, 2000}));
}

TEST(NumberTable, SaysWhichSampleIsWrong)
{
    EXPECT_EQ(parseSamples("", Unit::Seconds).error().message, "it is empty");
    EXPECT_EQ(parseSamples("duration\n", Unit::Seconds).error().message, "it holds no samples, only headings");
    EXPECT_EQ(parseSamples("1\n\n-2\n", Unit::Seconds).error().message, "line 3: \"-2\" is negative");
    EXPECT_EQ(parseSamples("1\nheading\n", Unit::Seconds).error().message.substr(0, 8), "line 2: ");
    EXPECT_FALSE(parseSamples("1kB\n", Unit::Seconds));
    EXPECT_FALSE(parseSamples("1ms\n", Unit::Bytes));
}

TEST(NumberTable, ReadsRatesThatHoldFromTheirTimesOn)
{
    const auto curve = parseRateTable("time, rate\n0, 10\n1min, 120/min\n90, 0\n");
    ASSERT_TRUE(curve.ok()) << curve.error().message;
    EXPECT_EQ(curve->at(SimTime::fromSeconds(59)), 10);
    EXPECT_EQ(curve->at(SimTime::fromSeconds(60)), 2);
    EXPECT_EQ(curve->at(SimTime::fromSeconds(1e6)), 0);
    EXPECT_EQ(parseRateTable("5,3")->at(SimTime::fromSeconds(4)), 0);
}

TEST(NumberTable, SaysWhichRowIsWrong)
{
    EXPECT_EQ(problem("time,rate\n"), "it holds no rows, only headings");
    EXPECT_EQ(problem("0 10\n"), "line 1: expected a time and a rate with a comma between, such as 60, 200");
    EXPECT_EQ(problem("0,10\n5,3\n5,4\n"), "line 3: its time is not later than the one before it");
    EXPECT_EQ(problem("0,10\n5,-3\n"), "line 2: \"-3\" is negative");
    for (const char* wrong : {"0,many\n", "0,1,2\n", "1/s,1\n", "0,1s\n", "-1,1\n", "1e11,1\n"}) EXPECT_EQ(problem(wrong).substr(0, 8), "line 1: ") << wrong;
}

} // namespace
} // namespace scalelab
