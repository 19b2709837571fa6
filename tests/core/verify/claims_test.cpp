// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/claims.h"

#include "io/json.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;
using Lines = std::vector<std::string>;

Plan planOf(const std::string& expect, const std::string& variants = "{}")
{
    Scene drawn = scene("users(arrivals=poisson(200/s)) -> web:web-server(workers=8) -> cache(capacity=10), db:database");
    drawn.extra.set("variants", parseJson(variants).value);
    drawn.extra.set("expect", parseJson(expect).value);
    return planVerification(catalog()->registry, drawn);
}

Lines problemsOf(const std::string& expect, const std::string& variants = "{}")
{
    Lines lines;
    for (const Problem& problem : planOf(expect, variants).problems) lines.push_back(problem.path + ": " + problem.message);
    return lines;
}

/// A list of one expectation.
std::string one(const std::string& expect, const std::string& more = "") { return R"([{"that": "T", "over": "1s..2s", "expect": ")" + expect + "\"" + more + "}]"; }

constexpr const char* smaller = R"({"small": {"set": {"cache.capacity": 5}}})";

TEST(Claims, ListWhatIsSoughtOnce)
{
    const Plan plan = planOf(R"([{"that": "A", "over": "1s..2s", "expect": "cache.hits < cache.hits@small + cache.hits + cache.hits[1s..3s]"},)"
                             R"( {"id": "b", "that": "B", "over": "1s..2s", "expect": "cache.hits > cache.hits@scene", "variant": "small"}])",
                             smaller);
    ASSERT_TRUE(plan.problems.empty()) << plan.problems.front().message;
    ASSERT_EQ(plan.claims.size(), 2u);
    EXPECT_EQ(plan.sought.size(), 3u);
    EXPECT_EQ(plan.claims[0].sought, (std::vector<std::size_t>{0, 1, 0, 2}));
    EXPECT_EQ(plan.claims[1].sought, (std::vector<std::size_t>{1, 0}));
    EXPECT_EQ(plan.claims[0].variant, 0u);
    EXPECT_EQ(plan.claims[1].variant, 1u);
    EXPECT_EQ(plan.expectations[0].id, "1");
    EXPECT_EQ(plan.expectations[1].id, "b");
}

TEST(Claims, HaveTheirDefaults)
{
    const Expectation plain = planOf(one("cache.hits > 1")).expectations.at(0);
    EXPECT_EQ(plain.mostRuns, 20u);
    EXPECT_EQ(plain.confidence, 0.99);
    EXPECT_EQ(plain.precision, 0.03);
    const Expectation own = planOf(one("cache.hits > 1", R"(, "seeds": 7, "confidence": "95%", "precision": 0.1)")).expectations.at(0);
    EXPECT_EQ(own.mostRuns, 7u);
    EXPECT_EQ(own.confidence, 0.95);
    EXPECT_EQ(own.precision, 0.1);
}

TEST(Claims, OfVariantsThatTakeTheMechanismAway)
{
    const std::string two = R"([{"that": "A", "over": "1s..2s", "expect": "cache.hits > 1"}, {"id": "b", "that": "B", "over": "1s..2s", "expect": "web.completed > 1"}])";
    const Plan all = planOf(two, R"({"v": {"set": {"cache.capacity": 5}, "must-fail": true}})");
    ASSERT_EQ(all.claims.size(), 4u);
    EXPECT_TRUE(all.claims[2].mustFail && all.claims[3].mustFail);
    EXPECT_EQ(all.claims[2].variant, 1u);
    const Plan some = planOf(two, R"({"v": {"set": {"cache.capacity": 5}, "must-fail": ["b"]}})");
    ASSERT_EQ(some.claims.size(), 3u);
    EXPECT_EQ(some.claims[2].expectation, 1u);
    EXPECT_EQ(planOf(two, R"({"v": {"set": {"cache.capacity": 5}, "must-fail": false}})").claims.size(), 2u);
    EXPECT_EQ(problemsOf(two, R"({"v": {"set": {"cache.capacity": 5}, "must-fail": ["bb"]}})"),
              Lines{"variants.v.must-fail: There is no expectation with the id \"bb\". Did you mean \"b\"?"});
}

