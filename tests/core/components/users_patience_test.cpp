// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;
using Passages = std::vector<std::string>;

std::uint64_t failedAs(const Simulation& run, Outcome outcome) { return run.totals().failed[static_cast<std::size_t>(outcome)]; }

Simulation watched(std::string_view drawing)
{
    Simulation run = simulateProbes(drawing);
    run.sampleFlights(1);
    return run;
}

TEST(UsersPatience, ADeadlineEndsARequestAtItsInstantAndTheLateAnswerIsDropped)
{
    Simulation run = simulateProbes("users(arrivals=constant(1/s), deadline=250ms, retries=5) -> probe(service=const(300ms))");
    run.advance(1250_ms);
    EXPECT_EQ(run.totals().inFlight, 1u);
    run.advance(1250_ms + SimTime{1});
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 1u);
    EXPECT_EQ(measuresOf(run, "probe").failedBy[static_cast<std::size_t>(Cause::TimedOut)], 1u);
    EXPECT_EQ(run.requestsInUse(), 1u);
    run.advance(1999_ms);
    EXPECT_EQ(run.totals().completed, 0u);
    EXPECT_EQ(run.totals().attempts, 1u);
    EXPECT_EQ(measuresOf(run, "probe").completed(), 1u);
    EXPECT_EQ(run.callsInUse() + run.requestsInUse(), 0u);
    EXPECT_EQ(seenBy(run, "probe").at(0).deadline, 1.25);
}

TEST(UsersPatience, ADeadlineCutsRetriesShort)
{
    Simulation run = watched("users(arrivals=constant(1/s), deadline=500ms, retries=10, backoff=100ms) -> web:probe(fails=all)");
    run.advance(1500_ms);
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 0u);
    run.advance(1999_ms);
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 1u);
    EXPECT_EQ(passages(run), (Passages{"1s users>web", "1s users<web queue full", "1.1s users>web", "1.1s users<web queue full", "1.3s users>web", "1.3s users<web queue full"}));
    EXPECT_EQ(run.totals().attempts, 3u);
    EXPECT_EQ(measuresOf(run, "web").failedBy[static_cast<std::size_t>(Cause::TimedOut)], 0u); // nobody was asked then
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(UsersPatience, ADeadlineStandsBesideTheTimeOutOfEachAttempt)
{
    Simulation run = simulateProbes("users(arrivals=constant(1/s), timeout=100ms, deadline=250ms, retries=10, backoff=50ms) -> probe(service=const(1s))");
    run.advance(1900_ms);
    EXPECT_EQ(run.totals().attempts, 2u); // at 1 s and 1.15 s, where the deadline comes at the same time as the second time-out
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 1u);
}

TEST(UsersPatience, RequestsInTimeKeepNoDeadlineAndOthersKeepTheirs)
{
    Simulation run = simulateProbes("users(arrivals=constant(100/s), deadline=95ms) -> slow:probe(service=const(1s)), quick:probe(service=const(1ms))");
    run.advance(999_ms);
    EXPECT_EQ(run.totals().completed, 49u);
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 45u);
    EXPECT_EQ(run.totals().inFlight, 5u);
    run.advance(1085_ms);
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 49u);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(3_s);
    EXPECT_EQ(run.requestsInUse(), 0u);
    EXPECT_EQ(run.totals().inFlight, 0u);
}

TEST(UsersPatience, ANameThatComesTooLateIsKeptForTheNextRequest)
{
    Simulation run = watched("users(arrivals=constant(10/s), deadline=30ms) -> dns(service=const(50ms), ttl=1h), web:probe; dns -> web");
    run.advance(250_ms);
    EXPECT_EQ(failedAs(run, Outcome::Timeout), 1u);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(passages(run), (Passages{"100ms users>dns", "150ms users<dns", "200ms users>web", "200ms users<web"}));
}

TEST(UsersPatience, ARetryBudgetAllowsItsShareAndTenSaved)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s), retries=1, backoff=10ms, retry-budget=20%) -> probe(fails=all)");
    run.advance(10'050_ms);
    EXPECT_EQ(run.totals().offered, 100u);
    EXPECT_EQ(run.totals().retries, 29u);
    EXPECT_EQ(measure(run, "users", "refused_retries"), 71);
    EXPECT_EQ(failedAs(run, Outcome::Rejected), 100u);
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(UsersPatience, AssetsComeFromTheDeliveryNetworkAndNoNameIsAsked)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s), mix={static=1}) -> dns, site:probe, cdn:probe(offers=cdn); dns -> site");
    run.advance(1_s);
    EXPECT_EQ(seenBy(run, "cdn").size(), 9u);
    EXPECT_EQ(seenBy(run, "site").size(), 0u);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 0u);
    ASSERT_TRUE(tell(run, "set users.mix={\"read\":1}"));
    run.advance(2_s);
    EXPECT_EQ(seenBy(run, "cdn").size(), 9u);
    EXPECT_EQ(seenBy(run, "site").size(), 10u);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 1u);
}

