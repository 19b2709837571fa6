// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/places.h"
#include "engine/context.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

Object params(std::initializer_list<Member> members) { return {std::vector<Member>(members)}; }

/// A region with two data centers in it, a and b in the one, c in the other, d in the region itself; e outside.
Scene region()
{
    Scene drawn = scene("users -> a:web-server, b:web-server, c:web-server, d:web-server, e:web-server");
    drawn.zones = {{"one", "data-center", {"a", "b"}, {}}, {"region", "data-center", {"one", "two", "d"}, {}}, {"two", "data-center", {"c"}, {}}};
    return drawn;
}

Simulation inRegion()
{
    const Scene drawn = region();
    Simulation run(catalog(), 1);
    for (const Zone& zone : drawn.zones) EXPECT_TRUE(run.addZone(zone));
    for (const Component& component : drawn.components) EXPECT_TRUE(run.addComponent(component));
    for (const Link& link : drawn.links) EXPECT_TRUE(run.addWire(link));
    return run;
}

/// The ids of what is up, in one word.
std::string up(const Simulation& run)
{
    std::string ids;
    for (ComponentId id = 0; id < run.componentCount(); ++id)
        if (!run.node(id).ops->isSource && run.node(id).health == Health::Up) ids += run.componentName(id);
    return ids;
}

std::string refusal(Simulation& run, std::string_view text)
{
    const auto done = tell(run, text);
    return done ? "done" : done.error().message;
}

TEST(Zones, AnOutageTakesDownAllInsideAndRestoringBringsItBack)
{
    Simulation run = inRegion();
    ASSERT_TRUE(tell(run, "outage one"));
    EXPECT_EQ(up(run), "cde");
    EXPECT_EQ(refusal(run, "outage one"), "\"one\" is down already");
    ASSERT_TRUE(tell(run, "restore one"));
    EXPECT_EQ(up(run), "abcde");
    EXPECT_EQ(refusal(run, "restore one"), "\"one\" is not down");
    ASSERT_TRUE(tell(run, "outage region"));
    EXPECT_EQ(up(run), "e");
    ASSERT_TRUE(tell(run, "restore region"));
    EXPECT_EQ(up(run), "abcde");
}

TEST(Zones, WhatWasDownBeforeStaysDown)
{
    Simulation run = inRegion();
    for (const char* step : {"crash a", "outage one", "restore one"}) ASSERT_TRUE(tell(run, step));
    EXPECT_EQ(up(run), "bcde");
}

TEST(Zones, OutagesOfNestedZonesEndEachForItself)
{
    Simulation run = inRegion();
    for (const char* step : {"outage one", "outage region", "restore region"}) ASSERT_TRUE(tell(run, step));
    EXPECT_EQ(up(run), "cde");
    ASSERT_TRUE(tell(run, "restore one"));
    EXPECT_EQ(up(run), "abcde");
    for (const char* step : {"outage region", "outage one", "restore region"}) ASSERT_TRUE(tell(run, step));
    EXPECT_EQ(up(run), "cde");
    ASSERT_TRUE(tell(run, "restore one"));
    EXPECT_EQ(up(run), "abcde");
    for (const char* step : {"outage region", "outage one", "restore one"}) ASSERT_TRUE(tell(run, step));
    EXPECT_EQ(up(run), "e");
    ASSERT_TRUE(tell(run, "restore region"));
    EXPECT_EQ(up(run), "abcde");
}

TEST(Zones, NothingComesUpInAZoneThatIsDown)
{
    Simulation run = inRegion();
    for (const char* step : {"crash a", "outage region"}) ASSERT_TRUE(tell(run, step));
    EXPECT_EQ(refusal(run, "crash a"), "\"a\" is down already");
    EXPECT_EQ(refusal(run, "recover a"), "\"a\" is in \"region\", which is down; restore that first");
    EXPECT_EQ(refusal(run, "restart c"), "\"c\" is in \"region\", which is down; restore that first");
    EXPECT_EQ(up(run), "e");
    ASSERT_TRUE(tell(run, "restore region"));
    EXPECT_EQ(up(run), "bcde");
    ASSERT_TRUE(tell(run, "recover a"));
    EXPECT_EQ(up(run), "abcde");
}

TEST(Zones, WhatIsAddedToAZoneThatIsDownComesUpWithIt)
{
    Simulation run = inRegion();
    ASSERT_TRUE(tell(run, "remove a"));
    ASSERT_TRUE(tell(run, "outage region"));
    ASSERT_TRUE(run.apply(AddComponentCommand{{"a", "web-server", {}}}));
    EXPECT_EQ(up(run), "e");
    ASSERT_TRUE(tell(run, "restore region"));
    EXPECT_EQ(up(run), "bcdea");
}

TEST(Zones, ARandomFailureThatIsRepairedDuringAnOutageWaitsForItsEnd)
{
    Scene drawn = scene("users -> a:web-server(mtbf=10s, mttr=10s)");
    drawn.zones = {{"one", "data-center", {"a"}, {}}};
    Simulation run = simulate(drawn);
    while (run.node(1).health == Health::Up) run.step();
    ASSERT_TRUE(tell(run, "outage one"));
    run.advance(run.now() + 1000_s);
    EXPECT_EQ(up(run), "");
    ASSERT_TRUE(tell(run, "restore one"));
    EXPECT_EQ(up(run), "a");
    run.advance(run.now() + 1000_s); // and it goes on failing
    int crashes = 0;
    for (const Incident& incident : run.incidents()) crashes += incident.component == "a" && incident.text.starts_with("crashed");
    EXPECT_GT(crashes, 20);
}

