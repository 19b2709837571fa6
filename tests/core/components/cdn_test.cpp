// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keys.h"
#include "base/places.h"
#include "base/random.h"
#include "base/units.h"
#include "components/cdn/cdn.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <vector>

namespace scalelab {
namespace {

using namespace test;

SimTime way(const char* from, const char* to) { return latencyBetween(*parsePlace(from), *parsePlace(to)); }

Cdn& cdnOf(Simulation& run) { return componentAt<Cdn>(run.placeOf(run.find("cdn"))); }

/// Readers of one object, 10 a second, and what stands behind the network.
std::string readers(const std::string& cdn, const std::string& origin)
{
    return "users(arrivals=constant(10/s), mix={static=1}, keys=uniform(1)) -> cdn(" + cdn + ") -> " + origin;
}

/// The same with a writer beside the network, who replaces the object once a second.
std::string replaced(const std::string& cdn)
{
    return readers(cdn, "storage:object-storage") + "\nwriter:users(arrivals=constant(1/s), mix={write=1}, keys=uniform(1)) -> storage";
}

TEST(Cdn, TheFirstUserMissesAndLaterOnesHitUntilTheTimeToLiveIsOver)
{
    Simulation run = simulate("a:users(arrivals=constant(1/s), mix={static=1}, keys=uniform(1)) -10ms-> cdn(ttl=2s) -30ms-> storage:object-storage");
    run.sampleFlights(1);
    run.advance(4500_ms);
    EXPECT_EQ(passages(run), (std::vector<std::string>{
        "1s a>cdn", "1.01s cdn>storage", "1.04s cdn<storage", "1.07s a<cdn", // kept until 3.07 s
        "2s a>cdn", "2.01s a<cdn",
        "3s a>cdn", "3.01s a<cdn",
        "4s a>cdn", "4.01s cdn>storage", "4.04s cdn<storage", "4.07s a<cdn"}));
    EXPECT_EQ(measure(run, "cdn", "hits"), 2);
    EXPECT_EQ(measure(run, "cdn", "misses"), 2);
    EXPECT_EQ(measure(run, "cdn", "expired"), 1);
    EXPECT_DOUBLE_EQ(measure(run, "cdn", "hit_ratio"), 0.5);
}

TEST(Cdn, UsersAreServedByTheNearestEdgeAtTheSpeedOfLight)
{
    const SimTime near = way("Amsterdam", "Frankfurt"), far = way("Auckland", "Sydney");
    const SimTime dutchAsk = near + way("Frankfurt", "Ashburn"), kiwisAsk = far + way("Sydney", "Ashburn");
    Simulation run = simulate("dutch:users(arrivals=constant(1/s), mix={static=1}, keys=uniform(1), place=Amsterdam) -> cdn(edges='Sydney, Frankfurt')\n"
                              "kiwis:users(arrivals=constant(1/s), mix={static=1}, keys=uniform(1), place='-36.85, 174.76') -> cdn -> storage:object-storage(place=Ashburn)");
    run.sampleFlights(1);
    run.advance(1900_ms);
    const auto at = [](SimTime since, const std::string& passage) { return formatDuration(1_s + since) + passage; };
    EXPECT_EQ(passages(run), (std::vector<std::string>{
        "1s dutch>cdn", "1s kiwis>cdn",
        at(dutchAsk, " cdn>storage"), at(dutchAsk, " cdn<storage"), at(dutchAsk + dutchAsk, " dutch<cdn"),
        at(kiwisAsk, " cdn>storage"), at(kiwisAsk, " cdn<storage"), at(kiwisAsk + kiwisAsk, " kiwis<cdn")}));
    run.restartMeasures();
    run.advance(2900_ms);
    EXPECT_EQ(measure(run, "cdn", "hits"), 2);
    EXPECT_EQ(run.latency().min(), near + near);
    EXPECT_EQ(run.latency().max(), far + far);
    EXPECT_EQ(measure(run, "cdn", "keys"), 2); // one copy at each edge
}

TEST(Cdn, TheDetourOfRoutesStretchesTheWay)
{
    const Simulation run = runFor("users(arrivals=constant(1/s), mix={static=1}, place=Rome) -> cdn(edges=Paris, route-factor=1) -> storage:object-storage", 1500_ms);
    EXPECT_EQ(run.latency().min().ns, 2 * latencyBetween(*parsePlace("Rome"), *parsePlace("Paris"), 1).ns);
}

TEST(Cdn, ItStandsInNoPlaceButThoseOfItsEdges)
{
    EXPECT_EQ(catalog()->registry.kind("cdn")->param("place"), nullptr);
    Scene drawn = scene("users(arrivals=constant(1/s), mix={static=1}, place=Rome) -> cdn(edges=Rome) -> storage:object-storage(place=Rome)");
    drawn.zones.push_back({"far", "data-center", {"cdn"}, {{{"place", "Sydney"}}}});
    const Simulation run = runFor(drawn, 1500_ms);
    EXPECT_EQ(run.place(run.find("cdn")), nullptr);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(run.latency().max(), SimTime{});
}

TEST(Cdn, UsersWithoutAPlaceTakeTheFirstEdgeInNoTime)
{
    const Simulation run = runFor("users(arrivals=constant(1/s), mix={static=1}) -> cdn(edges='Paris, Rome') -> storage:object-storage", 1500_ms);
    EXPECT_EQ(run.totals().completed, 1u);
    EXPECT_EQ(run.latency().max(), SimTime{});
}

TEST(Cdn, EqualMissesAtAnEdgeWaitForOneFetch)
{
    const Simulation run = runFor(readers("", "storage:object-storage(latency=const(250ms))"), 450_ms);
    EXPECT_EQ(measure(run, "cdn", "misses"), 3); // 0.1, 0.2 and 0.3 s; the object comes at 0.35 s
    EXPECT_EQ(measure(run, "cdn", "collapsed"), 2);
    EXPECT_EQ(measure(run, "cdn", "hits"), 1);
    EXPECT_EQ(measure(run, "storage", "reads"), 1);
    EXPECT_EQ(run.totals().completed, 4u);
    EXPECT_EQ(run.latency().max(), 250_ms);
    EXPECT_DOUBLE_EQ(run.latency().mean().seconds(), (0.25 + 0.15 + 0.05 + 0) / 4);
}

TEST(Cdn, AnEdgeGivesUpTheLeastRecentlyUsedCopiesForWantOfBytes)
{
    const std::string users = "users(arrivals=constant(100/s), mix={static=1}, keys=uniform(20)) -> ", storage = " -> storage:object-storage";
    Simulation run = runFor(users + "cdn(capacity=10.5kB, object-size=1kB)" + storage, 60_s);
    EXPECT_EQ(measure(run, "cdn", "keys"), 10);
    EXPECT_EQ(measure(run, "cdn", "bytes_stored"), 10e3);
    EXPECT_EQ(measure(run, "cdn", "evictions"), measure(run, "cdn", "misses") - 10);
    Rng random = randomStream(1, "users", "keys");
    const KeyPopularity keys = KeyPopularity::uniform(20);
    std::vector<std::uint64_t> held; // least recently used first
    int hits = 0;
    for (int i = 0; i < 5999; ++i) {
        const std::uint64_t key = keys.sample(random);
        hits += static_cast<int>(std::erase(held, key));
        held.push_back(key);
        if (held.size() > 10) held.erase(held.begin());
    }
    EXPECT_EQ(measure(run, "cdn", "hits"), hits);
    run.restartMeasures();
    ASSERT_TRUE(tell(run, "set cdn.capacity=4kB"));
    EXPECT_EQ(measure(run, "cdn", "keys"), 4);
    EXPECT_EQ(measure(run, "cdn", "evictions"), 6);
    const Simulation two = runFor(users + "cdn(edges='Rome, Paris', capacity=10kB, object-size=1kB)" + storage + "\nparisians:users(arrivals=constant(100/s), mix={static=1}, "
                                  "keys=uniform(20), place=Paris) -> cdn", 60_s);
    EXPECT_EQ(measure(two, "cdn", "keys"), 20); // each edge has a capacity of its own
    const Simulation large = runFor(users + "cdn(capacity=10kB, object-size=11kB)" + storage, 1_s);
    EXPECT_EQ(measure(large, "cdn", "keys"), 0);
    EXPECT_EQ(large.totals().completed, 99u);
}

TEST(Cdn, AFailedFetchFailsAllThatWaitForIt)
{
    const Simulation run = runFor(readers("timeout=250ms", "storage:object-storage(latency=const(1s))"), 550_ms);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Timeout)], 3u); // at 0.35 s
    EXPECT_EQ(measure(run, "storage", "failed_here"), 1);
    EXPECT_EQ(measuresOf(run, "storage").arrived, 2u); // the second of 0.4 s
    EXPECT_EQ(measure(run, "cdn", "keys"), 0);
}

