// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/cache/cache.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;
using Passages = std::vector<std::string>;

/// Writes through a server to a cache and a database that both of them know.
std::string writes(const std::string& rate, const std::string& cache, const std::string& keys = "uniform(1)", const std::string& database = "")
{
    return "users(arrivals=constant(" + rate + "), mix={write=1}, keys=" + keys + ") -> web:web-server -> cache(" + cache + ") -> db:database(" + database + "); web -> db";
}

const std::string distinct = "uniform(1000000000)";

Result<void> onlyReads(Simulation& run) { return run.apply(SetCommand{"users", "mix", Object{{{"read", 1}}}}); }

TEST(CacheWrite, TheStrategyDecidesWhereAWriteGoes)
{
    const auto wiresUsed = [](const std::string& strategy) {
        Simulation run = simulate(writes("1/s", "flush-interval=100ms, strategy=" + strategy));
        run.sampleFlights(1);
        run.advance(1500_ms);
        EXPECT_EQ(measure(run, "db", "writes"), 1) << strategy;
        EXPECT_EQ(measure(run, "cache", "keys"), strategy == "write-through" || strategy == "write-back" ? 1 : 0) << strategy;
        return passages(run);
    };
    const Passages around = {"1s users>web", "1s web>db", "1s web<db", "1s web>cache", "1s users<web"};
    for (const char* strategy : {"auto", "read-through", "cache-aside", "write-around"}) EXPECT_EQ(wiresUsed(strategy), around) << strategy;
    EXPECT_EQ(wiresUsed("write-through"), (Passages{"1s users>web", "1s web>cache", "1s cache>db", "1s cache<db", "1s web<cache", "1s users<web"}));
    EXPECT_EQ(wiresUsed("write-back"), (Passages{"1s users>web", "1s web>cache", "1s web<cache", "1s users<web", "1.1s cache>db", "1.1s cache<db"}));
}

TEST(CacheWrite, ACacheWithoutAStoreCannotWrite)
{
    for (const std::string strategy : {"write-through", "write-back"}) {
        Simulation run = simulate("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> cache(strategy=" + strategy + "), db:database");
        run.advance(1500_ms);
        EXPECT_EQ(measure(run, "db", "writes"), 1);
        EXPECT_EQ(measuresOf(run, "db").arrived, 1u);
        EXPECT_EQ(run.totals().completed, 1u);
        ASSERT_TRUE(run.apply(AddWireCommand{{"cache", "db", {}}}));
        run.sampleFlights(1);
        run.advance(2500_ms);
        EXPECT_EQ(passages(run)[1], "2s web>cache");
        ASSERT_TRUE(tell(run, "remove cache->db"));
        run.advance(3500_ms);
        EXPECT_EQ(passages(run)[1], "3s web>db");
    }
}

TEST(CacheWrite, AValueWrittenThroughIsServedAtOnce)
{
    Simulation run = runFor(writes("1/s", "strategy=write-through"), 1500_ms);
    ASSERT_TRUE(onlyReads(run));
    run.advance(3500_ms);
    EXPECT_EQ(measure(run, "cache", "hits"), 2);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
    EXPECT_EQ(measure(run, "db", "reads"), 0);
}

TEST(CacheWrite, AWriteThroughThatFailsLeavesNothing)
{
    Simulation run = runFor(writes("1/s", "strategy=write-through") + "\n@1500ms crash db", 2500_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 1u);
    EXPECT_EQ(measure(run, "cache", "keys"), 0); // the value of 1 s may not be that of the database any more
    EXPECT_EQ(run.callsInUse(), 0u);
}

/// A read that misses at 125 ms hears from the store at 175 ms and is back at 225 ms; a write reaches the store in between.
std::string race(const std::string& strategy, const std::string& writerWires)
{
    return "readers:users(arrivals=constant(8/s)) -> a:web-server -> cache(ttl=500ms, strategy=" + strategy + ") -50ms-> db:database\n"
           "writers:users(arrivals=constant(5/s), mix={write=1}) -> b:web-server -> cache; " + writerWires + "\n@210ms set writers.scale=0";
}

TEST(CacheWrite, ALateAnswerIsNotKeptOverAWriteInOneTransaction)
{
    const Simulation plain = runFor(race("read-through", "b -> db"), 1_s); // committed and invalidated at 200 ms
    EXPECT_EQ(measure(plain, "cache", "stale_hits"), 4);                   // 250, 375, 500 and 625 ms

    const Simulation through = runFor(race("write-through", "b -> db"), 1_s); // committed at 250 ms, known at 300 ms
    EXPECT_EQ(measure(through, "cache", "stale_hits"), 0);
    EXPECT_EQ(through.totals().stale, 0u);
    EXPECT_EQ(measure(through, "cache", "misses"), 2 + 1); // at 125 ms and, during the write, at 250 ms; the value written expires at 800 ms
    EXPECT_EQ(measure(through, "cache", "hits"), 4);
}

