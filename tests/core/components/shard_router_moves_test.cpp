// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/shard_router/shard_table.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <numeric>

namespace scalelab {
namespace {

using namespace test;

std::vector<std::uint64_t> keysOf(const Simulation& run)
{
    std::vector<std::uint64_t> keys;
    for (const ShardRow& row : shardTable(run, run.find("router"))) keys.push_back(row.keys);
    return keys;
}

std::uint64_t sum(const std::vector<std::uint64_t>& keys) { return std::accumulate(keys.begin(), keys.end(), std::uint64_t{0}); }

/// A thousand reads a second of a thousand keys on four shards.
Simulation fourShards(const std::string& router, SimTime end = {1'000'000'000})
{
    return runFor("users(arrivals=constant(1000/s), keys=uniform(1000)) -> web:web-server -> router:shard-router(keys=1000, " + router + ") -> s0:database, s1:database, s2:database, s3:database", end);
}

void addShard(Simulation& run, const std::string& id)
{
    ASSERT_TRUE(run.apply(AddComponentCommand{{id, "database", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"router", id, {}}}));
}

std::uint64_t failures(const Simulation& run)
{
    const RequestTotals totals = run.totals();
    return std::accumulate(totals.failed.begin(), totals.failed.end(), std::uint64_t{0});
}

TEST(Resharding, OneShardMoreMovesFourFifthsOfTheKeysByModulo)
{
    Simulation run = fourShards("move-rate=100/s");
    addShard(run, "s4");
    EXPECT_EQ(measure(run, "router", "moving"), 1);
    EXPECT_EQ(measure(run, "router", "keys_moved"), 0);
    run.advance(5_s + SimTime{1});
    EXPECT_EQ(measure(run, "router", "keys_moved"), 400);
    EXPECT_EQ(measure(run, "router", "moved_share"), 0.4);
    EXPECT_EQ(sum(keysOf(run)), 1000u);
    run.advance(9_s);
    EXPECT_EQ(measure(run, "router", "moving"), 1);
    run.advance(9_s + SimTime{1});
    EXPECT_EQ(measure(run, "router", "moving"), 0);
    EXPECT_EQ(measure(run, "router", "moves"), 1);
    EXPECT_EQ(measure(run, "router", "keys_moved"), 800);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{200, 200, 200, 200, 200}));
    EXPECT_EQ(failures(run), 0u);
    const double before = measure(run, "s4", "reads");
    run.advance(14_s);
    EXPECT_NEAR(measure(run, "s4", "reads") - before, 1000, 100);
}

TEST(Resharding, OneShardMoreMovesAFifthOfTheKeysOnARing)
{
    Simulation run = fourShards("strategy=ring");
    const auto before = keysOf(run);
    EXPECT_EQ(sum(before), 1000u);
    addShard(run, "s4");
    const auto after = keysOf(run);
    EXPECT_EQ(sum(after), 1000u);
    EXPECT_EQ(measure(run, "router", "keys_moved"), static_cast<double>(after[4])); // all at once, and only to the new one
    EXPECT_NEAR(static_cast<double>(after[4]), 200, 50);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_LE(after[i], before[i]);
    ASSERT_TRUE(tell(run, "remove s4"));
    const auto again = keysOf(run);
    EXPECT_EQ(std::vector<std::uint64_t>(again.begin(), again.begin() + 4), before);
    EXPECT_EQ(again[4], 0u);
    EXPECT_EQ(measure(run, "router", "keys_moved"), static_cast<double>(2 * after[4]));
    EXPECT_EQ(measure(run, "router", "shards"), 4);
}

TEST(Resharding, RangesAreCutAnew)
{
    Simulation run = fourShards("strategy=range");
    addShard(run, "s4");
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{200, 200, 200, 200, 200}));
    EXPECT_EQ(measure(run, "router", "keys_moved"), 50 + 100 + 150 + 200); // 200-249, 400-499, 600-749 and 800-999
    ASSERT_TRUE(tell(run, "set router.bounds=500, 510, 900, 950"));
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{500, 10, 390, 50, 50}));
}

TEST(Resharding, ANewShardOfADirectoryGetsWhatTheTableGivesIt)
{
    Simulation run = fourShards("strategy=directory");
    addShard(run, "s4");
    EXPECT_EQ(measure(run, "router", "keys_moved"), 0);
    ASSERT_TRUE(tell(run, "set router.directory=0-99=s4, 400=s0"));
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{225, 225, 225, 225, 100}));
    EXPECT_EQ(measure(run, "router", "keys_moved"), 100); // key 400 is at home there already
    EXPECT_FALSE(tell(run, "set router.directory=0-99"));
    EXPECT_FALSE(tell(run, "set router.isolate=x"));
}

