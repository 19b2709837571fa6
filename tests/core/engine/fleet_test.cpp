// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

/// What a group would do, without one.
ComponentId copyOf(Simulation& run, const std::string& name, const std::string& copy) { return Context(run, run.find(name)).cloneOf(run.find(name), copy); }
void switchOn(Simulation& run, const std::string& name, SimTime boot = {}) { Context(run, run.find(name)).switchOn(run.find(name), boot); }
void retire(Simulation& run, const std::string& name, SimTime patience) { Context(run, run.find(name)).retire(run.find(name), patience); }
Health healthOf(const Simulation& run, const std::string& name) { return run.node(run.find(name)).health; }

std::vector<std::string> wiresOf(const Simulation& run)
{
    std::vector<std::string> all;
    for (const Wire& wire : run.wires())
        if (!wire.removed) all.push_back(run.componentName(wire.from) + ">" + run.componentName(wire.to));
    return all;
}

const std::string tier = "users(arrivals=constant(10/s)) -> lb:load-balancer -> web:web-server(workers=2, service=const(150ms)) -> db:database";

TEST(Fleet, ACopyHasTheWiresOfItsOriginalAndIsOff)
{
    Simulation run = simulate(tier);
    const ComponentId copy = copyOf(run, "web", "web-2");
    EXPECT_EQ(healthOf(run, "web-2"), Health::Off);
    EXPECT_EQ(run.originalOf(copy), run.find("web"));
    EXPECT_EQ(run.originalOf(run.find("web")), nothing);
    EXPECT_EQ(wiresOf(run), (std::vector<std::string>{"users>lb", "lb>web", "web>db", "lb>web-2", "web-2>db"}));
    run.advance(1050_ms);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 0u);
    switchOn(run, "web-2", 100_ms);
    EXPECT_EQ(healthOf(run, "web-2"), Health::Starting);
    run.advance(1149_ms);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 0u);
    run.advance(2050_ms); // up at 1.15 s; every other request from then on
    EXPECT_EQ(healthOf(run, "web-2"), Health::Up);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 4u);
    EXPECT_EQ(run.totals().completed + run.totals().inFlight, run.totals().offered);
    const ComponentId third = copyOf(run, "web-2", "web-3");
    EXPECT_EQ(run.originalOf(third), run.find("web")); // a copy of a copy is one of the original
}

TEST(Fleet, ACopyTakesTheParametersThatItsOriginalHasWhenItBoots)
{
    Simulation run = simulate(tier);
    copyOf(run, "web", "web-2");
    const auto workers = [&] { return run.node(run.find("web-2")).ops->capacity(run.placeOf(run.find("web-2"))); };
    EXPECT_EQ(workers(), 2u);
    ASSERT_TRUE(tell(run, "set web.workers=5"));
    EXPECT_EQ(workers(), 2u);
    switchOn(run, "web-2");
    EXPECT_EQ(workers(), 5u);
    ASSERT_TRUE(tell(run, "set web-2.workers=7"));
    ASSERT_TRUE(tell(run, "set web-2.queue=1"));
    Context(run, run.find("web-2")).switchOff(run.find("web-2"));
    switchOn(run, "web-2");
    EXPECT_EQ(workers(), 5u);
    const ComponentId third = copyOf(run, "web", "web-3");
    EXPECT_EQ(run.node(third).ops->capacity(run.placeOf(third)), 5u);
}

TEST(Fleet, WiresOfTheOriginalAreWiresOfItsCopies)
{
    Simulation run = simulate(tier + "; lb2:load-balancer; cache");
    copyOf(run, "web", "web-2");
    copyOf(run, "db", "db-2");
    ASSERT_TRUE(run.apply(AddWireCommand{{"web", "cache", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"lb2", "web-2", {}}})); // to one of them only
    ASSERT_TRUE(run.apply(SetWireCommand{"web", "db", "latency", "7ms"}));
    EXPECT_EQ(wiresOf(run), (std::vector<std::string>{"users>lb", "lb>web", "web>db", "lb>web-2", "web-2>db", "web>db-2", "web-2>db-2", "web>cache", "web-2>cache", "lb2>web-2"}));
    for (const Wire& wire : run.wires()) EXPECT_EQ(wire.latency, run.componentName(wire.to).starts_with("db") ? 7_ms : SimTime{});
    ASSERT_TRUE(tell(run, "remove web->db"));
    EXPECT_EQ(wiresOf(run), (std::vector<std::string>{"users>lb", "lb>web", "lb>web-2", "web>cache", "web-2>cache", "lb2>web-2"}));
    ASSERT_TRUE(tell(run, "remove web-2"));
    ASSERT_TRUE(run.apply(AddWireCommand{{"web", "db", {}}}));
    EXPECT_EQ(wiresOf(run), (std::vector<std::string>{"users>lb", "lb>web", "web>cache", "web>db", "web>db-2"}));
}

