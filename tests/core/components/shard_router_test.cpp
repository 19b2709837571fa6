// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/shard_router/shard_table.h"
#include "model/validate.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::uint64_t failed(const Simulation& simulation, Outcome outcome) { return simulation.totals().failed[static_cast<std::size_t>(outcome)]; }

/// Ten requests a second, the first at 100 ms, through a router to the shards.
std::string sharded(const std::string& mix, const std::string& users, const std::string& router, const std::string& shards)
{
    return "users(arrivals=constant(10/s), mix={" + mix + "=1}, " + users + ") -> web:web-server -> router:shard-router(" + router + ") -> " + shards + "\n";
}

std::vector<std::uint64_t> keysOf(const Simulation& run)
{
    std::vector<std::uint64_t> keys;
    for (const ShardRow& row : shardTable(run, run.find("router"))) keys.push_back(row.keys);
    return keys;
}

TEST(ShardRouter, TheRestOfKeyByFourIsTheShardAndEachHasAQuarterOfTheKeys)
{
    const Simulation run = runFor("users(arrivals=constant(1000/s), keys=uniform(1000)) -> web:web-server -> router:shard-router(keys=1000) -> s0:database, s1:database, s2:database, s3:database", 10_s);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{250, 250, 250, 250}));
    EXPECT_EQ(measure(run, "router", "shards"), 4);
    EXPECT_EQ(measure(run, "router", "keys"), 1000);
    EXPECT_EQ(measure(run, "router", "imbalance"), 1);
    EXPECT_EQ(measure(run, "router", "keys_max"), 250);
    EXPECT_EQ(measure(run, "router", "keys_min"), 250);
    EXPECT_NEAR(measure(run, "router", "busiest_share"), 0.25, 0.01);
    EXPECT_EQ(run.totals().completed, 9999u);
    const auto table = shardTable(run, run.find("router"));
    for (const ShardRow& row : table) {
        EXPECT_EQ(static_cast<double>(row.calls), measure(run, row.name, "reads"));
        EXPECT_TRUE(row.connected && row.takesKeys);
    }
    EXPECT_EQ(table[2].name, "s2");
    EXPECT_TRUE(shardTable(run, run.find("web")).empty());
}

TEST(ShardRouter, RoutingTakesItsTimeAndAConnectionUntilTheShardHasAnswered)
{
    EXPECT_EQ(runFor(sharded("read", "keys=uniform(1)", "service=const(2ms)", "db:database(service=const(5ms))"), 1_s).latency().max(), 7_ms);
    const Simulation run = runFor(sharded("read", "keys=uniform(1)", "connections=1, queue=1", "db:database(service=const(250ms))"), 1_s);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(failed(run, Outcome::Rejected), 4u);
    EXPECT_EQ(measure(run, "router", "failed_here"), 4);
    EXPECT_DOUBLE_EQ(measure(run, "router", "utilisation"), 0.9);
}

TEST(ShardRouter, AShardThatIsDownFailsItsOwnKeysOnly)
{
    const Simulation run = runFor("users(arrivals=constant(1000/s), keys=uniform(1000)) -> web:web-server -> router:shard-router -> s0:database, s1:database, s2:database, s3:database\n@1s crash s1", 2_s);
    EXPECT_EQ(static_cast<double>(failed(run, Outcome::Unreachable)), measure(run, "s1", "failed_here"));
    EXPECT_NEAR(measure(run, "s1", "failed_here"), 250, 50);
    EXPECT_EQ(run.totals().completed + failed(run, Outcome::Unreachable), 1999u);
    EXPECT_EQ(measure(run, "router", "failed_here"), 0);
}

TEST(ShardRouter, AMasterAndItsReplicasAreOneShardInWhateverOrderTheyAreDrawn)
{
    const std::string nodes = "r0:database(role=replica), m0:database, m1:database, r1:database(role=replica), r1b:database(role=replica); m0 -> r0; m1 -> r1, r1b";
    const auto run = [&](const std::string& mix) { return runFor("users(arrivals=constant(1000/s), mix={" + mix + "=1}, keys=uniform(1000)) -> web:web-server -> router:shard-router(keys=1000) -> " + nodes, 2_s); };
    const Simulation reads = run("read");
    EXPECT_EQ(measure(reads, "router", "shards"), 2);
    EXPECT_EQ(keysOf(reads), (std::vector<std::uint64_t>{500, 500}));
    EXPECT_EQ(measure(reads, "m0", "reads") + measure(reads, "m1", "reads"), 0);
    EXPECT_NEAR(measure(reads, "r1", "reads"), measure(reads, "r1b", "reads"), 1);
    EXPECT_NEAR(measure(reads, "r0", "reads"), 1000, 100);
    EXPECT_EQ(reads.totals().completed, 1999u);
    const Simulation writes = run("write");
    EXPECT_EQ(measure(writes, "m0", "writes") + measure(writes, "m1", "writes"), 1999);
    EXPECT_EQ(measure(writes, "r0", "applied_writes"), measure(writes, "m0", "writes"));
}

