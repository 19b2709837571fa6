// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::string cached(const std::string& rate, const std::string& cache, const std::string& database, const std::string& wiring = "cache -> db")
{
    return "users(arrivals=constant(" + rate + ")) -> web:web-server -> cache(" + cache + "); db:database(" + database + "); " + wiring;
}

TEST(CacheCollapse, EqualMissesWaitForTheOneThatIsUnderWay)
{
    for (const std::string wiring : {"cache -> db", "web -> db"}) { // one fetch for all, or one lease
        const Simulation run = runFor(cached("10/s", "collapse=true", "service=const(250ms)", wiring), 1_s);
        EXPECT_EQ(measure(run, "cache", "misses"), 3); // 0.1, 0.2 and 0.3 s; filled at 0.35 s
        EXPECT_EQ(measure(run, "cache", "collapsed"), 2);
        EXPECT_EQ(measure(run, "cache", "hits"), 6);
        EXPECT_EQ(measuresOf(run, "db").arrived, 1u);
        EXPECT_EQ(run.totals().completed, 9u);
        EXPECT_EQ(run.latency().max(), 250_ms);
        EXPECT_EQ(run.latency().sum(), static_cast<WorkerTime>(450'000'000)); // 250, 150 and 50 ms
    }
}

TEST(CacheCollapse, AHotItemThatExpiresMakesNoStampede)
{
    for (const std::string wiring : {"cache -> db", "web -> db"}) {
        const auto reads = [&](const std::string& collapse) { return measuresOf(runFor(cached("100/s", "ttl=1s, collapse=" + collapse, "service=const(100ms)", wiring), 3300_ms), "db").arrived; };
        EXPECT_EQ(reads("false"), 30u); // ten from each of 10, 1110 and 2210 ms on
        EXPECT_EQ(reads("true"), 3u);
    }
}

TEST(CacheCollapse, AFailedFetchFailsAllWhoWaitForIt)
{
    Simulation run = simulate(cached("10/s", "collapse=true", "service=const(250ms)") + "\n@320ms crash db\n@330ms recover db");
    run.sampleFlights(1);
    run.advance(340_ms);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 3u);
    EXPECT_EQ(measuresOf(run, "db").failedHere, 1u);
    EXPECT_EQ(measure(run, "cache", "failed_here"), 0);
    EXPECT_EQ(run.callsInUse(), 0u);
    run.advance(1_s);
    EXPECT_EQ(run.totals().completed, 6u); // the next miss asks again
    EXPECT_EQ(measuresOf(run, "db").arrived, 2u);
}

TEST(CacheCollapse, WithoutAStoreToAskAllFail)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> cache(collapse=true) -> replica:database(role=replica, detection=0s); master:database -> replica\n@0s crash replica", 1_s);
    EXPECT_EQ(measuresOf(run, "cache").failedBy[static_cast<std::size_t>(Cause::NoHealthyTarget)], 9u);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(CacheCollapse, ACrashOfTheCacheFailsThoseWhoWait)
{
    Simulation run = runFor(cached("10/s", "collapse=true", "service=const(250ms)"), 310_ms);
    ASSERT_TRUE(tell(run, "restart cache"));
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 3u);
    run.advance(1_s);
    EXPECT_EQ(measuresOf(run, "db").arrived, 2u);
    EXPECT_EQ(measure(run, "cache", "keys"), 1);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    run.advance(2_s);
    EXPECT_EQ(run.callsInUse(), 0u);
}

/// The server with the lease goes down at 0.15 s; the lease of 0.1 s ends at 1.1 s, while another server's reads have been waiting.
TEST(CacheCollapse, ALeaseThatIsNotUsedEnds)
{
    const std::string drawing = "users(arrivals=constant(10/s)) -> lb:load-balancer(health-interval=none) -> a:web-server, b:web-server\n"
                                "a, b -> cache(collapse=true, lease-timeout=1s), db:database(service=const(150ms))\n@150ms crash a";
    Simulation run = runFor(drawing, 1099_ms);
    EXPECT_EQ(measure(run, "cache", "misses"), 6); // b's at 0.2, 0.4, 0.6, 0.8 and 1.0 s wait, a's at 0.1 s went
    EXPECT_EQ(measure(run, "cache", "collapsed"), 5);
    EXPECT_EQ(measuresOf(run, "db").arrived, 1u);
    run.advance(1150_ms);
    EXPECT_EQ(measuresOf(run, "db").arrived, 6u); // all five go on
    run.advance(1230_ms);
    EXPECT_EQ(measuresOf(run, "db").arrived, 6u); // the one of 1.2 s waits for the new lease
    EXPECT_EQ(measure(run, "cache", "collapsed"), 6);
    run.advance(1251_ms);
    EXPECT_EQ(run.totals().completed, 6u);
    run.advance(2_s);
    EXPECT_EQ(measuresOf(run, "db").arrived, 6u);
}

/// Reader and writer at different distances from the database: what the reader was told at 175 ms, before the write of 200 ms, comes to the
/// cache at 225 ms.
std::string race(const std::string& cache, const std::string& more = "")
{
    return "readers:users(arrivals=constant(8/s)) -> a:web-server -> cache(" + cache + "); a -50ms-> db:database\n"
           "writers:users(arrivals=constant(5/s), mix={write=1}) -> b:web-server -> cache, db\n@210ms set writers.scale=0\n" + more;
}

TEST(CacheCollapse, PlainInvalidationLetsALateFillBringBackTheOldValue)
{
    const Simulation run = runFor(race("ttl=500ms"), 1_s);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 4); // 250, 375, 500 and 625 ms; it ends at 725 ms
    EXPECT_EQ(measure(run, "cache", "hits"), 4 + 1);   // and one of the new value, which is there from 850 ms on
    EXPECT_EQ(run.totals().stale, 4u);
}

TEST(CacheCollapse, ALeaseRefusesWhatIsOlderThanTheLatestWrite)
{
    const Simulation run = runFor(race("ttl=500ms, collapse=true"), 1_s);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
    EXPECT_EQ(measure(run, "cache", "misses"), 3); // 125 and 250 ms, and 875 ms after the value of 350 ms has expired
    EXPECT_EQ(measure(run, "cache", "hits"), 4);
    EXPECT_EQ(run.totals().stale, 0u);
}

TEST(CacheCollapse, ARefusedFillHandsTheLeaseToTheNextWhoWaits)
{
    // A second reader's requests of 150 and 220 ms wait for the lease; the first of them asks again at 225 ms and fills at 325 ms.
    Simulation run = simulate(race("collapse=true", "more:users(arrivals=constant(7/s)) -> c:web-server -> cache; c -50ms-> db"));
    run.sampleFlights(1);
    run.advance(240_ms);
    std::vector<std::string> asked;
    for (const std::string& passage : passages(run))
        if (passage.ends_with(">db")) asked.push_back(passage);
    EXPECT_EQ(asked, (std::vector<std::string>{"125ms a>db", "200ms b>db", "225ms c>db"}));
    run.advance(1_s);
    EXPECT_EQ(measuresOf(run, "db").arrived, 3u);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
    EXPECT_EQ(run.totals().stale, 0u);
    EXPECT_EQ(run.totals().completed, run.totals().offered);
}

} // namespace
} // namespace scalelab