TEST(Fleet, WhatIsRetiredGoesWhenItHasNothingLeftToDo)
{
    Simulation run = simulate(tier + "; lb -> other:web-server(workers=9, service=const(10ms))");
    run.advance(150_ms); // web serves from 0.1 to 0.25 s
    retire(run, "web", 10_s);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    EXPECT_TRUE(run.node(run.find("web")).draining);
    run.advance(250_ms);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    run.advance(250_ms + SimTime{1});
    EXPECT_EQ(healthOf(run, "web"), Health::Off);
    EXPECT_FALSE(run.node(run.find("web")).draining);
    run.advance(2050_ms);
    EXPECT_EQ(run.totals().completed, 20u);
    EXPECT_EQ(measuresOf(run, "web").arrived, 1u);
    retire(run, "other", 10_s); // it is idle
    EXPECT_EQ(healthOf(run, "other"), Health::Off);
}

TEST(Fleet, WhatIsOnItsWayToItIsWaitedFor)
{
    Simulation run = simulate("users(arrivals=constant(1/s)) -> lb:load-balancer -500ms-> web:web-server(service=const(100ms)), other:web-server(service=const(100ms))");
    run.advance(1200_ms);
    retire(run, "web", 10_s);
    run.advance(1600_ms);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    run.advance(1600_ms + SimTime{1});
    EXPECT_EQ(healthOf(run, "web"), Health::Off); // its last answer is still under way
    run.advance(5500_ms);
    EXPECT_EQ(run.totals().completed, 4u);
    EXPECT_EQ(measuresOf(run, "web").arrived, 1u);
}

TEST(Fleet, AfterItsTimeItGoesInAnyCase)
{
    Simulation run = simulate(tier);
    run.advance(250_ms);
    retire(run, "web", 10_ms);
    run.advance(260_ms);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    run.advance(260_ms + SimTime{1});
    EXPECT_EQ(healthOf(run, "web"), Health::Off);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 1u); // that of 0.2 s; that of 0.1 s is done at 0.25 s
}

TEST(Fleet, WhatIsCalledBackStays)
{
    Simulation run = simulate(tier);
    run.advance(150_ms);
    retire(run, "web", 500_ms);
    Context(run, run.find("web")).setDraining(run.find("web"), false);
    run.advance(2_s);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
    EXPECT_EQ(measuresOf(run, "web").arrived, 19u);
    retire(run, "web", 1_s); // a new time begins
    run.advance(2200_ms);
    EXPECT_EQ(healthOf(run, "web"), Health::Off);
}

TEST(Fleet, WhatCrashesWhileItRetiresIsOff)
{
    Simulation run = simulate(tier);
    run.advance(150_ms);
    retire(run, "web", 10_s);
    ASSERT_TRUE(tell(run, "crash web"));
    EXPECT_EQ(healthOf(run, "web"), Health::Off);
    EXPECT_FALSE(tell(run, "recover web"));
    switchOn(run, "web");
    run.advance(250_ms);
    retire(run, "web", 10_s);
    ASSERT_TRUE(tell(run, "restart web"));
    EXPECT_EQ(healthOf(run, "web"), Health::Off);
    switchOn(run, "web");
    retire(run, "web", SimTime{});
    EXPECT_EQ(healthOf(run, "web"), Health::Off);
    switchOn(run, "web", 1_s);
    retire(run, "web", 10_s); // it does not serve yet
    EXPECT_EQ(healthOf(run, "web"), Health::Off);
    run.advance(5_s);
    EXPECT_EQ(healthOf(run, "web"), Health::Off);
}

TEST(Fleet, WhatBootsInADeadDataCenterComesUpWithIt)
{
    Scene drawn = scene(tier);
    drawn.zones.push_back({"east", "data-center", {"web"}, {}});
    Simulation run = simulate(drawn);
    copyOf(run, "web", "web-2");
    run.advance(1_s);
    ASSERT_TRUE(tell(run, "outage east"));
    switchOn(run, "web-2", 1_s);
    run.advance(3_s);
    EXPECT_EQ(healthOf(run, "web-2"), Health::Down);
    ASSERT_TRUE(tell(run, "restore east"));
    EXPECT_EQ(healthOf(run, "web-2"), Health::Up);
    EXPECT_EQ(healthOf(run, "web"), Health::Up);
}

TEST(Fleet, ACopyIsOnItsOriginalsSideOfAPartition)
{
    Simulation run = simulate(tier + "\n@0s partition web|lb");
    run.advance(50_ms);
    copyOf(run, "web", "web-2");
    switchOn(run, "web-2");
    run.advance(1_s);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, 0u);
    ASSERT_TRUE(tell(run, "heal web|lb"));
    run.advance(2_s);
    EXPECT_GT(measuresOf(run, "web-2").arrived, 0u);
}

TEST(Fleet, ACopyHasNoTimersOfItsStart)
{
    Simulation run = simulate("users(arrivals=constant(10/s)) -> front:load-balancer -> lb:load-balancer(health-interval=100ms) -> web:web-server");
    const std::size_t pending = run.pendingEvents();
    copyOf(run, "lb", "lb-2");
    EXPECT_EQ(run.pendingEvents(), pending);
    switchOn(run, "lb-2");
    EXPECT_EQ(run.pendingEvents(), pending + 1);
}

} // namespace
} // namespace scalelab
