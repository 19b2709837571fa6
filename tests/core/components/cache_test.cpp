// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keys.h"
#include "base/random.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

using namespace test;

/// A cache as a plain list, to compare hits with.
class PlainCache {
public:
    PlainCache(std::string policy, std::size_t capacity) : policy_(std::move(policy)), capacity_(capacity) {}

    bool hit(std::uint64_t key)
    {
        const auto it = std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.key == key; });
        ++time_;
        if (it == items_.end()) {
            *place() = {key, 1, time_, time_};
            return false;
        }
        ++it->uses;
        it->lastUse = time_;
        return true;
    }

private:
    struct Item {
        std::uint64_t key, uses, lastUse, came;
    };

    /// Where a new item goes: a place of its own, or that of the item that goes for it.
    std::vector<Item>::iterator place()
    {
        if (items_.size() < capacity_) return items_.insert(items_.end(), Item{});
        if (policy_ == "random") return items_.begin() + static_cast<std::ptrdiff_t>(random_.below(capacity_));
        return std::min_element(items_.begin(), items_.end(), [&](const Item& a, const Item& b) { return goesBefore(a, b); });
    }

    [[nodiscard]] bool goesBefore(const Item& a, const Item& b) const
    {
        if (policy_ == "fifo") return a.came < b.came;
        if (policy_ == "lfu" && a.uses != b.uses) return a.uses < b.uses;
        return a.lastUse < b.lastUse;
    }

    std::string policy_;
    std::size_t capacity_;
    std::uint64_t time_ = 0;
    std::vector<Item> items_;
    Rng random_ = randomStream(1, "cache", "eviction");
};

TEST(Cache, EvictsByItsPolicy)
{
    std::vector<double> ratios;
    for (const std::string policy : {"lru", "lfu", "fifo", "random"}) {
        for (const std::string wiring : {"cache -> db", "web -> db"}) { // read-through and cache-aside
            const Simulation run = runFor("users(arrivals=constant(1000/s), keys=zipf(200, 0.8)) -> web:web-server -> cache(capacity=20, policy=" + policy + "); db:database; " + wiring, 5_s);
            Rng random = randomStream(1, "users", "keys");
            const KeyPopularity keys = KeyPopularity::zipf(200, 0.8);
            PlainCache plain(policy, 20);
            int hits = 0;
            for (int i = 0; i < 4999; ++i) hits += plain.hit(keys.sample(random));
            EXPECT_EQ(measure(run, "cache", "hits"), hits) << policy;
            EXPECT_EQ(measure(run, "cache", "misses"), 4999 - hits) << policy;
            EXPECT_EQ(measure(run, "cache", "evictions"), 4999 - hits - 20) << policy;
            EXPECT_EQ(measure(run, "cache", "keys"), 20) << policy;
            EXPECT_EQ(measuresOf(run, "db").arrived, static_cast<std::uint64_t>(4999 - hits)) << policy;
            EXPECT_DOUBLE_EQ(measure(run, "cache", "hit_ratio"), hits / 4999.0) << policy;
            ratios.push_back(hits / 4999.0);
        }
    }
    EXPECT_GT(ratios[2], ratios[0] + 0.02); // the policies do differ here
    EXPECT_GT(ratios[0], ratios[4] + 0.02);
}

TEST(Cache, AnItemIsServedForItsTimeToLive)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> cache(ttl=1s) -> db:database", 5_s);
    EXPECT_EQ(measure(run, "cache", "misses"), 5); // 0.1, 1.1, 2.1, 3.1 and 4.1 s
    EXPECT_EQ(measure(run, "cache", "expired"), 4);
    EXPECT_EQ(measure(run, "cache", "hits"), 44);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
}

TEST(Cache, JitterShortensEachTimeToLiveByItsOwnShare)
{
    const Simulation run = runFor("users(arrivals=constant(100/s)) -> web:web-server -> cache(ttl=1s, ttl-jitter=50%) -> db:database", 100_s);
    Rng random = randomStream(1, "cache", "ttl");
    int misses = 0;
    std::int64_t expires = 0;
    for (std::int64_t now = 10'000'000; now < 100'000'000'000; now += 10'000'000) {
        if (expires > now) continue;
        ++misses;
        expires = now + 1'000'000'000 - SimTime::fromSpan(0.5 * random.uniform()).ns;
    }
    EXPECT_EQ(measure(run, "cache", "misses"), misses);
    EXPECT_NEAR(misses, 100 / 0.755, 5); // 0.75 s, and half the gap between two reads
}

