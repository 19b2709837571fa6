// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/caching.h"
#include "analysis/queueing.h"
#include "replications.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <string>

namespace scalelab::theory {
namespace {

constexpr int keys = 10'000;

/// Reads that ask a cache first; database and cache take no time, so that requests are independent.
std::string reads(const std::string& popularity, const std::string& cache, const std::string& rate = "1000/s")
{
    return "users(arrivals=poisson(" + rate + "), keys=" + popularity + ") -> web:web-server -> cache(" + cache + ") -> db:database; web -> db";
}

std::string zipfKeys(double exponent) { return "zipf(10000, " + std::to_string(exponent) + ")"; }

TEST(CacheOfZipfKeys, HitsLikeChesApproximationUnderLru)
{
    for (const double exponent : {0.8, 1.0, 1.2})
        for (const int capacity : {100, 1000}) {
            const Replications runs(reads(zipfKeys(exponent), "policy=lru, capacity=" + std::to_string(capacity)), 50, 150, 5);
            expectAgreement(runs.of("cache", "hit_ratio"), lruHitRatio(zipf(keys, exponent), capacity), 0.02, "s = " + std::to_string(exponent) + ", " + std::to_string(capacity) + " items", 0.01);
        }
}

/// With independent requests both have the same hit ratio (Gelenbe 1973).
TEST(CacheOfZipfKeys, HitsLikeTheSameApproximationUnderFifoAndRandom)
{
    for (const std::string policy : {"fifo", "random"})
        for (const double exponent : {0.8, 1.2})
            for (const int capacity : {100, 1000}) {
                const Replications runs(reads(zipfKeys(exponent), "policy=" + policy + ", capacity=" + std::to_string(capacity)), 50, 150, 10);
                expectAgreement(runs.of("cache", "hit_ratio"), fifoHitRatio(zipf(keys, exponent), capacity), 0.02,
                                policy + ", s = " + std::to_string(exponent) + ", " + std::to_string(capacity) + " items", 0.01);
            }
}

TEST(CacheOfZipfKeys, HitsBetweenLruAndTheIdealUnderLfu)
{
    for (const double exponent : {0.8, 1.0, 1.2})
        for (const int capacity : {100, 1000}) {
            const double ideal = idealHitRatio(keys, exponent, capacity);
            const double lru = lruHitRatio(zipf(keys, exponent), capacity);
            const Replications runs(reads(zipfKeys(exponent), "policy=lfu, capacity=" + std::to_string(capacity)), 400, 100, 4);
            const Interval measured = runs.of("cache", "hit_ratio");
            // Counts begin when a key comes in, so keys that were popular by chance hold places for long.
            EXPECT_LE(measured.mean, ideal) << exponent << ", " << capacity;
            EXPECT_GE(measured.mean, lru + 0.5 * (ideal - lru)) << exponent << ", " << capacity;
        }
}

TEST(CacheWithTimeToLive, HitsAsOftenAsAKeyIsAskedForWithinIt)
{
    const double rate = 1000;
    for (const double ttl : {0.5, 5.0})
        for (const double exponent : {0.0, 1.0}) {
            const Replications runs(reads(zipfKeys(exponent), "ttl=" + seconds(ttl)), 30, 100, 10);
            expectAgreement(runs.of("cache", "hit_ratio"), ttlHitRatio(zipf(keys, exponent), rate, ttl), 0.02, "ttl " + seconds(ttl) + ", s = " + std::to_string(exponent));
        }
}

TEST(CacheWithTimeToLive, OfOneKeyHitsLambdaTOverOnePlusLambdaT)
{
    for (const double ttl : {0.01, 0.1, 1.0}) {
        const double exact = 20 * ttl / (1 + 20 * ttl);
        expectAgreement(Replications(reads("uniform(1)", "ttl=" + seconds(ttl), "20/s"), 10, 5000).of("cache", "hit_ratio"), exact, 0.03, "ttl " + seconds(ttl));
    }
}

TEST(CacheHits, SpareTheDatabaseExactlyThoseReads)
{
    const Replications runs(reads(zipfKeys(1), "capacity=500"), 10, 50, 3);
    for (const Simulation& run : runs.runs()) {
        EXPECT_EQ(test::measure(run, "db", "reads"), test::measure(run, "cache", "misses"));
        EXPECT_EQ(test::measure(run, "cache", "hits") + test::measure(run, "cache", "misses"), test::measure(run, "cache", "arrived"));
    }
}

/// Writes to a master with one replica behind a wire of 30 ms.
std::string replicated(const std::string& rate, const std::string& mix, int keyCount, const std::string& apply)
{
    return "users(arrivals=poisson(" + rate + "), mix=" + mix + ", keys=uniform(" + std::to_string(keyCount) + ")) -> web:web-server -> db:database, replica:database(role=replica, apply=" + apply
           + "); db -30ms-> replica";
}

TEST(ReplicationLag, IsTheWireAndTheQueueOfTheApplyingReplica)
{
    for (const double load : {0.3, 0.8}) {
        const Replications constant(replicated(perSecond(load / 0.001), "{write=1}", 1000, "const(1ms)"), 20, 500);
        expectAgreement(constant.of("replica", "lag_s.mean"), 0.03 + 0.001 + mg1Wait(load / 0.001, 0.001, 0), 0.01, "constant, load " + std::to_string(load));
        const Replications exponential(replicated(perSecond(load / 0.001), "{write=1}", 1000, "exp(1ms)"), 20, 500);
        expectAgreement(exponential.of("replica", "lag_s.mean"), 0.03 + 0.001 + mg1Wait(load / 0.001, 0.001, 1), 0.01, "exponential, load " + std::to_string(load));
    }
}

TEST(ReplicationLag, MakesThoseReadsStaleWhoseKeyWasWrittenWithinIt)
{
    const Replications runs(replicated("1000/s", "{read=1, write=1}", 20, "const(0s)"), 5, 200);
    const auto staleShare = [](const Simulation& run) { return test::measure(run, "replica", "stale_reads") / test::measure(run, "replica", "reads"); };
    expectAgreement(runs.of(staleShare), lagStaleShare(500.0 / 20, 0.03), 0.02, "stale share");
    for (const Simulation& run : runs.runs()) EXPECT_EQ(static_cast<double>(run.totals().stale), test::measure(run, "replica", "stale_reads"));
}

} // namespace
} // namespace scalelab::theory
