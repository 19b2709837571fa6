// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/verify.h"

#include "io/json.h"
#include "run/compile.h"
#include "scene_text.h"
#include "verify/report.h"

#include <gtest/gtest.h>

#include <limits>
#include <mutex>
#include <set>

namespace scalelab {
namespace {

using namespace test;

constexpr const char* shop = "users(arrivals=poisson(100/s), keys=zipf(1000, 0.9)) -> web:web-server(workers=4, service=exp(5ms)) -> cache(capacity=100), db:database(connections=4, service=exp(2ms))";

Scene shopWith(const std::string& expect, const std::string& variants = "{}")
{
    Scene drawn = scene(shop);
    drawn.seed = 7;
    drawn.extra.set("variants", parseJson(variants).value);
    drawn.extra.set("expect", parseJson(expect).value);
    return drawn;
}

/// Keeps which runs were started.
struct Starts {
    std::mutex mutex;
    std::multiset<std::pair<std::size_t, std::uint64_t>> runs;
};

std::vector<Judgement> judgementsOf(const Plan& plan, const VerifyOptions& options, Starts* starts = nullptr)
{
    const auto judgements = verify(plan, options, [&](std::size_t variant, std::uint64_t seed) -> Result<Simulation> {
        if (starts) {
            const std::lock_guard lock(starts->mutex);
            starts->runs.emplace(variant, seed);
        }
        return simulate(plan.variants[variant].scene, seed);
    });
    EXPECT_TRUE(judgements) << judgements.error().message;
    return judgements ? *judgements : std::vector<Judgement>();
}

Plan planOf(const std::string& expect, const std::string& variants = "{}")
{
    Plan plan = planVerification(catalog()->registry, shopWith(expect, variants));
    for (const Problem& problem : plan.problems) ADD_FAILURE() << problem.path << ": " << problem.message;
    return plan;
}

/// One expectation over 1s..3s.
std::string one(const std::string& expect, const std::string& more = "") { return R"([{"that": "T", "over": "1s..3s", "expect": ")" + expect + "\"" + more + "}]"; }

constexpr const char* several = R"([
    {"id": "reads", "that": "A", "over": "1s..3s", "expect": "db.reads = cache.misses@scene within 20%"},
    {"id": "hits", "that": "B", "over": "2s..4s", "expect": "cache.hit_ratio@scene > cache.hit_ratio@small"},
    {"id": "auto", "that": "C", "over": "auto..4s", "expect": "web.utilisation[1s..4s] between 5% and 50%"},
    {"id": "all", "that": "D", "over": "1s..4s", "expect": "requests.offered = requests.completed + requests.failed + requests.in_flight"}])";
constexpr const char* variants = R"({"small": {"set": {"cache.capacity": 5}}, "no-cache": {"without": ["cache"], "must-fail": ["reads"]}})";

TEST(Verify, JudgesWhatHoldsAndWhatMustFail)
{
    const Plan plan = planOf(several, variants);
    const auto judgements = judgementsOf(plan, {});
    ASSERT_EQ(judgements.size(), 5u);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(judgements[i].verdict, Verdict::Passed) << i << judgements[i].why;
    EXPECT_TRUE(plan.claims[4].mustFail);
    EXPECT_EQ(judgements[4].verdict, Verdict::Failed);
    EXPECT_TRUE(isVerified(plan, judgements));
}

TEST(Verify, IsNotContentWhenSomethingHoldsThatMustFail)
{
    const Plan plan = planOf(one("db.reads > 10"), R"({"no-cache": {"without": ["cache"], "must-fail": true}})");
    const auto judgements = judgementsOf(plan, {});
    ASSERT_EQ(judgements.size(), 2u);
    EXPECT_EQ(judgements[0].verdict, Verdict::Passed);
    EXPECT_EQ(judgements[1].verdict, Verdict::Passed);
    EXPECT_FALSE(isAsExpected(plan.claims[1], judgements[1]));
    EXPECT_FALSE(isVerified(plan, judgements));
    EXPECT_FALSE(isVerified(planOf("[]"), {}));
}

