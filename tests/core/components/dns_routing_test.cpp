// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t unreachable(const Simulation& simulation) { return simulation.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)]; }

/// Which of the sites, with ids of one letter, requests went to, in their order.
std::string sitesFor(std::string_view drawing, SimTime end)
{
    Simulation run = simulate(drawing);
    run.sampleFlights(1);
    run.advance(end);
    std::string sites;
    for (const std::string& passage : passages(run))
        if (const auto at = passage.find("users>"); at != std::string::npos && passage.substr(at) != "users>dns") sites += passage.substr(at + 6);
    return sites;
}

TEST(DnsRouting, WeightedAnswersHaveExactSharesInEveryRound)
{
    EXPECT_EQ(sitesFor("users(arrivals=constant(10/s)) -> dns(ttl=0s, policy=weighted); dns -weight=3-> a:web-server; dns -weight=1-> b:web-server; users -> a, b", 1250_ms), "aabaaabaaaba");
    Simulation run = runFor("users(arrivals=constant(100/s)) -> dns(ttl=0s, policy=weighted); dns -weight=30-> a:web-server; dns -weight=70-> b:web-server; users -> a, b", 10005_ms);
    EXPECT_EQ(measuresOf(run, "a").arrived, 300u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 700u);
    ASSERT_TRUE(tell(run, "set dns->b.weight=0"));
    run.advance(11_s);
    EXPECT_EQ(measuresOf(run, "b").arrived, 700u);
    ASSERT_TRUE(tell(run, "set dns->a.weight=0")); // no weights at all: in turn
    run.advance(21_s);
    EXPECT_EQ(measuresOf(run, "b").arrived, 1200u);
}

TEST(DnsRouting, CopiesThatAreSwitchedOffOrDrainAreNotHandedOut)
{
    Simulation run = simulate("users(arrivals=constant(10/s)) -> dns(ttl=0s) -> web:web-server(service=const(10ms)); users -> web\n"
                              "group:autoscaling-group(policy=manual, desired=1, maximum=2, boot-time=const(5s)) -> web");
    run.advance(1050_ms);
    ASSERT_TRUE(tell(run, "set group.desired=2"));
    run.advance(6_s);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 0u); // it boots
    run.advance(8050_ms);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 10u);
    ASSERT_TRUE(tell(run, "set group.desired=1"));
    run.advance(12_s);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 10u);
    EXPECT_EQ(run.totals().completed, run.totals().offered);
}

TEST(DnsRouting, TheNearestSiteAnswersItsUsers)
{
    const std::string rest = ") -> dns(ttl=0s, policy=geo) -> e:web-server(place=Ashburn), w:web-server(place=San Jose), x:web-server; users -> e, w, x";
    EXPECT_EQ(sitesFor("users(arrivals=constant(10/s), place=New York" + rest, 450_ms), "eeee");
    EXPECT_EQ(sitesFor("users(arrivals=constant(10/s), place=Tokyo" + rest, 450_ms), "wwww");
    EXPECT_EQ(sitesFor("users(arrivals=constant(10/s)" + rest, 650_ms), "ewxewx"); // it is not known where they are
}

TEST(DnsRouting, OfEquallyNearSitesTheFirstAnswersAndWithoutPlacesAllInTurn)
{
    const std::string users = "users(arrivals=constant(10/s), place=Tokyo) -> dns(ttl=0s, policy=geo) -> ";
    EXPECT_EQ(sitesFor(users + "a:web-server(place=Ashburn), b:web-server(place=San Jose), c:web-server(place=San Jose); users -> a, b, c", 450_ms), "bbbb");
    EXPECT_EQ(sitesFor(users + "a:web-server, b:web-server; users -> a, b", 450_ms), "abab");
}

TEST(DnsRouting, ASiteStandsWhereItsDataCenterDoes)
{
    Scene scene = test::scene("users(arrivals=constant(10/s), place=London) -> dns(ttl=0s, policy=geo) -> east:web-server, west:web-server; users -> east, west");
    scene.zones.push_back({"us-east", "data-center", {"east"}, {{{"place", "Ashburn"}}}});
    scene.zones.push_back({"us-west", "data-center", {"west"}, {{{"place", "San Jose"}}}});
    const Simulation run = runFor(scene, 1095_ms); // the way takes about 50 ms
    EXPECT_EQ(measuresOf(run, "east").arrived, 10u);
    EXPECT_EQ(measuresOf(run, "west").arrived, 0u);
    EXPECT_DOUBLE_EQ(measure(run, "dns", "distance_km"), distanceBetween(*parsePlace("London"), *parsePlace("Ashburn")) / 1000);
}

TEST(DnsRouting, FailOverComesAfterDetectionAndTheTimeToLive)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=1s, policy=fail-over, health-interval=1s, health-fall=2, health-rise=2) -> a:web-server, b:web-server; users -> a, b\n"
                            "@1500ms crash a\n@5500ms recover a", 3050_ms);
    EXPECT_EQ(unreachable(run), 16u); // from 1.5 s on; unhealthy at 3 s, and the answer of 2.1 s holds until 3.1 s
    EXPECT_EQ(measuresOf(run, "b").arrived, 0u);
    EXPECT_EQ(measure(run, "dns", "records_healthy"), 1);
    run.advance(10_s);
    EXPECT_EQ(unreachable(run), 16u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 40u); // 3.1 to 7.0 s: a is healthy again at 7 s
    EXPECT_EQ(measure(run, "dns", "records_healthy"), 2);
    std::vector<std::string> told;
    for (const Incident& incident : run.incidents())
        if (incident.component == "dns") told.push_back(incident.text);
    EXPECT_EQ(told, (std::vector<std::string>{"a is unhealthy: its address is not handed out any more", "a is healthy again: its address is handed out"}));
}

