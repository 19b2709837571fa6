// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

namespace scalelab {
namespace {

using namespace test;

bool reports(const Simulation& run, const std::string& id)
{
    const Reporter reporter = run.report(run.find("users"));
    for (const auto& [name, value] : reporter.values())
        if (name == id) return true;
    return false;
}

const Value& at(const Value& value, std::initializer_list<const char*> path)
{
    const Value* found = &value;
    for (const char* name : path) {
        found = found->object() ? found->object()->find(name) : nullptr;
        if (!found) throw std::runtime_error(std::string("the report has no ") + name);
    }
    return *found;
}

TEST(UsersClasses, EachClassHasItsOwnLatencyAndFailures)
{
    Simulation run = simulateProbes("users(arrivals=constant(100/s), mix={read=1, write=1, static=1}) -> site:probe(service=const(20ms), fails=write), cdn:probe(offers=cdn, service=const(5ms))");
    run.advance(2_s);
    EXPECT_NEAR(measure(run, "users", "classes.read.latency_s.mean"), 0.02, 1e-9);
    EXPECT_NEAR(measure(run, "users", "classes.static.latency_s.p99"), 0.005, 5e-5);
    EXPECT_EQ(measure(run, "users", "classes.write.completed"), 0);
    EXPECT_GT(measure(run, "users", "classes.write.failed"), 40);
    EXPECT_EQ(measure(run, "users", "classes.read.completed") + measure(run, "users", "classes.static.completed"), static_cast<double>(run.totals().completed));
    EXPECT_FALSE(reports(run, "classes.job.completed"));
}

TEST(UsersClasses, TheOnlyClassHasTheMeasuresOfAllRequests)
{
    Simulation run = simulateProbes("users(arrivals=constant(100/s), mix={job=1}) -> probe(service=exp(5ms))");
    run.advance(1_s);
    EXPECT_EQ(measure(run, "users", "classes.job.completed"), measure(run, "users", "completed"));
    EXPECT_EQ(measure(run, "users", "classes.job.latency_s.p95"), measure(run, "users", "sojourn_s.p95"));
    EXPECT_FALSE(reports(run, "classes.read.completed"));
}

TEST(UsersClasses, AChangeOfTheMixLosesNothing)
{
    Simulation run = simulateProbes("users(arrivals=constant(100/s)) -> probe(service=const(15ms))");
    run.advance(1_s);
    ASSERT_TRUE(tell(run, "set users.mix={\"write\":1}"));
    run.advance(1500_ms);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(2_s);
    EXPECT_EQ(measure(run, "users", "classes.read.completed"), 99);
    EXPECT_EQ(measure(run, "users", "classes.write.completed"), 50);
    EXPECT_EQ(measure(run, "users", "completed"), 149);
}

TEST(UsersClasses, RequestsOfTheWarmUpDoNotCount)
{
    Simulation run = simulateProbes("users(arrivals=constant(100/s), mix={read=1, write=1}, objectives={read=\"50% within 1ms\"}) -> probe(service=const(15ms))");
    run.advance(1_s);
    run.restartMeasures();
    run.advance(2_s);
    EXPECT_EQ(measure(run, "users", "classes.read.completed") + measure(run, "users", "classes.write.completed"), measure(run, "users", "completed"));
    EXPECT_EQ(measure(run, "users", "objectives.read.slow"), static_cast<double>(run.totals().slow));
    EXPECT_EQ(measure(run, "users", "objectives.read.slow"), measure(run, "users", "classes.read.completed"));
}

TEST(UsersClasses, RequestsLaterThanTheirObjectiveAreSlow)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s), objectives={read=\"40% within 5ms\"}) -> quick:probe(service=const(5ms)), slow:probe(service=const(5001us))");
    run.advance(10'050_ms);
    EXPECT_EQ(run.totals().completed, 100u);
    EXPECT_EQ(run.totals().slow, 50u);
    EXPECT_EQ(measure(run, "users", "objectives.read.target"), 0.4);
    EXPECT_EQ(measure(run, "users", "objectives.read.within_s"), 0.005);
    EXPECT_EQ(measure(run, "users", "objectives.read.good"), 50);
    EXPECT_EQ(measure(run, "users", "objectives.read.good_share"), 0.5);
    EXPECT_NEAR(measure(run, "users", "objectives.read.budget_left"), 1 - 50.0 / 60, 1e-12);
}

TEST(UsersClasses, FailuresUseUpTheErrorBudgetToo)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s), objectives={read=\"90% within 5ms\"}) -> a:probe, b:probe(fails=all)");
    run.advance(10'050_ms);
    EXPECT_EQ(run.totals().slow, 0u);
    EXPECT_EQ(measure(run, "users", "objectives.read.good_share"), 0.5);
    EXPECT_EQ(measure(run, "users", "objectives.read.budget_left"), 0);
}

