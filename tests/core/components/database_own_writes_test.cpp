// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

/// A user who writes at 1 s and reads from 2 s on, and a replica that has the write at 2.5 s.
std::string oneUser(const std::string& master, const std::string& way = "web -> master, replica")
{
    return "users(population=1, arrivals=constant(1/s), mix={write=1}) -> web:web-server; master:database(" + master + "); replica:database(role=replica); master -1500ms-> replica\n" + way + "\n";
}

TEST(DatabaseOwnWrites, WithoutTheOptionAUserReadsOldDataAfterAWrite)
{
    Simulation run = runFor(oneUser(""), 1500_ms);
    sendOnly(run, "users", "read");
    run.advance(3500_ms);
    EXPECT_EQ(run.totals().stale, 1u); // at 2 s
    EXPECT_EQ(measure(run, "replica", "reads"), 2);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 0);
}

TEST(DatabaseOwnWrites, WithItTheMasterAnswersUntilAReplicaHasTheWrite)
{
    Simulation run = runFor(oneUser("read-your-writes=true"), 1500_ms);
    sendOnly(run, "users", "read");
    run.advance(3500_ms);
    EXPECT_EQ(run.totals().stale, 0u);
    EXPECT_EQ(measure(run, "replica", "reads"), 1); // at 3 s
    EXPECT_EQ(measure(run, "master", "reads"), 1);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 1);
}

TEST(DatabaseOwnWrites, AnotherReplicaThatHasItIsAsGood)
{
    Simulation run = runFor("users(population=1, arrivals=constant(1/s), mix={write=1}) -> web:web-server -> master:database(read-your-writes=true), far:database(role=replica), near:database(role=replica)\n"
                            "master -1500ms-> far; master -10ms-> near", 1500_ms);
    sendOnly(run, "users", "read");
    run.advance(3500_ms);
    EXPECT_EQ(measure(run, "near", "redirected_reads"), 1);
    EXPECT_EQ(measure(run, "near", "reads"), 1);
    EXPECT_EQ(measure(run, "far", "reads"), 1);
    EXPECT_EQ(measure(run, "master", "reads"), 0);
}

TEST(DatabaseOwnWrites, OtherUsersReadFromTheReplica)
{
    Simulation run = runFor(oneUser("read-your-writes=true") + "others:users(population=1, arrivals=constant(1/s)) -> web", 2500_ms);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 0);
    EXPECT_EQ(measure(run, "replica", "reads"), 2);
    EXPECT_EQ(run.totals().stale, 2u); // at 1 s the write of that instant is not there yet
}

TEST(DatabaseOwnWrites, AReadThroughACacheAsksForThemToo)
{
    const std::string way = "web -> cache(strategy=read-through) -> replica; cache -> master; web -> master";
    Simulation without = runFor(oneUser("", way), 1500_ms);
    sendOnly(without, "users", "read");
    without.advance(2500_ms);
    EXPECT_EQ(without.totals().stale, 1u);
    Simulation run = runFor(oneUser("read-your-writes=true", way), 1500_ms);
    sendOnly(run, "users", "read");
    run.advance(3500_ms);
    EXPECT_EQ(run.totals().stale, 0u);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 1);
    EXPECT_EQ(measure(run, "cache", "hits"), 1);
}

TEST(DatabaseOwnWrites, ACallerThatRestartsHasForgottenThem)
{
    Simulation run = runFor(oneUser("read-your-writes=true") + "@1600ms restart web", 1500_ms);
    sendOnly(run, "users", "read");
    run.advance(2500_ms);
    EXPECT_EQ(run.totals().stale, 1u);
}

TEST(DatabaseOwnWrites, AmongSeveralMastersAUserReadsWhereTheWriteIs)
{
    const std::string peers = "users(population=1, arrivals=constant(1/s), mix={write=1}) -> web:web-server -> a:database(replication=multi-master, read-your-writes=true), "
                              "b:database(replication=multi-master, read-your-writes=true); a -5s-> b; b -5s-> a";
    Simulation run = runFor(peers, 1500_ms);
    EXPECT_EQ(measure(run, "a", "writes"), 1);
    sendOnly(run, "users", "read");
    run.advance(4500_ms); // while b does not have it
    EXPECT_EQ(measure(run, "a", "reads"), 3);
    EXPECT_EQ(run.totals().stale, 0u);
    run.advance(8500_ms);
    EXPECT_GT(measure(run, "b", "reads"), 0);
}

} // namespace
} // namespace scalelab
