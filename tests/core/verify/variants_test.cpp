// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/variants.h"

#include "io/json.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

Scene shop()
{
    Scene drawn = scene("users(arrivals=poisson(200/s)) -> web:web-server(workers=8) -> cache(capacity=10), db:database; @1s crash cache\n@2s crash web\n@3s cut web->db");
    drawn.zones = {{"east", "data-center", {"web", "cache"}, {{{"place", "Ashburn"}}}}};
    return drawn;
}

Object object(const std::string& json)
{
    const JsonText text = parseJson(json);
    EXPECT_TRUE(text.problems.empty()) << json;
    return *text.value.object();
}

Result<Scene> varied(const std::string& variant) { return applyVariant(shop(), "v", object(variant)); }

/// "path: message" of all problems of the variant "v".
std::vector<std::string> problemsOf(const std::string& variant)
{
    Scene drawn = shop();
    drawn.extra.set("variants", object("{\"v\": " + variant + "}"));
    Problems problems;
    const auto variants = readVariants(catalog()->registry, drawn, Problem::Severity::Error, problems);
    EXPECT_EQ(variants.size(), problems.empty() ? 2u : 1u) << variant;
    std::vector<std::string> lines;
    for (const Problem& problem : problems) lines.push_back(problem.path + ": " + problem.message);
    return lines;
}

using Lines = std::vector<std::string>;

TEST(Variants, SetParametersOfComponentsWiresAndZones)
{
    const auto scene = varied(R"j({"set": {"web.workers": 2, "web->db.latency": "5ms", "east.place": "Paris", "users.arrivals": "constant(1/s)"}})j");
    ASSERT_TRUE(scene) << scene.error().message;
    EXPECT_EQ(*scene->component("web")->params.find("workers"), Value(2));
    EXPECT_EQ(*scene->component("users")->params.find("arrivals"), Value("constant(1/s)"));
    EXPECT_EQ(*scene->link("web", "db")->params.find("latency"), Value("5ms"));
    EXPECT_EQ(*scene->zones[0].params.find("place"), Value("Paris"));
    EXPECT_EQ(scene->events, shop().events);
    EXPECT_EQ(problemsOf(R"({"set": {"web.workers": 2, "web->db.latency": "5ms", "east.place": "Paris"}})"), Lines());
}

TEST(Variants, TakeComponentsOutWithAllThatNamesThem)
{
    const auto scene = varied(R"({"without": ["cache", "web->db"]})");
    ASSERT_TRUE(scene) << scene.error().message;
    EXPECT_FALSE(scene->component("cache"));
    EXPECT_FALSE(scene->link("web", "cache"));
    EXPECT_FALSE(scene->link("web", "db"));
    EXPECT_TRUE(scene->component("db"));
    EXPECT_EQ(scene->zones[0].contains, (std::vector<std::string>{"web"}));
    ASSERT_EQ(scene->events.size(), 1u);
    EXPECT_EQ(*scene->events[0].find("crash"), Value("web"));
}

TEST(Variants, ReplaceTheEvents)
{
    const auto scene = varied(R"({"events": [{"at": "9s", "restart": "db"}]})");
    ASSERT_TRUE(scene) << scene.error().message;
    ASSERT_EQ(scene->events.size(), 1u);
    EXPECT_EQ(*scene->events[0].find("restart"), Value("db"));
    EXPECT_TRUE(varied(R"({"events": []})")->events.empty());
}

TEST(Variants, ThatChangeNothingAreRefused)
{
    const Lines nothing = {"variants.v: The variant changes nothing: the scene is like that already."};
    EXPECT_EQ(problemsOf(R"({"set": {"web.workers": 8}})"), nothing);
    EXPECT_EQ(problemsOf(R"({"set": {"cache.ttl": "none"}})"), nothing);
    EXPECT_EQ(problemsOf(R"({"set": {"web.label": "Server"}})"), nothing);
    EXPECT_EQ(problemsOf(R"({"without": []})"), nothing);
    EXPECT_EQ(problemsOf(R"({"title": "T"})"), Lines{"variants.v: A variant needs at least one of \"set\", \"without\" and \"events\"."});
}

