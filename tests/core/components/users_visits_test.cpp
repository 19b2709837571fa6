// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t failedAs(const Simulation& run, Outcome outcome) { return run.totals().failed[static_cast<std::size_t>(outcome)]; }

/// "1.01 read 0": when, what and who, of every request that the probe has seen.
std::vector<std::string> visitsTo(const Simulation& run, std::string_view probe = "probe")
{
    std::vector<std::string> all;
    for (const Seen& seen : seenBy(run, probe)) {
        std::string at = std::to_string(std::llround(seen.at * 1000)) + "ms ";
        all.push_back(at + std::string(className(seen.requestClass)) + " " + std::to_string(seen.user));
    }
    return all;
}

using Visits = std::vector<std::string>;

TEST(UsersVisits, WithoutAPopulationEveryRequestIsANewUsers)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s)) -> probe");
    run.advance(450_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"100ms read 0", "200ms read 1", "300ms read 2", "400ms read 3"}));
}

TEST(UsersVisits, OfAPopulationEachUserIsAsLikely)
{
    Simulation run = simulateProbes("users(arrivals=constant(1000/s), population=4) -> probe");
    run.advance(10_s);
    std::map<std::uint32_t, int> counts;
    for (const Seen& seen : seenBy(run, "probe")) ++counts[seen.user];
    ASSERT_EQ(counts.size(), 4u);
    for (const auto& [user, count] : counts) {
        EXPECT_LT(user, 4u);
        EXPECT_NEAR(count, 2500, 4 * std::sqrt(10'000 * 0.25 * 0.75));
    }
}

TEST(UsersVisits, AClosedUserKeepsANumber)
{
    Simulation run = simulateProbes("users(arrivals=closed(users=2, think=const(1s))) -> probe");
    run.advance(2500_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms read 0", "1000ms read 1", "2000ms read 0", "2000ms read 1"}));
}

TEST(UsersVisits, ASessionOfFixedLengthSendsEachRequestAThinkTimeAfterTheAnswer)
{
    Simulation run = simulateProbes("users(arrivals=constant(1/s), session-requests=3, session-length=constant, think=const(100ms)) -> probe(service=const(10ms))");
    run.advance(1100_ms);
    EXPECT_EQ(measure(run, "users", "sessions"), 1);
    run.advance(1900_ms);
    EXPECT_EQ(measure(run, "users", "sessions"), 0);
    run.advance(2150_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms read 0", "1110ms read 0", "1220ms read 0", "2000ms read 1", "2110ms read 1"}));
    EXPECT_EQ(run.totals().offered, 5u);
}

TEST(UsersVisits, AFailedRequestIsFollowedByTheNextAllTheSame)
{
    Simulation run = simulateProbes("users(arrivals=constant(1/s), session-requests=2, session-length=constant, think=const(100ms)) -> probe(fails=all)");
    run.advance(1900_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms read 0", "1100ms read 0"}));
    EXPECT_EQ(failedAs(run, Outcome::Rejected), 2u);
}

TEST(UsersVisits, SessionsOfRandomLengthAreGeometricWithTheirMean)
{
    Simulation run = simulateProbes("users(arrivals=constant(100/s), session-requests=4, think=const(1ms)) -> probe");
    run.advance(100_s);
    std::map<std::uint32_t, int> lengths;
    for (const Seen& seen : seenBy(run, "probe")) ++lengths[seen.user];
    const auto sessions = static_cast<double>(lengths.size());
    EXPECT_EQ(sessions, 9999);
    EXPECT_NEAR(static_cast<double>(seenBy(run, "probe").size()), 4 * sessions, 4 * std::sqrt(12 * sessions));
    std::map<int, double> counts;
    for (const auto& [user, length] : lengths) ++counts[length];
    for (const auto& [length, share] : std::map<int, double>{{1, 0.25}, {2, 0.1875}, {5, 0.25 * 0.31640625}})
        EXPECT_NEAR(counts[length], share * sessions, 4 * std::sqrt(share * (1 - share) * sessions)) << length;
}

TEST(UsersVisits, AUserLogsInBeforeTheFirstRequestOnly)
{
    Simulation run = simulateProbes(
        "users(arrivals=constant(1/s), login=true, session-requests=2, session-length=constant, think=const(100ms)) -> probe(sessions=true, service=const(10ms))");
    run.advance(1100_ms);
    EXPECT_EQ(measure(run, "users", "logged_in"), 1);
    run.advance(1900_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms login 0", "1010ms read 0", "1120ms read 0"}));
    EXPECT_EQ(measure(run, "users", "logins"), 1);
    EXPECT_EQ(measure(run, "users", "logged_in"), 0); // a stranger is gone with the session
    EXPECT_EQ(run.totals().offered, 3u);
    EXPECT_EQ(run.totals().completed, 3u);
}

TEST(UsersVisits, AUserOfAPopulationStaysLoggedIn)
{
    Simulation run = simulateProbes("users(arrivals=constant(1/s), login=true, population=1) -> probe(sessions=true)");
    run.advance(3500_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms login 0", "1000ms read 0", "2000ms read 0", "3000ms read 0"}));
    EXPECT_EQ(measure(run, "users", "logged_in"), 1);
    EXPECT_EQ(measure(run, "users", "logins"), 1);
}

TEST(UsersVisits, ALostSessionFailsTheRequestAndTheUserLogsInAgainWithTheNext)
{
    Simulation run = simulateProbes("users(arrivals=constant(1/s), login=true, population=1, retries=3) -> probe(sessions=true)\n@1500ms restart probe");
    run.advance(3500_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms login 0", "1000ms read 0", "2000ms read 0", "3000ms login 0", "3000ms read 0"}));
    EXPECT_EQ(failedAs(run, Outcome::Unauthenticated), 1u);
    EXPECT_EQ(run.totals().retries, 0u);
    EXPECT_EQ(measure(run, "users", "logouts"), 1);
    EXPECT_EQ(measure(run, "users", "logins"), 2);
    EXPECT_EQ(measure(run, "users", "logged_in"), 1);
}

TEST(UsersVisits, WithoutALoginTheUserOwnRequestIsNotSent)
{
    Simulation run = simulateProbes("users(arrivals=constant(1/s), login=true, population=1) -> probe(fails=login)");
    run.advance(2500_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms login 0", "2000ms login 0"}));
    EXPECT_EQ(measure(run, "users", "logins"), 0);
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(UsersVisits, ALoginOfTheMixLogsInToo)
{
    Simulation run = simulateProbes("users(arrivals=closed(users=1, think=const(1s)), mix={login=1}, login=true, session-requests=2, session-length=constant) -> probe");
    run.advance(1500_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms login 0", "1000ms login 0", "1000ms login 0"}));
    EXPECT_EQ(measure(run, "users", "logins"), 3);
    EXPECT_EQ(measure(run, "users", "logged_in"), 1);
}

TEST(UsersVisits, AClosedUserThinksLongerBetweenSessionsThanWithin)
{
    Simulation run = simulateProbes(
        "users(arrivals=closed(users=1, think=const(1s)), session-requests=2, session-length=constant, think=const(100ms)) -> probe(service=const(10ms))");
    run.advance(2300_ms);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms read 0", "1110ms read 0", "2120ms read 0", "2230ms read 0"}));
}

TEST(UsersVisits, ClosedUsersAboveTheNumberWantedLeaveBetweenTwoRequests)
{
    Simulation run = simulateProbes("users(arrivals=closed(users=3, think=const(1s)), session-requests=1000, session-length=constant, think=const(500ms)) -> probe");
    run.advance(1200_ms);
    ASSERT_TRUE(tell(run, "set users.scale=0.34"));
    run.advance(1700_ms);
    EXPECT_EQ(measure(run, "users", "sessions"), 1);
    EXPECT_EQ(visitsTo(run), (Visits{"1000ms read 0", "1000ms read 1", "1000ms read 2", "1500ms read 0"}));
    ASSERT_TRUE(tell(run, "set users.scale=0.67"));
    run.advance(2800_ms);
    EXPECT_EQ(visitsTo(run).back(), "2700ms read 1");
}

TEST(UsersVisits, NothingIsLeftWhenUsersGo)
{
    for (const char* users : {"users(arrivals=poisson(200/s), login=true, population=50, session-requests=5, think=exp(20ms), timeout=15ms, deadline=40ms, retries=2, backoff=5ms, fallback=true)",
                              "users(arrivals=closed(users=20, think=exp(20ms)), login=true, session-requests=3, think=exp(10ms), deadline=30ms, retries=1, retry-budget=10%)"}) {
        Simulation run = simulateProbes(std::string(users) + " -> a:probe(sessions=true, service=exp(10ms)), b:probe(fails=write, service=exp(10ms))");
        run.advance(2_s);
        Simulation gone = run;
        ASSERT_TRUE(tell(gone, "remove users"));
        EXPECT_EQ(gone.totals().inFlight, 0u);
        gone.advance(4_s);
        EXPECT_EQ(gone.callsInUse() + gone.requestsInUse(), 0u) << users;
        ASSERT_TRUE(tell(run, "set users.scale=0"));
        run.advance(10_s);
        const RequestTotals totals = run.totals();
        EXPECT_EQ(run.callsInUse() + run.requestsInUse(), 0u) << users;
        EXPECT_EQ(totals.inFlight, 0u);
        EXPECT_EQ(totals.attempts, totals.offered + totals.retries);
        EXPECT_EQ(measure(run, "users", "sessions"), 0);
    }
}

} // namespace
} // namespace scalelab
