// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "mechanisms/hash_ring.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <array>

namespace scalelab {
namespace {

using namespace test;
using Passages = std::vector<std::string>;

std::uint64_t rejected(const Simulation& simulation) { return simulation.totals().failed[static_cast<std::size_t>(Outcome::Rejected)]; }

TEST(WebServer, OneWorkerWithOneWaitingPlace)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(workers=1, queue=1, service=const(250ms))", 1_s);
    // In service from 0.1, 0.35, 0.6 and 0.85 s; waiting from 0.2, 0.4, 0.6 and 0.9 s; rejected at 0.3, 0.5, 0.7 and 0.8 s.
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(rejected(run), 4u);
    EXPECT_EQ(run.totals().inFlight, 2u);
    EXPECT_EQ(run.latency().min(), 250_ms);
    EXPECT_EQ(run.latency().max(), 450_ms);
    EXPECT_DOUBLE_EQ(measure(run, "web", "wait_s.mean"), 0.15);
    EXPECT_DOUBLE_EQ(measure(run, "web", "utilisation"), 0.9);
    EXPECT_DOUBLE_EQ(measure(run, "web", "queue_mean"), 0.7);
    EXPECT_EQ(measure(run, "web", "failed_here"), 4);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(WebServer, WithoutWaitingPlacesItRejectsWhatItCannotServeAtOnce)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(workers=2, queue=0, service=const(250ms))", 1050_ms);
    EXPECT_EQ(rejected(run), 3u); // at 0.3, 0.6 and 0.9 s both workers are busy
    EXPECT_EQ(measure(run, "web", "queue_mean"), 0);
}

TEST(WebServer, AQueueWithoutLimitRejectsNobody)
{
    const Simulation run = runFor("users(arrivals=constant(1000/s)) -> web:web-server(workers=1, service=const(1s))", 20_s);
    EXPECT_EQ(rejected(run), 0u);
    EXPECT_EQ(run.totals().completed, 19u);
    EXPECT_EQ(run.totals().inFlight, 19999u - 19u);
}

TEST(WebServer, WithoutLimitOfWorkersNobodyWaits)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(service=const(2s))", 10_s);
    EXPECT_EQ(run.latency().max(), 2_s);
    EXPECT_EQ(measure(run, "web", "utilisation"), 0);
    EXPECT_NEAR(measure(run, "web", "busy_mean"), 17.9, 1e-9); // 80 calls of 2 s, and 19 that have been there for 0.1 to 1.9 s
}

TEST(WebServer, ARejectionIsRetriedOnlyIfUsersDo)
{
    const std::string server = ") -> web:web-server(workers=1, queue=0, service=const(1500ms))";
    EXPECT_EQ(runFor("users(arrivals=constant(1/s)" + server, 2500_ms).totals().attempts, 2u);
    const Simulation run = runFor("users(arrivals=constant(1/s), retries=3, backoff=600ms" + server, 2900_ms);
    EXPECT_EQ(run.totals().attempts, 3u); // at 1, 2 and 2.6 s
    EXPECT_EQ(rejected(run), 0u);
}

TEST(WebServer, AWorkerIsHeldWhileItsRequestWaitsForTheDatabase)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(workers=1) -50ms-> db:database(service=const(200ms))", 1050_ms);
    // Each request holds the worker for 300 ms: from 0.1, 0.4, 0.7 and 1.0 s.
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(run.latency().min(), 300_ms);
    EXPECT_EQ(run.latency().max(), 700_ms);
    EXPECT_EQ(measuresOf(run, "db").arrived, 3u);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(WebServer, StaticAssetsNeverReachTheDataTier)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={static=1}) -> web:web-server(service=const(5ms)) -> cache, db:database; cache -> db", 1_s);
    EXPECT_EQ(run.totals().completed, 9u);
    EXPECT_EQ(measuresOf(run, "cache").arrived + measuresOf(run, "db").arrived, 0u);
}

TEST(WebServer, AReadAsksTheCacheThenTheDatabaseAndFillsTheCache)
{
    Simulation run = simulate("users(arrivals=constant(1/s)) -> web:web-server(service=const(1ms)) -> cache, db:database(service=const(10ms))");
    run.sampleFlights(1);
    run.advance(1500_ms);
    EXPECT_EQ(passages(run), (Passages{"1s users>web", "1.001s web>cache", "1.001s web<cache", "1.001s web>db", "1.011s web<db", "1.011s web>cache", "1.011s users<web"}));
    run.advance(2500_ms);
    EXPECT_EQ(passages(run), (Passages{"2s users>web", "2.001s web>cache", "2.001s web<cache", "2.001s users<web"}));
}

TEST(WebServer, AWriteGoesToTheDatabaseAndInvalidatesTheCache)
{
    Simulation run = simulate("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> cache, db:database(service=const(10ms))");
    run.sampleFlights(1);
    run.advance(1500_ms);
    EXPECT_EQ(passages(run), (Passages{"1s users>web", "1s web>db", "1.01s web<db", "1.01s web>cache", "1.01s users<web"}));
}

