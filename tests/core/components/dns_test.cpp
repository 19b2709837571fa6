// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t unreachable(const Simulation& simulation) { return simulation.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)]; }

TEST(Dns, AnAnswerIsUsedForItsTimeToLive)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=1s, service=const(1ms)) -> web:web-server; users -> web", 5_s);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 5u); // 0.1, 1.2, 2.3, 3.4 and 4.5 s
    EXPECT_EQ(run.totals().completed, 49u);
    EXPECT_EQ(run.latency().max(), 1_ms);
    EXPECT_DOUBLE_EQ(run.latency().meanSeconds(), 0.005 / 49);
}

TEST(Dns, WithoutATimeToLiveEveryRequestAsks)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=0s) -> web:web-server; users -> web", 5_s);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 49u);
    EXPECT_EQ(measuresOf(run, "web").arrived, 49u);
}

TEST(Dns, RequestsBeforeTheAnswerAskToo)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=1s, service=const(250ms)) -> web:web-server; users -> web", 1600_ms);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 3u); // 0.1, 0.2 and 0.3 s; the last answer holds until 1.55 s
    run.advance(3050_ms);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 6u);
}

TEST(Dns, AChangedTimeToLiveHoldsForNewAnswers)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=1s) -> web:web-server; users -> web", 500_ms);
    ASSERT_TRUE(tell(run, "set dns.ttl=0s"));
    run.advance(1100_ms);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 1u);
    run.advance(2_s);
    EXPECT_EQ(measuresOf(run, "dns").arrived, 10u);
}

TEST(Dns, RecordsAreHandedOutInTurn)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=1s) -> a:web-server, b:web-server; users -> a, b", 1050_ms);
    EXPECT_EQ(measuresOf(run, "a").arrived, 10u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 0u);
    run.advance(2050_ms);
    EXPECT_EQ(measuresOf(run, "a").arrived, 10u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 10u);
}

TEST(Dns, ADeadAddressIsUsedUntilItsTimeToLiveIsOver)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=1s) -> a:web-server, b:web-server; users -> a, b\n@500ms crash a", 2_s);
    EXPECT_EQ(unreachable(run), 6u); // 0.5 to 1.0 s
    EXPECT_EQ(measuresOf(run, "b").completed(), 9u);
}

TEST(Dns, ADeadNameServerIsNoticedWhenAnAnswerRunsOut)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=1s) -> web:web-server; users -> web\n@500ms crash dns", 2_s);
    EXPECT_EQ(unreachable(run), 9u); // from 1.1 s
    EXPECT_EQ(measuresOf(run, "dns").failedBy[static_cast<std::size_t>(Cause::Crashed)], 9u);
    EXPECT_EQ(run.totals().completed, 10u);
}

TEST(Dns, WithoutRecordsTheChoiceIsTheClients)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> dns; users -> a:web-server, b:web-server", 1050_ms);
    EXPECT_EQ(measuresOf(run, "a").arrived, 5u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 5u);
}

TEST(Dns, AnAddressThatUsersCannotReachIsNoRoute)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> dns -> a:web-server; users -> b:web-server", 1_s);
    EXPECT_EQ(unreachable(run), 9u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 0u);
}

TEST(Dns, SeveralNameServersAreAskedInTurn)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> d1:dns(ttl=0s), d2:dns(ttl=0s) -> web:web-server; users -> web", 1050_ms);
    EXPECT_EQ(measuresOf(run, "d1").arrived, 5u);
    EXPECT_EQ(measuresOf(run, "d2").arrived, 5u);
}

} // namespace
} // namespace scalelab