TEST(Cache, ACapacityInBytesHoldsAsManyItemsAsFit)
{
    Simulation run = runFor("users(arrivals=constant(100/s), keys=uniform(50)) -> web:web-server -> cache(capacity=10kB, item-size=1kB) -> db:database", 60_s);
    EXPECT_EQ(measure(run, "cache", "keys"), 10);
    EXPECT_EQ(measure(run, "cache", "bytes"), 10'000);
    EXPECT_EQ(measure(run, "cache", "memory_share"), 1);
    ASSERT_TRUE(tell(run, "set cache.item-size=3kB"));
    run.advance(120_s);
    EXPECT_EQ(measure(run, "cache", "keys"), 3);
    EXPECT_EQ(measure(run, "cache", "bytes"), 9'000);
    EXPECT_EQ(measure(run, "cache", "memory_share"), 0.9);
    ASSERT_TRUE(tell(run, "set cache.capacity=2kB"));
    EXPECT_EQ(measure(run, "cache", "keys"), 0);
    run.advance(180_s);
    EXPECT_EQ(measure(run, "cache", "keys"), 0); // no item fits
    ASSERT_TRUE(tell(run, "set cache.capacity=8"));
    run.advance(240_s);
    EXPECT_EQ(measure(run, "cache", "keys"), 8);
    EXPECT_EQ(measure(run, "cache", "bytes"), 24'000);
    EXPECT_EQ(measure(run, "cache", "memory_share"), 1);
    ASSERT_TRUE(tell(run, "set cache.capacity=none"));
    run.advance(300_s);
    EXPECT_EQ(measure(run, "cache", "keys"), 50);
    EXPECT_EQ(measure(run, "cache", "memory_share"), 0);
}

TEST(Cache, EqualMissesAllAskTheDatabase)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> cache -> db:database(service=const(250ms))", 1_s);
    EXPECT_EQ(measure(run, "cache", "misses"), 3); // 0.1, 0.2 and 0.3 s; filled at 0.35 s
    EXPECT_EQ(measure(run, "cache", "hits"), 6);
    EXPECT_EQ(measuresOf(run, "db").arrived, 3u);
    EXPECT_EQ(run.latency().min(), SimTime{});
    EXPECT_EQ(run.latency().max(), 250_ms);
}

TEST(Cache, TheStrategyDecidesWhoAsksTheDatabase)
{
    const std::string before = "users(arrivals=constant(1/s)) -> web:web-server -> cache(strategy=", after = "), db:database; cache -> db";
    const auto wiresUsed = [&](const std::string& strategy) {
        Simulation run = simulate(before + strategy + after);
        run.sampleFlights(1);
        run.advance(1500_ms);
        return passages(run);
    };
    const std::vector<std::string> through = {"1s users>web", "1s web>cache", "1s cache>db", "1s cache<db", "1s web<cache", "1s users<web"};
    const std::vector<std::string> aside = {"1s users>web", "1s web>cache", "1s web<cache", "1s web>db", "1s web<db", "1s web>cache", "1s users<web"};
    EXPECT_EQ(wiresUsed("auto"), through);
    EXPECT_EQ(wiresUsed("read-through"), through);
    EXPECT_EQ(wiresUsed("cache-aside"), aside);
}

TEST(Cache, ARestartLosesAllItems)
{
    Simulation run = runFor("users(arrivals=constant(100/s), keys=uniform(50)) -> web:web-server -> cache -> db:database", 60_s);
    EXPECT_EQ(measure(run, "cache", "keys"), 50);
    EXPECT_EQ(measure(run, "cache", "misses"), 50);
    ASSERT_TRUE(tell(run, "restart cache"));
    EXPECT_EQ(measure(run, "cache", "keys"), 0);
    run.advance(120_s);
    EXPECT_EQ(measure(run, "cache", "misses"), 100);
    EXPECT_EQ(run.totals().completed, run.totals().offered);
}

TEST(Cache, AWriteInvalidatesTheItem)
{
    for (const std::string wiring : {"cache -> db", "web -> db"}) {
        Simulation run = runFor("users(arrivals=constant(1/s)) -> web:web-server -> cache; db:database; " + wiring, 1500_ms);
        EXPECT_EQ(measure(run, "cache", "keys"), 1);
        ASSERT_TRUE(run.apply(SetCommand{"users", "mix", Object{{{"write", 1}}}}));
        run.advance(2500_ms);
        EXPECT_EQ(measure(run, "cache", "keys"), 0) << wiring;
        EXPECT_EQ(measure(run, "db", "writes"), 1);
        ASSERT_TRUE(run.apply(SetCommand{"users", "mix", Object{{{"read", 1}}}}));
        run.advance(4500_ms);
        EXPECT_EQ(measure(run, "cache", "misses"), 2);
        EXPECT_EQ(measure(run, "cache", "hits"), 1);
        EXPECT_EQ(measure(run, "cache", "stale_hits"), 0);
    }
}

TEST(Cache, CountsHitsOnValuesThatTheDatabaseHasReplaced)
{
    // The write at 1 s reaches the replica at 6 s; the read at 2 s fills the cache with the old value.
    Simulation run = simulate("users(arrivals=constant(1/s), mix={write=1}) -> web:web-server -> cache, master:database, replica:database(role=replica); master -5s-> replica");
    run.advance(1500_ms);
    ASSERT_TRUE(run.apply(SetCommand{"users", "mix", Object{{{"read", 1}}}}));
    run.advance(6500_ms);
    EXPECT_EQ(measure(run, "replica", "stale_reads"), 1);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 4); // 3, 4, 5 and 6 s
    EXPECT_EQ(measure(run, "cache", "hits"), 4);
    EXPECT_EQ(run.totals().stale, 5u);
    EXPECT_EQ(run.totals().completed, 6u);
    ASSERT_TRUE(tell(run, "restart cache"));
    run.advance(9500_ms);
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 4);
    EXPECT_EQ(measure(run, "cache", "hits"), 6);
    EXPECT_EQ(run.totals().stale, 5u);
}

