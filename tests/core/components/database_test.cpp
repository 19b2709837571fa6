// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/validate.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t unreachable(const Simulation& simulation) { return simulation.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)]; }

double lagOf(const Simulation& simulation, std::string_view id)
{
    const ComponentId found = simulation.find(id);
    return simulation.node(found).ops->lag(simulation.placeOf(found), simulation.now());
}

/// Readers or writers at 10/s, a web server, a master and a replica that is `latency` away.
std::string replicated(const std::string& mix, const std::string& latency, const std::string& master = "detection=2s, election=1s", const std::string& replica = "detection=2s")
{
    return "users(arrivals=constant(10/s), mix={" + mix + "=1}) -> web:web-server -> master:database(" + master + "), replica:database(role=replica, " + replica +
           "); master -" + latency + "-> replica\n";
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

TEST(Database, ReadsFallBackOnTheMasterOnceTheLastReplicaIsFoundDown)
{
    Simulation run = runFor(replicated("read", "1ms") + "@1500ms crash replica\n@5050ms recover replica", 3450_ms);
    EXPECT_EQ(unreachable(run), 20u);
    run.advance(5_s + SimTime{1});
    EXPECT_EQ(unreachable(run), 20u); // 1.5 to 3.4 s
    EXPECT_EQ(measure(run, "master", "reads"), 16);
    run.advance(6050_ms);
    EXPECT_EQ(measure(run, "master", "reads"), 16);
    EXPECT_EQ(measure(run, "replica", "reads"), 14 + 10);
}

TEST(Database, TheOtherReplicasTakeOverTheReadsOfOneThatIsDown)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> master:database, r1:database(role=replica, detection=2s), r2:database(role=replica)\n"
                                  "master -> r1, r2\n@1550ms crash r1", 5_s);
    EXPECT_EQ(unreachable(run), 10u);
    EXPECT_EQ(measure(run, "master", "reads"), 0);
    EXPECT_EQ(measure(run, "r2", "reads"), 49 - 8 - 10);
}

TEST(Database, AReplicaIsPromotedAfterDetectionAndElectionAndWritesUnderWayAreLost)
{
    Simulation run = runFor(replicated("write", "240ms") + "@1550ms crash master", 4550_ms);
    EXPECT_EQ(measure(run, "replica", "master"), 0);
    EXPECT_EQ(unreachable(run), 30u); // 1.6 to 4.5 s
    EXPECT_EQ(run.totals().lostWrites, 0u);
    run.advance(4550_ms + SimTime{1});
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    EXPECT_EQ(measure(run, "master", "master"), 0);
    EXPECT_EQ(measure(run, "master", "writes"), 15);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 13); // the writes of 1.4 and 1.5 s were under way
    EXPECT_EQ(measure(run, "replica", "lost_writes"), 2);
    EXPECT_EQ(run.totals().lostWrites, 2u);
    run.advance(5050_ms);
    EXPECT_EQ(unreachable(run), 30u);
    EXPECT_EQ(measure(run, "replica", "writes"), 5);
}

TEST(Database, WritesThatWereReceivedAreAppliedBeforeTheReplicaTakesOver)
{
    Simulation run = runFor(replicated("write", "1ms", "detection=1s, election=1s", "apply=const(1s)") + "@550ms crash master", 5101_ms);
    EXPECT_EQ(measure(run, "replica", "master"), 0); // applies until 5.101 s
    run.advance(5101_ms + SimTime{1});
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 5);
    EXPECT_EQ(run.totals().lostWrites, 0u);
}

TEST(Database, TheOldMasterRejoinsAsAReplica)
{
    Simulation run = runFor(replicated("write", "250ms") + "@1550ms crash master\n@6s recover master", 8050_ms);
    EXPECT_EQ(measure(run, "master", "master"), 0);
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    EXPECT_EQ(measure(run, "master", "writes"), 15);
    EXPECT_EQ(measure(run, "master", "applied_writes"), 18); // of the writes from 6.0 s on those until 7.7 s; the others came with the copy
    EXPECT_DOUBLE_EQ(measure(run, "master", "lag_s.max"), 0.25);
    ASSERT_TRUE(run.apply(SetCommand{"users", "mix", Object{{{"read", 1}}}}));
    run.advance(9050_ms);
    EXPECT_EQ(measure(run, "master", "reads"), 10);
    EXPECT_EQ(measure(run, "replica", "reads"), 0);
}

TEST(Database, AMasterThatReturnsBeforeTheElectionGoesOnAndNothingIsLost)
{
    Simulation run = runFor(replicated("write", "250ms") + "@1550ms crash master\n@2s recover master\n@3050ms set users.scale=0", 10_s);
    EXPECT_EQ(measure(run, "master", "master"), 1);
    EXPECT_EQ(measure(run, "replica", "master"), 0);
    EXPECT_EQ(unreachable(run), 4u);
    EXPECT_EQ(measure(run, "master", "writes"), 26);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 26);
    EXPECT_EQ(run.totals().lostWrites, 0u);
}

TEST(Database, AMasterThatReturnsWhileTheElectedReplicaStillAppliesGoesOn)
{
    const Simulation run = runFor(replicated("write", "1ms", "detection=1s, election=1s", "apply=const(1s)") + "@550ms crash master\n@3s recover master", 10050_ms);
    EXPECT_EQ(measure(run, "master", "master"), 1);
    EXPECT_EQ(measure(run, "replica", "master"), 0);
    EXPECT_EQ(unreachable(run), 24u); // 0.6 to 2.9 s
    EXPECT_EQ(run.totals().lostWrites, 0u);
}

