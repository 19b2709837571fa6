// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "doubles.h"
#include "mechanisms/hash_ring.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <map>

namespace scalelab {
namespace {

using namespace test;

/// The targets of a load balancer "lb", in the order of the requests: one letter each, the id.
std::string sequence(Simulation& simulation)
{
    std::string targets;
    for (const std::string& passage : passages(simulation))
        if (const auto at = passage.find(" lb>"); at != std::string::npos) targets += passage.substr(at + 4);
    return targets;
}

std::string sequenceUntil(Simulation& run, SimTime end)
{
    run.sampleFlights(1);
    run.advance(end);
    return sequence(run);
}

/// Visits of users 0 to n - 1 every 10 ms from `begin` on, each round a second after the one before.
std::string visits(int users, int rounds, int begin = 1)
{
    std::string script;
    for (int round = 0; round < rounds; ++round)
        for (int user = 0; user < users; ++user)
            script += (script.empty() ? "" : "|") + std::to_string((begin + round) * 1000 + user * 10) + "ms read u" + std::to_string(user) + " k" + std::to_string(user % 3);
    return script;
}

std::string visitors(int users, int rounds, const std::string& rest) { return "v:visitors(script=" + visits(users, rounds) + ") -> " + rest; }

std::uint64_t hashOfVisitor(std::uint64_t user)
{
    std::uint64_t state = hashText("v") + user;
    return splitmix64(state);
}

TEST(LoadBalancerHash, AnAddressAlwaysGoesToTheSameServerOfSoMany)
{
    Simulation run = simulateWithDoubles(visitors(20, 3, "lb:load-balancer(algorithm=ip-hash) -> a:web-server, b:web-server, c:web-server"));
    std::string expected;
    for (std::uint64_t user = 0; user < 20; ++user) expected += "abc"[hashOfVisitor(user) % 3];
    EXPECT_EQ(sequenceUntil(run, 3_s), expected + expected);
    ASSERT_TRUE(tell(run, "remove lb->b"));
    expected.clear();
    for (std::uint64_t user = 0; user < 20; ++user) expected += "ac"[hashOfVisitor(user) % 2];
    EXPECT_EQ(sequenceUntil(run, 4_s), expected);
}

HashRing ringOf(const std::map<char, double>& weights)
{
    HashRing ring;
    for (const auto& [name, weight] : weights) ring.add(static_cast<std::uint32_t>(name), hashText(std::string(1, name)), weight);
    return ring;
}

TEST(LoadBalancerHash, AServerThatLeavesTheRingMovesOnlyItsOwnUsersAndGetsThemBack)
{
    Simulation run = simulateWithDoubles(visitors(40, 3, "lb:load-balancer(algorithm=consistent-hash, health-interval=100ms, health-fall=1, health-rise=1) -> a:web-server, b:web-server, c:web-server"));
    const HashRing all = ringOf({{'a', 1}, {'b', 1}, {'c', 1}});
    const HashRing without = ringOf({{'a', 1}, {'c', 1}});
    std::string before, during;
    for (std::uint64_t user = 0; user < 40; ++user) {
        before += static_cast<char>(all.nodeOf(hashOfVisitor(user)));
        during += static_cast<char>(without.nodeOf(hashOfVisitor(user)));
    }
    EXPECT_EQ(sequenceUntil(run, 1500_ms), before);
    ASSERT_TRUE(tell(run, "crash b"));
    EXPECT_EQ(sequenceUntil(run, 2500_ms), during);
    ASSERT_TRUE(tell(run, "recover b"));
    EXPECT_EQ(sequenceUntil(run, 3500_ms), before);
    int moved = 0;
    for (std::size_t user = 0; user < 40; ++user) {
        moved += before[user] != during[user];
        EXPECT_TRUE(before[user] == during[user] || before[user] == 'b');
    }
    EXPECT_GT(moved, 0);
}

TEST(LoadBalancerHash, WeightsAreSharesOfTheRing)
{
    Simulation run = simulateWithDoubles(visitors(60, 2, "lb:load-balancer(algorithm=consistent-hash); lb -weight=3-> a:web-server; lb -weight=1-> b:web-server"));
    const auto expected = [](const HashRing& ring) {
        std::string all;
        for (std::uint64_t user = 0; user < 60; ++user) all += static_cast<char>(ring.nodeOf(hashOfVisitor(user)));
        return all;
    };
    EXPECT_EQ(sequenceUntil(run, 2_s), expected(ringOf({{'a', 1.5}, {'b', 0.5}})));
    ASSERT_TRUE(tell(run, "set lb->a.weight=1"));
    EXPECT_EQ(sequenceUntil(run, 3_s), expected(ringOf({{'a', 1}, {'b', 1}})));
}

TEST(LoadBalancerHash, TheRingIsByUserOrKeyOrSource)
{
    const auto by = [](const char* what) {
        Simulation run = simulateWithDoubles(visitors(30, 1, "lb:load-balancer(algorithm=consistent-hash, hash-by=" + std::string(what) + ") -> a:web-server, b:web-server, c:web-server"));
        return sequenceUntil(run, 2_s);
    };
    const HashRing ring = ringOf({{'a', 1}, {'b', 1}, {'c', 1}});
    std::string keys;
    for (std::uint64_t user = 0; user < 30; ++user) keys += static_cast<char>(ring.nodeOf(user % 3));
    EXPECT_EQ(by("key"), keys);
    EXPECT_EQ(by("source"), std::string(30, static_cast<char>(ring.nodeOf(hashText("v")))));
    EXPECT_NE(by("user"), keys);
}

TEST(StickySessions, AUserReturnsToTheServerOfTheFirstRequest)
{
    const std::string rest = ") -> a:web-server, b:web-server";
    Simulation loose = simulateWithDoubles(visitors(3, 3, "lb:load-balancer(sticky=false" + rest));
    EXPECT_EQ(sequenceUntil(loose, 4_s), "aba" "bab" "aba");
    Simulation sticky = simulateWithDoubles(visitors(3, 3, "lb:load-balancer(sticky=true" + rest));
    EXPECT_EQ(sequenceUntil(sticky, 4_s), "aba" "aba" "aba");
    EXPECT_EQ(measure(sticky, "lb", "sessions"), 3);
    EXPECT_EQ(measure(sticky, "lb", "moved_sessions"), 0);
}

TEST(StickySessions, AServerThatLeavesThePoolHandsItsUsersOnForGood)
{
    Simulation run = simulateWithDoubles(visitors(4, 5, "lb:load-balancer(sticky=true, health-interval=100ms, health-fall=3, health-rise=1) -> a:web-server, b:web-server\n@1500ms crash a\n@3500ms recover a"));
    EXPECT_EQ(sequenceUntil(run, 2500_ms), "abab" "bbbb");
    EXPECT_EQ(measure(run, "lb", "moved_sessions"), 2);
    EXPECT_EQ(sequenceUntil(run, 6_s), "bbbb" "bbbb" "bbbb");
    EXPECT_EQ(measure(run, "lb", "moved_sessions"), 2);
}

TEST(StickySessions, UntilItIsKnownThatAServerIsDownItsUsersFail)
{
    Simulation run = simulateWithDoubles(visitors(4, 2, "lb:load-balancer(sticky=true, health-interval=10s) -> a:web-server, b:web-server\n@1500ms crash a"));
    run.advance(3_s);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 2u);
    EXPECT_EQ(run.totals().completed, 6u);
}

TEST(StickySessions, TheUserSeenLongestAgoIsForgottenFirst)
{
    Simulation run = simulateWithDoubles("v:visitors(script=1s read u1 | 2s read u2 | 3s read u1 | 4s read u3 | 5s read u1 | 6s read u2) -> lb:load-balancer(sticky=true, sessions=2) -> a:web-server, b:web-server");
    EXPECT_EQ(sequenceUntil(run, 7_s), "abaaab"); // u3 takes the place of u2, who then is new
    EXPECT_EQ(measure(run, "lb", "sessions"), 2);
}

TEST(Draining, AWireWithoutWeightTakesNobodyNewAndKeepsItsUsersForAWhile)
{
    Simulation run = simulateWithDoubles("v:visitors(script=1s read u1 | 2s read u2 | 3s read u1 | 4s read u3 | 5s read u4 | 6s read u1) -> "
                                         "lb:load-balancer(sticky=true, drain-timeout=3s) -> a:web-server, b:web-server");
    EXPECT_EQ(sequenceUntil(run, 2500_ms), "ab");
    ASSERT_TRUE(tell(run, "set lb->a.weight=0")); // drained at 5.5 s
    EXPECT_EQ(sequenceUntil(run, 5500_ms), "abb");
    EXPECT_EQ(measure(run, "lb", "draining"), 1);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    EXPECT_EQ(measure(run, "lb", "moved_sessions"), 0);
    EXPECT_EQ(sequenceUntil(run, 7_s), "b");
    EXPECT_EQ(measure(run, "lb", "moved_sessions"), 1);
    ASSERT_TRUE(tell(run, "set lb->a.weight=1"));
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
}

TEST(Draining, WithoutATimeoutUsersStayUntilTheServerIsSwitchedOff)
{
    Simulation run = simulateWithDoubles(visitors(4, 4, "lb:load-balancer(sticky=true) -> a:web-server, b:web-server; op:operator"));
    run.advance(1500_ms);
    ASSERT_TRUE(tell(run, "set op.order=drain a"));
    EXPECT_EQ(sequenceUntil(run, 3500_ms), "abab" "abab");
    ASSERT_TRUE(tell(run, "set op.order=off a"));
    EXPECT_EQ(sequenceUntil(run, 5_s), "bbbb");
    EXPECT_EQ(run.totals().completed, 16u);
    EXPECT_EQ(measure(run, "lb", "draining"), 0);
}

TEST(Draining, WithoutStickySessionsNothingNewGoesThere)
{
    for (const char* algorithm : {"round-robin", "random", "weighted", "least-connections", "power-of-two", "ip-hash", "consistent-hash"}) {
        Simulation run = simulateWithDoubles(visitors(20, 2, "lb:load-balancer(algorithm=" + std::string(algorithm) + ") -> a:web-server, b:web-server, c:web-server; op:operator"));
        run.advance(1500_ms);
        ASSERT_TRUE(tell(run, "set op.order=drain a"));
        run.restartMeasures();
        run.advance(3_s);
        EXPECT_EQ(measuresOf(run, "a").arrived, 0u) << algorithm;
        EXPECT_EQ(run.totals().completed, 20u) << algorithm;
        ASSERT_TRUE(tell(run, "set op.order=keep a"));
        EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 3) << algorithm;
    }
}