/// Ten requests a second for key 0, which is on shard a and leaves it one second after 950 ms.
Simulation oneKeyMoves(const std::string& mix, SimTime end, const std::string& shards = "a:database, b:database")
{
    return runFor("users(arrivals=constant(10/s), mix={" + mix + "=1}, keys=uniform(1)) -> web:web-server -> router:shard-router(keys=10, move-rate=1/s) -> " + shards + "\n@950ms set router.isolate=0", end);
}

TEST(Resharding, AKeyIsReadAtItsOldShardUntilItHasMoved)
{
    const Simulation run = oneKeyMoves("read", 3050_ms);
    EXPECT_EQ(measure(run, "a", "reads"), 19); // until 1.9 s
    EXPECT_EQ(measure(run, "b", "reads"), 11);
    EXPECT_EQ(measure(run, "router", "dual_writes"), 0);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{4, 6}));
}

TEST(Resharding, AKeyIsWrittenInBothPlacesUntilItHasMoved)
{
    const Simulation run = oneKeyMoves("write", 3050_ms, "a:database(service=const(5ms)), b:database(service=const(20ms))");
    EXPECT_EQ(measure(run, "a", "writes"), 19);
    EXPECT_EQ(measure(run, "b", "writes"), 10 + 11);
    EXPECT_EQ(measure(run, "router", "dual_writes"), 10); // 1.0 to 1.9 s
    EXPECT_EQ(run.latency().min(), 5_ms);
    EXPECT_EQ(run.latency().max(), 20_ms);
}

TEST(Resharding, AKeyThatIsNewGoesToItsNewPlaceAtOnce)
{
    Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}, keys=uniform(1), scale=0) -> web:web-server -> router:shard-router(keys=0, shard-rows=5, move-rate=1/s) -> a:database, b:database", 1_s);
    ASSERT_TRUE(tell(run, "set router.isolate=0"));
    ASSERT_TRUE(tell(run, "set users.scale=1"));
    run.advance(2050_ms);
    EXPECT_EQ(measure(run, "a", "writes"), 0);
    EXPECT_EQ(measure(run, "b", "writes"), 10);
    EXPECT_EQ(measure(run, "router", "dual_writes"), 0);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{0, 1}));
    ASSERT_TRUE(tell(run, "set router.isolate=none"));
    run.advance(4_s);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{1, 0})) << "and moves like any other";
    EXPECT_EQ(measure(run, "router", "keys_moved"), 1);
}

TEST(Resharding, IsolatingAHotKeyMovesThatKeyAlone)
{
    Simulation run = fourShards("move-rate=10/s");
    ASSERT_TRUE(run.apply(AddComponentCommand{{"hot", "database", {}}}));
    ASSERT_TRUE(tell(run, "set router.dedicated=hot"));
    ASSERT_TRUE(run.apply(AddWireCommand{{"router", "hot", {}}}));
    EXPECT_EQ(measure(run, "router", "moving"), 0) << "a dedicated shard takes no keys by itself";
    ASSERT_TRUE(tell(run, "set router.isolate=8, 12"));
    run.advance(1201_ms);
    EXPECT_EQ(measure(run, "router", "keys_moved"), 2);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{248, 250, 250, 250, 2}));
    EXPECT_FALSE(shardTable(run, run.find("router"))[4].takesKeys);
    ASSERT_TRUE(tell(run, "set router.isolate=none"));
    run.advance(2_s);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{250, 250, 250, 250, 0}));
}

TEST(Resharding, AShardIsEmptiedBeforeItIsTakenAway)
{
    Simulation run = fourShards("strategy=ring, move-rate=1000/s");
    const auto before = keysOf(run);
    ASSERT_TRUE(tell(run, "set router.drain=s1"));
    run.advance(3_s);
    EXPECT_EQ(keysOf(run)[1], 0u);
    EXPECT_EQ(measure(run, "router", "keys_moved"), static_cast<double>(before[1]));
    ASSERT_TRUE(tell(run, "remove s1"));
    run.advance(5_s);
    EXPECT_EQ(measure(run, "router", "moves"), 1);
    EXPECT_EQ(sum(keysOf(run)), 1000u);
    EXPECT_EQ(failures(run), 0u);
}

TEST(Resharding, KeysOfAShardThatIsTakenAwayAreOutOfReachUntilTheyHaveMoved)
{
    Simulation run = fourShards("strategy=ring, move-rate=100/s");
    const auto keys = static_cast<double>(keysOf(run)[1]);
    ASSERT_TRUE(tell(run, "remove s1"));
    run.advance(5_s);
    EXPECT_EQ(measure(run, "router", "moving"), 0);
    EXPECT_EQ(measuresOf(run, "router").failedBy[static_cast<std::size_t>(Cause::NoRoute)], failures(run));
    EXPECT_NEAR(static_cast<double>(failures(run)), keys * keys / 200, 120); // reads of them meet less and less of them over keys/100 s
    const std::uint64_t before = failures(run);
    run.advance(8_s);
    EXPECT_EQ(failures(run), before);
    EXPECT_EQ(sum(keysOf(run)), 1000u);
}

