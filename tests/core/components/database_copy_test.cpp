// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

/// A copy of 200 MB at 100 MB/s takes two seconds.
const std::string twoSeconds = "data-size=200MB, copy-rate=100MB";

Simulation withANewReplica(const std::string& master, const std::string& replica = "role=replica")
{
    Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}) -> web:web-server -> master:database(" + master + ")", 1050_ms);
    const Scene drawn = scene("r:database(" + replica + ")");
    EXPECT_TRUE(run.apply(AddComponentCommand{drawn.components.front()}));
    EXPECT_TRUE(run.apply(AddWireCommand{{"master", "r", {{{"latency", "20ms"}}}}}));
    EXPECT_TRUE(run.apply(AddWireCommand{{"web", "r", {}}}));
    return run;
}

TEST(DatabaseCopy, ANewReplicaServesReadsOnceItHasItsCopy)
{
    Simulation run = withANewReplica(twoSeconds);
    sendOnly(run, "users", "read");
    run.advance(4050_ms);
    EXPECT_EQ(measure(run, "master", "reads"), 20); // 1.1 to 3.0 s
    EXPECT_EQ(measure(run, "r", "reads"), 10);
}

TEST(DatabaseCopy, ItsOwnRateGoesBeforeThatOfTheMaster)
{
    Simulation run = withANewReplica(twoSeconds, "role=replica, copy-rate=200MB");
    sendOnly(run, "users", "read");
    run.advance(4050_ms);
    EXPECT_EQ(measure(run, "master", "reads"), 10);
    EXPECT_EQ(measure(run, "r", "reads"), 20);
}

TEST(DatabaseCopy, RowsAddToTheSize)
{
    Simulation run = withANewReplica("data-size=100MB, row-size=100MB, copy-rate=100MB"); // one key was written
    sendOnly(run, "users", "read");
    run.advance(4050_ms);
    EXPECT_EQ(measure(run, "master", "reads"), 20);
}

TEST(DatabaseCopy, MeanwhileItCollectsTheLog)
{
    Simulation run = withANewReplica(twoSeconds, "role=replica, apply=const(10ms)");
    run.advance(3_s);
    EXPECT_EQ(measure(run, "r", "applied_writes"), 0);
    EXPECT_EQ(measure(run, "r", "backlog"), 19); // 1.1 to 2.9 s
    EXPECT_EQ(versionOn(run, "r"), 10u);
    run.advance(3155_ms);
    EXPECT_EQ(measure(run, "r", "applied_writes"), 10); // one each 10 ms from 3.06 s on
    run.advance(3295_ms);
    EXPECT_EQ(measure(run, "r", "applied_writes"), 22);
    EXPECT_EQ(measure(run, "r", "backlog"), 0);
    EXPECT_DOUBLE_EQ(measure(run, "r", "lag_s.max"), 1.96); // of 1.1 s, applied at 3.06 s
}

TEST(DatabaseCopy, AMasterThatReturnsAfterItsSuccessionIsCopied)
{
    const std::string drawing = replicated("write", "240ms", "detection=2s, election=1s, " + twoSeconds) + "@1550ms crash master\n@6s recover master\n@6s set users.scale=0\n";
    Simulation run = runFor(drawing, 7900_ms);
    EXPECT_FALSE(run.node(run.find("master")).readable);
    run.advance(8_s + SimTime{1});
    EXPECT_TRUE(run.node(run.find("master")).readable);
    EXPECT_TRUE(haveSameData(run, "master", "replica"));
}

TEST(DatabaseCopy, AMasterThatReturnsWithNothingThatIsItsOwnIsNotCopied)
{
    Simulation run = runFor(replicated("write", "20ms", "detection=2s, election=1s, " + twoSeconds) + "@1550ms crash master\n@6s recover master\n@6s set users.scale=0\n", 6100_ms);
    EXPECT_EQ(run.totals().lostWrites, 0u);
    EXPECT_TRUE(run.node(run.find("master")).readable);
    EXPECT_EQ(measure(run, "master", "applied_writes"), 14); // 4.6 to 5.9 s
    EXPECT_TRUE(haveSameData(run, "master", "replica"));
}

TEST(DatabaseCopy, AReplacementTakesItsTimeToo)
{
    Simulation run = runFor(replicated("read", "20ms", twoSeconds, "detection=1s, replacement=3s") + "writer:users(arrivals=constant(1/s), mix={write=1}) -> web\n@1550ms crash replica", 4600_ms);
    EXPECT_EQ(run.node(run.find("replica")).health, Health::Up);
    EXPECT_EQ(unreachable(run), 10u); // 1.6 to 2.5 s
    EXPECT_EQ(measure(run, "replica", "reads"), 15);
    run.advance(6550_ms);
    EXPECT_EQ(measure(run, "replica", "reads"), 15);
    EXPECT_EQ(measure(run, "master", "reads"), 40); // 2.6 to 6.5 s
    run.advance(7050_ms);
    EXPECT_EQ(measure(run, "replica", "reads"), 20);
}

TEST(DatabaseCopy, ACopyThatIsBrokenOffBeginsAnew)
{
    Simulation run = withANewReplica(twoSeconds);
    run.advance(2050_ms);
    ASSERT_TRUE(tell(run, "restart r"));
    run.advance(4050_ms);
    EXPECT_FALSE(run.node(run.find("r")).readable);
    run.advance(4050_ms + SimTime{1});
    EXPECT_TRUE(run.node(run.find("r")).readable);
}

TEST(DatabaseCopy, ACopyBreaksOffWithItsSourceAndAnIncompleteServerIsNotPromoted)
{
    Simulation run = withANewReplica(twoSeconds + ", detection=500ms, election=500ms");
    run.advance(2050_ms);
    ASSERT_TRUE(tell(run, "crash master"));
    run.advance(5_s);
    EXPECT_EQ(measure(run, "r", "master"), 0);
    EXPECT_FALSE(run.node(run.find("r")).readable);
    ASSERT_TRUE(tell(run, "recover master"));
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(7_s);
    EXPECT_FALSE(run.node(run.find("r")).readable);
    run.advance(7_s + SimTime{1});
    EXPECT_TRUE(run.node(run.find("r")).readable);
    EXPECT_TRUE(haveSameData(run, "master", "r"));
    EXPECT_EQ(measure(run, "master", "writes"), 20);
}

TEST(DatabaseCopy, ACopyInProgressIsAStateLikeAnyOther)
{
    Simulation run = withANewReplica(twoSeconds + ", replication=synchronous", "role=replica, apply=exp(10ms)");
    run.advance(2_s);
    Simulation copy = run;
    run.advance(10_s);
    copy.advance(10_s);
    EXPECT_EQ(copy.fingerprint(), run.fingerprint());
}

} // namespace
} // namespace scalelab
