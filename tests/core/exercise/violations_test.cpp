// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/violations.h"

#include "shop_exercise.h"

namespace scalelab {
namespace {

using namespace test;

/// What is wrong with the model answer once it has been changed.
template <class Change>
Lines violations(Change change)
{
    Scene answer = scene(shopAnswer);
    change(answer);
    return linesOf(violationsOf(catalog()->registry, shopExercise(), answer));
}

Lines violationsWith(const std::string& component, const std::string& param, const Value& value)
{
    return violations([&](Scene& answer) { answer.component(component)->params.set(param, value); });
}

TEST(Violations, AreNoneInTheStartAndInAnAnswer)
{
    EXPECT_EQ(linesOf(violationsOf(catalog()->registry, shopExercise(), scene(shopDesign))), Lines());
    EXPECT_EQ(violations([](Scene&) {}), Lines());
    EXPECT_EQ(violationsWith("other", "label", "My server"), Lines());
    EXPECT_EQ(violationsWith("lb", "algorithm", "ip-hash"), Lines());
    EXPECT_EQ(violationsWith("lb", "health-fall", 5), Lines());
    EXPECT_EQ(violationsWith("other", "sessions", "memory"), Lines());
}

TEST(Violations, OfTraffic)
{
    EXPECT_EQ(violationsWith("users", "arrivals", "poisson(1/s)"), Lines{"components.users.arrivals: must be poisson(40/s) in this exercise, not poisson(1/s)."});
    EXPECT_EQ(violationsWith("users", "arrivals", "poisson(nan/s)"), Lines{"components.users.arrivals: must be poisson(40/s) in this exercise, not poisson(nan/s)."});
    EXPECT_EQ(violationsWith("users", "scale", 0), Lines{"components.users.scale: must be 1 in this exercise, not 0."});
    EXPECT_EQ(violationsWith("users", "retries", 9), Lines{"components.users.retries: must be 0 in this exercise, not 9."});
    EXPECT_EQ(violations([](Scene& answer) { std::erase_if(answer.components, [](const Component& c) { return c.id == "users"; }); }),
              Lines{"components: \"users\" is missing. It belongs to the exercise: put it back."});
    EXPECT_EQ(violations([](Scene& answer) { answer.components.push_back({"more", "users", {}}); }),
              Lines{"components.more: No users may be added in this exercise. What may is a load balancer or a web server."});
}

TEST(Violations, OfPartsThatAreTooGood)
{
    EXPECT_EQ(violationsWith("other", "service", "const(0s)"), Lines{"components.other.service: must be exp(10ms) for every one that is added in this exercise, not const(0s)."});
    EXPECT_EQ(violations([](Scene& answer) { answer.component("other")->params.erase("service"); }),
              Lines{"components.other.service: must be exp(10ms) for every one that is added in this exercise, not const(0s)."});
    EXPECT_EQ(violationsWith("web", "workers", 64), Lines{"components.web.workers: must be 4 as it was, not 64."});
    EXPECT_EQ(violationsWith("web", "queue", "none"), Lines{"components.web.queue: must be 100 as it was, not none."});
    EXPECT_EQ(violationsWith("other", "price", "$0"), Lines{"components.other.price: must be none for every one that is added in this exercise, not $0."});
    EXPECT_EQ(violationsWith("lb", "health-interval", "1ms"), Lines{"components.lb.health-interval: must be 1s for every one that is added in this exercise, not 1ms."});
    EXPECT_EQ(violationsWith("lb", "health-fall", 1), Lines{"components.lb.health-fall: must be within 2..5 in this exercise, not 1."});
    EXPECT_EQ(violationsWith("other", "sessions", "store"), Lines{"components.other.sessions: must be one of none, memory in this exercise, not store."});
    EXPECT_EQ(violationsWith("db", "connections", 1000), Lines{"components.db.connections: must be none in this exercise, not 1000."});
}

TEST(Violations, OfKindsAndCounts)
{
    EXPECT_EQ(violations([](Scene& answer) { answer.components.push_back({"cache", "cache", {}}); }),
              Lines{"components.cache: No cache may be added in this exercise. What may is a load balancer or a web server."});
    EXPECT_EQ(violations([](Scene& answer) { answer.component("db")->kind = "cache"; }),
              (Lines{"components.web: It must be wired to a database.", "components.other: It must be wired to a database.", "components.db.kind: It must stay a database.",
                     "links[3]: No wire from a web server to a cache may be drawn in this exercise.",
                     "links[4]: No wire from a web server to a cache may be drawn in this exercise."}));
    const auto more = [](int count) {
        return violations([&](Scene& answer) {
            for (int i = 0; i < count; ++i) {
                answer.components.push_back({"more" + std::to_string(i), "web-server", answer.component("other")->params});
                answer.links.push_back({"more" + std::to_string(i), "db", answer.link("web", "db")->params});
            }
        });
    };
    EXPECT_EQ(more(1), Lines());
    EXPECT_EQ(more(2), Lines{"components: Too many of the kind web server: there are 4, at most 3 may be in this exercise."});
    EXPECT_EQ(linesOf(violationsOf(catalog()->registry, shopExercise(), scene("users(arrivals=poisson(40/s), timeout=2s); db:database(service=exp(2ms))"))),
              Lines{"components: Too few of the kind web server: there are 0, at least 1 must be in this exercise."});
}

TEST(Violations, OfWires)
{
    EXPECT_EQ(violations([](Scene& answer) { answer.link("users", "lb")->params.set("latency", "0s"); }),
              Lines{"links[0].latency: must be 20ms for every one that is added in this exercise, not 0s."});
    EXPECT_EQ(violations([](Scene& answer) { answer.link("web", "db")->params.erase("latency"); }).size(), 1u);
    EXPECT_EQ(violations([](Scene& answer) { answer.link("lb", "web")->params.set("retries", 1); }), Lines());
    EXPECT_EQ(violations([](Scene& answer) { answer.link("lb", "web")->params.set("retries", 5); }), Lines{"links[1].retries: must be within 0..1 in this exercise, not 5."});
    EXPECT_EQ(violations([](Scene& answer) { std::erase_if(answer.links, [](const Link& link) { return link.from == "other"; }); }),
              Lines{"components.other: It must be wired to a database."});
}

TEST(Violations, ARenamedServerIsANewOne)
{
    EXPECT_EQ(linesOf(violationsOf(catalog()->registry, shopExercise(),
                                   scene("users(arrivals=poisson(40/s), timeout=2s) -20ms-> front:web-server(workers=4, queue=100, service=exp(10ms)) -1ms-> db:database(service=exp(2ms))"))),
              Lines());
    EXPECT_EQ(linesOf(violationsOf(catalog()->registry, shopExercise(),
                                   scene("users(arrivals=poisson(40/s), timeout=2s) -20ms-> front:web-server(workers=5, queue=100, service=exp(10ms)) -1ms-> db:database(service=exp(2ms))"))),
              Lines{"components.front.workers: must be 4 for every one that is added in this exercise, not 5."});
}

/// The shop in a data center, in which web servers have to stand.
Exercise shopInAZone(const std::string& more)
{
    std::string rules = shopRules;
    rules.replace(rules.find("\"calls\""), 7, "\"in\": \"data-center\", \"calls\"");
    rules.replace(rules.find("\"parts\": {"), 10, "\"parts\": {" + more);
    Scene shop = shopScene(rules);
    shop.zones = {{"east", "data-center", {"web", "db"}, {{{"place", "Ashburn"}}}}};
    Problems problems;
    Exercise exercise = readExercise(catalog()->registry, shop, problems);
    EXPECT_EQ(linesOf(problems), Lines());
    return exercise;
}

Lines zoneViolations(const std::vector<Zone>& zones, const std::string& more = "")
{
    Scene answer = scene(shopAnswer);
    answer.zones = zones;
    return linesOf(violationsOf(catalog()->registry, shopInAZone(more), answer));
}

TEST(Violations, OfZones)
{
    const Object ashburn{{{"place", "Ashburn"}}}, paris{{{"place", "Paris"}}};
    EXPECT_EQ(zoneViolations({{"east", "data-center", {"web", "other", "db"}, ashburn}}), Lines());
    EXPECT_EQ(zoneViolations({{"east", "data-center", {"web", "db"}, ashburn}}), Lines{"components.other: It must stand in a data center."});
    EXPECT_EQ(zoneViolations({{"east", "data-center", {"web", "other", "db"}, paris}}), Lines{"zones.east.place: must be Ashburn in this exercise, not Paris."});
    EXPECT_EQ(zoneViolations({{"east", "data-center", {"web", "other"}, ashburn}}), Lines{"components.db: It must stay in east in this exercise."});
    EXPECT_EQ(zoneViolations({{"east", "data-center", {"web", "db", "users", "other"}, ashburn}}), Lines{"components.users: It must stay outside of all data centers in this exercise."});
    EXPECT_EQ(zoneViolations({}).front(), "zones: \"east\" is missing. It belongs to the exercise: put it back.");
    const std::vector<Zone> two = {{"east", "data-center", {"web", "db"}, ashburn}, {"west", "data-center", {"other"}, paris}};
    EXPECT_EQ(zoneViolations(two), Lines{"zones.west: No data center may be added in this exercise."});
    const std::string rule = R"("data-center": { "most": 2, "free": { "place": "some" } }, )";
    EXPECT_EQ(zoneViolations(two, rule), Lines());
    EXPECT_EQ(zoneViolations({two[0], {"west", "data-center", {"other"}, {}}}, rule), Lines{"zones.west.place: must be chosen in this exercise, not left out."});
}

} // namespace
} // namespace scalelab