TEST(WebServer, NobodyWaitsForTheFillingOfTheCache)
{
    const Simulation run = runFor("users(arrivals=constant(1/s)) -> web:web-server; web -100ms-> cache; web -> db:database(service=const(10ms))", 1500_ms);
    EXPECT_EQ(run.latency().max(), 210_ms);
    EXPECT_EQ(measure(run, "cache", "keys"), 1);
}

TEST(WebServer, WithoutItsCacheItAsksTheDatabase)
{
    Simulation run = simulate("users(arrivals=constant(1/s)) -> web:web-server -> cache, db:database\n@0s crash cache");
    run.sampleFlights(1);
    run.advance(1500_ms);
    EXPECT_EQ(passages(run), (Passages{"1s users>web", "1s web>cache", "1s web<cache down", "1s web>db", "1s web<db", "1s users<web"}));
    EXPECT_EQ(run.totals().completed, 1u);
}

TEST(WebServer, SeveralCachesShareTheKeysAmongThem)
{
    const Simulation run = runFor("users(arrivals=constant(100/s), keys=uniform(20)) -> web:web-server(cache-hashing=modulo) -> c1:cache, c2:cache, db:database", 10_s);
    EXPECT_EQ(measure(run, "c1", "keys"), 10);
    EXPECT_EQ(measure(run, "c2", "keys"), 10);
    EXPECT_EQ(measuresOf(run, "db").arrived, 20u);
}

constexpr int sharedKeys = 300;

/// Two servers that know the same caches; on the ring it does not matter in which order they were drawn.
std::string withThreeCaches(const std::string& hashing)
{
    const std::string web = ":web-server(cache-hashing=" + hashing + ", cache-points=50)";
    return "users(arrivals=constant(1000/s), keys=uniform(" + std::to_string(sharedKeys) + ")) -> lb:load-balancer -> a" + web + ", b" + web
           + "; a -> c1:cache, c2:cache, c3:cache, db:database; b -> " + (hashing == "modulo" ? "c1, c2, c3" : "c3, c1, c2") + ", db";
}

HashRing ringOfCaches(std::uint32_t count)
{
    HashRing ring(50);
    for (std::uint32_t i = 1; i <= count; ++i) ring.add(i, hashText("c" + std::to_string(i)));
    return ring;
}

TEST(WebServer, AllServersFindAKeyInTheSameCache)
{
    const Simulation run = runFor(withThreeCaches("consistent"), 20_s);
    EXPECT_EQ(measuresOf(run, "db").arrived, static_cast<std::uint64_t>(sharedKeys));
    std::array<int, 4> keys{};
    for (std::uint64_t key = 0; key < sharedKeys; ++key) ++keys[ringOfCaches(3).nodeOf(key)];
    for (int i = 1; i <= 3; ++i) EXPECT_EQ(measure(run, "c" + std::to_string(i), "keys"), keys[static_cast<std::size_t>(i)]);
}

TEST(WebServer, ACacheMoreMovesFewKeysOnTheRingAndMostByModulo)
{
    int movedOnRing = 0, movedByModulo = 0;
    for (std::uint64_t key = 0; key < sharedKeys; ++key) {
        movedOnRing += ringOfCaches(3).nodeOf(key) != ringOfCaches(4).nodeOf(key);
        movedByModulo += key % 3 != key % 4;
    }
    EXPECT_LT(movedOnRing, 0.4 * sharedKeys);
    EXPECT_GT(movedByModulo, 0.7 * sharedKeys);
    for (const std::string hashing : {"consistent", "modulo"}) {
        Simulation run = runFor(withThreeCaches(hashing), 20_s);
        const std::uint64_t before = measuresOf(run, "db").arrived;
        ASSERT_TRUE(run.apply(AddComponentCommand{{"c4", "cache", {}}}));
        ASSERT_TRUE(run.apply(AddWireCommand{{"a", "c4", {}}}));
        ASSERT_TRUE(run.apply(AddWireCommand{{"b", "c4", {}}}));
        run.advance(30_s);
        EXPECT_EQ(measuresOf(run, "db").arrived - before, static_cast<std::uint64_t>(hashing == "modulo" ? movedByModulo : movedOnRing)) << hashing;
    }
}

TEST(WebServer, ACacheThatIsDownFailsNoReadAndNoOtherCacheFeelsIt)
{
    Simulation run = runFor(withThreeCaches("consistent"), 20_s);
    ASSERT_TRUE(tell(run, "crash c2"));
    run.advance(30_s);
    EXPECT_EQ(run.totals().completed, run.totals().offered);
    EXPECT_EQ(measure(run, "c1", "misses") + measure(run, "c3", "misses"), measure(run, "c1", "keys") + measure(run, "c3", "keys"));
    EXPECT_GT(measuresOf(run, "c2").failedBy[static_cast<std::size_t>(Cause::Crashed)], 1000u);
    ASSERT_TRUE(tell(run, "remove a->c2"));
    ASSERT_TRUE(tell(run, "remove b->c2"));
    const std::uint64_t reads = measuresOf(run, "db").arrived;
    run.advance(50_s);
    EXPECT_LE(measuresOf(run, "db").arrived - reads, 150u); // its keys now have their places in the others
    ASSERT_TRUE(tell(run, "remove a->c1"));
    ASSERT_TRUE(tell(run, "remove b->c1"));
    run.advance(60_s);
    EXPECT_EQ(measure(run, "c3", "keys"), sharedKeys);
    EXPECT_EQ(run.totals().completed, run.totals().offered);
}