TEST(Claims, AreJudgedInEveryRunOfTheirVariant)
{
    const std::string crash = R"({"crash": {"events": [{"at": "1s", "crash": {"each": ["web-server", "cache"]}}]}})";
    const Plan plan = planOf(one("requests.failed < requests.failed@scene + requests.failed@crash", R"(, "variant": "crash")"), crash);
    ASSERT_TRUE(plan.problems.empty()) << plan.problems.front().message;
    ASSERT_EQ(plan.claims.size(), 2u);
    EXPECT_EQ(plan.claims[0].sought, (std::vector<std::size_t>{0, 1, 0}));
    EXPECT_EQ(plan.claims[1].sought, (std::vector<std::size_t>{2, 1, 2}));
    EXPECT_EQ(plan.sought[2].name, "requests.failed@crash (cache)");
    EXPECT_EQ(problemsOf(one("requests.failed < requests.failed@crash"), crash),
              Lines{"expect[0].expect: at character 19: the variant \"crash\" is a run for each of several components; it can only be that in which an expectation is judged."});
}

TEST(Claims, ThatNameWhatAVariantTakesOutAreRefused)
{
    EXPECT_EQ(problemsOf(one("cache.hits > 1"), R"({"v": {"without": ["cache"], "must-fail": true}})"),
              Lines{"expect[0].expect: at character 1: with the variant \"v\", there is no component \"cache\". It is judged with the variant \"v\" too, in which it must fail; write @scene "
                    "behind what is read in the scene itself."});
    EXPECT_EQ(problemsOf(one("cache.hits@scene > db.reads"), R"({"v": {"without": ["cache"], "must-fail": true}})"), Lines());
    EXPECT_EQ(problemsOf(one("cache.hits@v > 1"), R"({"v": {"without": ["cache"]}})"), Lines{"expect[0].expect: at character 1: with the variant \"v\", there is no component \"cache\"."});
}

TEST(Claims, ThatAreWrongAreRefusedInTheirPlace)
{
    EXPECT_EQ(problemsOf(one("cache.hits + web.wait_s.mean > 1")), Lines{"expect[0].expect: at character 12: a number and a time cannot be added."});
    EXPECT_EQ(problemsOf(one("cache.hits/s > 1")), Lines{"expect[0].expect: at character 14: a rate and a number cannot be compared."});
    EXPECT_EQ(problemsOf(one("cache.hit_ratio/s > 1/s")),
              Lines{"expect[0].expect: at character 1: \"cache.hit_ratio\" is no count, so that there is none of it per second; write / seconds to divide by the span."});
    EXPECT_EQ(problemsOf(one("cache.hits@small > 1")), Lines{"expect[0].expect: at character 1: there is no variant \"small\"."});
    EXPECT_EQ(problemsOf(one("cache.hits@smal > 1"), smaller), Lines{"expect[0].expect: at character 1: there is no variant \"smal\". Did you mean \"small\"?"});
    EXPECT_EQ(problemsOf(one("cache.hits > 1", R"(, "variant": "smal")"), smaller), Lines{"expect[0].variant: there is no variant \"smal\". Did you mean \"small\"?"});
    EXPECT_EQ(problemsOf(R"([{"that": "T", "expect": "1 < 2"}])"), Lines{"expect[0]: An expectation needs \"over\": the span of simulated time, such as \"20s..60s\" or \"auto..60s\"."});
    EXPECT_EQ(problemsOf(R"([{"over": "1s..2s", "expect": "1 < 2"}])"), Lines{"expect[0]: An expectation needs \"that\": a sentence that says what is expected, for people."});
    EXPECT_EQ(problemsOf(R"([{"over": "1s..2s", "that": "T"}])"), Lines{"expect[0]: An expectation needs \"expect\": what is compared, such as \"cache.hit_ratio > 90%\"."});
    EXPECT_EQ(problemsOf(R"([{"over": "2s..2s", "that": "T", "expect": "1 < 2"}])"), Lines{"expect[0].over: the span \"2s..2s\" is empty: it must end after it begins."});
    EXPECT_EQ(problemsOf(one("1 < 2", R"(, "seeds": 1)")), Lines{"expect[0].seeds: expected the largest number of runs, from 2 to 10000, not 1."});
    EXPECT_EQ(problemsOf(one("1 < 2", R"(, "confidence": 2)")), Lines{"expect[0].confidence: expected a share from 50% to 0.9999, not 2."});
    EXPECT_EQ(problemsOf(one("1 < 2", R"(, "seds": 5)")), Lines{"expect[0].seds: There is no field \"seds\" here. Did you mean \"seeds\"?"});
    EXPECT_EQ(problemsOf("[5]"), Lines{"expect[0]: expected an object with \"that\", \"expect\" and \"over\", not number."});
    EXPECT_EQ(problemsOf(R"([{"id": "a", "over": "1s..2s", "that": "T", "expect": "1 < 2"}, {"id": "a", "over": "1s..2s", "that": "T", "expect": "1 < 2"}])"),
              Lines{"expect[1].id: There is already an expectation \"a\"."});
}

} // namespace
} // namespace scalelab
