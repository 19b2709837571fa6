// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;
using Passages = std::vector<std::string>;

std::uint64_t failedAs(const Simulation& simulation, Outcome outcome) { return simulation.totals().failed[static_cast<std::size_t>(outcome)]; }

TEST(Users, ConstantArrivalsComeOneGapApartFromTheStart)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web-server(service=const(5ms))", 1_s);
    EXPECT_EQ(run.totals().offered, 9u);
    EXPECT_EQ(run.totals().completed, 9u);
    run.advance(1_s + SimTime{1});
    EXPECT_EQ(run.totals().offered, 10u);
    EXPECT_EQ(run.totals().inFlight, 1u);
    run.advance(2_s);
    EXPECT_EQ(run.latency().min(), 5_ms);
    EXPECT_EQ(run.latency().max(), 5_ms);
}

TEST(Users, TrafficIsTurnedUpDownAndOffWhileItRuns)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web-server", 1_s);
    ASSERT_TRUE(tell(run, "set users.scale=2"));
    run.advance(2_s);
    EXPECT_EQ(run.totals().offered, 9u + 19u);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(10_s);
    EXPECT_EQ(run.totals().offered, 28u);
    ASSERT_TRUE(tell(run, "set users.arrivals=constant(2/s)"));
    ASSERT_TRUE(tell(run, "set users.scale=1"));
    run.advance(11_s + SimTime{1});
    EXPECT_EQ(run.totals().offered, 30u);
}

TEST(Users, LatencyOfTheWireIsPaidBothWays)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -20ms-> web-server(service=const(5ms))", 1_s);
    EXPECT_EQ(run.latency().min(), 45_ms);
    EXPECT_EQ(run.latency().max(), 45_ms);
}

TEST(Users, GiveUpButTheWorkIsDoneAndTheLateReplyDropped)
{
    Simulation run = runFor("users(arrivals=constant(10/s), timeout=10ms) -> web-server(service=const(30ms))", 950_ms);
    EXPECT_EQ(run.totals().offered, 9u);
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 9u);
    EXPECT_EQ(run.totals().completed, 0u);
    EXPECT_EQ(measuresOf(run, "web-server").completed(), 9u);
    EXPECT_EQ(measuresOf(run, "web-server").failedBy[static_cast<std::size_t>(Cause::TimedOut)], 9u);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(Users, ATimeOutEndsTheRequestAtItsInstant)
{
    Simulation run = runFor("users(arrivals=constant(1/s), timeout=250ms) -> web-server(service=const(300ms))", 1250_ms);
    EXPECT_EQ(run.totals().inFlight, 1u);
    run.advance(1250_ms + SimTime{1});
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 1u);
    EXPECT_EQ(run.callsInUse(), 1u);
    EXPECT_EQ(run.requestsInUse(), 1u);
    run.advance(1301_ms);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(Users, AnAnswerInTimeIsNotTimedOut)
{
    const Simulation run = runFor("users(arrivals=constant(1000/s), timeout=10ms) -> web-server(service=const(9999us))", 5_s);
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 0u);
    EXPECT_EQ(run.totals().completed, 4990u);
}

TEST(Users, RetriesWaitTwiceAsLongEachTime)
{
    Simulation run = simulate("users(arrivals=constant(1/s), retries=3, backoff=100ms) -> web:web-server\n@0s crash web");
    run.sampleFlights(1);
    run.advance(2_s);
    EXPECT_EQ(passages(run), (Passages{"1s users>web", "1s users<web down", "1.1s users>web", "1.1s users<web down", "1.3s users>web",
                                       "1.3s users<web down", "1.7s users>web", "1.7s users<web down"}));
    EXPECT_EQ(run.totals().offered, 1u);
    EXPECT_EQ(run.totals().attempts, 4u);
    EXPECT_EQ(run.totals().retries, 3u);
    EXPECT_EQ(failedAs(run, Outcome::Unreachable), 1u);
}

TEST(Users, ARetryThatSucceedsCompletesTheRequestWithAllItsTime)
{
    Simulation run = runFor("users(arrivals=constant(1/s), retries=3, backoff=100ms) -> web:web-server(service=const(5ms))\n@0s crash web\n@1200ms recover web", 1900_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(run.totals().attempts, 3u);
    EXPECT_EQ(run.latency().max(), 305_ms);
    EXPECT_EQ(failedAs(run, Outcome::Unreachable), 0u);
}

TEST(Users, ATimedOutAttemptIsRetriedWhileItsWorkGoesOn)
{
    Simulation run = runFor("users(arrivals=constant(1/s), timeout=10ms, retries=1, backoff=100ms) -> web:web-server(service=const(15ms))", 1120_ms + SimTime{1});
    EXPECT_EQ(run.totals().attempts, 2u);
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 1u);
    EXPECT_EQ(measuresOf(run, "web").arrived, 2u);
    EXPECT_EQ(measuresOf(run, "web").completed(), 1u);
    run.advance(1900_ms);
    EXPECT_EQ(measuresOf(run, "web").completed(), 2u);
    EXPECT_EQ(run.totals().completed, 0u);
}