TEST(Registration, AServerThatIsSwitchedOffLeavesAtOnceAndReturnsAsSoonAsItIsReady)
{
    Simulation run = simulateWithDoubles("users(arrivals=constant(10/s)) -> lb:load-balancer -> a:web-server, b:web-server; op:operator");
    run.advance(1050_ms);
    ASSERT_TRUE(tell(run, "set op.order=off a"));
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    EXPECT_EQ(sequenceUntil(run, 1450_ms), "bbbb");
    ASSERT_TRUE(tell(run, "set op.order=on a 1s"));
    EXPECT_EQ(sequenceUntil(run, 2450_ms), std::string(10, 'b'));
    EXPECT_EQ(sequenceUntil(run, 2850_ms), "abab");
    EXPECT_EQ(run.totals().completed, 28u);
    EXPECT_EQ(measuresOf(run, "lb").failed, 0u);
}

TEST(Registration, AServerThatFailsWhileItStartsComesBackWithItsRecovery)
{
    Simulation run = simulateWithDoubles("lb:load-balancer(health-interval=100ms, health-fall=1) -> a:web-server, b:web-server; op:operator");
    ASSERT_TRUE(tell(run, "set op.order=off a"));
    ASSERT_TRUE(tell(run, "set op.order=on a 1s"));
    ASSERT_TRUE(tell(run, "crash a"));
    run.advance(1_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    ASSERT_TRUE(tell(run, "recover a"));
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
}

TEST(HealthChecks, SeeACutWire)
{
    Simulation run = runFor("lb:load-balancer(health-interval=1s, health-fall=3, health-rise=2) -> a:web-server, b:web-server\n@500ms cut lb->a\n@3500ms mend lb->a", 3_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
    run.advance(3500_ms);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    run.advance(5_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 1);
    run.advance(6_s);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 2);
}

TEST(HealthChecks, SeeThatALoadBalancerHasNoServers)
{
    Simulation run = runFor("front:load-balancer(health-interval=1s, health-fall=1) -> lb:load-balancer(health-interval=1s, health-fall=1) -> a:web-server\n@500ms crash a", 1500_ms);
    EXPECT_EQ(measure(run, "lb", "targets_in_pool"), 0);
    run.advance(3_s);
    EXPECT_EQ(measure(run, "front", "targets_in_pool"), 0);
}

} // namespace
} // namespace scalelab