TEST(Cdn, ACrashFailsAllThatWaitAndEmptiesTheEdges)
{
    Simulation run = runFor(readers("", "storage:object-storage(latency=const(250ms))") + "\n@250ms crash cdn\n@380ms recover cdn", 370_ms);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 3u); // two that waited, one that found it down
    run.advance(1_s);
    EXPECT_EQ(measure(run, "storage", "reads"), 2); // of 0.1 s, dropped, and of 0.4 s
    EXPECT_EQ(run.totals().completed, 6u);
    ASSERT_TRUE(tell(run, "set users.scale=0"));
    ASSERT_TRUE(tell(run, "restart cdn"));
    EXPECT_EQ(measure(run, "cdn", "keys"), 0);
    run.advance(9_s);
    EXPECT_EQ(run.callsInUse(), 0u);
    EXPECT_EQ(run.requestsInUse(), 0u);
}

TEST(Cdn, ACopyIsStaleFromTheNextVersionUntilItsTimeToLiveIsOver)
{
    // Filled at 0.1, 0.8 and 1.5 s; the write of 1 s comes before the read of 1 s.
    const Simulation run = runFor(replaced("ttl=700ms"), 1950_ms);
    EXPECT_EQ(measure(run, "cdn", "misses"), 3);
    EXPECT_EQ(measure(run, "cdn", "stale_hits"), 5); // 1.0 to 1.4 s
    EXPECT_EQ(run.totals().stale, 5u);
}

