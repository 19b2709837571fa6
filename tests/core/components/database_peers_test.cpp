// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database_support.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

const std::string multi = ":database(replication=multi-master, detection=500ms";

/// Users who write at one master each, the first at whole seconds and the others 50 ms after each other, once their scale is set to 1; all of one key.
std::string writers(const std::string& wires, const std::string& master = "", const std::string& keys = "uniform(1)")
{
    std::string text;
    for (const std::string id : {"a", "b", "c"}) text += "u" + id + ":users(arrivals=constant(1/s), mix={write=1}, scale=0, keys=" + keys + ") -> w" + id + ":web-server -> " + id + multi + master + ")\n";
    return text + wires + "\n";
}
const std::string pair = "a -100ms-> b; b -100ms-> a; b -100ms-> c; c -100ms-> b";
const std::string ring = "a -100ms-> b; b -100ms-> c; c -100ms-> a";
const std::string mesh = "a -100ms-> b; a -30ms-> c; b -100ms-> a; b -100ms-> c; c -30ms-> a; c -100ms-> b";

/// One write at `master` at that time.
void writeAt(Simulation& run, const std::string& master, SimTime at)
{
    run.advance(at - 1_s);
    ASSERT_TRUE(tell(run, "set u" + master + ".scale=1"));
    run.advance(at + SimTime{1});
    ASSERT_TRUE(tell(run, "set u" + master + ".scale=0"));
}

/// Takes the wires between b and c away.
void cutOff(Simulation& run)
{
    ASSERT_TRUE(tell(run, "remove b->c"));
    ASSERT_TRUE(tell(run, "remove c->b"));
}

double total(const Simulation& run, const std::string& id) { return measure(run, "a", id) + measure(run, "b", id) + measure(run, "c", id); }
bool allAgree(Simulation& run) { return haveSameData(run, "a", "b") && haveSameData(run, "b", "c"); }

TEST(DatabasePeers, AWriteAtOneMasterReachesTheOthers)
{
    Simulation run = simulate(writers(pair, ", apply=const(10ms)"));
    writeAt(run, "a", 2_s);
    EXPECT_EQ(run.latency().max(), SimTime{}); // acknowledged at once
    EXPECT_EQ(total(run, "keys"), 1);
    run.advance(2110_ms + SimTime{1});
    EXPECT_EQ(versionOn(run, "b"), versionOn(run, "a"));
    EXPECT_EQ(versionOn(run, "c"), 0u);
    run.advance(2220_ms + SimTime{1});
    EXPECT_TRUE(allAgree(run));
    EXPECT_DOUBLE_EQ(measure(run, "b", "lag_s.max"), 0.11);
    EXPECT_DOUBLE_EQ(measure(run, "c", "lag_s.max"), 0.22);
    run.advance(5_s);
    EXPECT_EQ(measure(run, "a", "applied_writes"), 0); // what comes back is known
    EXPECT_EQ(measure(run, "b", "applied_writes"), 1);
}

TEST(DatabasePeers, InACircleAWriteGoesRoundUntilItIsBack)
{
    Simulation run = simulate(writers(ring));
    writeAt(run, "a", 2_s);
    run.advance(2150_ms);
    EXPECT_EQ(versionOn(run, "c"), 0u);
    run.advance(2250_ms);
    EXPECT_TRUE(allAgree(run));
    const std::uint64_t events = run.events();
    run.advance(10_s);
    EXPECT_EQ(run.events(), events);
    EXPECT_EQ(total(run, "applied_writes"), 2);
}

TEST(DatabasePeers, InAMeshAWriteIsAppliedOnceByEach)
{
    Simulation run = simulate(writers(mesh));
    writeAt(run, "a", 2_s);
    run.advance(5_s);
    EXPECT_TRUE(allAgree(run));
    EXPECT_EQ(measure(run, "a", "applied_writes"), 0);
    EXPECT_EQ(measure(run, "b", "applied_writes"), 1);
    EXPECT_EQ(measure(run, "c", "applied_writes"), 1);
    EXPECT_DOUBLE_EQ(measure(run, "b", "lag_s.max"), 0.1);
    EXPECT_DOUBLE_EQ(measure(run, "c", "lag_s.max"), 0.03);
}