TEST(Cache, AValueIsStaleOnceAnotherServerWrites)
{
    // The writer does not know the cache, so nobody invalidates it.
    const Simulation run = runFor("readers:users(arrivals=constant(10/s)) -> a:web-server -> cache(ttl=1s) -> db:database\n"
                                  "writers:users(arrivals=constant(2/s), mix={write=1}) -> b:web-server -> db", 1050_ms);
    // Filled at 0.1 s; the writes at 0.5 and 1.0 s come before the reads of those instants.
    EXPECT_EQ(measure(run, "cache", "stale_hits"), 6);
}

TEST(Cache, WorkersAndWaitingPlacesLimitIt)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server -> cache(workers=1, queue=1, service=const(250ms), strategy=cache-aside) -> db:database; ", 1_s);
    EXPECT_EQ(measuresOf(run, "cache").failedBy[static_cast<std::size_t>(Cause::QueueFull)], 4u);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_DOUBLE_EQ(measure(run, "cache", "utilisation"), 0.9);
    EXPECT_DOUBLE_EQ(measure(run, "cache", "wait_s.mean"), 0.15);
}

TEST(Cache, AWorkerIsHeldWhileTheDatabaseIsAsked)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), keys=uniform(1000000000)) -> web:web-server -> cache(workers=1) -> db:database(service=const(300ms))", 1050_ms);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(measuresOf(run, "db").arrived, 4u); // 0.1, 0.4, 0.7 and 1.0 s
}

TEST(Cache, CapacityChangesWhileItRuns)
{
    Simulation run = runFor("users(arrivals=constant(100/s), keys=uniform(50)) -> web:web-server -> cache -> db:database", 60_s);
    ASSERT_TRUE(tell(run, "set cache.capacity=5"));
    EXPECT_EQ(measure(run, "cache", "keys"), 5);
    EXPECT_EQ(measure(run, "cache", "evictions"), 45);
    ASSERT_TRUE(tell(run, "set cache.capacity=none"));
    run.advance(120_s);
    EXPECT_EQ(measure(run, "cache", "keys"), 50);
    EXPECT_EQ(measure(run, "cache", "evictions"), 45);
}

TEST(Cache, FailsReadsThroughWhenTheDatabaseIsDown)
{
    const Simulation run = runFor("users(arrivals=constant(10/s), keys=uniform(1000000000)) -> web:web-server -> cache -> db:database\n@550ms crash db", 1_s);
    EXPECT_EQ(run.totals().completed, 5u);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 4u);
    EXPECT_EQ(measure(run, "cache", "failed_here"), 0);
    EXPECT_EQ(measure(run, "cache", "keys"), 5);
}

} // namespace
} // namespace scalelab
