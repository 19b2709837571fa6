// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"
#include "scripted_client.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

/// Writers at `rate`, a synchronous master and a replica that is 100 ms away.
std::string synchronous(const std::string& rate, const std::string& master = "", const std::string& replica = "")
{
    return "users(arrivals=constant(" + rate + "), mix={write=1}) -> web:web-server -> master:database(replication=synchronous" + master +
           "), replica:database(role=replica" + replica + "); master -100ms-> replica\n";
}

/// Writers and readers, and two replicas of which one is slow.
std::string twoReplicas(const std::string& replication)
{
    return "writers:users(arrivals=constant(10/s), mix={write=1}, keys=uniform(3)) -> web:web-server -> master:database(replication=" + replication +
           ", detection=1s, election=500ms), r1:database(role=replica, apply=const(5ms), detection=1s), r2:database(role=replica, apply=const(7ms), detection=1s)\n"
           "readers:users(arrivals=constant(97/s), keys=uniform(3)) -> web; master -30ms-> r1; master -130ms-> r2\n";
}

std::uint64_t masters(const Simulation& run)
{
    return static_cast<std::uint64_t>(measure(run, "master", "master") + measure(run, "r1", "master") + measure(run, "r2", "master"));
}

TEST(DatabaseSynchronous, AWriteIsAcknowledgedWhenTheReplicaHasAppliedIt)
{
    Simulation run = runFor(synchronous("1/s", "", ", apply=const(20ms)"), 1220_ms);
    EXPECT_EQ(versionOn(run, "replica"), 1u);
    EXPECT_EQ(versionOn(run, "master"), 0u);
    EXPECT_EQ(run.totals().completed, 0u);
    run.advance(1500_ms);
    EXPECT_EQ(versionOn(run, "master"), 1u);
    EXPECT_EQ(run.latency().max(), 220_ms);
}

TEST(DatabaseSynchronous, ItWaitsForEveryReplica)
{
    const Simulation run = runFor("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> master:database(replication=synchronous), r1:database(role=replica), "
                                  "r2:database(role=replica); master -300ms-> r1; master -50ms-> r2", 1900_ms);
    EXPECT_EQ(run.latency().max(), 600_ms);
}