TEST(DatabasePeers, WritesOfOneKeyWithinTheLatencyAreOneConflictAndTheLaterStays)
{
    for (const std::string& wires : {pair, ring, mesh}) {
        Simulation run = simulate(writers(wires));
        writeAt(run, "a", 2_s);
        writeAt(run, "b", 3500_ms); // known to all
        EXPECT_EQ(total(run, "conflicts"), 0);
        run.advance(4_s);
        ASSERT_TRUE(tell(run, "set ua.scale=1"));
        run.advance(4050_ms);
        ASSERT_TRUE(tell(run, "set ub.scale=1"));
        run.advance(5060_ms); // a writes at 5 s and b at 5.05 s
        ASSERT_TRUE(tell(run, "set ua.scale=0"));
        ASSERT_TRUE(tell(run, "set ub.scale=0"));
        const std::uint64_t later = versionOn(run, "b");
        run.advance(10_s);
        EXPECT_EQ(total(run, "writes"), 4);
        EXPECT_EQ(measure(run, "a", "conflicts"), 1);
        EXPECT_EQ(total(run, "conflicts"), 1);
        EXPECT_EQ(measure(run, "a", "lost_writes"), 1);
        EXPECT_EQ(run.totals().lostWrites, 1u);
        EXPECT_TRUE(allAgree(run));
        EXPECT_EQ(versionOn(run, "a"), later);
    }
}

TEST(DatabasePeers, WritesFurtherApartThanTheLatencyAreNoConflict)
{
    Simulation run = simulate(writers(pair));
    run.advance(1_s);
    ASSERT_TRUE(tell(run, "set ua.scale=1"));
    run.advance(1110_ms);
    ASSERT_TRUE(tell(run, "set ub.scale=1"));
    run.advance(20550_ms); // a at whole seconds, b 110 ms later
    ASSERT_TRUE(tell(run, "set ua.scale=0"));
    ASSERT_TRUE(tell(run, "set ub.scale=0"));
    run.advance(30_s);
    EXPECT_EQ(total(run, "writes"), 38);
    EXPECT_EQ(total(run, "conflicts"), 0);
    EXPECT_EQ(run.totals().lostWrites, 0u);
    EXPECT_TRUE(allAgree(run));
}

TEST(DatabasePeers, AsManyWritesAreLostAsWereInConflict)
{
    Simulation run = simulate(writers(pair));
    run.advance(1_s);
    ASSERT_TRUE(tell(run, "set ua.scale=1"));
    run.advance(1050_ms);
    ASSERT_TRUE(tell(run, "set ub.scale=1"));
    run.advance(20550_ms); // a at whole seconds, b 50 ms later
    ASSERT_TRUE(tell(run, "set ua.scale=0"));
    ASSERT_TRUE(tell(run, "set ub.scale=0"));
    run.advance(30_s);
    EXPECT_EQ(measure(run, "a", "writes"), 19);
    EXPECT_EQ(measure(run, "a", "conflicts"), 19);
    EXPECT_EQ(measure(run, "b", "conflicts"), 0);
    EXPECT_EQ(run.totals().lostWrites, 19u);
}

TEST(DatabasePeers, WritesOfDifferentKeysAreNeverInConflict)
{
    Simulation run = simulate(writers(mesh, "", "uniform(1000000000)"));
    for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(run.apply(SetCommand{std::string("u") + id, "scale", 50}));
    run.advance(10_s);
    for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(run.apply(SetCommand{std::string("u") + id, "scale", 0}));
    run.advance(11_s);
    EXPECT_GT(total(run, "writes"), 1400);
    EXPECT_EQ(total(run, "keys"), 3 * total(run, "writes"));
    EXPECT_EQ(total(run, "conflicts"), 0);
    EXPECT_TRUE(allAgree(run));
}