TEST(UsersPatience, ADeliveryNetworkBesideTheSiteGetsAllAssetsAndNothingElse)
{
    Simulation run = simulate("users(arrivals=constant(10/s), mix={static=1}) -> storage:object-storage, cdn; cdn -> storage");
    run.advance(1_s);
    EXPECT_EQ(measuresOf(run, "cdn").arrived, 9u);
    EXPECT_EQ(measure(run, "storage", "reads"), 1);
    ASSERT_TRUE(tell(run, "set users.mix={\"read\":1}"));
    run.advance(2_s);
    EXPECT_EQ(measuresOf(run, "cdn").arrived, 9u);
    EXPECT_EQ(measure(run, "storage", "reads"), 11);
}

TEST(UsersPatience, ADeliveryNetworkAloneGetsEverything)
{
    Simulation run = simulate("users(arrivals=constant(10/s), mix={read=1}) -> dns, cdn; dns -> cdn -> storage:object-storage");
    run.advance(1_s);
    EXPECT_EQ(measuresOf(run, "cdn").completed(), 9u);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 1u);
}

TEST(UsersPatience, ANameServerMaySendEverythingToADeliveryNetworkBesideTheSite)
{
    Simulation run = simulate("users(arrivals=constant(10/s), mix={read=1}) -> dns, cdn, storage:object-storage; dns -> cdn -> storage");
    run.advance(1_s);
    EXPECT_EQ(run.totals().completed, 9u);
    EXPECT_EQ(measuresOf(run, "cdn").arrived, 9u);
}

TEST(UsersPatience, WithoutADeliveryNetworkAssetsComeFromTheSite)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s), mix={static=1}) -> dns, site:probe; dns -> site");
    run.advance(1_s);
    EXPECT_EQ(seenBy(run, "site").size(), 9u);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 1u);
}

TEST(UsersPatience, AnAssetThatTheNetworkFailsComesFromTheSite)
{
    const std::string rest = " -> site:probe(service=const(5ms)), cdn:probe(offers=cdn, fails=all)";
    Simulation patient = simulateProbes("users(arrivals=constant(10/s), mix={static=1}, fallback=true)" + rest);
    patient.advance(1_s);
    EXPECT_EQ(patient.totals().completed, 9u);
    EXPECT_EQ(patient.totals().attempts, 18u);
    EXPECT_EQ(patient.totals().retries, 9u);
    EXPECT_EQ(measure(patient, "users", "fallbacks"), 9);
    Simulation hasty = simulateProbes("users(arrivals=constant(10/s), mix={static=1})" + rest);
    hasty.advance(1_s);
    EXPECT_EQ(failedAs(hasty, Outcome::Rejected), 9u);
    EXPECT_EQ(seenBy(hasty, "site").size(), 0u);
}

TEST(UsersPatience, ATimedOutAttemptFallsBackAsWell)
{
    Simulation run = watched("users(arrivals=constant(1/s), mix={static=1}, fallback=true, timeout=20ms) -> site:probe(service=const(5ms)), cdn:probe(offers=cdn, service=const(1s))");
    run.advance(1500_ms);
    EXPECT_EQ(passages(run), (Passages{"1s users>cdn", "1.02s users>site", "1.025s users<site"}));
    EXPECT_EQ(run.latency().max(), 25_ms);
}

TEST(UsersPatience, EachRetryFallsBackOnceAndCountsAsOneRetryOnly)
{
    Simulation run = watched("users(arrivals=constant(1/s), mix={static=1}, fallback=true, retries=1, backoff=100ms) -> site:probe(fails=all), cdn:probe(offers=cdn, fails=all)");
    run.advance(1500_ms);
    EXPECT_EQ(passages(run), (Passages{"1s users>cdn", "1s users<cdn queue full", "1s users>site", "1s users<site queue full", "1.1s users>cdn", "1.1s users<cdn queue full",
                                       "1.1s users>site", "1.1s users<site queue full"}));
    EXPECT_EQ(run.totals().attempts, 4u);
    EXPECT_EQ(failedAs(run, Outcome::Rejected), 1u);
}

TEST(UsersPatience, SitesFallBackToEachOther)
{
    Simulation run = watched("users(arrivals=constant(1/s), fallback=true) -> a:probe(fails=all), b:probe");
    run.advance(2500_ms);
    EXPECT_EQ(passages(run), (Passages{"1s users>a", "1s users<a queue full", "1s users>b", "1s users<b", "2s users>a", "2s users<a queue full", "2s users>b", "2s users<b"}));
    EXPECT_EQ(run.totals().completed, 2u);
}

TEST(UsersPatience, APrivateAddressFallsBackToAPublicOne)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), fallback=true) -> a:web-server(address=10.0.0.1), b:web-server", 1_s);
    EXPECT_EQ(run.totals().completed, 9u);
}

TEST(UsersPatience, AloneASiteHasNobodyToFallBackTo)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s), fallback=true) -> a:probe(fails=all)");
    run.advance(1_s);
    EXPECT_EQ(failedAs(run, Outcome::Rejected), 9u);
    EXPECT_EQ(run.totals().attempts, 9u);
}

} // namespace
} // namespace scalelab
