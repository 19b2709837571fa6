// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wiring.h"
#include "model/words.h"

#include "support/sample_scene.h"
#include "support/test_registry.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

using test::fields;

class Wiring : public testing::Test {
protected:
    std::string refusal(const Component& from, const Component& to)
    {
        const auto port = portFor(registry, from, to);
        return port ? "accepted" : port.error().message;
    }
    std::string connectRefusal(std::string_view from, std::string_view to)
    {
        const auto port = canConnect(registry, scene, from, to);
        return port ? "accepted" : port.error().message;
    }
    Registry registry = test::testRegistry();
    Scene scene = test::sampleScene();
    Component users{"users", "users", {}}, lb{"lb", "load-balancer", {}}, web{"web", "web-server", {}}, dns{"dns", "dns", {}};
    Component master{"db", "database", {}}, replica{"copy", "database", fields({{"role", "replica"}})};
};

TEST_F(Wiring, EffectiveTextIsTheFallbackIfNothingIsSaid)
{
    const KindDecl& kind = *registry.kind("database");
    EXPECT_EQ(effectiveText(kind, master, "role"), "master");
    EXPECT_EQ(effectiveText(kind, replica, "role"), "replica");
    EXPECT_EQ(effectiveText(kind, {"d", "database", fields({{"role", List{}}})}, "role"), "master");
    EXPECT_EQ(effectiveText(kind, master, "nothing"), "");
    EXPECT_EQ(effectiveText(*registry.kind("web-server"), {"w", "web-server", fields({{"sticky", true}})}, "sticky"), "true");
    EXPECT_EQ(effectiveText(*registry.kind("web-server"), web, "sticky"), "false");
}

TEST_F(Wiring, WhatHasNoEffectIsAsIfItWereNotSaid)
{
    KindDecl& kind = *std::find_if(registry.kinds.begin(), registry.kinds.end(), [](const KindDecl& one) { return one.id == "web-server"; });
    const Component sticky{"w", "web-server", fields({{"sticky", true}, {"session", "5s"}})}, plain{"w", "web-server", fields({{"session", "5s"}})};
    EXPECT_EQ(effectiveText(kind, sticky, "session"), "5s");
    EXPECT_NE(effectiveText(kind, plain, "session"), "5s");
}

TEST_F(Wiring, RefusalsSayEveryWayOut)
{
    KindDecl& kind = *std::find_if(registry.kinds.begin(), registry.kinds.end(), [](const KindDecl& one) { return one.id == "database"; });
    kind.services.push_back({"peer", "connections", "7", ""});
    kind.ports.push_back({.id = "peers", .label = "Peers", .accepts = {"peer"}, .onlyWhenParam = "connections", .onlyWhenValue = "7"});
    EXPECT_EQ(refusal(master, {"two", "database", {}}),
              "A database cannot call a database. That needs role \"replica\" on \"two\", or connections \"7\" on \"db\" and connections \"7\" on \"two\".");
    EXPECT_EQ(refusal({"one", "database", fields({{"connections", 7}})}, {"two", "database", fields({{"connections", 7}})}), "accepted");
}

TEST_F(Wiring, AWireLandsOnThePortThatAcceptsTheService)
{
    EXPECT_EQ(refusal(users, lb), "accepted");
    EXPECT_EQ(refusal(users, web), "accepted");
    EXPECT_EQ(refusal(users, dns), "accepted");
    EXPECT_EQ(refusal(web, master), "accepted");
    EXPECT_EQ(*portFor(registry, lb, web), 0U);
}

TEST_F(Wiring, RefusalsSayWhatCanBeWired)
{
    EXPECT_EQ(refusal(users, master), "Users cannot call a database. They can be wired to: DNS, Load balancer, Web server.");
    EXPECT_EQ(refusal(web, users), "A web server cannot call users. It can be wired to: Database.");
    EXPECT_EQ(refusal(dns, web), "A DNS cannot call a web server. It calls nothing.");
    EXPECT_EQ(refusal(lb, {"q", "quantum", {}}), "This program does not know the kind \"quantum\" of \"q\", so it cannot be wired.");
}

TEST_F(Wiring, ConditionsOnParametersCount)
{
    EXPECT_EQ(refusal(master, replica), "accepted");
    EXPECT_EQ(refusal(replica, replica), "A database cannot call a database. That needs role \"master\" on \"copy\".");
    EXPECT_EQ(refusal(master, master), "A database cannot call a database. That needs role \"replica\" on \"db\".");
}

/// A kind that is wired to a helper, or to a component of any kind.
KindDecl watcherKind()
{
    KindDecl kind{.id = "watcher", .name = "Watcher"};
    kind.ports = {{.id = "helper", .accepts = {"help"}, .forwards = false}, {.id = "watches", .accepts = {"*"}, .forwards = false}};
    return kind;
}

TEST_F(Wiring, APortMayAcceptAComponentOfAnyKind)
{
    KindDecl helper{.id = "helper", .name = "Helper"};
    helper.services.push_back({"help", "", "", ""});
    registry.kinds.push_back(watcherKind());
    registry.kinds.push_back(helper);
    const Component watcher{"w", "watcher", {}}, other{"o", "watcher", {}};
    for (const Component& any : {users, lb, web, dns, master, replica, other}) EXPECT_EQ(*portFor(registry, watcher, any), 1U) << any.id;
    EXPECT_EQ(*portFor(registry, watcher, {"h", "helper", {}}), 0U);
    EXPECT_EQ(refusal(users, watcher), "Users cannot call a watcher. They can be wired to: DNS, Load balancer, Web server.");
    EXPECT_EQ(refusal(watcher, {"q", "quantum", {}}), "This program does not know the kind \"quantum\" of \"q\", so it cannot be wired.");
    for (const char* kind : {"load-balancer", "web-server", "dns", "database"}) EXPECT_TRUE(servesRequests(registry, *registry.kind(kind))) << kind;
    for (const char* kind : {"users", "watcher", "helper"}) EXPECT_FALSE(servesRequests(registry, *registry.kind(kind))) << kind;
}

TEST_F(Wiring, NewWiresAreNotDoubledLoopsOrTooMany)
{
    EXPECT_EQ(connectRefusal("users", "web1"), "accepted");
    EXPECT_EQ(connectRefusal("users", "lb"), "\"users\" is already wired to \"lb\".");
    EXPECT_EQ(connectRefusal("web1", "web1"), "\"Web server 1\" cannot be wired to itself.");
    EXPECT_EQ(connectRefusal("x", "web1"), "There is no component \"x\".");
    EXPECT_EQ(connectRefusal("web1", "x"), "There is no component \"x\".");
    scene.components.push_back({"db2", "database", {}});
    EXPECT_EQ(connectRefusal("web1", "db2"), "\"Web server 1\" takes at most 1 wire on its port \"Data\"; delete one first.");
    EXPECT_EQ(connectRefusal("users", "web1"), "accepted");
    scene.links.push_back({"users", "web1", {}});
    EXPECT_EQ(connectRefusal("users", "web2"), "\"users\" takes at most 2 wires on its port \"Target\"; delete one first.");
}

TEST(Words, ArticlesFollowTheName)
{
    EXPECT_EQ(asObject("Object storage"), "an object storage");
    EXPECT_EQ(asObject("NoSQL store"), "a NoSQL store");
    EXPECT_EQ(asSubject("Autoscaling group"), "An autoscaling group");
    EXPECT_EQ(asSubject("Workers"), "Workers");
    EXPECT_FALSE(isPlural("DNS"));
}

} // namespace
} // namespace scalelab
