// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"
#include "model/validate.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <string>

namespace scalelab {
namespace {

using test::scene;

std::string report(const Scene& scene)
{
    std::string text;
    for (const Problem& problem : validate(test::catalog()->registry, scene))
        text += (problem.severity == Problem::Severity::Error ? "error " : "warning ") + problem.path + ": " + problem.message + "\n";
    return text;
}

Scene zoned(std::vector<Zone> zones)
{
    Scene drawn = scene("users -> a:load-balancer -> web:web-server");
    drawn.zones = std::move(zones);
    return drawn;
}

TEST(ValidateZones, MayHoldComponentsAndZones)
{
    EXPECT_EQ(report(zoned({{"region", "data-center", {"east", "a"}, {}}, {"east", "data-center", {"web"}, {}}})), "");
}

TEST(ValidateZones, CannotBeInsideThemselves)
{
    EXPECT_EQ(report(zoned({{"east", "data-center", {"east"}, {}}})), "error zones.east: \"east\" is inside itself. Take it out of \"east\".\n");
    EXPECT_EQ(report(zoned({{"x", "data-center", {"y"}, {}}, {"y", "data-center", {"z"}, {}}, {"z", "data-center", {"x"}, {}}})),
              "error zones.x: \"x\" is inside itself. Take it out of \"z\".\n"
              "error zones.y: \"y\" is inside itself. Take it out of \"x\".\n"
              "error zones.z: \"z\" is inside itself. Take it out of \"y\".\n");
}

TEST(ValidateZones, EverythingIsInOneZoneAtMost)
{
    EXPECT_EQ(report(zoned({{"x", "data-center", {"z"}, {}}, {"y", "data-center", {"z"}, {}}, {"z", "data-center", {"web"}, {}}})),
              "error zones.y.contains[0]: \"z\" is already in the zone \"x\"; a zone can be in one zone only.\n");
}

TEST(ValidateZones, HaveIdsOfTheirOwn)
{
    EXPECT_EQ(report(zoned({{"web", "data-center", {"a"}, {}}})), "error zones.web: There is a component \"web\" too; events could mean either. Give the zone another id.\n");
}

TEST(ValidateLoad, MoreTrafficThanTheFirstServersCanServeIsFoolish)
{
    const std::string tail = " that the servers it reaches first can serve: they will be saturated. Add servers or workers, or lower the traffic.\n";
    EXPECT_EQ(report(scene("users(arrivals=poisson(200/s)) -> web:web-server(workers=1, service=exp(5ms))")), "");
    EXPECT_EQ(report(scene("users(arrivals=poisson(201/s)) -> web:web-server(workers=1, service=exp(5ms))")), "warning components.users: The traffic of 201/s is more than the 200/s" + tail);
    EXPECT_EQ(report(scene("users(arrivals=constant(401/s)) -> lb:load-balancer -> a:web-server(workers=1, service=exp(5ms)), b:web-server(workers=1, service=exp(5ms))")),
              "warning components.users: The traffic of 401/s is more than the 400/s" + tail);
    EXPECT_EQ(report(scene("u1:users(arrivals=poisson(150/s)), u2:users(arrivals=poisson(25/s), scale=3) -> web:web-server(workers=1, service=exp(5ms))")),
              "warning components.u1: The traffic of 225/s is more than the 200/s" + tail);
}

TEST(ValidateLoad, WhatHasNoLimitIsNeverSaturated)
{
    EXPECT_EQ(report(scene("users(arrivals=poisson(1000000/s)) -> web:web-server(service=exp(5ms))")), "");
    EXPECT_EQ(report(scene("users(arrivals=poisson(1000000/s)) -> web:web-server(workers=1)")), "");
    EXPECT_EQ(report(scene("users(arrivals=closed(users=1000, think=exp(1ms))) -> web:web-server(workers=1, service=exp(5ms))")), "");
}

TEST(ValidateLoad, SeveralServersThatKeepWhatIsWrittenForThemselvesAreFoolish)
{
    const std::string alone = "2 servers have no data tier: what one of them is told, the others do not know. Wire them to a database.\n";
    EXPECT_EQ(report(scene("users(mix={read=1, write=1}) -> lb:load-balancer -> a:web-server, b:web-server")), "warning components.a: " + alone);
    EXPECT_EQ(report(scene("users -> lb:load-balancer -> a:web-server, b:web-server")), "") << "nobody writes";
    EXPECT_EQ(report(scene("users(mix={write=1}) -> a:web-server")), "") << "one server holds everything";
    EXPECT_EQ(report(scene("users(mix={write=1}) -> lb:load-balancer -> a:web-server, b:web-server -> db:database")), "");
}

} // namespace
} // namespace scalelab