TEST(Cdn, VersionsInUrlsMakeUsersAskForTheNewObjectAtOnce)
{
    const Simulation run = runFor(replaced("versioned-urls=true"), 2550_ms);
    EXPECT_EQ(measure(run, "cdn", "misses"), 3); // 0.1, 1.0 and 2.0 s
    EXPECT_EQ(measure(run, "cdn", "stale_hits"), 0);
    EXPECT_EQ(measure(run, "cdn", "keys"), 1);
}

TEST(Cdn, WhoWaitsForAnObjectWithAVersionInItsUrlIsNotGivenAnOlderOne)
{
    // The origin answers the reader of 0.1 s at 0.3 s; the write of 0.25 s comes at 0.35 s, before that answer is at the edge at 0.5 s.
    Simulation run = simulate("users(arrivals=constant(10/s), mix={static=1}, keys=uniform(1)) -> cdn(versioned-urls=true) -200ms-> storage:object-storage\n"
                              "writer:users(arrivals=constant(4/s), mix={write=1}, keys=uniform(1)) -100ms-> storage");
    run.advance(590_ms);
    ASSERT_TRUE(tell(run, "set writer.scale=0"));
    EXPECT_EQ(measuresOf(run, "users").completed(), 1u);
    EXPECT_EQ(measuresOf(run, "cdn").arrived, 5u);
    run.advance(890_ms);
    EXPECT_EQ(measuresOf(run, "users").completed(), 1u);
    run.advance(950_ms);
    EXPECT_EQ(measuresOf(run, "users").completed(), 9u);
    EXPECT_EQ(measure(run, "storage", "reads"), 2);
    EXPECT_EQ(measure(run, "cdn", "stale_hits"), 0);
}

