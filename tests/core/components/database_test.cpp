// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

double lagOf(const Simulation& simulation, std::string_view id)
{
    const ComponentId found = simulation.find(id);
    return simulation.node(found).ops->lag(simulation.placeOf(found), simulation.now());
}

TEST(Database, WritesHaveATimeOfTheirOwn)
{
    const auto latency = [](const std::string& mix, const std::string& params) {
        return runFor("users(arrivals=constant(10/s), mix={" + mix + "=1}) -> web:web-server -> db:database(" + params + ")", 1_s).latency();
    };
    EXPECT_EQ(latency("read", "service=const(10ms), write-service=const(30ms)").max(), 10_ms);
    EXPECT_EQ(latency("write", "service=const(10ms), write-service=const(30ms)").min(), 30_ms);
    EXPECT_EQ(latency("write", "service=const(10ms)").min(), 10_ms);
}

TEST(Database, ConnectionsAndWaitingPlacesLimitIt)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> db:database(connections=1, queue=1, service=const(250ms))", 1_s);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Rejected)], 4u);
    EXPECT_EQ(measure(run, "db", "failed_here"), 4);
    EXPECT_EQ(measure(run, "web", "failed_here"), 0);
    EXPECT_DOUBLE_EQ(measure(run, "db", "utilisation"), 0.9);
}

TEST(Database, LagIsTheWayOfTheLogPlusItsApplication)
{
    const Simulation run = runFor(replicated("write", "100ms", "", "apply=const(20ms)"), 1_s);
    EXPECT_EQ(measure(run, "master", "writes"), 9);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 8); // the write of 0.9 s is there at 1.02 s
    EXPECT_DOUBLE_EQ(measure(run, "replica", "lag_s.mean"), 0.12);
    EXPECT_DOUBLE_EQ(measure(run, "replica", "lag_s.max"), 0.12);
    EXPECT_DOUBLE_EQ(lagOf(run, "replica"), 0.1);
    EXPECT_LT(lagOf(run, "master"), 0);
}

TEST(Database, AReplicaThatAppliesTooSlowlyFallsBehind)
{
    const Simulation run = runFor(replicated("write", "100ms", "", "apply=const(150ms)"), 1_s);
    // Write k, committed at 0.1 k, is applied at 0.2 + 0.15 k: 0.35, 0.5, 0.65, 0.8 and 0.95 s.
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 5);
    EXPECT_DOUBLE_EQ(measure(run, "replica", "lag_s.mean"), 0.35);
    EXPECT_DOUBLE_EQ(measure(run, "replica", "lag_s.max"), 0.45);
    EXPECT_EQ(measure(run, "replica", "backlog"), 4);
    EXPECT_DOUBLE_EQ(lagOf(run, "replica"), 0.4);
}

TEST(Database, ReadsFromALaggingReplicaAreStale)
{
    const Simulation run = runFor("writers:users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> master:database, replica:database(role=replica)\n"
                                  "readers:users(arrivals=constant(4/s)) -> web; master -600ms-> replica", 1950_ms);
    EXPECT_EQ(measure(run, "replica", "stale_reads"), 3); // 1.0, after the write of that instant, 1.25 and 1.5 s
    EXPECT_EQ(run.totals().stale, 3u);
    EXPECT_EQ(measure(run, "replica", "reads"), 7);
    EXPECT_EQ(measure(run, "master", "reads"), 0);
}

TEST(Database, OtherKeysAreNotStale)
{
    const Simulation run = runFor("writers:users(arrivals=constant(10/s), mix={write=1}, keys=uniform(1)) -> web:web-server -> master:database, replica:database(role=replica)\n"
                                  "readers:users(arrivals=constant(100/s), keys=uniform(1000000000)) -> web; master -1s-> replica", 5_s);
    EXPECT_EQ(run.totals().stale, 0u);
    EXPECT_EQ(measure(run, "replica", "reads"), 499);
}

TEST(Database, ReadsGoToTheReplicasInTurnAndWritesToTheMaster)
{
    const std::string rest = "=1}) -> web:web-server -> master:database, r1:database(role=replica), r2:database(role=replica); master -> r1, r2";
    const Simulation reads = runFor("users(arrivals=constant(10/s), mix={read" + rest, 1050_ms);
    EXPECT_EQ(measure(reads, "r1", "reads"), 5);
    EXPECT_EQ(measure(reads, "r2", "reads"), 5);
    EXPECT_EQ(measuresOf(reads, "master").arrived, 0u);
    const Simulation writes = runFor("users(arrivals=constant(10/s), mix={write" + rest, 1050_ms);
    EXPECT_EQ(measure(writes, "master", "writes"), 10);
    EXPECT_EQ(measuresOf(writes, "r1").arrived, 0u);
    EXPECT_EQ(measure(writes, "r1", "applied_writes"), 10);
    EXPECT_EQ(measure(writes, "r2", "applied_writes"), 10);
}

TEST(Database, WritesDoNotDisturbTheTurnsOfTheReplicas)
{
    const Simulation run = runFor("users(arrivals=poisson(100/s), mix={read=2, write=1}) -> web:web-server -> master:database, r1:database(role=replica), r2:database(role=replica), "
                                  "r3:database(role=replica); master -> r1, r2, r3", 30_s);
    EXPECT_GT(measure(run, "master", "writes"), 500);
    EXPECT_GT(measure(run, "r1", "reads"), 500);
    EXPECT_NEAR(measure(run, "r1", "reads"), measure(run, "r2", "reads"), 1);
    EXPECT_NEAR(measure(run, "r1", "reads"), measure(run, "r3", "reads"), 1);
}

TEST(Database, DataSurvivesARestart)
{
    Simulation run = runFor(replicated("write", "100ms") + "@1s restart master\n@1s restart replica\n@2050ms set users.scale=0", 3_s);
    EXPECT_EQ(measure(run, "master", "master"), 1);
    EXPECT_EQ(measure(run, "master", "writes"), 20);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 20);
    EXPECT_EQ(run.latestVersion(run.find("master"), 0), 20u);
}

TEST(Database, AReplicaAddedWhileItRunsStartsWithACopy)
{
    Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}) -> web:web-server -> master:database", 1050_ms);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"r", "database", {{{"role", "replica"}}}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"master", "r", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"web", "r", {}}}));
    ASSERT_TRUE(run.apply(SetCommand{"users", "mix", Object{{{"read", 1}}}}));
    run.advance(2050_ms);
    EXPECT_EQ(measure(run, "r", "reads"), 10);
    EXPECT_EQ(run.totals().stale, 0u);
}

} // namespace
} // namespace scalelab
