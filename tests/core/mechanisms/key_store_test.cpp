// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_store.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

namespace scalelab {
namespace {

void putAll(KeyStore& store, std::initializer_list<std::uint64_t> keys)
{
    for (const std::uint64_t key : keys) store.put(key, 0, 0, 0);
}

void touchAll(KeyStore& store, std::initializer_list<std::uint64_t> keys)
{
    for (const std::uint64_t key : keys) ASSERT_NE(store.touch(key), nullptr) << key;
}

/// The keys below 100 in the order in which the store would give them up.
std::vector<std::uint64_t> evictionOrder(KeyStore store)
{
    std::vector<std::uint64_t> order;
    while (store.size() > 0) {
        std::vector<bool> before(100);
        for (std::uint64_t key = 0; key < 100; ++key) before[key] = store.find(key) != nullptr;
        store.setCapacity(store.size() - 1);
        for (std::uint64_t key = 0; key < 100; ++key)
            if (before[key] && !store.find(key)) order.push_back(key);
    }
    return order;
}

using Keys = std::vector<std::uint64_t>;

TEST(KeyStore, KeepsWhatWasStored)
{
    KeyStore store(EvictionPolicy::Lru, 2);
    EXPECT_EQ(store.find(7), nullptr);
    EXPECT_EQ(store.touch(7), nullptr);
    EXPECT_FALSE(store.put(7, 11, 12, 13));
    const KeyStore::Entry* const entry = store.find(7);
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->key, 7u);
    EXPECT_EQ(entry->version, 11u);
    EXPECT_EQ(entry->expiresNs, 12);
    EXPECT_EQ(entry->origin, 13u);
}

TEST(KeyStore, ReplacingKeepsOneEntryWithTheNewData)
{
    KeyStore store(EvictionPolicy::Fifo, 1);
    store.put(7, 1, 1, 1);
    EXPECT_FALSE(store.put(7, 2, 3, 4));
    EXPECT_EQ(store.size(), 1u);
    EXPECT_EQ(store.find(7)->version, 2u);
    EXPECT_EQ(store.find(7)->expiresNs, 3);
    EXPECT_EQ(store.find(7)->origin, 4u);
    EXPECT_EQ(store.evictions(), 0u);
}

TEST(KeyStore, PutSaysWhetherAnotherKeyWasGivenUp)
{
    KeyStore store(EvictionPolicy::Lru, 2);
    EXPECT_FALSE(store.put(1, 0, 0, 0));
    EXPECT_FALSE(store.put(2, 0, 0, 0));
    EXPECT_TRUE(store.put(3, 0, 0, 0));
    EXPECT_EQ(store.evictions(), 1u);
    EXPECT_EQ(store.size(), 2u);
    EXPECT_EQ(store.find(1), nullptr);
}

TEST(KeyStore, LruGivesUpTheLeastRecentlyUsed)
{
    KeyStore store(EvictionPolicy::Lru, 4);
    putAll(store, {1, 2, 3, 4});
    touchAll(store, {1, 3});
    putAll(store, {2});
    EXPECT_EQ(evictionOrder(store), (Keys{4, 1, 3, 2}));
}

TEST(KeyStore, FifoGivesUpTheFirstWhateverItsUse)
{
    KeyStore store(EvictionPolicy::Fifo, 4);
    putAll(store, {1, 2, 3, 4});
    touchAll(store, {1, 3});
    putAll(store, {2});
    EXPECT_EQ(evictionOrder(store), (Keys{1, 2, 3, 4}));
}

TEST(KeyStore, LfuGivesUpTheLeastUsedAndAmongThemTheLeastRecent)
{
    KeyStore store(EvictionPolicy::Lfu, 6);
    putAll(store, {1, 2, 3, 4, 5, 6});
    touchAll(store, {1, 1, 2, 3, 3, 4, 1});
    EXPECT_EQ(evictionOrder(store), (Keys{5, 6, 2, 4, 3, 1}));
}

TEST(KeyStore, LfuCountSurvivesReplacementButNotEviction)
{
    KeyStore store(EvictionPolicy::Lfu, 2);
    putAll(store, {1, 2});
    touchAll(store, {1});
    putAll(store, {1, 2, 2});
    EXPECT_EQ(evictionOrder(store), (Keys{2, 1}));
    putAll(store, {3});
    EXPECT_EQ(evictionOrder(store), (Keys{3, 1}));
    store.erase(1);
    putAll(store, {1});
    EXPECT_EQ(evictionOrder(store), (Keys{3, 1}));
    touchAll(store, {3});
    EXPECT_EQ(evictionOrder(store), (Keys{1, 3})) << "key 1 begins again with one use";
}

TEST(KeyStore, LookingWithoutTouchingIsNoUse)
{
    for (const EvictionPolicy policy : {EvictionPolicy::Lru, EvictionPolicy::Lfu}) {
        KeyStore store(policy, 2);
        putAll(store, {1, 2});
        EXPECT_NE(store.find(1), nullptr);
        EXPECT_EQ(evictionOrder(store), (Keys{1, 2}));
    }
}

TEST(KeyStore, WithoutLimitNothingIsGivenUp)
{
    KeyStore store(EvictionPolicy::Lru, std::nullopt);
    for (std::uint64_t key = 0; key < 10'000; ++key) EXPECT_FALSE(store.put(key, key, 0, 0));
    EXPECT_EQ(store.size(), 10'000u);
    EXPECT_EQ(store.evictions(), 0u);
    for (std::uint64_t key = 0; key < 10'000; ++key) ASSERT_EQ(store.find(key)->version, key);
}

TEST(KeyStore, WithoutRoomNothingIsKept)
{
    for (const EvictionPolicy policy : {EvictionPolicy::Lru, EvictionPolicy::Lfu, EvictionPolicy::Fifo}) {
        KeyStore store(policy, 0);
        EXPECT_FALSE(store.put(1, 0, 0, 0));
        EXPECT_EQ(store.find(1), nullptr);
        EXPECT_EQ(store.size(), 0u);
        EXPECT_EQ(store.evictions(), 0u);
    }
}

TEST(KeyStore, ALowerCapacityGivesUpKeysAtOnce)
{
    KeyStore store(EvictionPolicy::Lru, std::nullopt);
    putAll(store, {1, 2, 3, 4, 5});
    touchAll(store, {1});
    store.setCapacity(2);
    EXPECT_EQ(store.size(), 2u);
    EXPECT_EQ(store.evictions(), 3u);
    EXPECT_EQ(evictionOrder(store), (Keys{5, 1}));
    EXPECT_TRUE(store.put(9, 0, 0, 0));
    store.setCapacity(3);
    EXPECT_FALSE(store.put(10, 0, 0, 0));
}

TEST(KeyStore, AnotherPolicyKeepsKeysAndTheirOrder)
{
    KeyStore store(EvictionPolicy::Lru, 3);
    putAll(store, {1, 2, 3});
    touchAll(store, {1});
    for (const EvictionPolicy policy : {EvictionPolicy::Fifo, EvictionPolicy::Lfu, EvictionPolicy::Lru}) {
        store.setPolicy(policy);
        EXPECT_EQ(store.policy(), policy);
        EXPECT_EQ(evictionOrder(store), (Keys{2, 3, 1}));
    }
    store.setPolicy(EvictionPolicy::Lfu);
    touchAll(store, {2});
    EXPECT_EQ(evictionOrder(store), (Keys{3, 1, 2}));
    putAll(store, {4});
    EXPECT_EQ(evictionOrder(store), (Keys{1, 4, 2}));
}

TEST(KeyStore, SettingTheSamePolicyKeepsTheCounts)
{
    KeyStore store(EvictionPolicy::Lfu, 2);
    putAll(store, {1, 2});
    touchAll(store, {1, 1, 2});
    store.setPolicy(EvictionPolicy::Lfu);
    touchAll(store, {2});
    putAll(store, {3});
    EXPECT_EQ(evictionOrder(store), (Keys{3, 2}));
}

TEST(KeyStore, EraseTakesOneKeyOut)
{
    for (const EvictionPolicy policy : {EvictionPolicy::Lru, EvictionPolicy::Lfu, EvictionPolicy::Fifo}) {
        KeyStore store(policy, 3);
        putAll(store, {1, 2, 3});
        EXPECT_TRUE(store.erase(2));
        EXPECT_FALSE(store.erase(2));
        EXPECT_EQ(evictionOrder(store), (Keys{1, 3}));
        EXPECT_EQ(store.evictions(), 0u);
        EXPECT_FALSE(store.put(4, 0, 0, 0));
    }
}

TEST(KeyStore, ClearLeavesAnEmptyStoreOfTheSameKind)
{
    for (const EvictionPolicy policy : {EvictionPolicy::Lru, EvictionPolicy::Lfu, EvictionPolicy::Fifo}) {
        KeyStore store(policy, 2);
        putAll(store, {1, 2, 3});
        store.erase(3);
        store.clear();
        EXPECT_EQ(store.size(), 0u);
        EXPECT_EQ(store.find(2), nullptr);
        EXPECT_EQ(store.bytes(), 0u);
        EXPECT_EQ(store.capacity(), 2u);
        putAll(store, {5, 6, 7});
        EXPECT_EQ(evictionOrder(store), (Keys{6, 7}));
    }
}

TEST(KeyStore, TakesAtMost64BytesAKeyAndPages)
{
    constexpr std::uint64_t page = 16384;
    for (const EvictionPolicy policy : {EvictionPolicy::Lru, EvictionPolicy::Lfu, EvictionPolicy::Fifo})
        for (const std::uint64_t keys : {1, 100, 2867, 2868, 8000, 11468, 11470, 45'876}) {
            KeyStore store(policy, keys);
            for (std::uint64_t key = 0; key < 3 * keys; ++key) store.put(key, 0, 0, 0);
            EXPECT_LE(store.bytes(), 64 * keys + page) << keys;
        }
}

TEST(KeyStore, LfuWithEveryCountDifferentTakesAtMost64BytesAKeyAndPages)
{
    for (const std::uint64_t keys : {1000, 1434, 2868}) {
        KeyStore store(EvictionPolicy::Lfu, keys);
        for (std::uint64_t key = 0; key < keys; ++key) {
            store.put(key, 0, 0, 0);
            for (std::uint64_t use = 0; use < key; ++use) store.touch(key);
        }
        EXPECT_LE(store.bytes(), 64 * keys + 2 * 16384) << keys;
    }
}

TEST(KeyStore, AByteCapacityGivesUpAsManyKeysAsItTakes)
{
    KeyStore store;
    store.setByteCapacity(100);
    for (std::uint64_t key = 1; key <= 4; ++key) EXPECT_FALSE(store.put(key, 0, 0, 0, 25));
    EXPECT_EQ(store.dataBytes(), 100u);
    EXPECT_TRUE(store.mustGiveUp(5, 26));
    EXPECT_FALSE(store.mustGiveUp(4, 25));
    EXPECT_TRUE(store.put(5, 0, 0, 0, 26)); // two must go for it
    EXPECT_EQ(store.evictions(), 2u);
    EXPECT_EQ(store.dataBytes(), 76u);
    EXPECT_EQ(evictionOrder(store), (Keys{3, 4, 5}));
    store.setByteCapacity(50);
    EXPECT_EQ(evictionOrder(store), (Keys{5}));
}

TEST(KeyStore, DataThatGrowsPushesOthersOut)
{
    KeyStore store;
    store.setByteCapacity(100);
    for (std::uint64_t key = 1; key <= 4; ++key) store.put(key, 0, 0, 0, 25);
    EXPECT_TRUE(store.put(4, 7, 0, 0, 50));
    EXPECT_EQ(evictionOrder(store), (Keys{2, 3, 4}));
    EXPECT_FALSE(store.put(4, 8, 0, 0, 10));
    EXPECT_EQ(store.dataBytes(), 60u);
    EXPECT_EQ(store.find(4)->version, 8u);
}

TEST(KeyStore, DataLargerThanTheStoreIsNotKept)
{
    KeyStore store;
    store.setByteCapacity(100);
    store.put(1, 0, 0, 0, 60);
    store.put(2, 0, 0, 0, 40);
    EXPECT_FALSE(store.mustGiveUp(3, 101));
    EXPECT_FALSE(store.put(3, 0, 0, 0, 101));
    EXPECT_EQ(evictionOrder(store), (Keys{1, 2}));
    EXPECT_FALSE(store.put(1, 1, 0, 0, 101)); // what was known of it is out of date
    EXPECT_EQ(evictionOrder(store), (Keys{2}));
    EXPECT_EQ(store.evictions(), 0u);
    EXPECT_EQ(store.dataBytes(), 40u);
    store.clear();
    EXPECT_EQ(store.dataBytes(), 0u);
}

TEST(KeyStore, EqualSizesTakeNoMemory)
{
    KeyStore plain, sized;
    for (std::uint64_t key = 0; key < 10'000; ++key) {
        plain.put(key, 0, 0, 0);
        sized.put(key, 0, 0, 0, 1000);
    }
    EXPECT_EQ(plain.dataBytes(), 10'000u);
    EXPECT_EQ(sized.dataBytes(), 10'000'000u);
    EXPECT_EQ(sized.bytes(), plain.bytes());
    sized.put(0, 0, 0, 0, 1001);
    EXPECT_EQ(sized.dataBytes(), 10'000'001u);
    EXPECT_GT(sized.bytes(), plain.bytes());
    EXPECT_LE(sized.bytes(), plain.bytes() + 10'000 * 4 + 16384);
}

TEST(KeyStore, RenewingChangesTheVersionAndIsNoUse)
{
    KeyStore store(EvictionPolicy::Lru, 2);
    putAll(store, {1, 2});
    store.renew(1, 9, 4);
    store.renew(3, 9, 4);
    EXPECT_EQ(store.find(1)->version, 9u);
    EXPECT_EQ(store.find(1)->origin, 4u);
    EXPECT_EQ(store.find(3), nullptr);
    EXPECT_EQ(evictionOrder(store), (Keys{1, 2}));
}

TEST(KeyStore, GivesUpItsFirst)
{
    KeyStore store(EvictionPolicy::Fifo);
    EXPECT_EQ(store.first(), nullptr);
    putAll(store, {5, 6, 7});
    EXPECT_EQ(store.first()->key, 5u);
    EXPECT_EQ(store.giveUp(), 5u);
    EXPECT_EQ(store.first()->key, 6u);
    EXPECT_EQ(store.evictions(), 1u);
}

TEST(KeyStore, RandomGivesUpEachKeyEquallyOften)
{
    std::vector<int> survived(50);
    KeyStore full(EvictionPolicy::Random, 50);
    for (std::uint64_t key = 0; key < 50; ++key) full.put(key, 0, 0, 0);
    touchAll(full, {1, 2, 3, 49, 49});
    constexpr int rounds = 4000;
    for (int round = 0; round < rounds; ++round) {
        KeyStore store = full;
        store.setRandom(Rng(static_cast<std::uint64_t>(round)));
        for (std::uint64_t key = 50; key < 75; ++key) EXPECT_TRUE(store.put(key, 0, 0, 0));
        ASSERT_EQ(store.size(), 50u);
        for (std::uint64_t key = 0; key < 50; ++key) survived[key] += store.find(key) != nullptr;
    }
    const double expected = rounds * std::pow(1 - 1.0 / 50, 25); // 0.603 of them
    for (const int count : survived) EXPECT_NEAR(count, expected, 4 * std::sqrt(rounds * 0.24));
}

} // namespace
} // namespace scalelab
