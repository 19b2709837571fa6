// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sender.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace scalelab {
namespace {

using namespace test;

using Lines = std::vector<std::string>;

/// A run with one request at 10 s over a load balancer, whose wire to the server has a policy.
std::string policed(const std::string& policy, const std::string& service, const std::string& events = "", const std::string& rate = "0.1/s")
{
    return "users(arrivals=constant(" + rate + ")) -> lb:load-balancer(health-interval=none) -" + policy + "-> web:web-server(service=" + service + ")\n" + events;
}

/// What passed over the wires until `end`, with nothing left of it in the engine after the traffic is over.
Lines flown(const std::string& drawing, SimTime end = 19_s)
{
    Simulation run = simulate(drawing);
    run.sampleFlights(1);
    run.advance(end);
    Lines lines = passages(run);
    EXPECT_TRUE(tell(run, "set users.scale=0"));
    run.advance(end + 100_s);
    EXPECT_EQ(run.callsInUse(), 0u) << drawing;
    EXPECT_EQ(run.requestsInUse(), 0u) << drawing;
    return lines;
}

/// Times at which calls went from the load balancer to the server.
Lines sendings(const std::string& drawing, SimTime end = 19_s)
{
    Lines times;
    for (const std::string& passage : flown(drawing, end))
        if (passage.ends_with(" lb>web")) times.push_back(passage.substr(0, passage.find(' ')));
    return times;
}

const Line& lineOf(const Simulation& run) { return run.line(1); }

TEST(CallPolicy, AnAttemptThatTakesTooLongIsMadeAgainWithTwiceTheBackOffEachTime)
{
    const Simulation run = runFor(policed("timeout=100ms, retries=2, backoff=50ms", "const(1s)"), 19_s);
    EXPECT_EQ(flown(policed("timeout=100ms, retries=2, backoff=50ms", "const(1s)")),
              (Lines{"10s users>lb", "10s lb>web", "10.15s lb>web", "10.35s lb>web", "10.45s users<lb timed out", "11s lb<web", "11.15s lb<web", "11.35s lb<web"}));
    EXPECT_EQ(lineOf(run).retries, 2u);
    EXPECT_EQ(measuresOf(run, "web").completed(), 3u); // their work is done all the same
    EXPECT_EQ(measuresOf(run, "web").failedBy[static_cast<std::size_t>(Cause::TimedOut)], 3u);
    EXPECT_EQ(measuresOf(run, "lb").arrived, 1u);
    EXPECT_EQ(measuresOf(run, "lb").failed, 1u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Timeout)], 1u);
}

TEST(CallPolicy, ARetryThatSucceedsIsAllTheCallerSees)
{
    EXPECT_EQ(flown(policed("retries=5, backoff=50ms", "const(20ms)", "@1s crash web\n@10100ms recover web")),
              (Lines{"10s users>lb", "10s lb>web", "10s lb<web down", "10.05s lb>web", "10.05s lb<web down", "10.15s lb>web", "10.17s lb<web", "10.17s users<lb"}));
}

TEST(CallPolicy, AnAnswerInTimeEndsTheMatter)
{
    EXPECT_EQ(flown(policed("timeout=100ms, retries=2, backoff=50ms", "const(99ms)")), (Lines{"10s users>lb", "10s lb>web", "10.099s lb<web", "10.099s users<lb"}));
    // The time-out counts from the sending, ways included.
    EXPECT_EQ(sendings(policed("latency=30ms, timeout=100ms, retries=1, backoff=50ms", "const(41ms)")), (Lines{"10s", "10.15s"}));
}

TEST(CallPolicy, ARetryWithoutBackOffIsMadeInTheSameInstant)
{
    EXPECT_EQ(sendings(policed("retries=2, backoff=0s", "const(1s)", "@1s crash web")), (Lines{"10s", "10s", "10s"}));
}