TEST(Users, JitterShortensTheBackOffByUpToItsShare)
{
    Simulation run = simulate("users(arrivals=constant(1/s), retries=1, backoff=100ms, jitter=50%) -> web:web-server\n@0s crash web");
    run.sampleFlights(1);
    run.advance(200_s + 500_ms);
    const std::vector<Flight> flights = run.takeFlights();
    ASSERT_EQ(flights.size(), 4u * 200u);
    SimTime shortest = 1_s, longest;
    for (std::size_t i = 0; i < flights.size(); i += 4) {
        const SimTime wait = flights[i + 2].depart - flights[i].depart;
        shortest = std::min(shortest, wait);
        longest = std::max(longest, wait);
    }
    EXPECT_GE(shortest, 50_ms);
    EXPECT_LT(shortest, 55_ms);
    EXPECT_GT(longest, 95_ms);
    EXPECT_LE(longest, 100_ms);
}

TEST(Users, AClosedPopulationThinksBetweenItsRequests)
{
    Simulation run = runFor("users(arrivals=closed(users=3, think=const(1s))) -> web:web-server(workers=1, service=const(100ms))", 10_s);
    EXPECT_EQ(run.totals().offered, 26u);
    EXPECT_EQ(run.totals().completed, 25u);
    EXPECT_EQ(run.totals().inFlight, 1u);
    EXPECT_EQ(run.latency().max(), 300_ms);
}

TEST(Users, AClosedPopulationShrinksAndGrowsWhileItRuns)
{
    Simulation run = runFor("users(arrivals=closed(users=3, think=const(1s))) -> web:web-server(service=const(100ms))", 10_s);
    ASSERT_TRUE(tell(run, "set users.scale=0.34"));
    run.advance(20_s);
    run.restartMeasures();
    run.advance(31_s);
    EXPECT_EQ(run.totals().offered, 10u);
    ASSERT_TRUE(tell(run, "set users.scale=2"));
    run.advance(40_s);
    run.restartMeasures();
    run.advance(51_s);
    EXPECT_EQ(run.totals().offered, 60u);
    ASSERT_TRUE(tell(run, "set users.arrivals=constant(5/s)"));
    ASSERT_TRUE(tell(run, "set users.scale=1"));
    run.advance(60_s);
    run.restartMeasures();
    run.advance(70_s);
    EXPECT_EQ(run.totals().offered, 50u);
}

TEST(Users, APrivateAddressIsRefusedOutsideAndReachedInside)
{
    const Simulation refused = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(address=10.1.2.3) -> web:web-server", 1_s);
    EXPECT_EQ(failedAs(refused, Outcome::Unreachable), 9u);
    EXPECT_EQ(measuresOf(refused, "lb").arrived, 0u);
    EXPECT_EQ(measuresOf(refused, "lb").failedBy[static_cast<std::size_t>(Cause::PrivateAddress)], 9u);
    EXPECT_EQ(refused.callsInUse() + refused.requestsInUse(), 0u);

    const Simulation inside = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(address=172.32.0.1) -> web:web-server(address=192.168.0.7)", 1_s);
    EXPECT_EQ(inside.totals().completed, 9u);
    EXPECT_EQ(measuresOf(inside, "web").completed(), 9u);
}

TEST(Users, SeveralSitesAreUsedInTurn)
{
    Simulation run = simulate("users(arrivals=constant(10/s)) -> a:web-server, b:web-server");
    run.sampleFlights(1);
    run.advance(450_ms);
    EXPECT_EQ(passages(run), (Passages{"100ms users>a", "100ms users<a", "200ms users>b", "200ms users<b", "300ms users>a", "300ms users<a", "400ms users>b", "400ms users<b"}));
}

TEST(Users, WithoutASiteEveryRequestIsUnreachable)
{
    const Simulation run = runFor("users(arrivals=constant(10/s))", 1_s);
    EXPECT_EQ(failedAs(run, Outcome::Unreachable), 9u);
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(Users, CannotBeMadeToFail)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web-server", 1_s);
    const auto refused = tell(run, "crash users");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("lower its traffic"), std::string::npos);
}

TEST(Users, SendNothingOnceRemoved)
{
    for (const char* arrivals : {"constant(10/s)", "poisson(10/s)", "closed(users=5, think=const(50ms))"}) {
        Simulation run = runFor("users(arrivals=" + std::string(arrivals) + ", timeout=20ms, retries=2) -> web-server(service=const(30ms))", 1_s);
        ASSERT_TRUE(tell(run, "remove users"));
        const RequestTotals then = run.totals();
        EXPECT_EQ(then.inFlight, 0u);
        run.advance(5_s);
        EXPECT_EQ(run.totals().offered, then.offered) << arrivals;
        EXPECT_EQ(run.callsInUse() + run.requestsInUse(), 0u) << arrivals;
    }
}

} // namespace
} // namespace scalelab