TEST(Resharding, WhatChangesDuringAMoveIsTheNextMove)
{
    Simulation run = fourShards("move-rate=1000/s");
    addShard(run, "s4");
    run.advance(1100_ms);
    addShard(run, "s5");
    run.advance(1801_ms);
    EXPECT_EQ(measure(run, "router", "moves"), 1);
    EXPECT_EQ(measure(run, "router", "moving"), 1);
    EXPECT_EQ(keysOf(run)[5], 0u);
    run.advance(4_s);
    EXPECT_EQ(measure(run, "router", "moves"), 2);
    EXPECT_EQ(measure(run, "router", "keys_moved"), 800 + 830); // of 30 keys in a row 5 stay: 1000 = 33 * 30 + 10, and of the last ten 5
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{167, 167, 167, 167, 166, 166}));
    EXPECT_EQ(failures(run), 0u);
}

TEST(Resharding, ARouterThatCrashesGoesOnMovingWhenItReturns)
{
    Simulation run = fourShards("move-rate=1000/s");
    addShard(run, "s4");
    run.advance(1400_ms + SimTime{1});
    EXPECT_EQ(measure(run, "router", "keys_moved"), 400);
    ASSERT_TRUE(tell(run, "crash router"));
    run.advance(3_s);
    EXPECT_EQ(measure(run, "router", "keys_moved"), 400);
    ASSERT_TRUE(tell(run, "recover router"));
    run.advance(3400_ms + SimTime{1});
    EXPECT_EQ(measure(run, "router", "keys_moved"), 800);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{200, 200, 200, 200, 200}));
}

TEST(Resharding, RowsWrittenSinceMoveToo)
{
    Simulation run = runFor("users(arrivals=constant(1000/s), mix={write=1}, keys=uniform(300)) -> web:web-server -> router:shard-router(keys=100, shard-rows=1000) -> a:database", 5_s);
    EXPECT_EQ(keysOf(run), std::vector<std::uint64_t>{300});
    addShard(run, "b");
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{150, 150}));
    EXPECT_EQ(measure(run, "router", "keys_moved"), 150);
    EXPECT_EQ(measure(run, "router", "keys"), 300);
    const double before = measure(run, "b", "writes");
    run.advance(7_s);
    EXPECT_NEAR(measure(run, "b", "writes") - before, 1000, 100);
}

TEST(Resharding, AReplicaThatIsAddedBelongsToTheShardOfItsMaster)
{
    Simulation run = fourShards("");
    ASSERT_TRUE(run.apply(AddComponentCommand{{"r", "database", {{{"role", "replica"}}}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"router", "r", {}}}));
    run.advance(1500_ms);
    EXPECT_EQ(measure(run, "r", "reads"), 0) << "it follows nobody yet";
    ASSERT_TRUE(run.apply(AddWireCommand{{"s2", "r", {}}}));
    run.advance(2500_ms);
    EXPECT_NEAR(measure(run, "r", "reads"), 250, 50);
    EXPECT_EQ(measure(run, "router", "shards"), 4);
    EXPECT_EQ(measure(run, "router", "keys_moved"), 0);
}

TEST(Resharding, ACacheKnowsAnOldValueAfterItsKeyHasMoved)
{
    // The web server fills its cache at 100 ms, the key moves at 950 ms, and another server writes it at 1.5 s.
    const Simulation run = runFor("users(arrivals=constant(10/s), keys=uniform(1)) -> web:web-server -> cache; web -> router:shard-router(keys=10) -> a:database, b:database\n"
                                  "writers:users(arrivals=constant(2/s), mix={write=1}, keys=uniform(1), scale=0) -> other:web-server -> router\n"
                                  "@950ms set router.isolate=0; @1s set writers.scale=1", 2050_ms);
    EXPECT_EQ(measure(run, "b", "writes"), 2);
    EXPECT_EQ(measure(run, "a", "writes"), 0);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 6); // from 1.5 s on
}

TEST(Resharding, ReadsOfALaggingReplicaStayStaleThroughTheRouter)
{
    const Simulation run = runFor("writers:users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> router:shard-router -> master:database, replica:database(role=replica)\n"
                                  "readers:users(arrivals=constant(4/s)) -> web; master -600ms-> replica", 1950_ms);
    EXPECT_EQ(run.totals().stale, 3u);
}

} // namespace
} // namespace scalelab
