// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"
#include "scripted_client.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::string oneDatabase(const std::string& database, const std::string& users = "mix={write=1}, keys=uniform(1000000000)")
{
    return "users(arrivals=constant(10/s), " + users + ") -> web:web-server -> db:database(" + database + ")\n";
}

std::uint64_t full(const Simulation& run) { return measuresOf(run, "db").failedBy[static_cast<std::size_t>(Cause::StorageFull)]; }

TEST(DatabaseStorage, AFullDiskRejectsNewKeysOnly)
{
    Simulation run = runFor(oneDatabase("disk=10kB, row-size=1kB, data-size=7kB"), 1050_ms);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(full(run), 7u);
    EXPECT_EQ(failures(run, Outcome::Rejected), 7u);
    EXPECT_EQ(measure(run, "db", "keys"), 3);
    EXPECT_EQ(measure(run, "db", "bytes"), 10000);
    const std::uint64_t known = database(run, "db").data().record(0).version;
    EXPECT_EQ(known, 1u);
    ASSERT_TRUE(tell(run, "set db.disk=12kB"));
    run.advance(2050_ms);
    EXPECT_EQ(measure(run, "db", "keys"), 5);
    EXPECT_EQ(full(run), 15u);
}

TEST(DatabaseStorage, AKeyThatIsThereCanBeWrittenAgain)
{
    const Simulation run = runFor(oneDatabase("disk=1kB, row-size=1kB", "mix={write=1}, keys=uniform(1)"), 1050_ms);
    EXPECT_EQ(run.totals().completed, 10u);
    EXPECT_EQ(measure(run, "db", "bytes"), 1000);
}

TEST(DatabaseStorage, WritesThatWaitForReplicasCountToo)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}, keys=uniform(1000000000)) -> web:web-server -> db:database(replication=semi-synchronous, disk=3kB, row-size=1kB), "
                                  "r:database(role=replica); db -1s-> r", 1050_ms);
    EXPECT_EQ(full(run), 7u);
}

TEST(DatabaseStorage, NoWriteIsTakenWhileTheDiskIsFull)
{
    Simulation run = runFor(oneDatabase("", "mix={write=1}, keys=uniform(1)"), 1050_ms);
    database(run, "db").setDiskFull(Context(run, run.find("db")), true);
    run.advance(2050_ms);
    EXPECT_EQ(full(run), 10u);
    sendOnly(run, "users", "read");
    run.advance(3050_ms);
    EXPECT_EQ(measure(run, "db", "reads"), 10);
    sendOnly(run, "users", "write");
    database(run, "db").setDiskFull(Context(run, run.find("db")), false);
    run.advance(4050_ms);
    EXPECT_EQ(full(run), 10u);
    EXPECT_EQ(measure(run, "db", "writes"), 20);
}

TEST(DatabaseStorage, AReplicaWithAFullDiskStopsApplying)
{
    Simulation run = runFor(replicated("write", "20ms"), 1050_ms);
    database(run, "replica").setDiskFull(Context(run, run.find("replica")), true);
    run.advance(2050_ms);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 10);
    EXPECT_EQ(measure(run, "replica", "backlog"), 10);
    database(run, "replica").setDiskFull(Context(run, run.find("replica")), false);
    EXPECT_EQ(measure(run, "replica", "applied_writes"), 20);
}

TEST(DatabaseStorage, AResizedServerIsDownForAWhileAndReturnsWithItsDataAndItsConnections)
{
    Simulation run = runFor(oneDatabase("connections=1, queue=0, service=const(150ms), resize-time=2s", "mix={write=1}, keys=uniform(1)"), 1060_ms);
    EXPECT_EQ(measure(run, "db", "writes"), 5); // 0.1, 0.3, 0.5, 0.7 and 0.9 s
    ASSERT_TRUE(tell(run, "set db.connections=2"));
    database(run, "db").resize(Context(run, run.find("db")));
    EXPECT_EQ(run.node(run.find("db")).health, Health::Down);
    run.advance(3060_ms);
    EXPECT_EQ(run.node(run.find("db")).health, Health::Down);
    EXPECT_EQ(unreachable(run), 20u); // 1.1 to 3.0 s
    run.advance(3060_ms + SimTime{1});
    EXPECT_EQ(run.node(run.find("db")).health, Health::Up);
    EXPECT_EQ(versionOn(run, "db"), 5u);
    run.restartMeasures();
    run.advance(4_s);
    EXPECT_EQ(failures(run, Outcome::Rejected), 0u); // two at a time
    EXPECT_EQ(run.node(run.find("db")).ops->capacity(run.placeOf(run.find("db"))), 2u);
}