TEST(DatabaseSynchronous, ACrashedReplicaHoldsWritesUpUntilItIsFoundDown)
{
    Simulation run = runFor(synchronous("1/s", "", ", detection=2s") + "@1500ms crash replica\n@6500ms recover replica", 3450_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    run.advance(3500_ms + SimTime{1});
    EXPECT_EQ(run.totals().completed, 3u); // those of 2 and 3 s
    EXPECT_EQ(run.latency().max(), 1500_ms);
    run.advance(6600_ms);
    EXPECT_EQ(run.totals().completed, 6u); // at once
    EXPECT_EQ(versionOn(run, "replica"), 1u);
    EXPECT_FALSE(run.node(run.find("replica")).readable);
    run.advance(6700_ms + SimTime{1}); // it has caught up, and the master knows
    EXPECT_TRUE(run.node(run.find("replica")).readable);
    EXPECT_EQ(versionOn(run, "replica"), 6u);
    run.advance(7150_ms);
    EXPECT_EQ(run.totals().completed, 6u);
    run.advance(7250_ms);
    EXPECT_EQ(run.totals().completed, 7u);
}

TEST(DatabaseSynchronous, AReplicaThatReturnsInTimeStaysInTheSet)
{
    Simulation run = runFor(synchronous("1/s", "", ", detection=2s") + "@1500ms crash replica\n@3s recover replica", 3150_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_TRUE(run.node(run.find("replica")).readable);
    run.advance(3250_ms); // 100 ms there and 100 ms back
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(run.latency().max(), 1200_ms);
}

TEST(DatabaseSynchronous, ALaggingReplicaHoldsWritesUpUntilItsDetection)
{
    Simulation patient = runFor(synchronous("1/s", "", ", apply=const(3s), detection=10s"), 4250_ms);
    EXPECT_EQ(patient.totals().completed, 1u);
    EXPECT_EQ(patient.latency().max(), 3200_ms);
    Simulation impatient = runFor(synchronous("1/s", "", ", apply=const(3s), detection=2s"), 2950_ms);
    EXPECT_EQ(impatient.totals().completed, 0u);
    EXPECT_TRUE(impatient.node(impatient.find("replica")).readable);
    impatient.advance(3_s + SimTime{1});
    EXPECT_FALSE(impatient.node(impatient.find("replica")).readable);
    EXPECT_EQ(impatient.totals().completed, 3u); // 1, 2 and 3 s
    ASSERT_TRUE(tell(impatient, "set users.scale=0"));
    impatient.advance(10300_ms + SimTime{1}); // 1.1 to 10.1 s for three of them; then the master is told
    EXPECT_TRUE(impatient.node(impatient.find("replica")).readable);
}

TEST(DatabaseSynchronous, AReplicaThatCannotBeReachedHoldsWritesUpUntilItsDetection)
{
    Simulation run = runFor(synchronous("1/s", ", detection=1s, election=500ms") + "@1500ms crash master\n@3500ms recover master", 6500_ms);
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    const auto before = run.totals().completed; // 1 s, and 4 to 6 s with the old master as a replica
    EXPECT_EQ(before, 4u);
    ASSERT_TRUE(tell(run, "remove master->replica"));
    run.advance(7950_ms);
    EXPECT_EQ(run.totals().completed, before);
    run.advance(8_s + SimTime{1}); // the write of 7 s has waited for the 1 s of the old master
    EXPECT_EQ(run.totals().completed, before + 2);
    EXPECT_FALSE(run.node(run.find("master")).readable);
    ASSERT_TRUE(run.apply(AddWireCommand{{"master", "replica", {{{"latency", "100ms"}}}}}));
    run.advance(8300_ms);
    EXPECT_TRUE(run.node(run.find("master")).readable);
    run.advance(9150_ms);
    EXPECT_EQ(run.totals().completed, before + 2);
    run.advance(9250_ms);
    EXPECT_EQ(run.totals().completed, before + 3);
}

TEST(DatabaseSynchronous, NoReadIsStale)
{
    const Simulation asynchronous = runFor(twoReplicas("asynchronous"), 20_s);
    EXPECT_GT(asynchronous.totals().stale, 100u);
    const Simulation run = runFor(twoReplicas("synchronous"), 20_s);
    EXPECT_EQ(run.totals().stale, 0u);
    EXPECT_GT(measure(run, "r1", "reads"), 900);
    EXPECT_GT(measure(run, "r2", "reads"), 900);
}

TEST(DatabaseSynchronous, NothingAcknowledgedIsLostAndNoReadIsStaleWheneverServersCrash)
{
    for (int round = 0; round < 60; ++round) {
        Simulation run = simulate(twoReplicas("synchronous"), static_cast<std::uint64_t>(round));
        const SimTime crash{1'000'000'000 + round * 13'700'001};
        run.advance(crash);
        ASSERT_TRUE(tell(run, "crash master"));
        run.advance(crash + SimTime{round % 4 * 300'000'000 + 1});
        if (round % 3 == 0) {
            ASSERT_TRUE(tell(run, "crash r1"));
        }
        run.advance(crash + 3_s);
        ASSERT_TRUE(tell(run, "recover master"));
        run.advance(crash + 5_s);
        if (round % 3 == 0) {
            ASSERT_TRUE(tell(run, "recover r1"));
        }
        run.advance(crash + 8_s);
        EXPECT_EQ(masters(run), 1u) << round;
        EXPECT_EQ(run.totals().lostWrites, 0u) << round;
        EXPECT_EQ(run.totals().stale, 0u) << round;
        ASSERT_TRUE(tell(run, "set writers.scale=0"));
        ASSERT_TRUE(tell(run, "set readers.scale=0"));
        run.advance(crash + 12_s);
        for (std::uint64_t key = 0; key < 3; ++key) {
            EXPECT_EQ(versionOn(run, "r1", key), versionOn(run, "master", key)) << round;
            EXPECT_EQ(versionOn(run, "r2", key), versionOn(run, "master", key)) << round;
        }
        EXPECT_EQ(run.callsInUse(), 0u) << round;
        EXPECT_EQ(littlesLawViolation(run), "") << round;
    }
}

TEST(DatabaseSynchronous, AReplicaThatLacksAcknowledgedWritesIsNotPromoted)
{
    Simulation run = runFor(synchronous("1/s", ", detection=1s, election=1s", ", detection=1s") +
                                "@1500ms crash replica\n@5500ms crash master\n@6s recover replica\n@20500ms recover master", 20_s);
    EXPECT_EQ(measure(run, "replica", "master"), 0);
    EXPECT_EQ(run.totals().completed, 5u);
    run.advance(22_s);
    EXPECT_EQ(measure(run, "master", "master"), 1);
    EXPECT_EQ(run.totals().lostWrites, 0u);
    EXPECT_EQ(run.totals().completed, 5u + 1u); // of 21 s, once the replica had caught up
    EXPECT_EQ(versionOn(run, "replica"), 6u);
}

TEST(DatabaseSynchronous, AReadThatIsBeingServedWhenTheReplicaLeavesTheSetFails)
{
    Simulation run = simulateWithClient("client -> web:web-server -> master:database(replication=synchronous), replica:database(role=replica, service=const(3s), apply=const(1min), detection=2s); master -> replica");
    ask(run, 1, Operation::Write);
    run.advance(1_s);
    ask(run, 1, Operation::Read);
    run.advance(2_s + SimTime{1}); // the write is acknowledged without the replica
    EXPECT_EQ(versionOn(run, "master"), 1u);
    run.advance(5_s);
    ASSERT_EQ(client(run).replies.size(), 2u);
    EXPECT_EQ(client(run).replies[0].cause, Cause::None);
    EXPECT_EQ(client(run).replies[1].cause, Cause::NoHealthyTarget);
    EXPECT_EQ(run.totals().stale, 0u);
}

TEST(DatabaseSynchronous, AMasterThatReturnsAsksItsReplicasWhatTheyHave)
{
    Simulation run = runFor(synchronous("1/s") + "@1150ms restart master\n@1200ms set users.scale=0", 1250_ms); // the acknowledgement was under way
    EXPECT_EQ(versionOn(run, "replica"), 1u);
    EXPECT_EQ(versionOn(run, "master"), 0u);
    EXPECT_EQ(unreachable(run), 1u);
    run.advance(1250_ms + SimTime{1});
    EXPECT_EQ(versionOn(run, "master"), 1u);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(DatabaseSynchronous, AReplicaFoundDownWhileThereWasNoMasterHoldsNothingUp)
{
    Simulation run = runFor(synchronous("1/s", ", detection=500ms", ", detection=500ms") + "@1500ms crash master\n@1600ms crash replica\n@3500ms recover master", 4050_ms);
    EXPECT_EQ(run.totals().completed, 2u); // 1 and 4 s
    EXPECT_EQ(run.latency().min(), SimTime{});
}

TEST(DatabaseSynchronous, AReplicaThatGoesDownWithTheMasterMayStillSucceedIt)
{
    const Simulation run = runFor(synchronous("1/s", ", detection=500ms, election=500ms", ", detection=500ms") + "@1500ms crash replica\n@1600ms crash master\n@3500ms recover replica", 4050_ms);
    EXPECT_EQ(measure(run, "replica", "master"), 1); // nothing was acknowledged without it
    EXPECT_EQ(run.totals().completed, 2u);
}

TEST(DatabaseSynchronous, AReplicaThatIsRemovedHoldsNothingUp)
{
    Simulation run = runFor(synchronous("1/s", "", ", detection=1s"), 2050_ms);
    Simulation removed = run;
    ASSERT_TRUE(tell(run, "crash replica"));
    run.advance(3_s);
    EXPECT_EQ(run.totals().completed, 1u);
    run.advance(3100_ms);
    EXPECT_EQ(run.totals().completed, 3u);
    ASSERT_TRUE(tell(removed, "remove replica"));
    EXPECT_EQ(removed.totals().completed, 2u);
}

TEST(DatabaseSynchronous, WithoutItsMasterForGoodAnyReplicaSucceedsIt)
{
    Simulation run = runFor("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> m:database(replication=synchronous, detection=500ms, election=500ms), "
                            "r:database(role=replica, detection=500ms, election=500ms), s:database(role=replica, detection=500ms)\n"
                            "m -> r; m -> s\n@1500ms crash m\n@4500ms crash s\n@6500ms recover s", 6400_ms);
    EXPECT_EQ(measure(run, "r", "master"), 1);
    EXPECT_EQ(run.totals().completed, 5u); // 1 s, and 3 to 6 s
    ASSERT_TRUE(tell(run, "remove r"));
    run.advance(8_s);
    EXPECT_EQ(measure(run, "s", "master"), 1);
    EXPECT_EQ(run.totals().lostWrites, 2u); // 5 and 6 s
}

TEST(DatabaseSynchronous, ANewReplicaServesNothingBeforeItHasCaughtUp)
{
    Simulation run = runFor(synchronous("10/s"), 1050_ms);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"r", "database", {{{"role", "replica"}, {"apply", "const(1ms)"}}}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"master", "r", {{{"latency", "400ms"}}}}}));
    EXPECT_FALSE(run.node(run.find("r")).readable); // it has a copy of the data, but writes were under way
    EXPECT_EQ(versionOn(run, "r"), 8u);
    run.advance(3_s);
    EXPECT_TRUE(run.node(run.find("r")).readable);
    run.restartMeasures();
    run.advance(4_s);
    EXPECT_NEAR(measure(run, "master", "ack_wait_s.mean"), 0.801, 1e-9);
}

} // namespace
} // namespace scalelab