TEST(Verify, GivesTheSameWithAnyNumberOfThreads)
{
    const Plan plan = planOf(several, variants);
    const std::string single = writeJson(verificationValue(plan, judgementsOf(plan, {.threads = 1})));
    for (const unsigned threads : {2U, 3U, 8U}) EXPECT_EQ(writeJson(verificationValue(plan, judgementsOf(plan, {.threads = threads}))), single) << threads;
}

TEST(Verify, AddsRoundsOfFiveSeedsUntilBothSidesArePrecise)
{
    Starts starts;
    const Plan plan = planOf(one("web.completed > 10", R"(, "precision": "20%")"));
    EXPECT_EQ(judgementsOf(plan, {}, &starts).at(0).runs, 5u);
    EXPECT_EQ(starts.runs, (std::multiset<std::pair<std::size_t, std::uint64_t>>{{0, 7}, {0, 8}, {0, 9}, {0, 10}, {0, 11}}));
    EXPECT_EQ(judgementsOf(planOf(one("web.completed > 10", R"(, "precision": "0.1%", "seeds": 12)")), {}).at(0).runs, 12u);
    EXPECT_EQ(judgementsOf(planOf(one("10000 > web.completed", R"(, "precision": "0.1%", "seeds": 3)")), {}).at(0).runs, 3u);
    EXPECT_EQ(judgementsOf(planOf(one("web.workers = 4", R"(, "precision": "0.1%")")), {}).at(0).runs, 5u);
    const auto stepwise = judgementsOf(planOf(one("web.completed > 10", R"(, "precision": "5%", "seeds": 200)")), {}).at(0);
    EXPECT_GT(stepwise.runs, 5u);
    EXPECT_LT(stepwise.runs, 200u);
    EXPECT_EQ(stepwise.runs % 5, 0u);
    EXPECT_LE(stepwise.left.halfWidth, 0.05 * stepwise.left.mean);
}

TEST(Verify, RunsOnlyWhatIsStillOpen)
{
    Starts starts;
    const auto judgements = judgementsOf(planOf(R"([{"that": "A", "over": "1s..3s", "expect": "cache.hits@small > 1", "seeds": 10, "precision": "0.001%"},
                                                    {"that": "B", "over": "1s..3s", "expect": "web.workers = 4"}])",
                                                R"({"small": {"set": {"cache.capacity": 5}}})"),
                                         {}, &starts);
    EXPECT_EQ(judgements.at(0).runs, 10u);
    EXPECT_EQ(judgements.at(1).runs, 5u);
    EXPECT_EQ(starts.runs.size(), 15u);
    for (std::uint64_t seed = 12; seed < 17; ++seed) EXPECT_EQ(starts.runs.count({0, seed}), 0u);
}

TEST(Verify, RunsExactlyTheSeedsAskedFor)
{
    Starts starts;
    const auto judgements = judgementsOf(planOf(one("web.completed > 10")), {.seeds = SeedRange{3, 5}}, &starts);
    EXPECT_EQ(judgements.at(0).runs, 3u);
    EXPECT_EQ(starts.runs, (std::multiset<std::pair<std::size_t, std::uint64_t>>{{0, 3}, {0, 4}, {0, 5}}));
}

TEST(Verify, ReadsARateOverItsOwnSpan)
{
    const Plan plan = planOf(one("requests.offered/s[2s..4s] = requests.offered[2s..4s] / 2s"));
    EXPECT_EQ(judgementsOf(plan, {}).at(0).verdict, Verdict::Passed);
    EXPECT_EQ(judgementsOf(planOf(one("seconds[2s..5s] = 3s")), {}).at(0).verdict, Verdict::Passed);
}

TEST(Verify, ComparesVariantsUnderTheSameSeed)
{
    const auto judgements = judgementsOf(planOf(one("requests.offered = requests.offered@small"), R"({"small": {"set": {"cache.capacity": 5}}})"), {});
    EXPECT_EQ(judgements.at(0).verdict, Verdict::Passed);
    EXPECT_GT(judgements.at(0).left.halfWidth, 0);
    EXPECT_EQ(judgements.at(0).difference.halfWidth, 0);
}

