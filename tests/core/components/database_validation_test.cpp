// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"
#include "model/validate.h"
#include "model/wiring.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

/// The problems of databases m, n and r with a wire from m to r, and whatever else is drawn; "error components.r: ..." one a line.
std::string report(const std::string& databases, const std::string& more = "")
{
    std::string lines;
    for (const Problem& problem : validate(catalog()->registry, scene("users -> web:web-server -> " + databases + "\n" + more)))
        lines += (problem.severity == Problem::Severity::Error ? "error " : "warning ") + problem.path + ": " + problem.message + "\n";
    return lines;
}

TEST(DatabaseValidation, AReplicaNeedsAMaster)
{
    const std::string both = "m:database, r:database(role=replica)";
    EXPECT_EQ(report(both), "error components.r: This replica follows no master, so it never gets any data. Draw a wire to it from its master, or give it the role \"master\".\n");
    EXPECT_EQ(report(both, "m -> r"), "");
    EXPECT_EQ(report("m:database, r:database(role=replica), s:database(role=replica)", "m -> r; r -> s"),
              "error links[5]: A database cannot call a database. That needs role \"master\" on \"r\".\n"
              "error components.s: This replica follows no master, so it never gets any data. Draw a wire to it from its master, or give it the role \"master\".\n");
}

TEST(DatabaseValidation, AReplicaHasOneMaster)
{
    EXPECT_EQ(report("m:database, n:database, r:database(role=replica)", "m, n -> r"),
              "error components.r: A replica follows one master, but 2 masters are wired to it. Take all of these wires away but one.\n");
}

TEST(DatabaseValidation, AWireDrawnWhileItRunsToAReplicaOfAnotherMasterCarriesNothing)
{
    Simulation run = simulate("users -> web:web-server -> m1:database, m2:database; m1 -> r:database(role=replica)");
    ASSERT_TRUE(run.apply(AddWireCommand{{"m2", "r", {}}}));
    ASSERT_EQ(run.incidents().size(), 1u);
    EXPECT_EQ(run.incidents().front().text, "r follows another master already; this wire carries nothing");
}

TEST(DatabaseValidation, AReplicaMayBeAddedToARunBeforeItsWire)
{
    Simulation run = simulate("users -> web:web-server -> m:database");
    EXPECT_TRUE(run.apply(AddComponentCommand{{"r", "database", {{{"role", "replica"}}}}}));
    EXPECT_TRUE(run.apply(AddWireCommand{{"m", "r", {}}}));
}

TEST(DatabaseValidation, TwoMastersAreWiredOnlyIfTheModeAllowsSeveral)
{
    const std::string masters = "m:database, n:database(replication=multi-master)";
    EXPECT_EQ(report("m:database, n:database", "m -> n"),
              "error links[3]: A database cannot call a database. That needs role \"replica\" on \"n\", or replication \"multi-master\" on \"m\" and replication \"multi-master\" on \"n\".\n");
    EXPECT_NE(report(masters, "m -> n").find("That needs role \"replica\" on \"n\", or replication \"multi-master\" on \"m\"."), std::string::npos);
    EXPECT_EQ(report("m:database(replication=multi-master), n:database(replication=multi-master)", "m -> n; n -> m"), "");
    EXPECT_EQ(report("m:database(replication=multi-master), n:database(replication=multi-master), o:database(replication=multi-master)", "m -> n; n -> o; o -> m"), "");
}

TEST(DatabaseValidation, AReplicaIsNoPeerWhateverItsReplicationSays)
{
    const std::string text = report("m:database(replication=multi-master), n:database(replication=multi-master), r:database(role=replica, replication=multi-master)", "m -> n, r; n -> m; r -> n");
    EXPECT_EQ(text, "warning components.r.replication: It has no effect, because role is not \"master\".\n"
                    "error links[7]: A database cannot call a database. That needs role \"master\" on \"r\" and role \"replica\" on \"n\".\n");
}

TEST(DatabaseValidation, SeveralMastersNeedEachOther)
{
    EXPECT_EQ(report("m:database(replication=multi-master)"),
              "error components.m.replication: There is no other master. Wire it in both directions to another one with multi-master replication, or choose another replication.\n");
    EXPECT_EQ(report("m:database(replication=multi-master), n:database(replication=multi-master)", "m -> n"),
              "warning components.m: What is written to \"n\" never comes back here. Draw a wire in the other direction too, or close the circle of masters.\n");
    EXPECT_EQ(report("m:database(replication=multi-master, replacement=1min), n:database(replication=multi-master)", "m -> n; n -> m"),
              "warning components.m.replacement: It has no effect, because several masters replace none of them.\n");
}

TEST(DatabaseValidation, AMasterWaitsForNoMoreReplicasThanItHas)
{
    const std::string two = "m:database(replication=semi-synchronous, acks=2), r:database(role=replica)";
    EXPECT_EQ(report(two, "m -> r"), "error components.m.acks: A write waits for 2 replicas, but this master has 1. Wire more replicas to it, or lower the number.\n");
    EXPECT_EQ(report(two + ", s:database(role=replica)", "m -> r, s"), "");
    EXPECT_EQ(report("m:database(replication=semi-synchronous)"),
              "error components.m.acks: A write waits for 1 replica, but this master has none. Wire more replicas to it, or lower the number.\n");
    EXPECT_EQ(report("m:database(replication=synchronous)"), "warning components.m.replication: It has no replica to wait for. Draw a wire to one.\n");
}

TEST(DatabaseValidation, ADiskThatNeverFillsIsWarnedOf)
{
    EXPECT_EQ(report("m:database(disk=1GB)"), "warning components.m.disk: It never fills, because rows take no room. Give them a row-size.\n");
    EXPECT_EQ(report("m:database(disk=1GB, row-size=1kB)"), "");
}

} // namespace
} // namespace scalelab
