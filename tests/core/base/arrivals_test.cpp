// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/arrivals.h"

#include <gtest/gtest.h>

#include <string>

namespace scalelab {
namespace {

std::string problem(std::string_view text)
{
    const auto arrivals = Arrivals::parse(text);
    EXPECT_FALSE(arrivals.ok()) << text;
    return arrivals.ok() ? "" : arrivals.error().message;
}

TEST(Arrivals, ReadsOpenProcesses)
{
    const auto poisson = Arrivals::parse(" poisson(200/s)");
    ASSERT_TRUE(poisson.ok());
    EXPECT_EQ(poisson->process, Arrivals::Process::Poisson);
    EXPECT_EQ(poisson->rate, 200);
    const auto constant = Arrivals::parse("constant( 30/min )");
    ASSERT_TRUE(constant.ok());
    EXPECT_EQ(constant->process, Arrivals::Process::Constant);
    EXPECT_EQ(constant->rate, 0.5);
    EXPECT_TRUE(Arrivals::parse("poisson(0/s)").ok());
}

TEST(Arrivals, ReadsClosedPopulations)
{
    const auto closed = Arrivals::parse("closed(users=100, think=exp(1s))");
    ASSERT_TRUE(closed.ok());
    EXPECT_EQ(closed->process, Arrivals::Process::Closed);
    EXPECT_EQ(closed->users, 100);
    EXPECT_EQ(closed->think, Distribution::exponential(1));
    EXPECT_EQ(Arrivals::parse("closed(think=2s, users=7)")->think, Distribution::constant(2));
}

TEST(Arrivals, TextReadsBackAsTheSame)
{
    for (const char* text : {"poisson(200/s)", "constant(0.3/s)", "poisson(1/day)", "closed(users=10000000, think=lognormal(1s, cv=2))"}) {
        const auto arrivals = Arrivals::parse(text);
        ASSERT_TRUE(arrivals.ok()) << text;
        EXPECT_EQ(arrivals->text(), text);
        EXPECT_EQ(*Arrivals::parse(arrivals->text()), *arrivals);
    }
    EXPECT_NE(*Arrivals::parse("poisson(200/s)"), *Arrivals::parse("constant(200/s)"));
    EXPECT_NE(*Arrivals::parse("poisson(200/s)"), *Arrivals::parse("poisson(201/s)"));
}

TEST(Arrivals, RejectsBadParameters)
{
    for (const char* text : {"poisson()", "poisson(200)", "poisson(-1/s)", "poisson(1/s, 2/s)", "poisson(inf/s)", "closed(users=0, think=1s)",
                             "closed(users=10000001, think=1s)", "closed(users=1.5, think=1s)", "closed(users=100)", "closed(think=1s)",
                             "closed(100, 1s)", "closed(users=100, think=fast)", "200/s"})
        EXPECT_FALSE(problem(text).empty()) << text;
    EXPECT_EQ(problem("closed(users=0, think=1s)"), "users of closed(): \"0\" is not a whole number from 1 to 10000000");
}

TEST(Arrivals, NamesTheFormsThatAreUnderstood)
{
    for (const char* text : {"", "onoff(1/s)", "daily(5/s)", "ramp(1/s, 2/s)", "steps(1/s)", "trace(file)", "poisson"})
        EXPECT_NE(problem(text).find("poisson(rate), constant(rate) or closed(users=, think=)"), std::string::npos) << text;
}

} // namespace
} // namespace scalelab