TEST(WebServer, AWriteGoesPastACacheThatIsDown)
{
    for (const std::string strategy : {"write-through", "write-back"}) {
        Simulation run = simulate("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> cache(strategy=" + strategy + ") -> db:database; web -> db\n@0s crash cache");
        run.sampleFlights(1);
        run.advance(1500_ms);
        EXPECT_EQ(passages(run), (Passages{"1s users>web", "1s web>cache", "1s web<cache down", "1s web>db", "1s web<db", "1s web>cache", "1s users<web"}));
        EXPECT_EQ(run.totals().completed, 1u);
    }
}

TEST(WebServer, AWriteThatFailsBehindItsCacheFails)
{
    const Simulation run = runFor("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> cache(strategy=write-through) -> db:database; web -> other:database\n@0s crash db", 1500_ms);
    EXPECT_EQ(run.totals().completed, 0u);
    EXPECT_EQ(measuresOf(run, "other").arrived, 0u);
}

TEST(WebServer, MoreWorkersStartOnWaitingRequestsAtOnceAndFewerStartNone)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(workers=1, service=const(10s))", 1_s);
    const Occupancy& pool = *run.occupancy(run.find("web"));
    EXPECT_EQ(pool.busy(), 1u);
    EXPECT_EQ(pool.queued(), 8u);
    ASSERT_TRUE(tell(run, "set web.workers=4"));
    EXPECT_EQ(pool.busy(), 4u);
    EXPECT_EQ(pool.queued(), 5u);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    ASSERT_TRUE(tell(run, "set web.workers=2"));
    run.advance(10_s + 500_ms); // the first is done at 10.1 s
    EXPECT_EQ(pool.busy(), 3u);
    EXPECT_EQ(pool.queued(), 5u);
    run.advance(11_s + SimTime{1});
    EXPECT_EQ(pool.busy(), 2u);
    EXPECT_EQ(pool.queued(), 3u);
    ASSERT_TRUE(tell(run, "set web.workers=none"));
    run.advance(22_s);
    EXPECT_EQ(run.totals().completed, 9u);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(WebServer, LittlesLawHoldsWhenTheLimitComesAndGoes)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(service=const(2s))", 5_s);
    ASSERT_TRUE(tell(run, "set web.workers=3"));
    run.advance(10_s);
    EXPECT_EQ(littlesLawViolation(run), "");
    const double busy = measure(run, "web", "busy_mean");
    EXPECT_GT(busy, 9); // about 16 until 5 s, then 3 once those are done
    ASSERT_TRUE(tell(run, "set web.workers=none"));
    run.advance(15_s);
    ASSERT_TRUE(tell(run, "set web.workers=1"));
    run.advance(20_s);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(WebServer, ACrashFailsWhatItServesAndWhatWaits)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(workers=2, service=const(10s))\n@950ms crash web\n@2s recover web", 1550_ms);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 15u);
    EXPECT_EQ(measuresOf(run, "web").failedBy[static_cast<std::size_t>(Cause::Crashed)], 15u);
    EXPECT_EQ(run.callsInUse() + run.requestsInUse(), 0u);
    ASSERT_TRUE(tell(run, "set web.service=const(1ms)"));
    run.restartMeasures();
    run.advance(3050_ms);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 4u); // 1.6 to 1.9 s
    EXPECT_EQ(run.totals().completed, 11u);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(WebServer, ARestartFailsWhatItServesAndGoesOn)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(workers=2, service=const(150ms))\n@260ms restart web", 1_s);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 1u);
    EXPECT_EQ(measuresOf(run, "web").arrived, 9u);
}

TEST(WebServer, BlamesTheDatabaseForItsFailures)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> db:database\n@0s crash db", 1_s);
    EXPECT_EQ(measure(run, "web", "failed"), 9);
    EXPECT_EQ(measure(run, "web", "failed_here"), 0);
    EXPECT_EQ(measure(run, "db", "failed_here"), 9);
}

TEST(WebServer, AWriteWithoutAMasterFailsAndAReadDoesNot)
{
    const std::string rest = ") -> web:web-server -> r:database(role=replica); master:database -> r";
    const Simulation writes = runFor("users(arrivals=constant(10/s), mix={write=1}" + rest, 1_s);
    EXPECT_EQ(measuresOf(writes, "web").failedBy[static_cast<std::size_t>(Cause::NoMaster)], 9u);
    EXPECT_EQ(runFor("users(arrivals=constant(10/s)" + rest, 1_s).totals().completed, 9u);
}

} // namespace
} // namespace scalelab
