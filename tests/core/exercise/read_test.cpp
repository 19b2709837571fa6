// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shop_exercise.h"

namespace scalelab {
namespace {

using namespace test;

Lines problemsIn(const Scene& scene)
{
    Problems problems;
    (void)readExercise(catalog()->registry, scene, problems);
    return linesOf(problems);
}

/// The problems of the exercise with one text of its rules replaced.
Lines problemsWith(const std::string& from, const std::string& to)
{
    std::string rules = shopRules;
    const auto at = rules.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return problemsIn(shopScene(rules.replace(at, from.size(), to)));
}

TEST(ReadExercise, TellsWhatItSays)
{
    const Exercise exercise = shopExercise();
    EXPECT_EQ(exercise.level, 2);
    EXPECT_EQ(exercise.task, "Make it survive.");
    EXPECT_EQ(exercise.hints, (Lines{"One.", "Two."}));
    EXPECT_EQ(exercise.teaches, Lines{"Redundancy"});
    EXPECT_EQ(exercise.claims, (std::vector<int>{1, 5}));
    ASSERT_EQ(exercise.goals.size(), 2u);
    EXPECT_EQ(exercise.goals[0].that, "It stays up");
    const PartRule* web = partRule(exercise, "web-server");
    ASSERT_TRUE(web);
    EXPECT_EQ(web->least, 1u);
    EXPECT_EQ(web->most, 3u);
    EXPECT_EQ(*web->with.find("service"), Value("exp(10ms)"));
    EXPECT_EQ(web->calls, (std::vector<Lines>{{"database"}}));
    EXPECT_EQ(web->free.at(0).choices, (List{"none", "memory"}));
    const Freedom& fall = partRule(exercise, "load-balancer")->free.at(1);
    EXPECT_EQ(fall.least, 2);
    EXPECT_EQ(fall.most, 5);
    EXPECT_FALSE(partRule(exercise, "database"));
    EXPECT_EQ(wireRule(exercise, "users", "load-balancer")->to, "*");
    EXPECT_FALSE(wireRule(exercise, "database", "database"));
}

TEST(ReadExercise, FixesWhatNoRuleOpensAndWhatIsLocked)
{
    std::string rules = shopRules;
    rules.insert(rules.rfind('}'), ", \"locked\": [\"web\", \"web->db\"]");
    Problems problems;
    const Exercise open = shopExercise();
    const Exercise locked = readExercise(catalog()->registry, shopScene(rules), problems);
    EXPECT_EQ(linesOf(problems), Lines());
    EXPECT_TRUE(isFixed(open, "users", "users"));
    EXPECT_FALSE(isFixed(open, "web", "web-server"));
    EXPECT_TRUE(isFixed(locked, "web", "web-server"));
    EXPECT_FALSE(isFixed(locked, "other", "web-server"));
    EXPECT_FALSE(isFixed(open, *open.scene.link("web", "db")));
    EXPECT_TRUE(isFixed(locked, *locked.scene.link("web", "db")));
}

TEST(ReadExercise, RefusesWhatIsWrongInItsPlace)
{
    EXPECT_EQ(problemsWith("\"level\": 2", "\"level\": 6"), Lines{"exercise.level: expected a whole number from 1 to 5, not 6."});
    EXPECT_EQ(problemsWith("\"level\": 2, ", ""), Lines{"exercise: An exercise needs \"level\": how difficult it is, from 1 to 5."});
    EXPECT_EQ(problemsWith("\"task\": \"Make it survive.\", ", ""), Lines{"exercise: An exercise needs \"task\": what is to be done, in plain words."});
    EXPECT_EQ(problemsWith("\"hints\": [\"One.\", \"Two.\"]", "\"hints\": \"One.\""), Lines{"exercise.hints: expected a list of texts, not text."});
    EXPECT_EQ(problemsWith("[1, 5]", "[1, 36]"), Lines{"exercise.claims: expected a whole number from 1 to 35, not 36."});
    EXPECT_EQ(problemsWith("\"hints\"", "\"hint\""), Lines{"exercise.hint: There is no field \"hint\" here. Did you mean \"hints\"?"});
    EXPECT_EQ(problemsWith("\"load-balancer\": {", "\"load-balance\": {"), Lines{"exercise.parts.load-balance: There is no kind \"load-balance\". Did you mean \"load-balancer\"?"});
    EXPECT_EQ(problemsWith("\"least\": 1, \"most\": 3", "\"least\": 4, \"most\": 3"), Lines{"exercise.parts.web-server: \"least\" is more than \"most\"."});
    EXPECT_EQ(problemsWith("\"most\": 1, ", ""), Lines{"exercise.parts.load-balancer: A kind that may be added needs \"most\": how many there may be in all."});
    EXPECT_EQ(problemsWith("\"most\": 1,", "\"most\": -1,"), Lines{"exercise.parts.load-balancer.most: expected a whole number from 0 to 1000, not -1."});
    EXPECT_EQ(problemsWith("\"workers\": 4", "\"wokers\": 4"),
              Lines{"exercise.parts.web-server.with.wokers: \"web-server\" has no parameter \"wokers\". Did you mean \"workers\"?"});
    EXPECT_EQ(problemsWith("\"algorithm\": true", "\"algorithm\": false"),
              Lines{"exercise.parts.load-balancer.free.algorithm: expected true, \"some\", a list of values, or bounds such as \"1..16\", not false."});
    EXPECT_EQ(problemsWith("\"2..5\"", "\"5..2\""), Lines{"exercise.parts.load-balancer.free.health-fall: the bounds \"5..2\" leave no value: the first is the larger one."});
    EXPECT_EQ(problemsWith("\"calls\": [\"database\"]", "\"calls\": [\"databse\"]"), Lines{"exercise.parts.web-server.calls: There is no kind \"databse\". Did you mean \"database\"?"});
    EXPECT_EQ(problemsWith("\"calls\"", "\"in\": \"city\", \"calls\""), Lines{"exercise.parts.web-server.in: There is no kind \"city\"."});
    EXPECT_EQ(problemsWith("\"users->*\"", "\"users\""),
              Lines{"exercise.wires.users: expected the kinds at both ends of a wire, such as \"web-server->database\" or \"web-server->*\"."});
    EXPECT_EQ(problemsWith("\"users->*\"", "\"user->*\""), Lines{"exercise.wires.user->*: There is no kind \"user\". Did you mean \"users\"?"});
    EXPECT_EQ(problemsWith("\"claims\"", "\"locked\": [\"wob\"], \"claims\""), Lines{"exercise.locked: There is no component, zone or wire \"wob\". Did you mean \"web\"?"});
    EXPECT_FALSE(problemsWith("\"service\": \"exp(10ms)\"", "\"service\": \"exp(10)\"").empty());
}

TEST(ReadExercise, RefusesNamesThatAnAnswerMayTakeAway)
{
    const std::string why = "\"web\" may be missing in an answer. Name a kind, as in { \"each\": KIND } or sum.KIND.MEASURE, or lock \"web\".";
    const auto withGoal = [](const std::string& goal) { return shopScene(shopRules, R"([{ "that": "T", "over": "1s..2s", "expect": ")" + goal + "\" }]", "{}"); };
    EXPECT_EQ(problemsIn(withGoal("web.arrived > 1")), Lines{"expect[0].expect: " + why});
    EXPECT_EQ(problemsIn(withGoal("users.arrived > db.reads")), Lines());
    EXPECT_EQ(problemsIn(withGoal("`web->db`.latency < 1s")), Lines{"expect[0].expect: " + why});
    EXPECT_EQ(problemsIn(shopScene(shopRules, shopGoals, R"({ "crash": { "events": [ { "at": "2s", "crash": "web" } ] } })")), Lines{"variants.crash.events[0].crash: " + why});
    EXPECT_EQ(problemsIn(shopScene(shopRules, shopGoals, R"({ "crash": { "set": { "web.workers": 1 } } })")), Lines{"variants.crash.set.web.workers: " + why});
    EXPECT_EQ(problemsIn(shopScene(shopRules, shopGoals, R"({ "crash": { "set": { "users.scale": 2 } } })")), Lines());
    EXPECT_EQ(problemsIn(shopScene(shopRules, shopGoals, R"({ "crash": { "without": ["web"] } })")).front(), "variants.crash.without: " + why);
    EXPECT_EQ(problemsIn(shopScene(shopRules, shopGoals, R"({ "crash": { "must-fail": true, "set": { "users.scale": 2 } } })")),
              Lines{"variants.crash.must-fail: The variants of an exercise are trials: none of them must fail."});
    Scene withEvent = shopScene();
    withEvent.events.push_back(*json(R"({ "at": "1s", "restart": "web" })").object());
    EXPECT_EQ(problemsIn(withEvent), Lines{"events[0].restart: " + why});
}

TEST(ReadExercise, NeedsGoalsAndNoFiles)
{
    EXPECT_EQ(problemsIn(shopScene(shopRules, "[]", "{}")), Lines{"exercise: An exercise needs goals: list them in \"expect\"."});
    EXPECT_EQ(problemsIn(scene(shopDesign)), Lines{": The scene is no exercise: it has no \"exercise\"."});
    Scene log = shopScene();
    log.component("users")->params.set("arrivals", "trace(visits.log)");
    EXPECT_EQ(problemsIn(log), Lines{"components.users.arrivals: An exercise stands for itself: it must not name data files."});
}

TEST(ReadExercise, MayHaveTrialsThatHitNothingYet)
{
    const Scene scene = shopScene(shopRules, shopGoals, R"({ "crash": { "events": [ { "at": "2s", "crash": { "each": "load-balancer" } } ] } })");
    EXPECT_EQ(problemsIn(scene), Lines());
    EXPECT_EQ(linesOf(expectationProblems(catalog()->registry, scene)), Lines());
    Scene plain = scene;
    plain.extra.erase("exercise");
    EXPECT_EQ(linesOf(expectationProblems(catalog()->registry, plain)).front(), "variants.crash: The variant changes nothing: the scene is like that already.");
}

} // namespace
} // namespace scalelab