TEST(Cdn, AnInvalidatedObjectIsFetchedAnew)
{
    Simulation run = runFor(replaced(""), 1450_ms);
    EXPECT_EQ(measure(run, "cdn", "stale_hits"), 5);
    cdnOf(run).invalidate(0);
    EXPECT_EQ(measure(run, "cdn", "keys"), 0);
    run.advance(1950_ms);
    EXPECT_EQ(measure(run, "cdn", "stale_hits"), 5);
    EXPECT_EQ(measure(run, "cdn", "misses"), 2);
}

TEST(Cdn, AMessageInvalidatesOneObject)
{
    Simulation run = runFor("users(arrivals=constant(100/s), mix={static=1}, keys=uniform(2)) -> cdn(edges='Rome, Paris') -> storage:object-storage", 1_s);
    EXPECT_EQ(measure(run, "cdn", "keys"), 2);
    Context users(run, run.find("users"));
    const RequestId about = users.newRequest(RequestClass::Static, 1, 0);
    users.notify(about, 0, Operation::Invalidate, 0, nothing);
    EXPECT_EQ(measure(run, "cdn", "keys"), 1);
    users.conclude(about, Cause::None, 0);
    EXPECT_EQ(run.requestsInUse(), 0u);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(Cdn, WhatIsInvalidatedWhileItIsFetchedIsHandedOnButNotKept)
{
    Simulation run = runFor(readers("", "storage:object-storage(latency=const(250ms))"), 250_ms);
    cdnOf(run).invalidate(0); // those of 0.1 and 0.2 s wait
    run.advance(360_ms);
    EXPECT_EQ(run.totals().completed, 2u);
    EXPECT_EQ(measure(run, "cdn", "keys"), 0);
    EXPECT_EQ(measuresOf(run, "storage").arrived, 2u); // that of 0.3 s asked for itself
    run.advance(1_s);
    EXPECT_EQ(measure(run, "cdn", "collapsed"), 3); // 0.2, 0.4 and 0.5 s
    EXPECT_EQ(measure(run, "cdn", "keys"), 1);
    EXPECT_EQ(run.totals().completed, 9u);
}

TEST(Cdn, AFlushEmptiesAllEdges)
{
    Simulation run = runFor("users(arrivals=constant(100/s), mix={static=1}, keys=uniform(20)) -> cdn -> storage:object-storage", 9_s);
    EXPECT_EQ(measure(run, "cdn", "keys"), 20);
    cdnOf(run).flush();
    EXPECT_EQ(measure(run, "cdn", "keys"), 0);
    run.advance(19_s);
    EXPECT_EQ(measure(run, "cdn", "misses"), 40);
}

TEST(Cdn, APublishedVersionMakesCopiesStale)
{
    Simulation run = runFor("users(arrivals=constant(10/s), mix={static=1}, keys=uniform(1)) -> cdn -> storage:object-storage\n"
                            "writer:users(arrivals=constant(1/s), mix={write=1}, keys=uniform(1)) -> cdn", 1450_ms);
    EXPECT_EQ(measure(run, "storage", "writes"), 1); // passed on by the network
    EXPECT_EQ(measure(run, "cdn", "stale_hits"), 5);
    EXPECT_EQ(measure(run, "cdn", "misses"), 1);
}

TEST(Cdn, OnlyStaticAssetsAreKept)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), keys=uniform(1)) -> cdn(object-size=1MB) -> web:web-server(service=const(20ms))", 1050_ms);
    EXPECT_EQ(measuresOf(run, "web").arrived, 10u);
    EXPECT_EQ(measure(run, "cdn", "keys") + measure(run, "cdn", "hits") + measure(run, "cdn", "misses"), 0);
    EXPECT_EQ(measure(run, "cdn", "bytes_served"), 10e6);
    EXPECT_EQ(measure(run, "cdn", "origin_bytes"), 10e6);
    EXPECT_EQ(run.latency().max(), 20_ms);
}

