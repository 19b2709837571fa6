// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"
#include "mechanisms/own_writes.h"
#include "scripted_client.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

constexpr std::uint32_t ann = 1, bob = 2;

/// A replica that is 1.5 s behind its master.
std::string behind(const std::string& master, const std::string& way = "web -> master, replica")
{
    return "client -> web:web-server; master:database(" + master + "); replica:database(role=replica); master -1500ms-> replica\n" + way + "\n";
}

/// Ann writes now, and others read later.
void writeThenRead(Simulation& run, std::initializer_list<std::pair<SimTime, std::uint32_t>> reads)
{
    ask(run, ann, Operation::Write);
    for (const auto& [at, user] : reads) {
        run.advance(at);
        ask(run, user, Operation::Read);
    }
}

TEST(DatabaseOwnWrites, WithoutTheOptionAUserReadsOldDataAfterAWrite)
{
    Simulation run = simulateWithClient(behind(""));
    writeThenRead(run, {{1_s, ann}, {2_s, ann}});
    EXPECT_EQ(run.totals().stale, 1u); // at 1 s
    EXPECT_EQ(measure(run, "replica", "reads"), 2);
    EXPECT_EQ(measure(run, "replica", "stale_reads"), 1);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 0);
}

TEST(DatabaseOwnWrites, WithItTheMasterAnswersUntilAReplicaHasTheWrite)
{
    Simulation run = simulateWithClient(behind("read-your-writes=true"));
    writeThenRead(run, {{1_s, ann}, {2_s, ann}});
    EXPECT_EQ(run.totals().stale, 0u);
    EXPECT_EQ(measure(run, "replica", "reads"), 1); // at 2 s
    EXPECT_EQ(measure(run, "master", "reads"), 1);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 1);
    EXPECT_EQ(measure(run, "replica", "redirected_reads"), 0);
}

TEST(DatabaseOwnWrites, OtherUsersReadFromTheReplica)
{
    Simulation run = simulateWithClient(behind("read-your-writes=true"));
    writeThenRead(run, {{1_s, bob}, {1_s, ann}});
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 1);
    EXPECT_EQ(measure(run, "replica", "reads"), 1);
    EXPECT_EQ(run.totals().stale, 1u);
}

TEST(DatabaseOwnWrites, TheLatestWriteOfAUserCounts)
{
    Simulation run = simulateWithClient(behind("read-your-writes=true"));
    ask(run, ann, Operation::Write, 1);
    run.advance(1_s);
    ask(run, ann, Operation::Write, 2);
    run.advance(2_s);
    ask(run, ann, Operation::Read, 1); // which is there already, but the replica lacks the other
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 1);
}

TEST(DatabaseOwnWrites, AnotherReplicaThatHasItIsAsGood)
{
    Simulation run = simulateWithClient("client -> web:web-server -> master:database(read-your-writes=true), far:database(role=replica), near:database(role=replica)\n"
                                        "master -1500ms-> far; master -10ms-> near");
    writeThenRead(run, {{1_s, ann}, {2_s, ann}});
    EXPECT_EQ(measure(run, "near", "redirected_reads"), 1);
    EXPECT_EQ(measure(run, "near", "reads"), 1);
    EXPECT_EQ(measure(run, "far", "reads"), 1);
    EXPECT_EQ(measure(run, "master", "reads"), 0);
}

TEST(DatabaseOwnWrites, AReadThroughACacheAsksForThemToo)
{
    const std::string way = "web -> cache(strategy=read-through) -> replica; cache -> master; web -> master";
    Simulation without = simulateWithClient(behind("", way));
    writeThenRead(without, {{1_s, ann}});
    EXPECT_EQ(without.totals().stale, 1u);
    Simulation run = simulateWithClient(behind("read-your-writes=true", way));
    writeThenRead(run, {{1_s, ann}, {1200_ms, ann}});
    EXPECT_EQ(run.totals().stale, 0u);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 1);
    EXPECT_EQ(measure(run, "cache", "hits"), 1);
}

TEST(DatabaseOwnWrites, AWriteThroughACacheCounts)
{
    Simulation run = simulateWithClient(behind("read-your-writes=true", "web -> cache(strategy=read-through, capacity=1) -> master, replica"));
    ask(run, ann, Operation::Write, 1);
    ask(run, ann, Operation::Read, 1);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 1);
    EXPECT_EQ(run.totals().stale, 0u);
}

TEST(DatabaseOwnWrites, ACallerThatRestartsHasForgottenThem)
{
    Simulation run = simulateWithClient(behind("read-your-writes=true") + "@500ms restart web");
    writeThenRead(run, {{1_s, ann}});
    EXPECT_EQ(run.totals().stale, 1u);
}

TEST(DatabaseOwnWrites, ACallerRemembersABoundedNumberOfUsers)
{
    Simulation run = simulateWithClient(behind("read-your-writes=true"));
    for (std::uint32_t user = 1; user <= OwnWrites::mostUsers + 1; ++user) ask(run, user, Operation::Write);
    run.advance(1_s);
    ask(run, ann, Operation::Read); // the first is forgotten
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 0);
    ask(run, bob, Operation::Read);
    EXPECT_EQ(measure(run, "master", "redirected_reads"), 1);
}

TEST(DatabaseOwnWrites, AmongSeveralMastersAUserReadsWhereTheWriteIs)
{
    Simulation run = simulateWithClient("client -> web:web-server -> a:database(replication=multi-master, read-your-writes=true), "
                                        "b:database(replication=multi-master, read-your-writes=true); a -5s-> b; b -5s-> a");
    writeThenRead(run, {{1_s, ann}, {2_s, ann}, {3_s, ann}});
    EXPECT_EQ(measure(run, "a", "writes"), 1);
    EXPECT_EQ(measure(run, "a", "reads"), 3);
    EXPECT_EQ(run.totals().stale, 0u);
    writeThenRead(run, {{9_s, ann}, {9_s, bob}});
    EXPECT_GT(measure(run, "b", "reads"), 0);
}

} // namespace
} // namespace scalelab