TEST(UsersClasses, AnUnusedBudgetIsWhole)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s), objectives={read=\"100% within 5ms\", write=\"99% within 1s\"}) -> probe");
    run.advance(1_s);
    EXPECT_EQ(measure(run, "users", "objectives.read.budget_left"), 1);
    EXPECT_EQ(measure(run, "users", "objectives.write.budget_left"), 1);
    EXPECT_EQ(measure(run, "users", "objectives.write.good_share"), 1);
}

TEST(UsersClasses, TheReportHasSlowRequestsAndObjectivesBySourceAndClass)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s), objectives={read=\"40% within 5ms\"}) -> probe(service=const(6ms)); people:users(arrivals=constant(10/s)) -> probe");
    run.advance(1_s);
    const Value report = runReport(run, "title", {});
    EXPECT_EQ(at(report, {"requests", "slow"}), Value(9));
    EXPECT_EQ(at(report, {"objectives", "users", "read", "target"}), Value(0.4));
    EXPECT_EQ(at(report, {"objectives", "users", "read", "within_s"}), Value(0.005));
    EXPECT_EQ(at(report, {"objectives", "users", "read", "good_share"}), Value(0.0));
    EXPECT_EQ(at(report, {"objectives", "users", "read", "budget_left"}), Value(0.0));
    EXPECT_EQ(at(report, {"components", "users", "classes", "read", "completed"}), Value(9));
    EXPECT_EQ(at(report, {"objectives"}).object()->find("people"), nullptr);
}

TEST(UsersClasses, RequestsHaveTheSizeOfTheirKeyAndClass)
{
    Simulation run = simulateProbes("users(arrivals=constant(100/s), keys=uniform(5), mix={read=1, write=1}, size={read=2kB, write=exp(10kB)}) -> probe");
    run.advance(2_s);
    std::map<std::uint64_t, std::uint32_t> sizes;
    for (const Seen& seen : seenBy(run, "probe")) {
        if (seen.requestClass == RequestClass::Read) {
            EXPECT_EQ(seen.bytes, 2000u);
        } else {
            EXPECT_EQ(sizes.try_emplace(seen.key, seen.bytes).first->second, seen.bytes);
        }
    }
    EXPECT_EQ(sizes.size(), 5u);
    EXPECT_NE(sizes[0], sizes[1]);
}

TEST(UsersClasses, AMovingHotSetIsBetterKeptByRecencyThanByFrequency)
{
    const auto hitRatio = [](const char* policy, const char* shift) {
        const std::string keys = std::string("hotset(10000, share=1%, traffic=50%") + shift + ")";
        Simulation run = simulate("users(arrivals=constant(1000/s), keys=" + keys + ") -> web-server -> cache(capacity=100, strategy=cache-aside, policy=" + policy + "); web-server -> database");
        run.advance(100_s);
        return measure(run, "cache", "hit_ratio");
    };
    EXPECT_GT(hitRatio("lfu", ""), hitRatio("lru", "") + 0.05);
    EXPECT_GT(hitRatio("lru", ", shift=10s"), hitRatio("lfu", ", shift=10s") + 0.1);
}

} // namespace
} // namespace scalelab
