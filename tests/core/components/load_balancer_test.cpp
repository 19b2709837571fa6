// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t unreachable(const Simulation& simulation) { return simulation.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)]; }

/// The targets of a load balancer "lb", in the order of the requests: one letter each, the id.
std::string sequence(Simulation& simulation)
{
    std::string targets;
    for (const std::string& passage : passages(simulation))
        if (const auto at = passage.find(" lb>"); at != std::string::npos) targets += passage.substr(at + 4);
    return targets;
}

std::string sequenceFor(std::string_view drawing, SimTime end)
{
    Simulation run = simulate(drawing);
    run.sampleFlights(1);
    run.advance(end);
    return sequence(run);
}

TEST(LoadBalancer, RoundRobinFollowsTheOrderOfTheWires)
{
    EXPECT_EQ(sequenceFor("users(arrivals=constant(10/s)) -> lb:load-balancer -> c:web-server, a:web-server, b:web-server", 750_ms), "cabcabc");
}

TEST(LoadBalancer, WeightedSpreadsEachRoundSmoothly)
{
    EXPECT_EQ(sequenceFor("users(arrivals=constant(10/s)) -> lb:load-balancer(algorithm=weighted); lb -weight=5-> a:web-server; lb -> b:web-server; lb -> c:web-server", 1450_ms),
              "aabacaaaabacaa");
}

TEST(LoadBalancer, AWeightOfNoughtGetsNothing)
{
    EXPECT_EQ(sequenceFor("users(arrivals=constant(10/s)) -> lb:load-balancer(algorithm=weighted); lb -weight=0-> a:web-server; lb -> b:web-server", 550_ms), "bbbbb");
}

TEST(LoadBalancer, AChangedWeightCountsAtOnce)
{
    for (const char* checks : {"none", "100s"}) {
        Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(algorithm=weighted, health-interval=" + std::string(checks) + ") -> a:web-server, b:web-server", 450_ms);
        ASSERT_TRUE(tell(run, "set lb->a.weight=3"));
        run.sampleFlights(1);
        run.advance(1250_ms);
        const std::string targets = sequence(run);
        EXPECT_EQ(std::count(targets.begin(), targets.end(), 'a'), 6) << targets;
        EXPECT_EQ(std::count(targets.begin(), targets.end(), 'b'), 2) << targets;
    }
}

TEST(LoadBalancer, LeastConnectionsAvoidsTheSlowServer)
{
    EXPECT_EQ(sequenceFor("users(arrivals=constant(10/s)) -> lb:load-balancer(algorithm=least-connections) -> a:web-server(service=const(250ms)), b:web-server(service=const(50ms))",
                          950_ms),
              "abbabbabb");
}

TEST(LoadBalancer, LeastConnectionsTakesTurnsAmongEquals)
{
    EXPECT_EQ(sequenceFor("users(arrivals=constant(10/s)) -> lb:load-balancer(algorithm=least-connections) -> a:web-server, b:web-server, c:web-server", 750_ms), "abcabca");
}

TEST(LoadBalancer, PowerOfTwoTakesTheLessBusyOfTwo)
{
    const std::string targets = sequenceFor(
        "users(arrivals=constant(10/s)) -> lb:load-balancer(algorithm=power-of-two) -> a:web-server(service=const(1000s)), b:web-server(service=const(1ms))", 10050_ms);
    EXPECT_EQ(std::count(targets.begin(), targets.end(), 'a'), 1);
    EXPECT_EQ(std::count(targets.begin(), targets.end(), 'b'), 99);
}

TEST(LoadBalancer, RandomGivesEachServerItsShare)
{
    const std::string targets = sequenceFor("users(arrivals=constant(100/s)) -> lb:load-balancer(algorithm=random) -> a:web-server, b:web-server, c:web-server", 30_s);
    for (const char target : {'a', 'b', 'c'}) EXPECT_NEAR(static_cast<double>(std::count(targets.begin(), targets.end(), target)), 1000, 100); // 4 standard deviations
    EXPECT_NE(targets.find("aa"), std::string::npos);
    EXPECT_NE(targets.find("ba"), std::string::npos);
}