TEST(ShardRouter, TheNodesOfANosqlClusterAreOneShard)
{
    const Simulation run = runFor("users(arrivals=constant(100/s), mix={write=1}, keys=uniform(100)) -> web:web-server -> router:shard-router -> a:nosql-store(replicas=2), b:nosql-store(replicas=2), db:database; a -> b; b -> a", 2_s);
    EXPECT_EQ(measure(run, "router", "shards"), 2);
    EXPECT_EQ(measure(run, "a", "keys"), measure(run, "b", "keys"));
    EXPECT_NEAR(measure(run, "a", "writes"), measure(run, "b", "writes"), 1);
    EXPECT_EQ(run.totals().completed, 199u);
}

TEST(ShardRouter, AJoinAsksAllShardsAndWaitsForTheSlowest)
{
    const std::string shards = "s0:database(service=const(5ms)), s1:database(service=const(9ms)), s2:database(service=const(2ms))";
    const Simulation run = runFor(sharded("join", "keys=uniform(1)", "", shards), 1_s);
    EXPECT_EQ(run.latency().min(), 9_ms);
    EXPECT_EQ(run.latency().max(), 9_ms);
    EXPECT_EQ(measure(run, "router", "joins"), 9);
    for (const char* shard : {"s0", "s1", "s2"}) EXPECT_EQ(measure(run, shard, "reads"), 9);
    const Simulation broken = runFor(sharded("join", "keys=uniform(1)", "", shards) + "@550ms crash s2", 1_s);
    EXPECT_EQ(broken.totals().completed, 5u);
    EXPECT_EQ(failed(broken, Outcome::Unreachable), 4u);
    EXPECT_EQ(measure(broken, "s1", "reads"), 9); // they are asked all the same
    EXPECT_EQ(broken.callsInUse(), 0u);
}

TEST(ShardRouter, TheTimeOfAJoinIsTheLongestOfExponentials)
{
    const std::string shard = ":database(service=exp(10ms))";
    const Simulation run = runFor("users(arrivals=poisson(1000/s), mix={join=1}) -> web:web-server -> router:shard-router -> a" + shard + ", b" + shard + ", c" + shard + ", d" + shard, 100_s);
    EXPECT_NEAR(run.latency().meanSeconds(), 0.010 * (1 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4), 0.00015); // 4 standard errors
}

TEST(ShardRouter, DenormalisedDataIsReadOnOneShardAndWrittenOnSeveral)
{
    const std::string shards = "s0:database(service=const(5ms), write-service=const(1ms)), s1:database(service=const(9ms), write-service=const(3ms)), s2:database(service=const(2ms), write-service=const(8ms))";
    const Simulation joins = runFor(sharded("join", "keys=uniform(1)", "denormalised=true, write-copies=2", shards), 1_s);
    EXPECT_EQ(joins.latency().max(), 5_ms);
    EXPECT_EQ(measure(joins, "s1", "reads") + measure(joins, "s2", "reads"), 0);
    EXPECT_EQ(measure(joins, "router", "joins"), 0);
    const auto written = [&](const std::string& router) {
        const Simulation run = runFor(sharded("write", "keys=uniform(1)", router, shards), 1_s);
        return std::pair(run.latency().max(), std::vector<double>{measure(run, "s0", "writes"), measure(run, "s1", "writes"), measure(run, "s2", "writes")});
    };
    EXPECT_EQ(written("denormalised=false"), std::pair(1_ms, (std::vector<double>{9, 0, 0})));
    EXPECT_EQ(written("denormalised=true, write-copies=2"), std::pair(3_ms, (std::vector<double>{9, 9, 0})));
    EXPECT_EQ(written("denormalised=true, write-copies=16"), std::pair(8_ms, (std::vector<double>{9, 9, 9})));
}

TEST(ShardRouter, AHotKeyGoesToAShardOfItsOwn)
{
    const std::string shards = "s0:database, s1:database, hot:database";
    const auto reads = [&](const std::string& router) {
        const Simulation run = runFor(sharded("read", "keys=uniform(1)", router, shards), 1_s);
        return std::vector<double>{measure(run, "s0", "reads"), measure(run, "s1", "reads"), measure(run, "hot", "reads")};
    };
    EXPECT_EQ(reads("keys=9, dedicated=hot"), (std::vector<double>{9, 0, 0}));
    EXPECT_EQ(reads("keys=9, dedicated=hot, isolate=0"), (std::vector<double>{0, 0, 9}));
    EXPECT_EQ(reads("keys=9, isolate=0"), (std::vector<double>{0, 0, 9})); // without a dedicated one the last shard takes it
    const auto keys = [&](const std::string& router) { return keysOf(runFor(sharded("read", "keys=uniform(1)", router, shards), 1_s)); };
    EXPECT_EQ(keys("keys=9"), (std::vector<std::uint64_t>{3, 3, 3}));
    EXPECT_EQ(keys("keys=9, dedicated=hot"), (std::vector<std::uint64_t>{5, 4, 0}));
    EXPECT_EQ(keys("keys=9, dedicated=hot, isolate=2-4"), (std::vector<std::uint64_t>{3, 3, 3}));
    EXPECT_EQ(keys("keys=9, isolate=0"), (std::vector<std::uint64_t>{2, 3, 4}));
}

