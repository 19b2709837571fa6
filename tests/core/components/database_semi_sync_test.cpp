// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

/// Writers at `rate`, a semi-synchronous master and a replica that is `latency` away.
std::string semiSynchronous(const std::string& rate, const std::string& latency, const std::string& master = "", const std::string& replica = "")
{
    return "users(arrivals=constant(" + rate + "), mix={write=1}) -> web:web-server -> master:database(replication=semi-synchronous" + master +
           "), replica:database(role=replica" + replica + "); master -" + latency + "-> replica\n";
}

TEST(DatabaseSemiSync, AWriteIsAcknowledgedWhenAReplicaHasReceivedIt)
{
    const Simulation run = runFor(semiSynchronous("1/s", "100ms", "", ", apply=const(5s)"), 1500_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(run.latency().max(), 200_ms);
    EXPECT_DOUBLE_EQ(measure(run, "master", "ack_wait_s.mean"), 0.2);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 0);
}

TEST(DatabaseSemiSync, ItWaitsForAsManyReplicasAsItIsToldTo)
{
    const auto wait = [](const std::string& acks) {
        return runFor("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> master:database(replication=semi-synchronous, acks=" + acks +
                          "), r1:database(role=replica), r2:database(role=replica), r3:database(role=replica)\n"
                          "master -1s-> r1; master -50ms-> r2; master -300ms-> r3\n@1500ms set users.scale=0", 4_s).latency();
    };
    EXPECT_EQ(wait("1").max(), 100_ms);
    EXPECT_EQ(wait("2").max(), 600_ms);
    EXPECT_EQ(wait("3").max(), 2_s);
}

TEST(DatabaseSemiSync, AWriteThatWaitsHoldsItsConnection)
{
    const Simulation run = runFor(semiSynchronous("10/s", "75ms", ", connections=1, queue=0"), 1060_ms);
    EXPECT_EQ(run.totals().completed, 5u); // those of 0.1, 0.3, 0.5, 0.7 and 0.9 s
    EXPECT_EQ(failures(run, Outcome::Rejected), 5u);
    EXPECT_DOUBLE_EQ(measure(run, "master", "busy_mean"), 5 * 0.15 / 1.06);
}

TEST(DatabaseSemiSync, AWriteIsNotSeenBeforeItIsAcknowledged)
{
    Simulation run = runFor(semiSynchronous("1/s", "300ms"), 1600_ms);
    EXPECT_EQ(versionOn(run, "replica"), 1u);
    EXPECT_EQ(versionOn(run, "master"), 0u);
    run.advance(1600_ms + SimTime{1});
    EXPECT_EQ(versionOn(run, "master"), 1u);
}

TEST(DatabaseSemiSync, WithoutAnAnswerInTimeItFallsBackUntilAReplicaHasCaughtUp)
{
    Simulation run = runFor(semiSynchronous("1/s", "100ms", ", semi-sync-timeout=2s") + "@1500ms crash replica\n@6500ms recover replica", 3900_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(measure(run, "master", "fall_backs"), 0);
    run.advance(4050_ms); // the write of 2 s has waited until 4 s, those of 3 and 4 s go with it
    EXPECT_EQ(run.totals().completed, 4u);
    EXPECT_EQ(measure(run, "master", "fall_backs"), 1);
    run.advance(6050_ms);
    EXPECT_EQ(run.totals().completed, 6u); // at once
    run.advance(7100_ms); // caught up at 6.7 s, so that the write of 7 s waits until 7.2 s
    EXPECT_EQ(run.totals().completed, 6u);
    run.advance(7250_ms);
    EXPECT_EQ(run.totals().completed, 7u);
    EXPECT_EQ(measure(run, "master", "fall_backs"), 1);
}

TEST(DatabaseSemiSync, AReplicaCatchesUpThoughWritesAreAlwaysUnderWay)
{
    Simulation run = runFor(semiSynchronous("100/s", "100ms", ", semi-sync-timeout=1s") + "@1s crash replica\n@4s recover replica", 3_s);
    EXPECT_EQ(measure(run, "master", "fall_backs"), 1);
    run.advance(5_s);
    run.restartMeasures();
    run.advance(6_s);
    EXPECT_DOUBLE_EQ(measure(run, "master", "ack_wait_s.mean"), 0.2);
    EXPECT_EQ(measure(run, "master", "fall_backs"), 0);
}

TEST(DatabaseSemiSync, NothingThatWasAcknowledgedIsLostWithTheMaster)
{
    Simulation run = runFor(semiSynchronous("10/s", "240ms", ", detection=2s, election=1s") + "@1550ms crash master", 1550_ms);
    EXPECT_EQ(run.totals().completed, 10u); // until 1.0 s
    run.advance(4550_ms);
    EXPECT_EQ(unreachable(run), 35u); // 1.1 to 1.5 s in the crash, 1.6 to 4.5 s after it
    run.advance(4550_ms + SimTime{1});
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    EXPECT_EQ(run.totals().lostWrites, 0u);
    EXPECT_EQ(versionOn(run, "replica"), 13u); // what it had received until then
    run.advance(14_s); // the only other server is down, so that writes wait for 10 s from 4.6 s on
    EXPECT_EQ(run.totals().completed, 10u);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(15_s);
    EXPECT_EQ(measure(run, "replica", "fall_backs"), 1);
    EXPECT_EQ(run.totals().completed, 10u + 94u); // 4.6 to 13.9 s
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(DatabaseSemiSync, WritesThatTheMasterHadLoggedWhenItCrashedAreThereWhenItReturns)
{
    Simulation run = runFor(semiSynchronous("10/s", "240ms", ", detection=2s, election=1s") + "@1550ms crash master\n@2s recover master\n@2050ms set users.scale=0", 1900_ms);
    EXPECT_EQ(versionOn(run, "master"), 10u);
    run.advance(5_s);
    EXPECT_EQ(versionOn(run, "master"), 16u); // that of 2.0 s is the last
    EXPECT_EQ(versionOn(run, "replica"), 16u);
    EXPECT_EQ(run.totals().completed, 11u);
    EXPECT_EQ(unreachable(run), 9u); // 1.1 to 1.9 s
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(DatabaseSemiSync, WhatIsAcknowledgedAfterAFallBackCanBeLost)
{
    const Simulation run = runFor(semiSynchronous("1/s", "100ms", ", semi-sync-timeout=500ms, detection=1s, election=1s") +
                                      "@1500ms crash replica\n@5500ms crash master\n@8s recover replica", 9_s);
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    EXPECT_EQ(run.totals().lostWrites, 4u); // 2 to 5 s
}

TEST(DatabaseSemiSync, AReplicaThatIsRemovedNoLongerCounts)
{
    Simulation run = runFor(semiSynchronous("1/s", "100ms", ", semi-sync-timeout=3s"), 1050_ms);
    ASSERT_TRUE(tell(run, "remove replica"));
    run.advance(3900_ms);
    EXPECT_EQ(run.totals().completed, 0u);
    run.advance(4100_ms);
    EXPECT_EQ(run.totals().completed, 4u);
}

} // namespace
} // namespace scalelab