TEST(CallPolicy, JitterShortensTheBackOffByUpToItsShare)
{
    Simulation run = simulate(policed("retries=1, backoff=1s, jitter=50%", "const(1ms)", "@0s crash web", "1/s"));
    run.sampleFlights(1);
    run.advance(2000_s);
    double sum = 0, least = 1, most = 0;
    int retries = 0;
    std::map<std::uint64_t, SimTime> first;
    for (const Flight& flight : run.takeFlights()) {
        if (flight.wire != 1 || flight.reply) continue;
        const auto [sent, isFirst] = first.try_emplace(flight.request, flight.depart);
        if (isFirst) continue;
        const double wait = (flight.depart - sent->second).seconds();
        sum += wait;
        least = std::min(least, wait);
        most = std::max(most, wait);
        ++retries;
    }
    EXPECT_GT(retries, 1900);
    EXPECT_GE(least, 0.5);
    EXPECT_LE(most, 1);
    EXPECT_LT(least, 0.51);
    EXPECT_GT(most, 0.99);
    EXPECT_NEAR(sum / retries, 0.75, 4 * 0.144 / 43);
}

TEST(CallPolicy, ABudgetAllowsRetriesAsAShareOfTheCalls)
{
    const Simulation run = runFor(policed("retries=1, backoff=1ms, retry-budget=25%", "const(1ms)", "@0s crash web", "1/s"), 100500_ms);
    EXPECT_EQ(run.wires()[1].sent, 125u);
    EXPECT_EQ(lineOf(run).retries, 25u);
}

TEST(CallPolicy, ABudgetSavesUpToTenRetries)
{
    // Ten are saved by 100 s. Each failing call pays in a quarter and takes out one: calls 101 to 113 are retried, then every fourth.
    Simulation run = runFor(policed("retries=1, backoff=1ms, retry-budget=25%", "const(1ms)", "@100500ms crash web", "1/s"), 113500_ms);
    EXPECT_EQ(lineOf(run).retries, 13u);
    run.advance(116500_ms);
    EXPECT_EQ(lineOf(run).retries, 13u);
    run.advance(117500_ms);
    EXPECT_EQ(lineOf(run).retries, 14u);
}

TEST(CallPolicy, ABreakerOpensProbesAndCloses)
{
    // Calls at 1, 2, ... s; four failures open it at 4 s; the probe at 14 s fails, that at 24 s does not.
    const std::string drawing = policed("breaker=50%, breaker-window=4, breaker-pause=10s", "const(1ms)", "@500ms crash web\n@20s recover web", "1/s");
    EXPECT_EQ(sendings(drawing, 27500_ms), (Lines{"1s", "2s", "3s", "4s", "14s", "24s", "25s", "26s", "27s"}));
    const Simulation run = runFor(drawing, 27500_ms);
    EXPECT_EQ(measuresOf(run, "web").failedBy[static_cast<std::size_t>(Cause::BreakerOpen)], 18u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Rejected)], 18u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 5u);
    EXPECT_EQ(lineOf(run).breaker.opened(), 2u);
    EXPECT_EQ(lineOf(run).breaker.state(), CircuitBreaker::State::Closed);
}

TEST(CallPolicy, WhileABreakerProbesNothingElsePasses)
{
    // The probe of 14 s takes until 16.5 s.
    const std::string drawing = policed("breaker=100%, breaker-window=4, breaker-pause=10s", "const(2500ms)", "@500ms crash web\n@12s recover web", "1/s");
    EXPECT_EQ(sendings(drawing, 18500_ms), (Lines{"1s", "2s", "3s", "4s", "14s", "17s", "18s"}));
}

