// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/edit.h"

#include "io/scene_io.h"
#include "support/sample_scene.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace scalelab {
namespace {

using test::fields;
using test::sampleScene;

/// Applies the edit to the scene, then checks undo, redo and undo again, by value and by byte. Returns the scene after the edit.
Scene applied(const Scene& before, const Edit& edit)
{
    Scene scene = before;
    const auto undo = applyEdit(scene, edit);
    EXPECT_TRUE(undo) << (undo ? "" : undo.error().message);
    if (!undo) return scene;
    const Scene after = scene;
    const auto redo = applyEdit(scene, *undo);
    EXPECT_TRUE(redo) << (redo ? "" : redo.error().message);
    EXPECT_EQ(scene, before);
    EXPECT_EQ(writeScene(scene), writeScene(before));
    if (!redo) return after;
    const auto undoAgain = applyEdit(scene, *redo);
    EXPECT_TRUE(undoAgain);
    EXPECT_EQ(scene, after);
    EXPECT_EQ(writeScene(scene), writeScene(after));
    EXPECT_TRUE(undoAgain && applyEdit(scene, *undoAgain));
    EXPECT_EQ(scene, before);
    return after;
}

/// The reason why the edit is refused; the scene must be as it was.
std::string refusal(const Edit& edit, const Scene& before = sampleScene())
{
    Scene scene = before;
    const auto result = applyEdit(scene, edit);
    EXPECT_EQ(scene, before);
    return result ? "accepted" : result.error().message;
}

/// A scene in which things name a component "ghost" and a wire that are not there, and ids are wrong.
Scene brokenScene()
{
    Scene scene = sampleScene();
    scene.links.insert(scene.links.begin() + 1, {"ghost", "lb", {}});
    scene.links.push_back({"lb", "lb", {}});
    scene.links.push_back({"lb", "web1", fields({{"latency", "1ms"}})});
    scene.links.push_back({"web1", "ghost", {}});
    scene.zones[0].contains.insert(scene.zones[0].contains.begin(), "ghost");
    scene.events.insert(scene.events.begin(), fields({{"at", "1s"}, {"crash", "ghost"}}));
    scene.layout.insert(scene.layout.begin() + 2, {"ghost", {9, 9}});
    scene.components.push_back({"bad id.", "", {}});
    scene.links.push_back({"bad id.", "web1", {}});
    return scene;
}

TEST(InsertComponent, GoesWhereItIsPut)
{
    const Scene scene = applied(sampleScene(), {InsertComponent{{"web3", "web-server", fields({{"workers", 2}})}, Point{5, 6}, 1, 2}});
    EXPECT_EQ(scene.components[1].id, "web3");
    EXPECT_EQ(scene.layout[2], (Placement{"web3", {5, 6}}));
    const Scene atEnd = applied(sampleScene(), {InsertComponent{{"web3", "web-server", {}}}});
    EXPECT_EQ(atEnd.components.back().id, "web3");
    EXPECT_EQ(atEnd.position("web3"), std::nullopt);
}

TEST(InsertComponent, RefusesWhatCannotBe)
{
    EXPECT_EQ(refusal({InsertComponent{{"web1", "database", {}}}}), "There is already a component \"web1\".");
    EXPECT_EQ(refusal({InsertComponent{{"a.b", "database", {}}}}),
              "\"a.b\" cannot be an id: ids have no dots, because a dot separates an id from its parameters.");
    EXPECT_EQ(refusal({InsertComponent{{"", "database", {}}}}), "\"\" cannot be an id: an id needs at least one character.");
    EXPECT_EQ(refusal({InsertComponent{{"new", "", {}}}}), "The component \"new\" needs a kind.");
    EXPECT_EQ(refusal({InsertComponent{{"new", "k", fields({{"kind", 1}})}}}), "\"kind\" is not a parameter.");
    EXPECT_EQ(refusal({InsertComponent{{"new", "k", {}}, Point{std::nan(""), 0}}}), "A place on the canvas needs finite coordinates.");
    EXPECT_EQ(refusal({InsertComponent{{"new", "k", fields({{"a", std::numeric_limits<double>::infinity()}})}}}), "A number must be finite.");
}

TEST(InsertComponent, LeavesWhatNamedItBeforeAlone)
{
    const Scene scene = applied(brokenScene(), {InsertComponent{{"ghost", "web-server", {}}}});
    EXPECT_EQ(scene.position("ghost"), (Point{9, 9}));
    EXPECT_EQ(applied(brokenScene(), {InsertComponent{{"ghost", "web-server", {}}, Point{1, 1}}}).position("ghost"), (Point{1, 1}));
}

TEST(RemoveComponent, TakesEverythingThatNamesIt)
{
    const Scene scene = applied(sampleScene(), {RemoveComponent{"web1"}});
    EXPECT_EQ(scene.component("web1"), nullptr);
    EXPECT_EQ(scene.links.size(), 3U);
    EXPECT_EQ(scene.link("lb", "web1"), nullptr);
    EXPECT_EQ(scene.link("web1", "db"), nullptr);
    EXPECT_EQ(scene.zones[0].contains, (std::vector<std::string>{"lb", "web2"}));
    EXPECT_EQ(scene.position("web1"), std::nullopt);
    ASSERT_EQ(scene.events.size(), 1U);
    EXPECT_EQ(*scene.events[0].find("crash"), Value("web2"));
    const Value charts = *scene.extra.find("charts");
    EXPECT_EQ(charts, Value(List{fields({{"title", "Both"}, {"series", List{"web2.wait"}}}), "lb.throughput"}));
    EXPECT_EQ(*scene.extra.find("lesson"), Value(fields({{"steps", List{fields({{"text", "web1"}})}}})));
    EXPECT_EQ(*scene.extra.find("x-own"), Value(true));
}

TEST(RemoveComponent, DoesNotMistakeAnIdForAnother)
{
    Scene before = sampleScene();
    before.components.push_back({"web", "web-server", {}});
    const Scene after = applied(before, {RemoveComponent{"web"}});
    EXPECT_EQ(after.events, before.events);
    EXPECT_EQ(after.extra, before.extra);
    EXPECT_EQ(after.links, before.links);
}

TEST(RemoveComponent, ComesBackFromABrokenScene)
{
    const Scene broken = brokenScene();
    for (const Component& component : broken.components) applied(broken, {RemoveComponent{component.id}});
    EXPECT_EQ(refusal({RemoveComponent{"x"}}), "There is no component \"x\".");
}

TEST(SetParam, SetsAddsAndTakesAway)
{
    EXPECT_EQ(*applied(sampleScene(), {SetParam{"web1", "workers", Value(4)}}).component("web1")->params.find("workers"), Value(4));
    EXPECT_EQ(applied(sampleScene(), {SetParam{"web1", "workers", std::nullopt}}).component("web1")->params.find("workers"), nullptr);
    EXPECT_EQ(applied(sampleScene(), {SetParam{"web1", "queue", Value(5), 1}}).component("web1")->params.members[1].name, "queue");
    EXPECT_EQ(applied(sampleScene(), {SetParam{"web1", "queue", std::nullopt}}), sampleScene());
    EXPECT_EQ(refusal({SetParam{"x", "workers", Value(1)}}), "There is no component \"x\".");
    EXPECT_EQ(refusal({SetParam{"web1", "kind", Value("database")}}), "The kind of a component cannot be changed; put a new component in its place.");
    EXPECT_EQ(refusal({SetParam{"web1", "label", Value("\xff")}}), "The text is not valid UTF-8.");
}

TEST(SetPosition, MovesAddsAndTakesAway)
{
    EXPECT_EQ(applied(sampleScene(), {SetPosition{"lb", Point{1, 2}}}).layout[1], (Placement{"lb", {1, 2}}));
    EXPECT_EQ(applied(sampleScene(), {SetPosition{"lb", std::nullopt}}).position("lb"), std::nullopt);
    EXPECT_EQ(applied(brokenScene(), {SetPosition{"ghost", std::nullopt}}).position("ghost"), std::nullopt);
    Scene bare = sampleScene();
    bare.layout.clear();
    EXPECT_EQ(applied(bare, {SetPosition{"lb", Point{1, 2}}}).layout.size(), 1U);
    EXPECT_EQ(applied(bare, {SetPosition{"lb", std::nullopt}}), bare);
    EXPECT_EQ(refusal({SetPosition{"x", Point{}}}), "There is no component \"x\".");
    EXPECT_EQ(refusal({SetPosition{"lb", Point{0, std::numeric_limits<double>::infinity()}}}), "A place on the canvas needs finite coordinates.");
}

TEST(Links, ComeAndGo)
{
    EXPECT_EQ(applied(sampleScene(), {InsertLink{{"users", "web1", fields({{"latency", "1ms"}})}, 2}}).links[2].to, "web1");
    EXPECT_EQ(applied(sampleScene(), {RemoveLink{"lb", "web2"}}).link("lb", "web2"), nullptr);
    EXPECT_EQ(*applied(sampleScene(), {SetLinkParam{"lb", "web1", "latency", Value("2ms")}}).link("lb", "web1")->params.find("latency"), Value("2ms"));
    EXPECT_EQ(refusal({InsertLink{{"x", "lb", {}}}}), "There is no component \"x\".");
    EXPECT_EQ(refusal({InsertLink{{"lb", "x", {}}}}), "There is no component \"x\".");
    EXPECT_EQ(refusal({InsertLink{{"lb", "lb", {}}}}), "\"lb\" cannot be wired to itself.");
    EXPECT_EQ(refusal({InsertLink{{"lb", "web1", {}}}}), "There is already a wire from \"lb\" to \"web1\".");
    EXPECT_EQ(refusal({InsertLink{{"db", "lb", fields({{"to", 1}})}}}), "\"to\" is not a parameter.");
    EXPECT_EQ(refusal({RemoveLink{"db", "lb"}}), "There is no wire from \"db\" to \"lb\".");
    EXPECT_EQ(refusal({SetLinkParam{"db", "lb", "latency", Value("1s")}}), "There is no wire from \"db\" to \"lb\".");
}

TEST(Links, TakeTheEventsThatNameThem)
{
    const Scene scene = applied(sampleScene(), {RemoveLink{"lb", "web1"}});
    EXPECT_EQ(scene.events.size(), 4U);
    for (const Object& event : scene.events) EXPECT_EQ(event.find("cut"), nullptr);
    Scene stale = scene;
    stale.events.push_back(fields({{"at", "5s"}, {"cut", "lb->web1"}}));
    EXPECT_EQ(applied(stale, {InsertLink{{"lb", "web1", {}}}}).events, stale.events);
}

TEST(Links, ComeBackIntoABrokenScene)
{
    applied(brokenScene(), {RemoveLink{"lb", "web1"}});
    applied(brokenScene(), {RemoveLink{"lb", "lb"}});
    applied(brokenScene(), {RemoveLink{"web1", "ghost"}});
}

TEST(Zones, ComeAndGo)
{
    EXPECT_EQ(applied(sampleScene(), {InsertZone{{"asia", "data-center", {"users"}, {}}, 0}}).zones[0].id, "asia");
    EXPECT_EQ(applied(sampleScene(), {RemoveZone{"us-east"}}).zones.size(), 1U);
    EXPECT_EQ(applied(sampleScene(), {SetZoneMembers{"eu", {"db", "users"}}}).zones[1].contains.size(), 2U);
    EXPECT_EQ(*applied(sampleScene(), {SetZoneParam{"eu", "place", Value("Paris")}}).zones[1].params.find("place"), Value("Paris"));
    applied(brokenScene(), {RemoveZone{"us-east"}});
    applied(brokenScene(), {SetZoneMembers{"us-east", {"lb"}}});
    applied(brokenScene(), {SetZoneMembers{"us-east", {"ghost", "lb"}}});
    EXPECT_EQ(refusal({InsertZone{{"eu", "data-center", {}, {}}}}), "There is already a zone \"eu\".");
    EXPECT_EQ(refusal({InsertZone{{"asia", "data-center", {"x"}, {}}}}), "There is no component \"x\".");
    EXPECT_EQ(refusal({InsertZone{{"asia", "data-center", {"lb", "lb"}, {}}}}), "The zone names \"lb\" twice.");
    EXPECT_EQ(refusal({InsertZone{{"asia", "", {}, {}}}}), "The zone \"asia\" needs a kind.");
    EXPECT_EQ(refusal({RemoveZone{"x"}}), "There is no zone \"x\".");
    EXPECT_EQ(refusal({SetZoneMembers{"x", {}}}), "There is no zone \"x\".");
    EXPECT_EQ(refusal({SetZoneMembers{"eu", {"x"}}}), "There is no component \"x\".");
    EXPECT_EQ(refusal({SetZoneParam{"eu", "contains", Value(List{})}}), "\"contains\" is not a parameter.");
}

TEST(Events, ComeAndGo)
{
    const Object event = fields({{"at", "5s"}, {"crash", "db"}});
    EXPECT_EQ(applied(sampleScene(), {InsertEvent{event, 1}}).events[1], event);
    EXPECT_EQ(applied(sampleScene(), {InsertEvent{event}}).events.back(), event);
    EXPECT_EQ(applied(sampleScene(), {RemoveEvent{2}}).events.size(), 4U);
    EXPECT_EQ(refusal({RemoveEvent{5}}), "There is no event 5: the scene has 5.");
}

TEST(SceneFields, ComeAndGo)
{
    EXPECT_EQ(applied(sampleScene(), {SetTitle{"Shop"}}).title, "Shop");
    EXPECT_EQ(applied(sampleScene(), {SetSeed{42}}).seed, 42U);
    EXPECT_EQ(applied(sampleScene(), {SetExtra{"lesson", std::nullopt}}).extra.find("lesson"), nullptr);
    EXPECT_EQ(applied(sampleScene(), {SetExtra{"expect", Value(List{1}), 0}}).extra.members[0].name, "expect");
    EXPECT_EQ(refusal({SetSeed{std::uint64_t{1} << 63U}}), "The seed must be at most 9223372036854775807.");
    EXPECT_EQ(refusal({SetExtra{"links", Value(List{})}}), "\"links\" is not a field that is kept as it is.");
    EXPECT_EQ(refusal({SetTitle{"\xff"}}), "The text is not valid UTF-8.");
}

TEST(Batch, IsOneEdit)
{
    const Scene scene = applied(sampleScene(), {Batch{{{RemoveComponent{"web1"}},
                                                       {InsertComponent{{"web1", "database", {}}, Point{1, 1}}},
                                                       {InsertLink{{"web1", "web2", {}}}},
                                                       {RemoveComponent{"lb"}},
                                                       {Batch{{{SetTitle{"New"}}, {RemoveComponent{"web2"}}}}}}}});
    EXPECT_EQ(scene.components.size(), 3U);
    EXPECT_EQ(scene.title, "New");
    EXPECT_TRUE(scene.links.empty());
}

TEST(Batch, IsAllOrNothing)
{
    const Edit failing{Batch{{{SetTitle{"New"}}, {RemoveComponent{"web1"}}, {RemoveComponent{"lb"}}, {SetParam{"web1", "workers", Value(1)}}}}};
    EXPECT_EQ(refusal(failing), "There is no component \"web1\".");
    EXPECT_EQ(refusal({Batch{{{SetSeed{3}}, failing}}}), "There is no component \"web1\".");
    EXPECT_EQ(refusal({Batch{{{RemoveComponent{"bad id."}}, {RemoveComponent{"lb"}}, {RemoveComponent{"x"}}}}}, brokenScene()),
              "There is no component \"x\".");
}

} // namespace
} // namespace scalelab
