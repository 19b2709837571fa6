// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "doubles.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t unreachable(const Simulation& simulation) { return simulation.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)]; }

const std::string pair = "users(arrivals=constant(10/s)) -> lb1:load-balancer -> lb2:load-balancer(standby=true, takeover=2s); lb1, lb2 -> web:web-server\n";

TEST(StandbyPair, TakesTheAddressOverAfterSilenceAndGivesItBackAtOnce)
{
    Simulation run = runFor(pair + "@1s crash lb1\n@5s recover lb1", 4_s);
    EXPECT_EQ(unreachable(run), 20u); // 1.0 to 2.9 s
    EXPECT_EQ(measure(run, "lb2", "standing_in"), 1);
    run.advance(5950_ms);
    EXPECT_EQ(unreachable(run), 20u);
    EXPECT_EQ(measuresOf(run, "lb2").completed(), 20u); // 3.0 to 4.9 s
    EXPECT_EQ(measuresOf(run, "lb1").completed(), 19u);
    EXPECT_EQ(measure(run, "lb2", "standing_in"), 0);
    ASSERT_EQ(run.incidents().size(), 3u);
    EXPECT_EQ(run.incidents()[1].text, "takes over the address of lb1");
}

TEST(StandbyPair, WithoutAStandbyOrWithItsWireTakenAwayTheAddressIsDead)
{
    EXPECT_EQ(unreachable(runFor("users(arrivals=constant(10/s)) -> lb1:load-balancer; lb1, lb2:load-balancer(standby=true) -> web:web-server\n@1s crash lb1", 4_s)), 30u);
    Simulation run = runFor(pair + "@1s crash lb1", 4050_ms);
    ASSERT_TRUE(tell(run, "remove lb1->lb2"));
    run.advance(5050_ms);
    EXPECT_EQ(unreachable(run), 30u);
    EXPECT_EQ(measure(run, "lb2", "standing_in"), 0);
    ASSERT_TRUE(run.apply(AddWireCommand{{"lb1", "lb2", {}}})); // from now on it listens
    run.advance(8_s);
    EXPECT_EQ(unreachable(run), 50u);
    EXPECT_EQ(measure(run, "lb2", "standing_in"), 1);
}

TEST(StandbyPair, EverySilenceCountsAnew)
{
    const Simulation run = runFor(pair + "@1s crash lb1\n@1500ms recover lb1\n@2s crash lb1", 10_s);
    EXPECT_EQ(unreachable(run), 25u); // 1.0 to 1.4 and 2.0 to 3.9 s
}

TEST(StandbyPair, AStandbyThatWasDownItselfListensAgainFirst)
{
    const Simulation run = runFor(pair + "@1s crash lb1\n@4s crash lb2\n@5s recover lb2", 10_s);
    EXPECT_EQ(unreachable(run), 50u); // 1.0 to 2.9 and 4.0 to 6.9 s
}

TEST(StandbyPair, WhatTheStandbyServesFailsWithIt)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> lb1:load-balancer -> lb2:load-balancer(standby=true); lb1, lb2 -> web:web-server(service=const(1s))\n@1s crash lb1\n@2050ms crash lb2", 2_s);
    EXPECT_EQ(unreachable(run), 9u);
    run.advance(2060_ms);
    EXPECT_EQ(unreachable(run), 19u); // 1.1 to 2.0 s: what came at 1.0 s was answered
    EXPECT_EQ(measuresOf(run, "lb2").failedBy[static_cast<std::size_t>(Cause::Crashed)], 10u);
}

TEST(StandbyPair, TwoThatStandByForEachOther)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> lb1:load-balancer(standby=true); people:users(arrivals=constant(10/s)) -> lb2:load-balancer(standby=true)\n"
                                  "lb1 -> lb2; lb2 -> lb1; lb1, lb2 -> web:web-server\n@1s crash lb1\n@2s recover lb1\n@3s crash lb2\n@4s crash lb1", 5_s);
    EXPECT_EQ(unreachable(run), 20u); // only when both are down
}

TEST(StandbyPair, HealthChecksPassWhereTheStandbyAnswers)
{
    const std::string check = "health-interval=500ms, health-fall=2";
    Simulation run = runFor("front:load-balancer(" + check + ") -> lb1:load-balancer -> lb2:load-balancer(standby=true, takeover=700ms); dns(" + check + ") -> lb1; lb1, lb2 -> web:web-server\n@1s crash lb1\n@20s crash lb2", 20_s);
    EXPECT_EQ(measure(run, "front", "targets_in_pool"), 1);
    EXPECT_EQ(measure(run, "dns", "records_healthy"), 1);
    run.advance(30_s);
    EXPECT_EQ(measure(run, "front", "targets_in_pool"), 0);
    EXPECT_EQ(measure(run, "dns", "records_healthy"), 0);
}