TEST(DatabasePeers, AllAgreeOnceTrafficStopsWhateverTheConflicts)
{
    for (const std::string& wires : {pair, ring, mesh}) {
        Simulation run = simulate(writers(wires, ", apply=exp(5ms)", "zipf(20, 1)"));
        for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(run.apply(SetCommand{std::string("u") + id, "scale", 40}));
        run.advance(5_s);
        ASSERT_TRUE(tell(run, "crash b"));
        run.advance(8_s);
        ASSERT_TRUE(tell(run, "recover b"));
        run.advance(12_s);
        for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(run.apply(SetCommand{std::string("u") + id, "scale", 0}));
        run.advance(20_s);
        EXPECT_GT(total(run, "conflicts"), 50);
        EXPECT_EQ(total(run, "conflicts"), total(run, "lost_writes"));
        EXPECT_EQ(total(run, "backlog"), 0);
        EXPECT_TRUE(allAgree(run));
    }
}

TEST(DatabasePeers, ABrokenCircleStopsTheWrites)
{
    Simulation run = simulate(writers(ring));
    ASSERT_TRUE(tell(run, "remove b->c"));
    writeAt(run, "a", 2_s);
    writeAt(run, "c", 4_s);
    run.advance(10_s);
    EXPECT_EQ(versionOn(run, "b"), versionOn(run, "c")); // from c over a to b
    EXPECT_EQ(measure(run, "c", "applied_writes"), 0);   // the write of a never came
    EXPECT_EQ(total(run, "lost_writes"), 1);             // so that c wrote without knowing of it
}

TEST(DatabasePeers, ACrashInTheCircleStopsThemUntilItIsOver)
{
    Simulation run = simulate(writers(ring));
    ASSERT_TRUE(tell(run, "crash b"));
    writeAt(run, "a", 2_s);
    run.advance(5_s);
    EXPECT_EQ(versionOn(run, "c"), 0u);
    ASSERT_TRUE(tell(run, "recover b"));
    run.advance(5150_ms);
    EXPECT_EQ(versionOn(run, "c"), 0u);
    run.advance(5250_ms);
    EXPECT_TRUE(allAgree(run));
}

TEST(DatabasePeers, AMasterThatCrashesKeepsWhatItHadNotSent)
{
    Simulation run = simulate(writers(pair));
    writeAt(run, "a", 2_s);
    ASSERT_TRUE(tell(run, "crash a"));
    run.advance(5_s);
    EXPECT_EQ(versionOn(run, "b"), 0u); // what was under way is lost with its sender
    EXPECT_EQ(unreachable(run), 0u);
    EXPECT_FALSE(run.node(run.find("a")).writable);
    ASSERT_TRUE(tell(run, "recover a"));
    EXPECT_TRUE(run.node(run.find("a")).writable);
    run.advance(6_s);
    EXPECT_TRUE(allAgree(run));
    EXPECT_EQ(run.totals().lostWrites, 0u);
}

TEST(DatabasePeers, ReadsAreStaleWhileAWriteElsewhereIsUnderWay)
{
    Simulation run = simulate(writers(pair));
    writeAt(run, "a", 2_s);
    sendOnly(run, "ub", "read");
    ASSERT_TRUE(tell(run, "set ub.scale=20")); // each 50 ms
    run.advance(2240_ms);
    EXPECT_EQ(measure(run, "b", "reads"), 4);
    EXPECT_EQ(measure(run, "b", "stale_reads"), 1); // at 2.05 s
}

TEST(DatabasePeers, AMasterThatJoinsGetsEverything)
{
    Simulation run = simulate(writers(pair, ", data-size=100MB, copy-rate=100MB"));
    cutOff(run);
    writeAt(run, "a", 2_s);
    writeAt(run, "b", 3500_ms);
    run.advance(4_s);
    ASSERT_TRUE(run.apply(AddWireCommand{{"b", "c", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"c", "b", {}}}));
    EXPECT_FALSE(run.node(run.find("c")).writable); // a second for the copy
    run.advance(5_s);
    EXPECT_FALSE(run.node(run.find("c")).writable);
    run.advance(5_s + SimTime{1});
    EXPECT_TRUE(run.node(run.find("c")).writable);
    EXPECT_TRUE(allAgree(run));
    writeAt(run, "c", 6_s);
    run.advance(7_s);
    EXPECT_TRUE(allAgree(run));
}

