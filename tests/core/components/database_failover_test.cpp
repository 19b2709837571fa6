// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

TEST(DatabaseFailOver, ReadsFallBackOnTheMasterOnceTheLastReplicaIsFoundDown)
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

TEST(DatabaseFailOver, TheOtherReplicasTakeOverTheReadsOfOneThatIsDown)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> master:database, r1:database(role=replica, detection=2s), r2:database(role=replica)\n"
                                  "master -> r1, r2\n@1550ms crash r1", 5_s);
    EXPECT_EQ(unreachable(run), 10u);
    EXPECT_EQ(measure(run, "master", "reads"), 0);
    EXPECT_EQ(measure(run, "r2", "reads"), 49 - 8 - 10);
}

TEST(DatabaseFailOver, AReplicaIsPromotedAfterDetectionAndElectionAndWritesUnderWayAreLost)
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

TEST(DatabaseFailOver, WritesThatWereReceivedAreAppliedBeforeTheReplicaTakesOver)
{
    Simulation run = runFor(replicated("write", "1ms", "detection=1s, election=1s", "apply=const(1s)") + "@550ms crash master", 5101_ms);
    EXPECT_EQ(measure(run, "replica", "master"), 0); // applies until 5.101 s
    run.advance(5101_ms + SimTime{1});
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 5);
    EXPECT_EQ(run.totals().lostWrites, 0u);
}

TEST(DatabaseFailOver, TheOldMasterRejoinsAsAReplica)
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

TEST(DatabaseFailOver, AMasterThatReturnsBeforeTheElectionGoesOnAndNothingIsLost)
{
    Simulation run = runFor(replicated("write", "250ms") + "@1550ms crash master\n@2s recover master\n@3050ms set users.scale=0", 10_s);
    EXPECT_EQ(measure(run, "master", "master"), 1);
    EXPECT_EQ(measure(run, "replica", "master"), 0);
    EXPECT_EQ(unreachable(run), 4u);
    EXPECT_EQ(measure(run, "master", "writes"), 26);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 26);
    EXPECT_EQ(run.totals().lostWrites, 0u);
}

TEST(DatabaseFailOver, AMasterThatReturnsWhileTheElectedReplicaStillAppliesGoesOn)
{
    const Simulation run = runFor(replicated("write", "1ms", "detection=1s, election=1s", "apply=const(1s)") + "@550ms crash master\n@3s recover master", 10050_ms);
    EXPECT_EQ(measure(run, "master", "master"), 1);
    EXPECT_EQ(measure(run, "replica", "master"), 0);
    EXPECT_EQ(unreachable(run), 24u); // 0.6 to 2.9 s
    EXPECT_EQ(run.totals().lostWrites, 0u);
}

TEST(DatabaseFailOver, AReplicaThatReturnsDuringAPromotionDoesNotBecomeASecondMaster)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}) -> web:web-server -> master:database(detection=1s, election=1s), r1:database(role=replica, apply=const(2s)), "
                                  "r2:database(role=replica); master -300ms-> r1; master -> r2\n@550ms crash master\n@570ms crash r2\n@3s recover r2",
                                  10050_ms);
    EXPECT_EQ(measure(run, "master", "master") + measure(run, "r1", "master") + measure(run, "r2", "master"), 1);
    EXPECT_EQ(run.totals().lostWrites, 3u); // r1 received two of five
    EXPECT_EQ(unreachable(run), 38u); // 0.6 to 4.3 s; r1 has applied them at 4.4 s
}

TEST(DatabaseFailOver, TheMostAdvancedReplicaIsPromotedAndTheOthersFollowIt)
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

TEST(DatabaseFailOver, WithoutAReplicaToPromoteTheFirstThatReturnsTakesOver)
{
    Simulation run = runFor(replicated("write", "1ms") + "@1s crash replica\n@1550ms crash master\n@9s recover replica", 9_s);
    EXPECT_EQ(measure(run, "replica", "master"), 0);
    run.advance(9_s + SimTime{1});
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    EXPECT_EQ(run.totals().lostWrites, 6u); // 1.0 to 1.5 s
}

TEST(DatabaseFailOver, AServerThatStaysDownIsReplacedByAFreshReplica)
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

TEST(DatabaseFailOver, ARemovedServerIsNotReplaced)
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

TEST(DatabaseFailOver, AReplicaCatchesUpAfterItWasDown)
{
    const Simulation run = runFor(replicated("write", "100ms", "", "apply=const(1ms)") + "@550ms crash replica\n@2050ms recover replica\n@3050ms set users.scale=0", 4_s);
    EXPECT_EQ(measure(run, "master", "writes"), 30);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 30);
    EXPECT_EQ(measure(run, "replica", "backlog"), 0);
}

TEST(DatabaseFailOver, AReplicaThatLosesItsMasterWhileItIsDownIsFoundDownAllTheSame)
{
    Simulation run = runFor(replicated("read", "1ms") + "@1550ms crash replica", 2_s);
    ASSERT_TRUE(run.apply(RemoveWireCommand{"master", "replica"}));
    run.advance(5_s + SimTime{1});
    EXPECT_EQ(run.error(), "");
    EXPECT_EQ(unreachable(run), 20u); // 1.6 to 3.5 s
    EXPECT_EQ(measure(run, "master", "reads"), 15);
}

TEST(DatabaseFailOver, IfTheElectedReplicaLeavesTheGroupAnotherIsElected)
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

} // namespace
} // namespace scalelab