TEST(CacheWrite, AnAnswerOfAFarReplicaIsNotKeptOverANewerValue)
{
    const std::string drawing = "readers:users(arrivals=constant(8/s)) -> a:web-server -> cache(ttl=500ms, strategy=write-through) -50ms-> replica:database(role=replica)\n"
                                "writers:users(arrivals=constant(5/s), mix={write=1}) -> b:web-server -> cache -> master:database -> replica\n@210ms set writers.scale=0";
    const Simulation run = runFor(drawing, 600_ms);
    EXPECT_EQ(measure(run, "replica", "reads"), 1); // of 125 ms, answered at 175 ms, back at 225 ms; the write of 200 ms is done at once
    EXPECT_EQ(measure(run, "cache", "hits"), 3);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
}

TEST(CacheWrite, OfTwoWritesThatAreAcknowledgedInTheWrongOrderNeitherIsKept)
{
    Simulation run = simulate("users(arrivals=constant(10/s), mix={write=1}) -> web:web-server -> cache(strategy=write-through) -70ms-> db:database");
    run.advance(180_ms); // the write of 100 ms was committed at 170 ms and will be acknowledged at 240 ms
    ASSERT_TRUE(tell(run, "set cache->db.latency=1ms"));
    run.advance(239_ms); // that of 200 ms was acknowledged at 202 ms
    EXPECT_EQ(measure(run, "cache", "keys"), 0);
    ASSERT_TRUE(onlyReads(run));
    run.advance(299_ms);
    EXPECT_EQ(run.totals().completed, 2u);
    EXPECT_EQ(measure(run, "cache", "keys"), 0);
    run.advance(1_s);
    EXPECT_EQ(measure(run, "cache", "misses"), 1);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
}

/// Many reads and writes of few keys at once, with answers that overtake each other.
Simulation crowd(const std::string& cache, const std::string& wiring)
{
    return runFor("users(arrivals=poisson(400/s), mix={read=3, write=1}, keys=uniform(5)) -> web:web-server -1ms-> cache(" + cache + ") -2ms-> db:database(service=exp(5ms)); " + wiring, 60_s);
}

TEST(CacheWrite, InOneTransactionNobodyReadsOldValuesHoweverManyAreUnderWay)
{
    EXPECT_GT(crowd("strategy=read-through", "web -> db").totals().stale, 50u);
    for (const std::string more : {"", ", capacity=2", ", collapse=true", ", capacity=1, collapse=true", ", ttl=20ms, collapse=true"}) {
        const Simulation through = crowd("strategy=write-through" + more, "web -> db");
        EXPECT_EQ(through.totals().stale, 0u) << more;
        EXPECT_GT(measure(through, "cache", "hits"), 1000) << more;
        const Simulation back = crowd("strategy=write-back, flush-interval=50ms" + more, "web -> db");
        EXPECT_EQ(back.totals().stale, 0u) << more;
        EXPECT_GT(measure(back, "cache", "hits"), 1000) << more;
    }
}