TEST(DatabasePeers, AJoinedMasterGetsWhatWasWrittenDuringItsCopy)
{
    Simulation run = simulate(writers(pair, ", data-size=200MB, copy-rate=100MB", "uniform(1000000)"));
    cutOff(run);
    writeAt(run, "a", 2_s);
    ASSERT_TRUE(run.apply(AddWireCommand{{"b", "c", {}}}));
    run.advance(2500_ms);
    ASSERT_TRUE(run.apply(AddWireCommand{{"c", "b", {}}}));
    writeAt(run, "a", 3600_ms);
    run.advance(6_s);
    EXPECT_EQ(measure(run, "c", "keys"), 2);
    EXPECT_TRUE(allAgree(run));
}

TEST(DatabasePeers, TwoThatWereApartAgreeOnTheLaterWrite)
{
    Simulation run = simulate(writers(pair));
    ASSERT_TRUE(tell(run, "remove a->b"));
    ASSERT_TRUE(tell(run, "remove b->a"));
    writeAt(run, "b", 2_s);
    writeAt(run, "a", 4_s);
    const std::uint64_t later = versionOn(run, "a");
    ASSERT_TRUE(run.apply(AddWireCommand{{"a", "b", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"b", "a", {}}}));
    run.advance(6_s);
    EXPECT_TRUE(allAgree(run));
    EXPECT_EQ(versionOn(run, "b"), later);
    EXPECT_EQ(total(run, "conflicts"), 1);
    EXPECT_EQ(measure(run, "b", "lost_writes"), 1);
}

TEST(DatabasePeers, AMasterMayHaveReplicasForReads)
{
    Simulation run = simulate(writers(pair + "; a -> r:database(role=replica); wa -> r"));
    writeAt(run, "b", 2_s);
    writeAt(run, "a", 3500_ms);
    run.advance(4_s);
    EXPECT_EQ(measure(run, "r", "applied_writes"), 2);
    EXPECT_TRUE(haveSameData(run, "a", "r"));
    ASSERT_TRUE(tell(run, "crash a"));
    run.advance(20_s);
    EXPECT_EQ(measure(run, "r", "master"), 0);
    EXPECT_TRUE(run.node(run.find("r")).readable);
}

TEST(DatabasePeers, MoreThanTheLogHoldsIsSentAsAWhole)
{
    Simulation run = simulate(writers(pair, "", "uniform(1000000000)"));
    writeAt(run, "a", 2_s);
    run.advance(3_s);
    ASSERT_TRUE(tell(run, "crash c"));
    ASSERT_TRUE(run.apply(SetCommand{"ua", "scale", 10000}));
    run.advance(10_s);
    ASSERT_TRUE(tell(run, "set ua.scale=0"));
    run.advance(11_s);
    EXPECT_GT(measure(run, "b", "keys"), 65536);
    EXPECT_EQ(measure(run, "c", "keys"), 1);
    ASSERT_TRUE(tell(run, "recover c"));
    run.advance(12_s);
    EXPECT_TRUE(allAgree(run));
}

TEST(DatabasePeers, ACopyOfTheRunGoesOnIdentically)
{
    Simulation run = simulate(writers(mesh, ", apply=exp(5ms)", "zipf(20, 1)"));
    for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(run.apply(SetCommand{std::string("u") + id, "scale", 40}));
    run.advance(2_s);
    Simulation copy = run;
    for (Simulation* one : {&run, &copy}) {
        ASSERT_TRUE(tell(*one, "crash c"));
        one->advance(3_s);
        ASSERT_TRUE(tell(*one, "recover c"));
        one->advance(5_s);
    }
    EXPECT_EQ(copy.fingerprint(), run.fingerprint());
    EXPECT_TRUE(haveSameData(copy, "a", "a"));
}

} // namespace
} // namespace scalelab