TEST(DnsRouting, AnUnhealthySiteIsLeftOutByEveryPolicy)
{
    for (const char* policy : {"round-robin", "weighted", "geo", "fail-over"}) {
        Simulation run = runFor("users(arrivals=constant(10/s), place=New York) -> dns(ttl=0s, health-interval=100ms, health-fall=1, policy=" + std::string(policy) +
                                    ") -> a:web-server(place=Ashburn), b:web-server(place=Tokyo), c:web-server(place=London); users -> a, b, c\n@50ms crash a", 150_ms);
        run.restartMeasures();
        run.advance(1050_ms);
        ASSERT_TRUE(tell(run, "set users.scale=0"));
        run.advance(2_s);
        EXPECT_EQ(measuresOf(run, "a").arrived, 0u) << policy;
        EXPECT_EQ(run.totals().completed, 9u) << policy;
    }
}

TEST(DnsRouting, IfAllAreUnhealthyAllAreHandedOut)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=0s, health-interval=100ms, health-fall=1) -> a:web-server, b:web-server; users -> a, b\n@0s crash a\n@0s crash b", 2050_ms);
    EXPECT_EQ(measure(run, "dns", "records_healthy"), 0);
    EXPECT_EQ(measuresOf(run, "a").arrived, 10u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 10u);
}

TEST(DnsRouting, WithoutChecksADeadSiteIsHandedOutForEver)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=0s, policy=fail-over) -> a:web-server, b:web-server; users -> a, b\n@0s crash a", 100_s);
    EXPECT_EQ(measuresOf(run, "b").arrived, 0u);
    ASSERT_TRUE(tell(run, "set dns.health-interval=1s"));
    run.advance(103_s);
    EXPECT_EQ(measuresOf(run, "b").arrived, 0u);
    run.advance(104_s);
    EXPECT_EQ(measuresOf(run, "b").arrived, 10u);
    ASSERT_TRUE(tell(run, "set dns.health-interval=none"));
    run.advance(105_s);
    EXPECT_EQ(measuresOf(run, "b").arrived, 10u);
}

TEST(DnsRouting, ALoadBalancerWithoutServersIsUnhealthy)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=0s, policy=fail-over, health-interval=1s, health-fall=1) -> east:load-balancer(health-interval=1s, health-fall=1), west:load-balancer\n"
                            "users -> east, west; east -> a:web-server; west -> b:web-server\n@1500ms crash a", 3050_ms);
    run.restartMeasures();
    run.advance(4050_ms);
    EXPECT_EQ(measuresOf(run, "east").arrived, 0u);
    EXPECT_EQ(measuresOf(run, "b").completed(), 10u);
}

TEST(DnsRouting, AnOutageSendsEverybodyToTheOtherDataCenter)
{
    Scene scene = test::scene("users(arrivals=constant(10/s), place=London) -> dns(ttl=1s, policy=geo, health-interval=1s, health-fall=2) -> east:load-balancer, west:load-balancer\n"
                              "users -> east, west; east -> a:web-server; west -> b:web-server\n@1500ms outage us-east");
    scene.zones.push_back({"us-east", "data-center", {"east", "a"}, {{{"place", "Ashburn"}}}});
    scene.zones.push_back({"us-west", "data-center", {"west", "b"}, {{{"place", "San Jose"}}}});
    Simulation run = runFor(scene, 3050_ms);
    EXPECT_EQ(measuresOf(run, "west").arrived, 0u);
    run.advance(10050_ms);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(12_s);
    EXPECT_EQ(unreachable(run), 16u); // sent from 1.5 to 3.0 s
    EXPECT_EQ(measuresOf(run, "b").completed(), 70u); // from 3.1 s on
}

TEST(DnsRouting, ANameServerHasItsOwnCapacity)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=0s, workers=1, queue=1, service=const(250ms)) -> web:web-server; users -> web", 1_s);
    EXPECT_EQ(run.totals().completed, 3u); // as with a server: rejected at 0.3, 0.5, 0.7 and 0.8 s
    EXPECT_EQ(measuresOf(run, "dns").failedBy[static_cast<std::size_t>(Cause::QueueFull)], 4u);
    EXPECT_DOUBLE_EQ(measure(run, "dns", "utilisation"), 0.9);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(DnsRouting, ARecordThatIsTakenAwayLeavesTheOthersTheirTurn)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> dns(ttl=0s) -> a:web-server, b:web-server, c:web-server; users -> a, b, c", 250_ms);
    ASSERT_TRUE(tell(run, "remove dns->a"));
    run.advance(650_ms);
    EXPECT_EQ(measuresOf(run, "a").arrived, 1u);
    EXPECT_EQ(measuresOf(run, "b").arrived, 3u); // a, b, then c, b, c, b
    EXPECT_EQ(measuresOf(run, "c").arrived, 2u);
    ASSERT_TRUE(tell(run, "restart dns"));
    run.advance(1_s);
    EXPECT_EQ(unreachable(run), 0u);
}

} // namespace
} // namespace scalelab