TEST(Verify, SaysWhatHadNoValue)
{
    const auto judgements = judgementsOf(planOf(one("cache.hit_ratio@idle < 1"), R"j({"idle": {"set": {"users.arrivals": "constant(0/s)"}}})j"), {});
    EXPECT_EQ(judgements.at(0).verdict, Verdict::Undecided);
    EXPECT_EQ(judgements.at(0).why, "cache.hit_ratio@idle has no value in some runs");
    EXPECT_EQ(judgements.at(0).runs, 5u);
}

TEST(Verify, TellsWhichRunFailed)
{
    const Plan plan = planOf(one("web.completed@endless > 10"), R"j({"endless": {"set": {"users.arrivals": "closed(users=1, think=const(0s))", "web.service": "const(0s)"}}})j");
    const auto judgements = verify(plan, {.threads = 2}, [&](std::size_t variant, std::uint64_t seed) -> Result<Simulation> {
        Scene drawn = scene("users(arrivals=closed(users=1, think=const(0s))) -> web:web-server");
        return variant == 1 && seed == 9 ? simulate(drawn, seed) : simulate(plan.variants[0].scene, seed);
    });
    ASSERT_FALSE(judgements);
    EXPECT_TRUE(judgements.error().message.starts_with("the run with seed 9 of the variant \"endless\" failed: ")) << judgements.error().message;
}

TEST(Verify, GivesIntervalsThatCoverTheTruthAsOftenAsTheySay)
{
    Scene queue = scene("users(arrivals=poisson(40/s)) -> web:web-server(workers=1, service=exp(10ms))");
    queue.extra.set("expect", parseJson(R"([{"that": "Forty come in a second", "over": "500ms..1500ms", "expect": "requests.offered = 40 within 100%"}])").value);
    const Plan plan = planVerification(catalog()->registry, queue);
    int covered = 0;
    constexpr int experiments = 1000;
    for (std::uint64_t experiment = 0; experiment < experiments; ++experiment) {
        const auto judgements = judgementsOf(plan, {.seeds = SeedRange{experiment * 5, experiment * 5 + 4}});
        covered += judgements.at(0).left.contains(40) ? 1 : 0;
    }
    EXPECT_GE(covered, 977); // 990 less four standard deviations of sqrt(1000 * 0.99 * 0.01)
    EXPECT_LT(covered, experiments);
}

TEST(Report, ShowsWhatWasMeasuredAndJudged)
{
    const Plan plan = planOf(several, variants);
    const std::string table = verificationTable("A shop", plan, judgementsOf(plan, {}));
    EXPECT_TRUE(table.starts_with("A shop\n  expected ")) << table;
    EXPECT_NE(table.find("reads: A "), std::string::npos) << table;
    EXPECT_NE(table.find(" within 20% "), std::string::npos) << table;
    EXPECT_NE(table.find("between 0.05 and 0.5 "), std::string::npos) << table;
    EXPECT_NE(table.find("reads: fails without its mechanism (no-cache)"), std::string::npos) << table;
    EXPECT_NE(table.find("failed, as it must\n"), std::string::npos) << table;
    EXPECT_NE(table.find(" ± "), std::string::npos) << table;
}

TEST(Report, WritesValuesInUnitsThatSuitThem)
{
    EXPECT_EQ(measureText(0.0123456, timeDimension), "12.35ms");
    EXPECT_EQ(measureText(90, timeDimension), "90s");
    EXPECT_EQ(measureText(0, timeDimension), "0s");
    EXPECT_EQ(measureText(40.128, rateDimension), "40.13/s");
    EXPECT_EQ(measureText(2.5e6, bytesDimension), "2.5MB");
    EXPECT_EQ(measureText(0.09, moneyDimension), "$0.09");
    EXPECT_EQ(measureText(123456, plainNumber), "123456");
    EXPECT_EQ(measureText(std::numeric_limits<double>::infinity(), plainNumber), "without limit");
}

} // namespace
} // namespace scalelab