TEST(Zones, FailAtRandomAsOften)
{
    // Up 100 s and down 25 s on average: four fifths of the time.
    Scene drawn = scene("users(arrivals=constant(1/s)) -> a:web-server, b:web-server");
    drawn.zones = {{"one", "data-center", {"a", "b"}, params({{"mtbf", "100s"}, {"mttr", "25s"}})}};
    const Simulation run = runFor(drawn, 100'000_s);
    EXPECT_NEAR(static_cast<double>(run.totals().completed) / 100'000, 0.8, 0.03);
    std::vector<std::string> first;
    for (const Incident& incident : run.incidents())
        if (first.size() < 6) first.push_back(incident.component + " " + incident.text);
    EXPECT_EQ(first, (std::vector<std::string>{" one is down with everything in it", "a crashed", "b crashed", " one is back", "a up again", "b up again"}));
}

TEST(Zones, WiresBetweenPlacesAreAsLongAsTheWay)
{
    Scene drawn = scene("users(place=San Francisco) -> lb:load-balancer -> near:web-server, far:web-server(place=Amsterdam), odd:web-server; lb -route-factor=1-> direct:web-server(place=Amsterdam); lb -3ms-> known:web-server(place=Amsterdam)");
    drawn.zones = {{"west", "data-center", {"lb", "near"}, params({{"place", "San Francisco"}})}};
    const Simulation run = simulate(drawn);
    const auto latency = [&](const char* to) {
        for (const Wire& wire : run.wires())
            if (run.componentName(wire.to) == to) return wire.latency;
        return SimTime{-1};
    };
    const Place here = *parsePlace("San Francisco"), there = *parsePlace("Amsterdam");
    EXPECT_EQ(latency("lb"), SimTime{});
    EXPECT_EQ(latency("near"), SimTime{});
    EXPECT_EQ(latency("far"), latencyBetween(here, there, 1.7));
    EXPECT_EQ(latency("direct"), latencyBetween(here, there, 1));
    EXPECT_NEAR(2 * latency("far").seconds(), 0.15, 0.005); // J. Dean's round trip
    EXPECT_EQ(latency("odd"), SimTime{});
    EXPECT_EQ(latency("known"), 3_ms);
    EXPECT_EQ(run.place(run.find("near"))->name, here.name);
    EXPECT_EQ(run.place(run.find("odd")), nullptr);
}

/// Switches the component named web off and on when told to.
class Switch {
public:
    struct Params {
        bool on = true;
    };
    Params params;
    void start(Context) {}
    void onChanged(Context cx, std::string_view)
    {
        const ComponentId web = cx.run().find("web");
        if (params.on) cx.switchOn(web, 1800_s);
        else cx.switchOff(web);
    }
};

TEST(Zones, WhatIsOnCostsItsPriceWhateverItsHealth)
{
    auto own = std::make_shared<Catalog>(*catalog());
    own->add<Switch>("switch").param("on", &Switch::Params::on).live();
    Simulation run(own, 1);
    ASSERT_TRUE(run.addComponent({"web", "web-server", params({{"price", "$2"}})}));
    ASSERT_TRUE(run.addComponent({"small", "web-server", params({{"instance", "t3.large"}})}));
    ASSERT_TRUE(run.addComponent({"free", "web-server", {}}));
    ASSERT_TRUE(run.addComponent({"s", "switch", {}}));
    const auto cost = [&](const char* id) { return run.cost(run.find(id)); };
    run.advance(3600_s);
    EXPECT_DOUBLE_EQ(cost("web"), 2);
    EXPECT_DOUBLE_EQ(cost("small"), run.instanceOf(run.find("small"))->dollarsPerHour);
    EXPECT_EQ(cost("free"), 0);
    ASSERT_TRUE(tell(run, "crash web")); // down, but rented
    run.advance(7200_s);
    EXPECT_DOUBLE_EQ(cost("web"), 4);
    ASSERT_TRUE(tell(run, "recover web"));
    ASSERT_TRUE(run.apply(SetCommand{"s", "on", false}));
    run.advance(10'800_s);
    EXPECT_DOUBLE_EQ(cost("web"), 4);
    ASSERT_TRUE(run.apply(SetCommand{"s", "on", true})); // booting costs
    run.advance(12'600_s);
    EXPECT_DOUBLE_EQ(cost("web"), 5);
    ASSERT_TRUE(tell(run, "set web.price=$4"));
    run.advance(14'400_s);
    EXPECT_DOUBLE_EQ(cost("web"), 7);
    EXPECT_DOUBLE_EQ(run.cost(), cost("web") + cost("small"));
    run.restartMeasures();
    run.advance(18'000_s);
    EXPECT_DOUBLE_EQ(cost("web"), 4);
    ASSERT_TRUE(tell(run, "remove web"));
    run.advance(36'000_s);
    EXPECT_DOUBLE_EQ(cost("web"), 4);
}

} // namespace
} // namespace scalelab