TEST(Database, AReplicaThatReturnsDuringAPromotionDoesNotBecomeASecondMaster)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}) -> web:web-server -> master:database(detection=1s, election=1s), r1:database(role=replica, apply=const(2s)), "
                                  "r2:database(role=replica); master -300ms-> r1; master -> r2\n@550ms crash master\n@570ms crash r2\n@3s recover r2",
                                  10050_ms);
    EXPECT_EQ(measure(run, "master", "master") + measure(run, "r1", "master") + measure(run, "r2", "master"), 1);
    EXPECT_EQ(run.totals().lostWrites, 3u); // r1 received two of five
    EXPECT_EQ(unreachable(run), 38u); // 0.6 to 4.3 s; r1 has applied them at 4.4 s
}

TEST(Database, TheMostAdvancedReplicaIsPromotedAndTheOthersFollowIt)
{
    Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}) -> web:web-server -> master:database(detection=2s, election=1s), r1:database(role=replica), r2:database(role=replica)\n"
                            "master -450ms-> r1; master -50ms-> r2\n@1560ms crash master", 5_s);
    EXPECT_EQ(measure(run, "r2", "master"), 1);
    EXPECT_EQ(measure(run, "r1", "master"), 0);
    EXPECT_EQ(run.totals().lostWrites, 0u);
    run.advance(6_s);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(8_s);
    EXPECT_EQ(measure(run, "r1", "applied_writes"), measure(run, "r2", "writes") + 15);
}

TEST(Database, WithoutAReplicaToPromoteTheFirstThatReturnsTakesOver)
{
    Simulation run = runFor(replicated("write", "1ms") + "@1s crash replica\n@1550ms crash master\n@9s recover replica", 9_s);
    EXPECT_EQ(measure(run, "replica", "master"), 0);
    run.advance(9_s + SimTime{1});
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    EXPECT_EQ(run.totals().lostWrites, 6u); // 1.0 to 1.5 s
}

TEST(Database, AServerThatStaysDownIsReplacedByAFreshReplica)
{
    Simulation run = runFor(replicated("write", "100ms", "detection=2s, election=1s, replacement=5s") + "@1550ms crash master", 6550_ms);
    const ComponentId master = run.find("master");
    EXPECT_EQ(run.node(master).health, Health::Down);
    run.advance(6550_ms + SimTime{1});
    EXPECT_EQ(run.node(master).health, Health::Up);
    EXPECT_EQ(measure(run, "master", "master"), 0);
    ASSERT_TRUE(run.apply(SetCommand{"users", "mix", Object{{{"read", 1}}}}));
    run.advance(8_s);
    EXPECT_EQ(measure(run, "master", "reads"), 14); // 6.6 to 7.9 s
    EXPECT_EQ(run.totals().stale, 0u);
}

TEST(Database, ARemovedServerIsNotReplaced)
{
    Simulation run = runFor(replicated("write", "100ms", "detection=2s, election=1s", "replacement=20s") + "@1550ms crash master", 6_s);
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    ASSERT_TRUE(tell(run, "recover master"));
    const ComponentId replica = run.find("replica");
    ASSERT_TRUE(tell(run, "remove replica"));
    run.advance(30_s);
    EXPECT_EQ(run.node(replica).health, Health::Removed);
    EXPECT_EQ(measure(run, "master", "master"), 1);
}

TEST(Database, AReplicaCatchesUpAfterItWasDown)
{
    const Simulation run = runFor(replicated("write", "100ms", "", "apply=const(1ms)") + "@550ms crash replica\n@2050ms recover replica\n@3050ms set users.scale=0", 4_s);
    EXPECT_EQ(measure(run, "master", "writes"), 30);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 30);
    EXPECT_EQ(measure(run, "replica", "backlog"), 0);
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

TEST(Database, AReplicaThatLosesItsMasterWhileItIsDownIsFoundDownAllTheSame)
{
    Simulation run = runFor(replicated("read", "1ms") + "@1550ms crash replica", 2_s);
    ASSERT_TRUE(run.apply(RemoveWireCommand{"master", "replica"}));
    run.advance(5_s + SimTime{1});
    EXPECT_EQ(run.error(), "");
    EXPECT_EQ(unreachable(run), 20u); // 1.6 to 3.5 s
    EXPECT_EQ(measure(run, "master", "reads"), 15);
}

TEST(Database, IfTheElectedReplicaLeavesTheGroupAnotherIsElected)
{
    Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}) -> web:web-server -> master:database(detection=2s, election=1s), "
                            "r1:database(role=replica, apply=const(1s)), r2:database(role=replica, apply=const(1s))\n"
                            "master -> r1, r2\n@1550ms crash master", 5_s);
    EXPECT_EQ(measure(run, "r1", "master"), 0); // still applies what it has received
    ASSERT_TRUE(run.apply(RemoveWireCommand{"master", "r1"}));
    run.advance(20_s);
    EXPECT_EQ(measure(run, "r1", "master"), 0);
    EXPECT_EQ(measure(run, "r2", "master"), 1);
}

TEST(Database, AReplicaWithoutAMasterIsWarnedOf)
{
    const auto problems = [](const std::string& text) { return validate(catalog()->registry, scene(text)); };
    const std::string all = "users -> web:web-server -> master:database, replica:database(role=replica)";
    ASSERT_EQ(problems(all).size(), 1u);
    EXPECT_EQ(problems(all)[0].path, "components.replica");
    EXPECT_EQ(problems(all + "; master -> replica").size(), 0u);
}

TEST(Database, AReplicaFollowsOneMasterOnly)
{
    const Simulation run = simulate("m1:database -> r:database(role=replica); m2:database -> r");
    ASSERT_EQ(run.incidents().size(), 1u);
    EXPECT_EQ(run.incidents().front().text, "r follows another master already; this wire carries nothing");
}

} // namespace
} // namespace scalelab