TEST(Variants, ThatNameWhatIsNotThereAreRefusedInTheirPlace)
{
    EXPECT_EQ(problemsOf(R"({"set": {"cach.ttl": "1s"}})"), Lines{"variants.v.set.cach.ttl: There is no component or zone \"cach\". Did you mean \"cache\"?"});
    EXPECT_EQ(problemsOf(R"({"set": {"web->dbb.latency": "1s"}})"), Lines{"variants.v.set.web->dbb.latency: There is no wire \"web->dbb\". Did you mean \"web->db\"?"});
    EXPECT_EQ(problemsOf(R"({"set": {"cache.ttll": "1s"}})"), Lines{"variants.v.set.cache.ttll: A cache has no field \"ttll\". Did you mean \"ttl\"?"});
    EXPECT_EQ(problemsOf(R"({"set": {"web->db.latencyy": "1s"}})"), Lines{"variants.v.set.web->db.latencyy: A wire has no field \"latencyy\". Did you mean \"latency\"?"});
    EXPECT_EQ(problemsOf(R"({"set": {"web": "1s"}})"), Lines{"variants.v.set.web: expected component.parameter, zone.parameter or FROM->TO.parameter, not \"web\"."});
    EXPECT_EQ(problemsOf(R"({"without": ["db", "cach"]})"), Lines{"variants.v.without[1]: There is no component \"cach\". Did you mean \"cache\"?"});
    EXPECT_EQ(problemsOf(R"({"without": ["web->dbb"]})"), Lines{"variants.v.without[0]: There is no wire \"web->dbb\". Did you mean \"web->db\"?"});
    EXPECT_EQ(problemsOf(R"({"events": [{"at": "1s", "crash": "wob"}]})"), Lines{"variants.v.events[0].crash: There is no component \"wob\"."});
    EXPECT_EQ(problemsOf(R"({"sett": {"web.workers": 1}, "without": ["db"]})"), Lines{"variants.v.sett: There is no field \"sett\" here. Did you mean \"set\"?"});
    EXPECT_EQ(problemsOf(R"({"without": "db"})"), Lines{"variants.v.without: expected a list of components and wires, not text."});
    EXPECT_EQ(problemsOf(R"({"without": ["db"], "must-fail": []})"), Lines{"variants.v.must-fail: expected true, or a list of the ids of expectations."});
}

/// The variants of a shop with two caches and these events in the variant "v".
std::vector<Variant> aimed(const std::string& events, Problem::Severity idle = Problem::Severity::Error)
{
    Scene drawn = scene("users -> web:web-server -> east:cache, west:cache, db:database");
    drawn.zones = {{"dc", "data-center", {"web"}, {{{"place", "Ashburn"}}}}};
    drawn.extra.set("variants", object(R"({"v": {"events": )" + events + "}}"));
    Problems problems;
    return readVariants(catalog()->registry, drawn, idle, problems);
}

TEST(Variants, AimTheirEventsAtEachOfAKind)
{
    const auto variants = aimed(R"([{"at": "1s", "crash": {"each": "cache"}}, {"at": "2s", "recover": {"each": "cache"}}, {"at": "3s", "crash": "db"}])");
    ASSERT_EQ(variants.size(), 3u);
    EXPECT_EQ(variants[1].id, "v");
    EXPECT_EQ(variants[1].member, "east");
    EXPECT_EQ(variants[2].name(), "v (west)");
    ASSERT_EQ(variants[2].scene.events.size(), 3u);
    EXPECT_EQ(*variants[2].scene.events[0].find("crash"), Value("west"));
    EXPECT_EQ(*variants[2].scene.events[1].find("recover"), Value("west"));
    EXPECT_EQ(*variants[2].scene.events[2].find("crash"), Value("db"));
    EXPECT_EQ(aimed(R"([{"at": "1s", "crash": {"each": ["cache", "database"]}}])").size(), 4u);
    const auto zones = aimed(R"([{"at": "1s", "outage": {"each": "data-center"}}])");
    ASSERT_EQ(zones.size(), 2u);
    EXPECT_EQ(*zones[1].scene.events[0].find("outage"), Value("dc"));
}

