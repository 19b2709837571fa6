// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/circuit_breaker.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace scalelab {
namespace {

using State = CircuitBreaker::State;

CircuitBreaker breakerOf(const BreakerRule& rule)
{
    CircuitBreaker breaker;
    breaker.configure(rule);
    return breaker;
}

/// Calls one after the other, all answered at once: 'x' fails, anything else succeeds. Returns the number that went.
int callAll(CircuitBreaker& breaker, std::string_view results, SimTime now = {})
{
    int went = 0;
    for (const char result : results) {
        if (!breaker.letsThrough(now)) continue;
        ++went;
        breaker.record(result == 'x', breaker.period(), now);
    }
    return went;
}

TEST(CircuitBreaker, OpensWhenTheShareOfFailuresReachesItsThreshold)
{
    CircuitBreaker breaker = breakerOf({.threshold = 0.5, .window = 10, .minimum = 4});
    EXPECT_EQ(callAll(breaker, "xx."), 3); // too few to judge
    EXPECT_EQ(breaker.state(), State::Closed);
    EXPECT_DOUBLE_EQ(breaker.failureShare(), 2.0 / 3);
    EXPECT_EQ(callAll(breaker, ".x"), 1); // two of four
    EXPECT_EQ(breaker.state(), State::Open);
    EXPECT_EQ(breaker.opened(), 1u);
    EXPECT_FALSE(breaker.letsThrough({}));
}

TEST(CircuitBreaker, AShareAsWrittenIsReachedExactly)
{
    CircuitBreaker breaker = breakerOf({.threshold = 0.07, .window = 100, .minimum = 100});
    callAll(breaker, std::string(93, '.') + "xxxxxx");
    EXPECT_EQ(breaker.state(), State::Closed);
    callAll(breaker, "x"); // 0.07 * 100 is not 7 in binary, 7 / 100 is 0.07
    EXPECT_EQ(breaker.state(), State::Open);
}

TEST(CircuitBreaker, OnlyTheLatestCallsCount)
{
    CircuitBreaker breaker = breakerOf({.threshold = 0.5, .window = 4, .minimum = 100}); // four are enough: there are never more
    callAll(breaker, "x..");
    callAll(breaker, ".");
    callAll(breaker, "..x");
    EXPECT_EQ(breaker.state(), State::Closed); // the first failure is forgotten
    EXPECT_DOUBLE_EQ(breaker.failureShare(), 0.25);
    callAll(breaker, "x");
    EXPECT_EQ(breaker.state(), State::Open);
}

TEST(CircuitBreaker, ProbesDecideWhetherItCloses)
{
    CircuitBreaker breaker = breakerOf({.threshold = 0.5, .window = 2, .minimum = 2, .openFor = {100}, .probes = 2});
    callAll(breaker, "xx", {1000});
    EXPECT_FALSE(breaker.letsThrough({1099}));
    EXPECT_EQ(breaker.state(), State::Open);
    EXPECT_TRUE(breaker.letsThrough({1100}));
    EXPECT_EQ(breaker.state(), State::HalfOpen);
    EXPECT_TRUE(breaker.letsThrough({1100}));
    EXPECT_FALSE(breaker.letsThrough({1100})); // both probes are out
    breaker.record(false, breaker.period(), {1150});
    EXPECT_EQ(breaker.state(), State::HalfOpen);
    breaker.record(true, breaker.period(), {1160});
    EXPECT_EQ(breaker.state(), State::Open);
    EXPECT_EQ(breaker.opened(), 2u);
    EXPECT_FALSE(breaker.letsThrough({1259}));
    EXPECT_EQ(callAll(breaker, "..", {1260}), 2);
    EXPECT_EQ(breaker.state(), State::Closed);
    EXPECT_EQ(callAll(breaker, ".x", {1261}), 2); // its window begins empty
    EXPECT_EQ(breaker.state(), State::Open);
}

TEST(CircuitBreaker, ResultsOfCallsFromBeforeDoNotCount)
{
    CircuitBreaker breaker = breakerOf({.threshold = 0.5, .window = 2, .minimum = 2, .openFor = {100}, .probes = 1});
    ASSERT_TRUE(breaker.letsThrough({}));
    const std::uint32_t before = breaker.period();
    callAll(breaker, "xx");
    ASSERT_TRUE(breaker.letsThrough({100}));
    breaker.record(false, before, {110}); // not the probe
    EXPECT_EQ(breaker.state(), State::HalfOpen);
    breaker.record(false, breaker.period(), {120});
    EXPECT_EQ(breaker.state(), State::Closed);
    breaker.record(true, before, {130});
    EXPECT_EQ(breaker.failureShare(), 0);
}

TEST(CircuitBreaker, ResetForgetsAllButItsRule)
{
    CircuitBreaker breaker = breakerOf({.threshold = 0.5, .window = 2, .minimum = 2});
    callAll(breaker, "xx");
    breaker.reset();
    EXPECT_EQ(breaker.state(), State::Closed);
    EXPECT_EQ(breaker.opened(), 0u);
    EXPECT_EQ(callAll(breaker, "xx."), 2);
}

TEST(CircuitBreaker, AChangedWindowBeginsAnewAndAChangedThresholdDoesNot)
{
    CircuitBreaker breaker = breakerOf({.threshold = 0.9, .window = 4, .minimum = 4});
    callAll(breaker, "xx..");
    breaker.configure({.threshold = 0.5, .window = 4, .minimum = 4});
    callAll(breaker, "x"); // x..x
    EXPECT_EQ(breaker.state(), State::Open);
    breaker.reset();
    callAll(breaker, "x");
    breaker.configure({.threshold = 0.5, .window = 2, .minimum = 2});
    callAll(breaker, ".");
    EXPECT_EQ(breaker.failureShare(), 0);
}

} // namespace
} // namespace scalelab