TEST(CallPolicy, ABreakerJudgesOnlyByAFullWindowOfTheLastCalls)
{
    // Failures at 3, 4 and 5 s: with 6 s half of the last six; with 2, 3 and 4 s two of four at 4 s.
    const std::string faults = "@2500ms crash web\n@5500ms recover web";
    EXPECT_EQ(sendings(policed("breaker=50%, breaker-window=6, breaker-pause=10s", "const(1ms)", faults, "1/s"), 9500_ms), (Lines{"1s", "2s", "3s", "4s", "5s", "6s"}));
    EXPECT_EQ(sendings(policed("breaker=50%, breaker-window=4, breaker-pause=10s", "const(1ms)", faults, "1/s"), 9500_ms), (Lines{"1s", "2s", "3s", "4s"}));
    EXPECT_EQ(sendings(policed("breaker=51%, breaker-window=6, breaker-pause=10s", "const(1ms)", faults, "1/s"), 9500_ms).size(), 9u);
}

TEST(CallPolicy, ABreakerSeesTimeOutsAndRetriesToo)
{
    // Two attempts for each call: the window of four is full of time-outs with the second call's retry, at 2.3 s.
    const std::string drawing = policed("timeout=100ms, retries=1, backoff=100ms, breaker=100%, breaker-window=4, breaker-pause=10s", "const(1s)", "", "1/s");
    EXPECT_EQ(sendings(drawing, 5500_ms), (Lines{"1s", "1.2s", "2s", "2.2s"}));
}

TEST(CallPolicy, ANewThresholdForgetsWhatTheBreakerSaw)
{
    Simulation run = runFor(policed("breaker=100%, breaker-window=4, breaker-pause=100s", "const(1ms)", "@500ms crash web", "1/s"), 10500_ms);
    EXPECT_EQ(run.wires()[1].sent, 4u);
    ASSERT_TRUE(tell(run, "set lb->web.breaker=90%"));
    run.advance(20500_ms);
    EXPECT_EQ(run.wires()[1].sent, 8u);
    ASSERT_TRUE(tell(run, "set lb->web.breaker=none"));
    run.advance(30500_ms);
    EXPECT_EQ(run.wires()[1].sent, 18u);
}

TEST(CallPolicy, AHedgeIsSentOnlyIfThereIsNoAnswerYet)
{
    EXPECT_EQ(flown(policed("hedge=100ms", "const(99ms)")), (Lines{"10s users>lb", "10s lb>web", "10.099s lb<web", "10.099s users<lb"}));
    EXPECT_EQ(flown(policed("hedge=100ms", "const(150ms)")),
              (Lines{"10s users>lb", "10s lb>web", "10.1s lb>web", "10.15s lb<web", "10.15s users<lb", "10.25s lb<web"}));
    const Simulation run = runFor(policed("hedge=100ms", "const(150ms)"), 19_s);
    EXPECT_EQ(lineOf(run).hedges, 1u);
    EXPECT_EQ(run.totals().completed, 1u);
}

TEST(CallPolicy, TheFirstAnswerCountsEvenIfItIsTheHedges)
{
    EXPECT_EQ(flown(policed("hedge=100ms", "const(1s)", "@10050ms slow web 0.05x")),
              (Lines{"10s users>lb", "10s lb>web", "10.1s lb>web", "10.15s lb<web", "10.15s users<lb", "11s lb<web"}));
    // The first attempt gives up at 10.12 s; its hedge still succeeds.
    EXPECT_EQ(flown(policed("hedge=100ms, timeout=120ms", "const(1s)", "@10050ms slow web 0.05x")),
              (Lines{"10s users>lb", "10s lb>web", "10.1s lb>web", "10.15s lb<web", "10.15s users<lb", "11s lb<web"}));
}

TEST(CallPolicy, OnlyIfBothFailTheCallHasFailed)
{
    EXPECT_EQ(flown(policed("hedge=100ms", "const(1s)", "@10120ms crash web")),
              (Lines{"10s users>lb", "10s lb>web", "10.1s lb>web", "10.12s lb<web down", "10.12s lb<web down", "10.12s users<lb down"}));
    // Both give up, the hedge at 10.25 s; one retry follows, and its own hedge.
    EXPECT_EQ(sendings(policed("hedge=100ms, timeout=150ms, retries=1, backoff=50ms", "const(1s)")), (Lines{"10s", "10.1s", "10.3s", "10.4s"}));
    EXPECT_EQ(flown(policed("hedge=100ms, timeout=150ms, retries=1, backoff=50ms", "const(1s)")).at(5), "10.55s users<lb timed out");
}

