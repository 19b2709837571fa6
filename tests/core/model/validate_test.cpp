// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/validate.h"

#include "support/sample_scene.h"
#include "support/test_registry.h"

#include <gtest/gtest.h>

#include <cmath>

namespace scalelab {
namespace {

using test::fields;

class Validate : public testing::Test {
protected:
    /// Problems as "error path: message" or "warning path: message", one a line.
    std::string report() const
    {
        std::string lines;
        for (const Problem& p : validate(registry, scene))
            lines += std::string(p.severity == Problem::Severity::Error ? "error " : "warning ") + p.path + ": " + p.message + "\n";
        return lines;
    }
    void event(std::initializer_list<Member> members) { scene.events = {fields(members)}; }

    Registry registry = test::testRegistry();
    Scene scene = test::sampleScene();
};

TEST_F(Validate, ARightSceneHasNoProblems) { EXPECT_EQ(report(), ""); }

TEST_F(Validate, UnknownKindsAndFieldsAreErrorsUnlessTheyAreOnesOwn)
{
    scene.components[4].kind = "databse";
    scene.components[2].params.set("wrkers", 3);
    scene.components[2].params.set("x-anything", List{});
    scene.links[0].params.set("latnecy", "1ms");
    scene.links[1].params.set("x-colour", "red");
    scene.zones[0].kind = "moon";
    scene.zones[1].params.set("foo", 1);
    EXPECT_EQ(report(), "error components.web1.wrkers: A web server has no field \"wrkers\". Did you mean \"workers\"?\n"
                        "error components.db.kind: This program does not know the kind \"databse\". Did you mean \"database\"?\n"
                        "error links[0].latnecy: There is no field \"latnecy\". Did you mean \"latency\"?\n"
                        "error zones.us-east.kind: This program does not know the kind \"moon\".\n"
                        "error zones.eu.foo: A data center has no field \"foo\". Fields of your own begin with \"x-\".\n");
}

TEST_F(Validate, ParametersAreReadAsDeclared)
{
    scene.components[2].params.set("workers", 0);
    scene.components[2].params.set("label", 5);
    scene.components[1].params.set("algorithm", "best");
    scene.links[0].params.set("latency", 20);
    scene.zones[0].params.set("place", 5);
    EXPECT_EQ(report(), "error components.lb.algorithm: expected one of round-robin, random, not text best\n"
                        "error components.web1.label: expected text, not number\n"
                        "error components.web1.workers: must be at least 1, not 0\n"
                        "error links[0].latency: expected a duration with its unit, such as \"5ms\", not number 20\n"
                        "error zones.us-east.place: expected text, not number 5\n");
}

TEST_F(Validate, ParametersWithoutEffectAreWarnings)
{
    scene.components[2].params.set("session", "5s");
    scene.components[4].params.set("log-rate", "5/s");
    EXPECT_EQ(report(), "warning components.web1.session: It has no effect, because sticky is not \"true\".\n");
}

TEST_F(Validate, IdsMustBeUsable)
{
    scene.components.push_back({"a.b", "web-server", {}});
    scene.zones.push_back({"", "data-center", {}, {}});
    scene.links.push_back({"lb", "a.b", {}});
    EXPECT_EQ(report(), "error components.a.b: \"a.b\" cannot be an id: ids have no dots, because a dot separates an id from its parameters.\n"
                        "error zones.: \"\" cannot be an id: an id needs at least one character.\n");
}

TEST_F(Validate, WiresNeedTwoEndsThatFit)
{
    scene.links.push_back({"lb", "nowhere", {}});
    scene.links.push_back({"nobody", "lb", {}});
    scene.links.push_back({"lb", "lb", {}});
    scene.links.push_back({"lb", "web1", {}});
    scene.links.push_back({"users", "db", {}});
    EXPECT_EQ(report(), "error links[5].to: There is no component \"nowhere\".\n"
                        "error links[6].from: There is no component \"nobody\".\n"
                        "error links[7]: \"lb\" cannot be wired to itself.\n"
                        "error links[8]: There is already a wire from \"lb\" to \"web1\".\n"
                        "error links[9]: Users cannot call a database. They can be wired to: DNS, Load balancer, Web server.\n");
}

TEST_F(Validate, PortsTakeOnlySoManyWires)
{
    scene.links.push_back({"users", "web1", {}});
    EXPECT_EQ(report(), "");
    scene.links.push_back({"users", "web2", {}});
    EXPECT_EQ(report(), "error links[6]: \"users\" takes at most 2 wires on its port \"Target\"; delete one first.\n");
}

TEST_F(Validate, ZonesHoldWhatThereIsAndNothingTwice)
{
    scene.zones[0].contains = {"lb", "nothing", "lb", "web1"};
    scene.zones[1].contains = {"web1"};
    EXPECT_EQ(report(), "error zones.us-east.contains[1]: There is no component \"nothing\".\n"
                        "error zones.us-east.contains[2]: \"lb\" is named twice.\n"
                        "error zones.eu.contains[0]: \"web1\" is already in the zone \"us-east\"; a component can be in one zone only.\n");
}

TEST_F(Validate, AServiceThatSomeoneMustUseIsAnErrorIfNobodyDoes)
{
    for (KindDecl& kind : registry.kinds)
        for (ServiceDecl& service : kind.services)
            if (service.id == "log") service.neededBecause = "It follows nobody. Wire a master to it.", service.refusedIfUnused = true;
    scene.components.push_back({"copy", "database", fields({{"role", "replica"}})});
    EXPECT_EQ(report(), "warning components.copy: No users can reach \"copy\". Draw a wire to it.\n"
                        "error components.copy: It follows nobody. Wire a master to it.\n");
    scene.links.push_back({"db", "copy", {}});
    EXPECT_EQ(report(), "");
}

TEST_F(Validate, EventsSayWhen)
{
    event({{"crash", "web1"}});
    EXPECT_EQ(report(), "error events[0]: It does not say when. Give it a time, such as \"at\": \"30s\".\n");
    event({{"at", 30}, {"crash", "web1"}});
    EXPECT_EQ(report(), "error events[0].at: expected a duration with its unit, such as \"30s\", not number\n");
    event({{"at", "-1s"}, {"crash", "web1"}});
    EXPECT_EQ(report(), "error events[0].at: must not be before the start of the run, not -1s\n");
    event({{"at", "soon"}, {"crash", "web1"}});
    EXPECT_EQ(report().find("error events[0].at: \"soon\""), 0U);
    event({{"at", "0s"}, {"crash", "web1"}});
    EXPECT_EQ(report(), "");
}

TEST_F(Validate, EventsDoOneKnownThing)
{
    event({{"at", "1s"}});
    EXPECT_EQ(report(), "error events[0]: It does nothing. It needs one of: crash, recover, restart, cut, mend, set.\n");
    event({{"at", "1s"}, {"crash", "web1"}, {"recover", "web2"}});
    EXPECT_EQ(report(), "error events[0]: It does more than one thing; write one event for each.\n");
    event({{"at", "1s"}, {"crsh", "web1"}});
    EXPECT_EQ(report(), "error events[0].crsh: There is no verb \"crsh\". Did you mean \"crash\"?\n");
    event({{"at", "1s"}, {"crash", "web1"}, {"to", 5}});
    EXPECT_EQ(report(), "error events[0].to: \"to\" goes with \"set\" only.\n");
    event({{"at", "1s"}, {"crash", "web1"}, {"x-why", "fun"}});
    EXPECT_EQ(report(), "");
}

TEST_F(Validate, EventsNameWhatThereIs)
{
    event({{"at", "1s"}, {"crash", "web9"}});
    EXPECT_EQ(report(), "error events[0].crash: There is no component \"web9\".\n");
    event({{"at", "1s"}, {"crash", 9}});
    EXPECT_EQ(report(), "error events[0].crash: expected the id of a component, not number\n");
    event({{"at", "1s"}, {"cut", "lb->web1"}});
    EXPECT_EQ(report(), "");
    event({{"at", "1s"}, {"mend", "web1->lb"}});
    EXPECT_EQ(report(), "error events[0].mend: There is no wire \"web1->lb\".\n");
    event({{"at", "1s"}, {"cut", "lb"}}); // all its wires
    EXPECT_EQ(report(), "");
    event({{"at", "1s"}, {"cut", "lbs"}});
    EXPECT_EQ(report(), "error events[0].cut: There is no component \"lbs\".\n");
}

TEST_F(Validate, EventsSetWhatCanChangeDuringARun)
{
    event({{"at", "1s"}, {"set", "web1.workers"}, {"to", 4}});
    EXPECT_EQ(report(), "");
    event({{"at", "1s"}, {"set", "web1.workers"}, {"to", 0}});
    EXPECT_EQ(report(), "error events[0].to: must be at least 1, not 0\n");
    event({{"at", "1s"}, {"set", "web1.workers"}});
    EXPECT_EQ(report(), "error events[0]: It does not say what to set web1.workers to. Give it a value, such as \"to\": 4.\n");
    event({{"at", "1s"}, {"set", "web1.service"}, {"to", "exp(1ms)"}});
    EXPECT_EQ(report(), "error events[0].set: \"service\" of \"web1\" cannot change during a run; set it in the component instead.\n");
    event({{"at", "1s"}, {"set", "web1.worker"}, {"to", 4}});
    EXPECT_EQ(report(), "error events[0].set: A web server has no parameter \"worker\". Did you mean \"workers\"?\n");
    event({{"at", "1s"}, {"set", "web9.workers"}, {"to", 4}});
    EXPECT_EQ(report(), "error events[0].set: There is no component \"web9\".\n");
    event({{"at", "1s"}, {"set", "web1"}, {"to", 4}});
    EXPECT_EQ(report(), "error events[0].set: expected a component and its parameter, such as \"web1.workers\", not web1\n");
}

TEST_F(Validate, LayoutIsOfComponentsAndFinite)
{
    scene.layout.push_back({"ghost", {0, 0}});
    scene.layout[0].at.x = std::nan("");
    EXPECT_EQ(report(), "error layout.users: Coordinates must be finite numbers.\nerror layout.ghost: There is no component \"ghost\".\n");
}

TEST_F(Validate, FoolishScenesAreWarnedOf)
{
    scene.links.erase(scene.links.begin());
    EXPECT_EQ(report(), "warning components.users: \"users\" has no wire, so its requests go nowhere. Draw a wire to what it calls.\n"
                        "warning components.lb: No users can reach \"lb\". Draw a wire to it.\n"
                        "warning components.web1: No users can reach \"Web server 1\". Draw a wire to it.\n"
                        "warning components.web2: No users can reach \"web2\". Draw a wire to it.\n"
                        "warning components.db: No users can reach \"db\". Draw a wire to it.\n");
    scene = {};
    scene.components = {{"lb", "load-balancer", {}}};
    EXPECT_EQ(report(), "warning components: There are no users, so nothing will happen. Add users and wire them to what they call.\n");
    scene = {};
    EXPECT_EQ(report(), "warning components: The scene is empty. Add users and something for them to call.\n");
    EXPECT_FALSE(hasErrors(validate(registry, scene)));
}

TEST_F(Validate, AVerbThatNobodyKnowsIsReportedOnce)
{
    event({{"at", "1s"}, {"explode", "web1"}});
    EXPECT_EQ(report(), "error events[0].explode: There is no verb \"explode\". Known are: crash, recover, restart, cut, mend, set.\n");
}

TEST_F(Validate, AWireThatLeadsNowhereIsReportedOnce)
{
    scene = {};
    scene.components = {{"users", "users", {}}};
    scene.links = {{"users", "web", {}}};
    EXPECT_EQ(report(), "error links[0].to: There is no component \"web\".\n");
}

TEST_F(Validate, CirclesOfWiresAreRefused)
{
    scene = {};
    scene.components = {{"users", "users", {}}, {"a", "load-balancer", {}}, {"b", "load-balancer", {}}, {"web", "web-server", {}}};
    scene.links = {{"users", "a", {}}, {"a", "b", {}}, {"b", "web", {}}};
    EXPECT_EQ(report(), "");
    scene.links.push_back({"b", "a", {}});
    EXPECT_EQ(report(), "error links[3]: Requests can go round in a circle without end: \"a\" calls \"b\" calls \"a\". Take one of these wires away.\n");
}

TEST_F(Validate, WhoOnlyWatchesIsNeitherReachedNorAWayNorACircle)
{
    KindDecl watcher{.id = "watcher", .name = "Watcher"};
    watcher.ports = {{.id = "helper", .accepts = {"help"}, .forwards = false}, {.id = "watches", .accepts = {"*"}, .forwards = false}};
    watcher.services.push_back({"help", "", "", ""});
    registry.kinds.push_back(watcher);
    scene.components.push_back({"w1", "watcher", {}});
    scene.components.push_back({"w2", "watcher", {}});
    for (const char* watched : {"users", "lb", "web1", "db", "w2"}) scene.links.push_back({"w1", watched, {}});
    scene.links.push_back({"w2", "w1", {}});
    EXPECT_EQ(report(), "");
    scene.components.push_back({"web3", "web-server", {}});
    scene.links.push_back({"w1", "web3", {}});
    EXPECT_EQ(report(), "warning components.web3: No users can reach \"web3\". Draw a wire to it.\n");
}

TEST_F(Validate, ALongCircleIsFoundWithoutRecursion)
{
    scene = {};
    scene.components = {{"users", "users", {}}};
    scene.links = {{"users", "lb0", {}}};
    constexpr int count = 300000;
    for (int i = 0; i < count; ++i) {
        scene.components.push_back({"lb" + std::to_string(i), "load-balancer", {}});
        scene.links.push_back({"lb" + std::to_string(i), "lb" + std::to_string((i + 1) % count), {}});
    }
    const Problems problems = validate(registry, scene);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_NE(problems[0].message.find("and so on, back to \"lb0\""), std::string::npos);
}

TEST_F(Validate, ManyComponentsAreLookedUpById)
{
    scene = {};
    scene.components.push_back({"users", "users", {}});
    scene.components.push_back({"lb", "load-balancer", {}});
    scene.links.push_back({"users", "lb", {}});
    constexpr int count = 200000;
    for (int i = 0; i < count; ++i) {
        const std::string id = "web" + std::to_string(i);
        scene.components.push_back({id, "web-server", {}});
        scene.links.push_back({"lb", id, {}});
        scene.layout.push_back({id, {1.0 * i, 0}});
        scene.events.push_back(fields({{"at", "1s"}, {"cut", "lb->" + id}}));
    }
    EXPECT_EQ(report(), "");
    scene.links.pop_back();
    EXPECT_EQ(validate(registry, scene).size(), 2U);
}

} // namespace
} // namespace scalelab