TEST(DatabaseStorage, WhatItServesWhenItIsResizedFails)
{
    Simulation run = runFor(oneDatabase("service=const(150ms), resize-time=2s"), 1160_ms);
    database(run, "db").resize(Context(run, run.find("db")));
    EXPECT_EQ(unreachable(run), 1u); // of 1.1 s
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(5_s);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(DatabaseStorage, WithoutADeclaredTimeAResizeTakesNone)
{
    Simulation run = runFor(oneDatabase("service=const(150ms)"), 1160_ms);
    database(run, "db").resize(Context(run, run.find("db")));
    run.advance(2_s);
    EXPECT_EQ(unreachable(run), 0u);
    EXPECT_EQ(run.node(run.find("db")).health, Health::Up);
}

TEST(DatabaseStorage, AReplicaTakesOverFromAMasterThatIsResized)
{
    Simulation run = runFor(replicated("write", "20ms", "detection=1s, election=1s, resize-time=10s, replacement=5s"), 1050_ms);
    database(run, "master").resize(Context(run, run.find("master")));
    run.advance(3050_ms + SimTime{1});
    EXPECT_EQ(measure(run, "replica", "master"), 1);
    run.advance(11_s);
    EXPECT_EQ(run.node(run.find("master")).health, Health::Down); // it is not replaced
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(12_s);
    EXPECT_EQ(run.node(run.find("master")).health, Health::Up);
    EXPECT_TRUE(haveSameData(run, "master", "replica"));
    EXPECT_EQ(run.totals().lostWrites, 0u);
}

TEST(DatabaseStorage, AJoinHasATimeOfItsOwn)
{
    const auto latency = [](const std::string& requests, const std::string& params) { return runFor(oneDatabase(params, "mix={" + requests + "=1}"), 1_s).latency().max(); };
    EXPECT_EQ(latency("join", "service=const(10ms), join-service=const(40ms)"), 40_ms);
    EXPECT_EQ(latency("join", "service=const(10ms)"), 10_ms);
    EXPECT_EQ(latency("read", "service=const(10ms), join-service=const(40ms)"), 10_ms);
}

TEST(DatabaseStorage, SessionsAreWrittenAndReadUnderKeysOfTheirUsers)
{
    Simulation run = simulateWithClient("client -> db:database");
    ask(run, 1, Operation::WriteSession, 7);
    ask(run, 2, Operation::WriteSession, 7);
    ask(run, 2, Operation::WriteSession, 7);
    ask(run, 2, Operation::ReadSession, 7);
    ask(run, 2, Operation::Login, 7);
    const auto keyOfUser = [&](std::uint64_t user) { return 1ull << 63 | static_cast<std::uint64_t>(run.find("client")) << 32 | user; };
    EXPECT_EQ(versionOn(run, "db", keyOfUser(1)), 1u);
    EXPECT_EQ(versionOn(run, "db", keyOfUser(2)), 3u);
    EXPECT_EQ(versionOn(run, "db", 7), 0u);
    EXPECT_EQ(measure(run, "db", "writes"), 3);
    EXPECT_EQ(measure(run, "db", "reads"), 2);
    ASSERT_EQ(client(run).replies.size(), 5u);
    EXPECT_EQ(client(run).replies[3].version, 3u); // the session
    EXPECT_EQ(client(run).replies[4].version, 0u); // the user's own data
    EXPECT_EQ(run.callsInUse(), 0u);
}

} // namespace
} // namespace scalelab