TEST(LoadBalancer, AServerLeavesThePoolAtTheThirdFailedCheckAndReturnsAtTheSecondPassed)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(health-interval=1s, health-fall=3, health-rise=2) -> a:web-server, b:web-server\n"
                            "@1500ms crash a\n@5500ms recover a", 4_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
    EXPECT_EQ(unreachable(run), 13u); // every other of the 25 requests from 1.5 to 3.9 s
    run.advance(4_s + SimTime{1});
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    run.advance(7_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    EXPECT_EQ(unreachable(run), 13u);
    run.advance(7_s + SimTime{1});
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
    std::vector<std::string> told;
    for (const Incident& incident : run.incidents())
        if (incident.component == "lb") told.push_back(incident.text);
    EXPECT_EQ(told, (std::vector<std::string>{"a fails its health checks: taken out of the pool", "a passes its health checks: back in the pool"}));
}

TEST(LoadBalancer, FailedChecksCountOnlyInARow)
{
    Simulation run = runFor("lb:load-balancer(health-interval=1s, health-fall=3) -> a:web-server, b:web-server\n@1500ms crash a\n@3500ms recover a\n@4500ms crash a", 7_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
    run.advance(7_s + SimTime{1});
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
}

TEST(LoadBalancer, WithoutChecksEveryServerStays)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(health-interval=none) -> a:web-server, b:web-server\n@0s crash a", 100_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
    EXPECT_EQ(unreachable(run), 500u);
    ASSERT_TRUE(tell(run, "set lb.health-interval=1s"));
    run.advance(103_s + SimTime{1});
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    ASSERT_TRUE(tell(run, "set lb.health-interval=none"));
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
    ASSERT_TRUE(tell(run, "set lb.health-fall=1"));
    run.advance(200_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
}

TEST(LoadBalancer, WithAllServersOutOfThePoolItRefusesAtOnce)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(health-interval=1s, health-fall=1) -> a:web-server\n@0s crash a", 2_s);
    EXPECT_EQ(measuresOf(run, "a").arrived, 9u);
    EXPECT_EQ(measuresOf(run, "lb").failedBy[static_cast<std::size_t>(Cause::NoHealthyTarget)], 10u);
    EXPECT_EQ(unreachable(run), 19u);
}

TEST(LoadBalancer, WhileItIsDownNothingPassesAndThenEverythingIsAsAtFirst)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer(health-interval=1s, health-fall=1) -> a:web-server, b:web-server\n@500ms crash a\n@1500ms crash lb\n@2500ms recover a\n"
                            "@2500ms recover lb", 2500_ms + SimTime{1});
    EXPECT_EQ(unreachable(run), 13u); // 0.5, 0.7 and 0.9 s, then 1.5 to 2.4 s
    run.sampleFlights(1);
    run.advance(3050_ms);
    EXPECT_EQ(unreachable(run), 13u);
    EXPECT_NE(sequence(run).find("ab"), std::string::npos);
}

TEST(LoadBalancer, ChecksGoOnAtTheirIntervalAfterItWasDown)
{
    Simulation run = runFor("lb:load-balancer(health-interval=none, health-fall=2) -> a:web-server, b:web-server\n@1s crash lb\n@2s set lb.health-interval=2s\n@3s recover lb\n@4s crash a", 7_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2); // checks at 5 and 7 s
    run.advance(7_s + SimTime{1});
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
}

TEST(LoadBalancer, ARemovedWireStaysRemovedWhateverHappens)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer -> a:web-server, b:web-server", 1_s);
    ASSERT_TRUE(tell(run, "remove lb->a"));
    ASSERT_TRUE(tell(run, "restart lb"));
    const std::uint64_t before = measuresOf(run, "a").arrived;
    run.advance(30_s);
    EXPECT_EQ(measuresOf(run, "a").arrived, before);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    EXPECT_EQ(unreachable(run), 0u);
}

TEST(LoadBalancer, AServerAddedWhileItRunsTakesItsTurn)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> lb:load-balancer -> a:web-server", 1_s);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"b", "web-server", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"lb", "b", {}}}));
    run.sampleFlights(1);
    run.advance(1450_ms);
    EXPECT_EQ(sequence(run), "ababa");
}

} // namespace
} // namespace scalelab