TEST(StandbyPair, UsersShowTheSameCookiesToBoth)
{
    Simulation run = simulateWithDoubles("v:visitors(script=1s read u1 | 2s read u2 | 3s read u2 | 3500ms read u3 | 4s read u1 | 6s read u3 | 7s read u1 | 8s read u2) -> lb1:load-balancer(sticky=true) -> "
                                         "lb2:load-balancer(standby=true, sticky=true); lb1, lb2 -> a:web-server, b:web-server\n@2500ms crash lb1\n@5s recover lb1");
    run.sampleFlights(1);
    run.advance(10_s);
    std::string servers;
    for (const std::string& passage : passages(run))
        if (const auto at = passage.find('>'); passage.find(" lb") != std::string::npos && at != std::string::npos) servers += passage.substr(at + 1);
    EXPECT_EQ(servers, "ab" "baa" "aab");
}

TEST(StandbyPair, ARetryGoesToWhoHasTheAddressThen)
{
    const Simulation run = runFor("users(arrivals=constant(1/s)) -> front:load-balancer; front -retries=1, backoff=1s-> lb1:load-balancer -> lb2:load-balancer(standby=true); lb1 -> web:web-server\n"
                                  "@500ms crash lb1\n@1500ms recover lb1", 1900_ms);
    EXPECT_EQ(measuresOf(run, "lb2").failed, 1u);
    Simulation later = run;
    later.advance(2050_ms);
    EXPECT_EQ(measuresOf(later, "lb1").completed(), 2u); // the retry, and what comes at 2 s
    EXPECT_EQ(later.totals().completed, 2u);
}

TEST(StandbyPair, ALoadBalancerThatDoesNotStandByIsATarget)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> lb1:load-balancer -> lb2:load-balancer -> web:web-server", 1_s);
    EXPECT_EQ(measuresOf(run, "lb2").arrived, 9u);
}

TEST(LoadBalancerCapacity, AWorkerIsHeldOnlyForItsOwnServiceTime)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(workers=1, queue=1, service=const(250ms)) -> web:web-server(service=const(10s))", 1_s);
    // In service from 0.1, 0.35, 0.6 and 0.85 s; waiting from 0.2, 0.4, 0.6 and 0.9 s; rejected at 0.3, 0.5, 0.7 and 0.8 s.
    EXPECT_EQ(measuresOf(run, "web").present, 3u);
    EXPECT_EQ(measuresOf(run, "lb").failedBy[static_cast<std::size_t>(Cause::QueueFull)], 4u);
    EXPECT_EQ(measuresOf(run, "lb").present, 5u);
    EXPECT_DOUBLE_EQ(measure(run, "lb", "utilisation"), 0.9);
    EXPECT_DOUBLE_EQ(measure(run, "lb", "queue_mean"), 0.7);
    EXPECT_DOUBLE_EQ(measure(run, "lb", "wait_s.mean"), 0.15);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(LoadBalancerCapacity, AConnectionIsHeldUntilTheAnswer)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(connections=2) -> web:web-server(service=const(1s))", 1150_ms);
    EXPECT_EQ(measuresOf(run, "web").arrived, 3u); // at 0.1, 0.2 and 1.1 s
    EXPECT_EQ(measuresOf(run, "lb").failedBy[static_cast<std::size_t>(Cause::QueueFull)], 8u);
}

TEST(LoadBalancerCapacity, ACrashFailsWhatItHasAndItGoesOnWithEmptyHands)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(workers=1, service=const(250ms)) -> web:web-server\n@950ms restart lb", 950_ms + SimTime{1});
    EXPECT_EQ(measuresOf(run, "lb").failedBy[static_cast<std::size_t>(Cause::Crashed)], 6u); // three of nine were done
    run.restartMeasures();
    run.advance(1300_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    ASSERT_TRUE(tell(run, "set lb.service=0s"));
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(3_s);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(LoadBalancerCapacity, MoreWorkersStartAtOnce)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(workers=1, service=const(10s)) -> web:web-server", 1_s);
    EXPECT_EQ(run.occupancy(run.find("lb"))->queued(), 8u);
    ASSERT_TRUE(tell(run, "set lb.workers=4"));
    EXPECT_EQ(run.occupancy(run.find("lb"))->busy(), 4u);
    ASSERT_TRUE(tell(run, "set lb.workers=none"));
    ASSERT_TRUE(tell(run, "set lb.instance=m5.large")); // two virtual processors
    EXPECT_EQ(run.node(run.find("lb")).ops->capacity(run.placeOf(run.find("lb"))), 2u);
}

} // namespace
} // namespace scalelab