TEST(Variants, AimTheirEventsAtEveryOneOfAKind)
{
    const auto variants = aimed(R"([{"at": "1s", "flush": {"every": "cache"}}, {"at": "2s", "crash": {"each": "database"}}])");
    ASSERT_EQ(variants.size(), 2u);
    EXPECT_EQ(variants[1].member, "db");
    ASSERT_EQ(variants[1].scene.events.size(), 3u);
    EXPECT_EQ(*variants[1].scene.events[0].find("flush"), Value("east"));
    EXPECT_EQ(*variants[1].scene.events[1].find("flush"), Value("west"));
    EXPECT_TRUE(aimed(R"([{"at": "1s", "flush": {"every": "cache"}}])").at(1).member.empty());
}

TEST(Variants, ThatHitNothingAreIdle)
{
    EXPECT_EQ(aimed(R"([{"at": "1s", "crash": {"each": "dns"}}])").size(), 1u);
    const auto kept = aimed(R"([{"at": "1s", "crash": {"each": "dns"}}])", Problem::Severity::Warning);
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_TRUE(kept[1].scene.events.empty());
}

TEST(Variants, ThatAimWronglyAreRefusedInTheirPlace)
{
    EXPECT_EQ(problemsOf(R"({"events": [{"at": "1s", "crash": {"each": "cach"}}]})"), Lines{"variants.v.events[0].crash: There is no kind \"cach\". Did you mean \"cache\"?"});
    EXPECT_EQ(problemsOf(R"({"events": [{"at": "1s", "crash": {"all": "cache"}}]})"), Lines{"variants.v.events[0].crash: expected a component, { \"each\": KIND } or { \"every\": KIND }."});
    EXPECT_EQ(problemsOf(R"({"events": [{"at": "1s", "crash": {"each": 5}}]})"), Lines{"variants.v.events[0].crash: expected the id of a kind, or a list of them, not number."});
    EXPECT_EQ(problemsOf(R"({"events": [{"at": "1s", "crash": {"each": "cache"}}, {"at": "2s", "crash": {"each": "database"}}]})"),
              Lines{"variants.v.events[1].crash: Every \"each\" of a variant stands for the same component, so that all of them must name the same kinds."});
    EXPECT_EQ(problemsOf(R"({"events": [{"at": "1s", "restart": "web"}, {"at": "2s", "flush": {"each": "users"}}]})"),
              Lines{"variants.v.events[1].flush: Users do not know \"flush\"."});
    EXPECT_EQ(problemsOf(R"({"events": [{"at": "1s", "restart": {"every": ["web-server", "cache"]}}, {"at": "2s", "flush": "users"}]})"),
              Lines{"variants.v.events[1].flush: Users do not know \"flush\"."});
}

TEST(Variants, TheSceneItselfIsTheFirst)
{
    Scene drawn = shop();
    drawn.extra.set("variants", object(R"({"a": {"title": "A", "must-fail": true, "without": ["db"]}, "b": {"must-fail": ["1", "x"], "set": {"web.workers": 1}}})"));
    Problems problems;
    const auto variants = readVariants(catalog()->registry, drawn, Problem::Severity::Error, problems);
    ASSERT_TRUE(problems.empty()) << problems.front().message;
    ASSERT_EQ(variants.size(), 3u);
    EXPECT_EQ(variants[0].id, "scene");
    EXPECT_EQ(variants[0].scene, drawn);
    EXPECT_EQ(variants[1].title, "A");
    EXPECT_TRUE(variants[1].allMustFail);
    EXPECT_FALSE(variants[2].allMustFail);
    EXPECT_EQ(variants[2].mustFail, (std::vector<std::string>{"1", "x"}));
    drawn.extra.set("variants", object(R"({"scene": {"without": ["db"]}})"));
    EXPECT_EQ(readVariants(catalog()->registry, drawn, Problem::Severity::Error, problems).size(), 1u);
    EXPECT_EQ(problems.at(0).path, "variants.scene");
}

} // namespace
} // namespace scalelab
