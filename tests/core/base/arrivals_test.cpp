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

TEST(Arrivals, ReadsCurves)
{
    const auto daily = Arrivals::parse("daily(50/s, 200/s)");
    ASSERT_TRUE(daily.ok());
    EXPECT_EQ(daily->curve, RateCurve::wave(50, 200, SimTime::fromSeconds(86400)));
    const auto ramp = Arrivals::parse("ramp(10/s, 70/s, over=1min)");
    ASSERT_TRUE(ramp.ok());
    EXPECT_EQ(ramp->curve.at(SimTime::fromSeconds(30)), 40);
    EXPECT_EQ(ramp->curve.at(SimTime::fromSeconds(90)), 70);
    const auto spike = Arrivals::parse("spike(100/s, 1000/s, for=10s, at=30s)");
    ASSERT_TRUE(spike.ok());
    EXPECT_EQ(spike->curve.at(SimTime::fromSeconds(29)), 100);
    EXPECT_EQ(spike->curve.at(SimTime::fromSeconds(30)), 1000);
    EXPECT_EQ(spike->curve.at(SimTime::fromSeconds(40)), 100);
    const auto steps = Arrivals::parse("steps(100/s, 60s, 200/s, 1s, 0/s, 5s)");
    ASSERT_TRUE(steps.ok());
    EXPECT_EQ(steps->curve.at(SimTime::fromSeconds(60)), 200);
    EXPECT_EQ(steps->curve.at(SimTime::fromSeconds(61)), 0);
    EXPECT_EQ(steps->text(), "steps(100/s, 1min, 200/s, 1s, 0/s)");
    EXPECT_EQ(Arrivals::parse("steps(7/s)")->curve.at(SimTime::fromSeconds(1e6)), 7);
}

TEST(Arrivals, ReadsBurstsAndTraces)
{
    const auto bursts = Arrivals::parse("onoff(500/s, on=exp(10s), off=5s)");
    ASSERT_TRUE(bursts.ok());
    EXPECT_EQ(bursts->rate, 500);
    EXPECT_EQ(bursts->on, Distribution::exponential(10));
    EXPECT_EQ(bursts->off, Distribution::constant(5));
    const auto trace = Arrivals::parse("trace( logs/access, old.log )");
    ASSERT_TRUE(trace.ok());
    EXPECT_EQ(trace->file, "logs/access, old.log");
    EXPECT_TRUE(trace->needsFile());
    EXPECT_FALSE(bursts->needsFile());
}

TEST(Arrivals, TextReadsBackAsTheSame)
{
    for (const char* text : {"poisson(200/s)", "constant(0.3/s)", "poisson(1/day)", "closed(users=10000000, think=lognormal(1s, cv=2))",
                             "onoff(500/s, on=exp(10s), off=const(5s))", "daily(50/s, 200/s, period=1d)", "ramp(10/s, 500/s, over=1min)",
                             "spike(100/s, 1000/s, at=0s, for=10s)", "steps(100/s, 1min, 0/s, 1ms, 250/s)", "steps(5/s)", "trace(access.log)"}) {
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
                             "closed(100, 1s)", "closed(users=100, think=fast)", "200/s", "onoff(1/s)", "onoff(1/s, on=0s, off=1s)", "onoff(-1/s, on=1s, off=1s)",
                             "onoff(1/s, on=1s, off=soon)", "daily(5/s)", "daily(5/s, 4/s)", "daily(1/s, 2/s, period=0s)", "daily(1/s, 2/s, length=1h)", "ramp(1/s, 2/s)",
                             "ramp(1/s, 2/s, over=-1s)", "ramp(1/s, -2/s, over=1s)", "spike(1/s, 2/s, at=-1s, for=1s)", "spike(1/s, 2/s, at=1s, for=0s)",
                             "spike(1/s, 2/s, at=1s)", "steps()", "steps(1s)", "steps(1/s, 0s, 2/s)", "steps(1/s, 2/s)", "steps(1/s, for=2s)", "steps(1/s, 200000000min, 2/s, 100000000min, 3/s)", "trace()"})
        EXPECT_FALSE(problem(text).empty()) << text;
    EXPECT_EQ(problem("daily(5/s, 4/s)"), "high of daily(): the rate must not be below low");
    EXPECT_EQ(problem("spike(1/s, 2/s, at=1s, for=0s)"), "for of spike(): the time must be longer than 0");
    EXPECT_EQ(problem("steps(1/s, for=2s)"), "argument 2 of steps(): it takes no name; write steps(rate, time, rate, ...), for example steps(100/s, 60s, 200/s)");
    EXPECT_EQ(problem("closed(users=0, think=1s)"), "users of closed(): \"0\" is not a whole number from 1 to 10000000");
}

TEST(Arrivals, NamesTheFormsThatAreUnderstood)
{
    for (const char* text : {"", "weekly(1/s)", "poisson"})
        for (const char* form : {"poisson(rate)", "constant(rate)", "onoff(rate, on=, off=)", "daily(low, high, period=)", "ramp(from, to, over=)",
                                 "spike(base, peak, at=, for=)", "steps(rate, time, rate, ...)", "closed(users=, think=)", "trace(file)"})
            EXPECT_NE(problem(text).find(form), std::string::npos) << text << " " << form;
}

} // namespace
} // namespace scalelab
