// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

constexpr std::uint64_t secondTerm = 1ull << 40;

/// A master that dies at 1.55 s with the writes of 1.4 and 1.5 s under way, the promotion of its replica at 4.55 s, and its return at 6 s.
std::string afterAFailOver(const std::string& master) { return replicated("write", "240ms", "detection=2s, election=1s, " + master) + "@1550ms crash master\n@6s recover master\n"; }

TEST(DatabaseRecovery, LostWritesComeBackSomeTimeAfterTheOldMaster)
{
    Simulation run = runFor(afterAFailOver("recovery=merge, recovery-time=1s") + "@1560ms set users.scale=0", 7_s);
    EXPECT_EQ(measure(run, "replica", "lost_writes"), 2);
    EXPECT_EQ(run.totals().lostWrites, 2u);
    EXPECT_EQ(versionOn(run, "replica"), 13u);
    run.advance(7_s + SimTime{1});
    EXPECT_EQ(measure(run, "replica", "lost_writes"), 0);
    EXPECT_EQ(measure(run, "replica", "recovered_writes"), 2);
    EXPECT_EQ(run.totals().lostWrites, 0u);
    EXPECT_EQ(versionOn(run, "replica"), secondTerm + 15);
    run.advance(8_s);
    EXPECT_EQ(versionOn(run, "master"), secondTerm + 15); // as a replica
}

TEST(DatabaseRecovery, WithoutTheScriptTheyStayLost)
{
    Simulation run = runFor(afterAFailOver("") + "@1560ms set users.scale=0", 20_s);
    EXPECT_EQ(measure(run, "replica", "lost_writes"), 2);
    EXPECT_EQ(measure(run, "replica", "recovered_writes"), 0);
    EXPECT_EQ(run.totals().lostWrites, 2u);
    EXPECT_EQ(versionOn(run, "master"), 13u);
}

TEST(DatabaseRecovery, KeysThatWereWrittenMeanwhileKeepTheirValue)
{
    Simulation run = runFor(afterAFailOver("recovery=merge") + "@5050ms set users.scale=0", 9_s); // writes again from 4.6 to 5.0 s
    EXPECT_EQ(measure(run, "replica", "writes"), 5);
    EXPECT_EQ(measure(run, "replica", "recovered_writes"), 0);
    EXPECT_EQ(measure(run, "replica", "lost_writes"), 0); // overtaken
    EXPECT_EQ(versionOn(run, "replica"), secondTerm + 18);
}

TEST(DatabaseRecovery, ReadsOfLostWritesAreCountedUntilThen)
{
    Simulation run = runFor(afterAFailOver("recovery=merge, recovery-time=1s") + "@1560ms set users.scale=0", 5_s);
    sendOnly(run, "users", "read");
    ASSERT_TRUE(tell(run, "set users.scale=1"));
    run.advance(9_s);
    EXPECT_EQ(run.totals().completed, 15u + 39u);
    // Until 6.0 s the new master answers, then the old one as a replica, whose copy of the data has none either until 7.24 s.
    EXPECT_EQ(measure(run, "replica", "missing_reads") + measure(run, "master", "missing_reads"), 22);
    EXPECT_EQ(measure(run, "master", "stale_reads"), 3); // 7.0 to 7.2 s: written again, but not here yet
    EXPECT_EQ(run.totals().stale, 22u);
}

TEST(DatabaseRecovery, TheScriptWaitsForAMaster)
{
    Simulation run = runFor(afterAFailOver("recovery=merge, recovery-time=1s") + "@1560ms set users.scale=0\n@6500ms crash replica\n@7200ms recover replica", 7100_ms);
    EXPECT_EQ(run.totals().lostWrites, 2u);
    run.advance(8200_ms);
    EXPECT_EQ(run.totals().lostWrites, 2u);
    run.advance(8200_ms + SimTime{1});
    EXPECT_EQ(run.totals().lostWrites, 0u);
    EXPECT_EQ(measure(run, "replica", "recovered_writes"), 2);
}

TEST(DatabaseRecovery, AReplacementHasNothingToRecover)
{
    Simulation run = runFor(replicated("write", "240ms", "detection=2s, election=1s, recovery=merge, replacement=6s") + "@1550ms crash master\n@1560ms set users.scale=0", 20_s);
    EXPECT_EQ(run.node(run.find("master")).health, Health::Up);
    EXPECT_EQ(run.totals().lostWrites, 2u);
}

TEST(DatabaseRecovery, LostWritesOfAServerThatIsPromotedAgainAreThereAgain)
{
    // The replica writes at 4.6 s and dies; the old master is elected before it has been copied, and brings back its own two writes.
    Simulation run = runFor(afterAFailOver("") + "@4650ms crash replica", 5500_ms);
    EXPECT_EQ(run.totals().lostWrites, 2u);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(12_s);
    EXPECT_EQ(measure(run, "master", "master"), 1);
    EXPECT_EQ(measure(run, "replica", "lost_writes"), 0);
    EXPECT_EQ(measure(run, "master", "lost_writes"), 1);
    EXPECT_EQ(run.totals().lostWrites, 1u);
    EXPECT_EQ(versionOn(run, "master"), 15u);
}

TEST(DatabaseRecovery, AReplicaThatHasGoneAnotherWayIsCopiedAndNotFed)
{
    // r3 has received write 14 of the first master when it dies; the second and third master never have it.
    Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}, keys=uniform(1000000)) -> web:web-server -> m:database(detection=300ms, election=100ms), "
                            "r1:database(role=replica, detection=300ms, election=100ms), r2:database(role=replica, detection=300ms), r3:database(role=replica, detection=300ms)\n"
                            "m -240ms-> r1; m -240ms-> r2; m -140ms-> r3\n"
                            "@1550ms crash m\n@1551ms crash r3\n@3s crash r1\n@3100ms recover r3\n@6050ms set users.scale=0", 8_s);
    EXPECT_EQ(measure(run, "r2", "master"), 1);
    EXPECT_TRUE(haveSameData(run, "r2", "r3"));
}

} // namespace
} // namespace scalelab
