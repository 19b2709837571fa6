// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_store.h"

#include "base/keys.h"
#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace scalelab {
namespace {

/// Share of hits when keys are asked for independently and every miss brings its key in, after a warm-up.
double hitRatio(EvictionPolicy policy, const KeyPopularity& keys, std::uint64_t capacity)
{
    constexpr int warmUp = 200'000;
    constexpr int counted = 1'000'000;
    Rng rng(21);
    KeyStore store(policy, capacity);
    int hits = 0;
    for (int i = 0; i < warmUp + counted; ++i) {
        const std::uint64_t key = keys.sample(rng);
        const bool hit = store.touch(key) != nullptr;
        if (!hit) store.put(key, 0, 0, 0);
        if (hit && i >= warmUp) ++hits;
    }
    return static_cast<double>(hits) / counted;
}

std::vector<double> zipfProbabilities(std::uint64_t count, double exponent)
{
    std::vector<double> probabilities;
    double sum = 0;
    for (std::uint64_t k = 1; k <= count; ++k)
        sum += probabilities.emplace_back(std::pow(static_cast<double>(k), -exponent));
    for (double& p : probabilities) p /= sum;
    return probabilities;
}

/// Che's approximation (Che, Tung and Wang 2002): a key is there if it was asked for within the time T in which as many
/// different keys are expected as there are places.
double cheHitRatio(const std::vector<double>& probabilities, double capacity)
{
    const auto differentKeys = [&](double time) {
        double sum = 0;
        for (const double p : probabilities) sum += 1 - std::exp(-p * time);
        return sum;
    };
    double low = 0;
    double high = 1e9;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (differentKeys(middle) < capacity ? low : high) = middle;
    }
    double ratio = 0;
    for (const double p : probabilities) ratio += p * (1 - std::exp(-p * low));
    return ratio;
}

TEST(KeyStoreHitRatio, LruFollowsChesApproximation)
{
    for (const double exponent : {0.6, 0.9, 1.2})
        for (const std::uint64_t capacity : {100, 1000, 5000}) {
            const double expected = cheHitRatio(zipfProbabilities(10'000, exponent), static_cast<double>(capacity));
            const double measured = hitRatio(EvictionPolicy::Lru, KeyPopularity::zipf(10'000, exponent), capacity);
            EXPECT_NEAR(measured, expected, 0.01 * expected) << "exponent " << exponent << ", capacity " << capacity;
        }
}

/// Counting begins when a key comes in, which is enough for the order of the policies at every skew and size.
TEST(KeyStoreHitRatio, LfuBeatsLruBeatsFifoForZipfKeys)
{
    for (const double exponent : {0.4, 0.8, 1.3})
        for (const std::uint64_t capacity : {20, 400}) {
            const KeyPopularity keys = KeyPopularity::zipf(2'000, exponent);
            const double lfu = hitRatio(EvictionPolicy::Lfu, keys, capacity);
            const double lru = hitRatio(EvictionPolicy::Lru, keys, capacity);
            const double fifo = hitRatio(EvictionPolicy::Fifo, keys, capacity);
            EXPECT_GT(lfu, lru + 0.003) << exponent << ", " << capacity;
            EXPECT_GT(lru, fifo + (exponent < 0.5 && capacity < 100 ? 0 : 0.005)) << exponent << ", " << capacity;
        }
}

/// Gelenbe 1973: with independent requests both have the same hit ratio.
TEST(KeyStoreHitRatio, RandomHitsLikeFifo)
{
    for (const double exponent : {0.6, 1.2})
        for (const std::uint64_t capacity : {50, 500}) {
            const KeyPopularity keys = KeyPopularity::zipf(2'000, exponent);
            EXPECT_NEAR(hitRatio(EvictionPolicy::Random, keys, capacity), hitRatio(EvictionPolicy::Fifo, keys, capacity), 0.004) << exponent << ", " << capacity;
        }
}

TEST(KeyStoreHitRatio, EqualKeysHitInProportionToTheRoomUnderEveryPolicy)
{
    for (const EvictionPolicy policy : {EvictionPolicy::Lru, EvictionPolicy::Lfu, EvictionPolicy::Fifo, EvictionPolicy::Random})
        EXPECT_NEAR(hitRatio(policy, KeyPopularity::uniform(4000), 1000), 0.25, 0.002);
}

} // namespace
} // namespace scalelab