TEST(CacheWrite, WritingBackGoesInBatchesTheLongestWaitingFirst)
{
    Simulation run = simulate(writes("10/s", "strategy=write-back, flush-interval=1s, flush-batch=2", distinct) + "\n@550ms set users.scale=0");
    run.advance(1_s);
    EXPECT_EQ(measure(run, "cache", "dirty"), 5);
    EXPECT_EQ(run.totals().completed, 5u);
    EXPECT_EQ(run.latency().max(), SimTime{});
    std::vector<double> written;
    for (const SimTime at : {1099_ms, 1101_ms, 2099_ms, 2101_ms, 3099_ms, 3101_ms}) {
        run.advance(at);
        written.push_back(measure(run, "db", "writes"));
    }
    EXPECT_EQ(written, (std::vector<double>{0, 2, 2, 4, 4, 5}));
    EXPECT_EQ(measure(run, "cache", "dirty"), 0);
    EXPECT_EQ(run.pendingEvents(), 0u);
    EXPECT_EQ(run.totals().offered, 5u); // what the cache does by itself is nobody's request
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(CacheWrite, WritesOfOneItemGoBackAsOne)
{
    Simulation run = runFor(writes("10/s", "strategy=write-back, flush-interval=1s"), 1050_ms);
    EXPECT_EQ(measure(run, "cache", "dirty"), 1);
    run.advance(1150_ms); // the flush of 1.1 s takes those up to 1.0 s along, and perhaps that of 1.1 s
    EXPECT_EQ(measure(run, "db", "writes"), 1);
    ASSERT_TRUE(onlyReads(run));
    run.advance(3_s);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
    EXPECT_EQ(measure(run, "cache", "misses"), 0);
}

TEST(CacheWrite, ACrashLosesWhatWasNotWrittenBack)
{
    Simulation run = simulate(writes("10/s", "strategy=write-back, flush-interval=1s", "uniform(2)"));
    run.advance(950_ms);
    EXPECT_EQ(measure(run, "cache", "dirty"), 2);
    ASSERT_TRUE(tell(run, "restart cache"));
    EXPECT_EQ(measure(run, "cache", "lost_writes"), 9); // every acknowledged write, not only the last of each item
    EXPECT_EQ(run.totals().lostWrites, 9u);
    EXPECT_EQ(measure(run, "cache", "dirty"), 0);
    EXPECT_EQ(run.totals().completed, 9u);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(5_s);
    EXPECT_EQ(measuresOf(run, "db").arrived, 0u);
}

TEST(CacheWrite, WhatIsOnItsWayToTheStoreIsNotLost)
{
    Simulation run = simulate("users(arrivals=constant(10/s), mix={write=1}, keys=" + distinct + ") -> web:web-server -> cache(strategy=write-back, flush-interval=250ms) -100ms-> db:database; web -> db\n"
                              "@320ms set users.scale=0\n@400ms restart cache");
    run.advance(1_s);
    EXPECT_EQ(measure(run, "db", "writes"), 3); // sent at 350 ms
    EXPECT_EQ(run.totals().lostWrites, 0u);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(CacheWrite, FlushedItemsAreGoneAndTheCacheStaysUp)
{
    Simulation run = runFor(writes("10/s", "strategy=write-back, flush-interval=1s", distinct), 550_ms);
    ASSERT_TRUE(tell(run, "flush cache"));
    EXPECT_EQ(measure(run, "cache", "keys"), 0);
    EXPECT_EQ(run.totals().lostWrites, 5u);
    run.advance(950_ms);
    EXPECT_EQ(measure(run, "cache", "keys"), 4);
    EXPECT_EQ(run.totals().completed, 9u);
}

TEST(CacheWrite, AnItemThatIsEvictedGoesBackAtOnce)
{
    const Simulation run = runFor(writes("10/s", "strategy=write-back, capacity=2, flush-interval=100s", distinct), 550_ms);
    EXPECT_EQ(measure(run, "cache", "keys"), 2);
    EXPECT_EQ(measure(run, "db", "writes"), 3); // at 300, 400 and 500 ms
    EXPECT_EQ(measure(run, "cache", "dirty"), 2);
}

TEST(CacheWrite, AnItemIsServedUntilItIsWrittenBack)
{
    // No item fits, so that it is only in the buffer: until 600 ms, when the store has it.
    Simulation run = runFor(writes("10/s", "strategy=write-back, capacity=1B, flush-interval=500ms"), 150_ms);
    ASSERT_TRUE(onlyReads(run));
    run.advance(1050_ms);
    EXPECT_EQ(measure(run, "cache", "hits"), 4); // 200 to 500 ms; the flush of 600 ms comes before the read
    EXPECT_EQ(measure(run, "cache", "misses"), 5);
    EXPECT_EQ(measure(run, "db", "reads"), 5);
}

TEST(CacheWrite, AnItemWrittenBackIsAsOldAsTheWriteInTheStore)
{
    Simulation run = runFor(writes("10/s", "strategy=write-back, flush-interval=100ms") + "\nothers:users(arrivals=constant(1/s), mix={write=1}) -> other:web-server -> db", 150_ms);
    ASSERT_TRUE(onlyReads(run));
    run.advance(950_ms);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
    run.advance(1450_ms); // the others, who do not know the cache, write at 1 s
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 5);
}

TEST(CacheWrite, WhatTheStoreCannotTakeIsKeptAndTriedAgain)
{
    Simulation run = simulate(writes("10/s", "strategy=write-back, flush-interval=200ms", distinct) + "\n@0s crash db\n@550ms set users.scale=0");
    run.advance(2_s);
    EXPECT_EQ(run.totals().completed, 5u);
    EXPECT_EQ(measure(run, "cache", "dirty"), 5);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(run.requestsInUse(), 0u);
    ASSERT_TRUE(tell(run, "recover db"));
    run.advance(3_s);
    EXPECT_EQ(measure(run, "cache", "dirty"), 0);
    EXPECT_EQ(measure(run, "db", "writes"), 5);
    EXPECT_EQ(run.totals().lostWrites, 0u);
    EXPECT_EQ(run.pendingEvents(), 0u);
}

TEST(CacheWrite, WritesOfOneItemReachTheStoreInTheirOrder)
{
    // Each flush takes 100 to 300 ms, the interval is 50 ms: the next one of the item waits for the answer.
    Simulation run = simulate(writes("100/s", "strategy=write-back, flush-interval=50ms", "uniform(1)", "service=uniform(100ms, 300ms)") + "\n@5005ms set users.scale=0");
    for (std::int64_t at = 100; at < 6000; at += 10) {
        run.advance({at * 1'000'000});
        EXPECT_LE(measuresOf(run, "db").present, 1u);
    }
    run.advance(10_s);
    EXPECT_GT(measure(run, "db", "writes"), 15);
    EXPECT_LT(measure(run, "db", "writes"), 50);
    EXPECT_EQ(measure(run, "cache", "dirty"), 0);
}

} // namespace
} // namespace scalelab