TEST(Cdn, RequestsTransferAndFetchesArePaidFor)
{
    const Simulation run = runFor("a:users(arrivals=constant(10/s), mix={static=1}, keys=uniform(1), place=Tokyo) -> cdn(edges='Paris, Osaka', object-size=1MB)\n"
                                  "b:users(arrivals=constant(5/s), mix={static=1}, keys=uniform(1), place=Rome) -> cdn -> storage:object-storage(object-size=1MB)", 2050_ms);
    EXPECT_EQ(measure(run, "cdn", "bytes_served"), 30e6);
    EXPECT_EQ(measure(run, "cdn", "origin_bytes"), 2e6);
    EXPECT_DOUBLE_EQ(measure(run, "cdn", "cost"), 30 * 0.0075 / 1e4 + 20e6 * 0.114 / 1e9 + 10e6 * 0.085 / 1e9 + 2e6 * 0.09 / 1e9);
    EXPECT_DOUBLE_EQ(measure(run, "storage", "cost"), 2 * 0.0004 / 1000);
}

TEST(Cdn, AnotherOriginStandsInForOneThatFails)
{
    const std::string scene = readers("ttl=50ms", "first:object-storage, second:object-storage") + "\n@550ms crash first";
    const Simulation run = runFor(scene, 1050_ms);
    EXPECT_EQ(run.totals().completed, 10u);
    EXPECT_EQ(measure(run, "first", "reads"), 5);
    EXPECT_EQ(measure(run, "second", "reads"), 5);
    EXPECT_EQ(measure(run, "cdn", "failovers"), 5);
    const Simulation both = runFor(scene + "\n@750ms crash second", 1050_ms);
    EXPECT_EQ(both.totals().completed, 7u);
    EXPECT_EQ(both.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 3u);
    EXPECT_EQ(measuresOf(both, "second").failedHere, 3u);
}

TEST(Cdn, OriginsCanTakeTurns)
{
    const Simulation run = runFor(readers("ttl=50ms, origins=turns", "first:object-storage, second:object-storage"), 1050_ms);
    EXPECT_EQ(measure(run, "first", "reads"), 5);
    EXPECT_EQ(measure(run, "second", "reads"), 5);
    EXPECT_EQ(measure(run, "cdn", "failovers"), 0);
}

TEST(Cdn, AWriteIsNotRepeatedAtAnotherOrigin)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}) -> cdn -> first:object-storage, second:object-storage\n@10ms crash first", 1050_ms);
    EXPECT_EQ(run.totals().completed, 0u);
    EXPECT_EQ(measuresOf(run, "second").arrived, 0u);
}

TEST(Cdn, WithoutAnOriginOnlyWhatItHasIsServed)
{
    Simulation run = runFor(readers("", "storage:object-storage"), 550_ms);
    ASSERT_TRUE(tell(run, "remove cdn->storage"));
    run.advance(1050_ms);
    EXPECT_EQ(run.totals().completed, 10u);
    cdnOf(run).flush();
    run.advance(2050_ms);
    EXPECT_EQ(run.totals().completed, 10u);
    EXPECT_EQ(measure(run, "cdn", "failed_here"), 10);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(Cdn, AHitFurtherBackIsNoneOfTheNetworks)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), mix={static=1}, keys=uniform(1)) -> outer:cdn(ttl=50ms) -> inner:cdn -> storage:object-storage", 1050_ms);
    EXPECT_EQ(measure(run, "inner", "hits"), 9);
    EXPECT_EQ(measure(run, "outer", "hits"), 0);
    EXPECT_EQ(run.wires()[0].hits, 0u);
    EXPECT_EQ(run.wires()[1].hits, 9u);
}

} // namespace
} // namespace scalelab