TEST(ShardRouter, ASplitKeyIsReadInTurnAndWrittenEverywhere)
{
    const std::string shards = "s0:database(service=const(1ms)), s1:database(service=const(6ms)), s2:database(service=const(1ms)), s3:database";
    const auto calls = [&](const std::string& mix, const char* what, SimTime latency) {
        const Simulation run = runFor(sharded(mix, "keys=uniform(1)", "keys=8, split=0, split-copies=3", shards), 1_s);
        EXPECT_EQ(run.latency().max(), latency);
        EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{2, 3, 3, 2})); // s1 and s2 have a copy of key 0
        EXPECT_EQ(measure(run, "router", "keys"), 8);
        return std::vector<double>{measure(run, "s0", what), measure(run, "s1", what), measure(run, "s2", what), measure(run, "s3", what)};
    };
    EXPECT_EQ(calls("read", "reads", 6_ms), (std::vector<double>{3, 3, 3, 0}));
    EXPECT_EQ(calls("write", "writes", 6_ms), (std::vector<double>{9, 9, 9, 0}));
}

TEST(ShardRouter, UnevenRangesFillOneShardWhileOthersHaveRoom)
{
    const Simulation run = runFor("users(arrivals=constant(1000/s), mix={write=1}, keys=uniform(1000)) -> web:web-server -> router:shard-router(strategy=range, bounds=900, shard-rows=100) -> big:database, small:database", 30_s);
    EXPECT_EQ(keysOf(run), (std::vector<std::uint64_t>{100, 100}));
    const auto table = shardTable(run, run.find("router"));
    EXPECT_EQ(table[1].rejected, 0u); // keys 900 to 999 all have room
    EXPECT_EQ(static_cast<double>(table[0].rejected), measure(run, "router", "storage_full"));
    EXPECT_EQ(static_cast<double>(failed(run, Outcome::Rejected)), measure(run, "router", "storage_full"));
    EXPECT_EQ(measuresOf(run, "router").failedBy[static_cast<std::size_t>(Cause::StorageFull)], failed(run, Outcome::Rejected));
    EXPECT_NEAR(measure(run, "router", "storage_full"), 30'000 * 0.8, 500); // of 900 keys 100 are known
    EXPECT_EQ(measure(run, "router", "keys"), 200);
}

TEST(ShardRouter, RoomIsReservedWhileAFirstWriteIsUnderWayAndGivenBackIfItFails)
{
    // One place; key 0 is written at 100 ms and answered at 400 ms.
    Simulation run = runFor(sharded("write", "keys=uniform(1)", "shard-rows=1", "db:database(service=const(300ms))") + "@150ms set users.keys=uniform(1000000)\n", 350_ms);
    EXPECT_EQ(failed(run, Outcome::Rejected), 2u); // the new keys of 200 and 300 ms
    EXPECT_EQ(measure(run, "router", "keys"), 1);
    ASSERT_TRUE(tell(run, "crash db"));
    EXPECT_EQ(measure(run, "router", "keys"), 0);
    ASSERT_TRUE(tell(run, "recover db"));
    run.advance(405_ms);
    EXPECT_EQ(failed(run, Outcome::Rejected), 2u);
    EXPECT_EQ(measure(run, "router", "keys"), 1);
}

TEST(ShardRouter, WithoutShardsNothingIsReached)
{
    Simulation run = runFor("users(arrivals=constant(10/s), mix={read=1, write=1, join=1}) -> web:web-server -> router:shard-router(keys=100)", 1_s);
    EXPECT_EQ(failed(run, Outcome::Unreachable), 9u);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"db", "database", {}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"router", "db", {}}}));
    run.advance(2_s);
    EXPECT_EQ(failed(run, Outcome::Unreachable), 9u);
    EXPECT_EQ(keysOf(run), std::vector<std::uint64_t>{100});
}

std::string problemsOf(std::string_view drawing)
{
    std::string all;
    for (const Problem& problem : validate(catalog()->registry, scene(drawing))) all += problem.path + ": " + problem.message + "\n";
    return all;
}

TEST(ShardRouter, NamesAndRangesThatCannotBeAreRefusedWithTheWayOut)
{
    const std::string users = "users -> web-server -> router:shard-router(";
    EXPECT_EQ(problemsOf(users + "strategy=range) -> a:database"),
              "components.router.strategy: Without keys or bounds there are no ranges. Set keys to the number of keys, for ranges of equal length, or bounds to the first keys of the second shard and those after it.\n");
    EXPECT_EQ(problemsOf(users + "strategy=range, keys=10) -> a:database"), "");
    EXPECT_EQ(problemsOf(users + "dedicated=c, drain=d) -> a:database, b:database"),
              "components.router.dedicated: No wire leads to a shard \"c\". Its shards are: a, b.\ncomponents.router.drain: No wire leads to a shard \"d\". Its shards are: a, b.\n");
    EXPECT_EQ(problemsOf(users + "strategy=directory, directory=3=x) -> a:database"), "components.router.directory: No wire leads to a shard \"x\". Its shards are: a.\n");
}

} // namespace
} // namespace scalelab