TEST(CallPolicy, ACallThatFailsBeforeItsHedgeIsSentIsNotHedged)
{
    EXPECT_EQ(flown(policed("hedge=100ms", "const(1s)", "@10050ms crash web")), (Lines{"10s users>lb", "10s lb>web", "10.05s lb<web down", "10.05s users<lb down"}));
    EXPECT_EQ(sendings(policed("hedge=100ms, retries=1, backoff=20ms", "const(1s)", "@10050ms crash web\n@10060ms recover web")), (Lines{"10s", "10.07s", "10.17s"}));
}

TEST(CallPolicy, WhatACrashedCallerStillWantedIsNotSent)
{
    const std::string crash = "@10070ms crash lb\n@11s recover lb";
    EXPECT_EQ(sendings(policed("retries=3, backoff=200ms, timeout=50ms", "const(1s)", crash)), (Lines{"10s"}));
    EXPECT_EQ(sendings(policed("hedge=100ms", "const(1s)", crash)), (Lines{"10s"}));
    EXPECT_EQ(sendings(policed("hedge=30ms, retries=2, timeout=60ms, backoff=10ms", "const(1s)", crash)), (Lines{"10s", "10.03s"}));
}

TEST(CallPolicy, ARetryOverAWireThatIsGoneFails)
{
    Simulation run = runFor(policed("retries=1, backoff=200ms", "const(1s)", "@1s crash web"), 10100_ms);
    ASSERT_TRUE(tell(run, "remove lb->web"));
    run.advance(12_s);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 1u);
    EXPECT_EQ(measuresOf(run, "web").failedBy[static_cast<std::size_t>(Cause::NoRoute)], 1u);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(CallPolicy, ARemovedCalleeEndsWhatItWasServing)
{
    Simulation run = runFor(policed("retries=3, backoff=10ms, hedge=50ms", "const(1s)"), 10100_ms);
    ASSERT_TRUE(tell(run, "remove web"));
    run.advance(12_s);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 1u);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(CallPolicy, AfterItsDeadlineARequestIsNotRetried)
{
    // Every attempt fails at once; the retries would be at 1.1, 1.3 and 1.7 s.
    const auto attempts = [](const std::string& patience) {
        Simulation run = simulateWithSender("s:sender(patience=" + patience + ") -> lb:load-balancer(health-interval=none) -retries=3, backoff=100ms-> web:web-server");
        EXPECT_TRUE(tell(run, "crash web"));
        run.advance(10_s);
        EXPECT_EQ(run.callsInUse(), 0u);
        return answersOf(run, "s").front() + " after " + std::to_string(run.wires()[1].sent);
    };
    EXPECT_EQ(attempts("10s"), "1700ms down after 4");
    EXPECT_EQ(attempts("250ms"), "1300ms down after 3");
    EXPECT_EQ(attempts("50ms"), "1100ms down after 2");
}

TEST(CallPolicy, UsersHaveTheirOwnPatience)
{
    const Simulation run = runFor("users(arrivals=constant(1/s)) -timeout=10ms, retries=3, hedge=5ms, breaker=1%, breaker-window=1-> web:web-server(service=const(100ms))", 10500_ms);
    EXPECT_EQ(run.totals().completed, 10u);
    EXPECT_EQ(run.wires()[0].sent, 10u);
}

TEST(CallPolicy, RetriesOfOneLayerMultiplyWithThoseOfTheNext)
{
    const Simulation run = runFor("users(arrivals=constant(0.1/s), retries=2, backoff=1ms) -> lb:load-balancer(health-interval=none) -retries=3, backoff=1ms-> web:web-server\n@1s crash web", 19_s);
    EXPECT_EQ(measuresOf(run, "web").arrived, 12u);
    EXPECT_EQ(run.totals().attempts, 3u);
}

} // namespace
} // namespace scalelab
