// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_store.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace scalelab {
namespace {

/// The same by the definitions of the policies: a list that is searched from one end to the other.
class PlainStore {
public:
    struct Item {
        std::uint64_t key;
        std::uint64_t version;
        std::uint32_t bytes;
        std::uint64_t uses = 1;
        std::uint64_t lastUse = 0;
    };

    explicit PlainStore(EvictionPolicy policy) : policy_(policy) {}

    Item* find(std::uint64_t key)
    {
        const auto it = std::find_if(items_.begin(), items_.end(), [key](const Item& item) { return item.key == key; });
        return it == items_.end() ? nullptr : &*it;
    }

    Item* touch(std::uint64_t key)
    {
        Item* const item = find(key);
        if (item == nullptr) return nullptr;
        ++item->uses;
        item->lastUse = ++clock_;
        return item;
    }

    bool put(std::uint64_t key, std::uint64_t version, std::uint32_t bytes)
    {
        if (capacity_ == 0 || (byteCapacity_ && bytes > *byteCapacity_)) {
            erase(key);
            return false;
        }
        const std::uint64_t before = evictions_;
        while (!items_.empty() && isTooMuch(key, bytes)) evict();
        if (Item* const item = find(key)) {
            item->version = version;
            item->bytes = bytes;
            if (policy_ == EvictionPolicy::Lru) item->lastUse = ++clock_;
        } else {
            items_.push_back({key, version, bytes, 1, ++clock_});
        }
        return evictions_ != before;
    }

    bool erase(std::uint64_t key)
    {
        return items_.remove_if([key](const Item& item) { return item.key == key; }) == 1;
    }

    void clear() { items_.clear(); }

    void setCapacity(std::optional<std::uint64_t> capacity)
    {
        capacity_ = capacity;
        while (capacity_ && items_.size() > *capacity_) evict();
    }

    void setByteCapacity(std::optional<std::uint64_t> capacity)
    {
        byteCapacity_ = capacity;
        while (capacity && bytes() > *capacity) evict();
    }

    void setPolicy(EvictionPolicy policy)
    {
        if (policy == policy_) return;
        std::list<Item> ordered;
        while (!items_.empty()) {
            const auto next = victim();
            ordered.push_back({next->key, next->version, next->bytes, 1, ordered.size()});
            items_.erase(next);
        }
        clock_ += ordered.size();
        items_ = std::move(ordered);
        policy_ = policy;
    }

    [[nodiscard]] EvictionPolicy policy() const { return policy_; }
    [[nodiscard]] std::size_t size() const { return items_.size(); }
    [[nodiscard]] std::uint64_t evictions() const { return evictions_; }
    [[nodiscard]] std::uint64_t bytes() const
    {
        std::uint64_t sum = 0;
        for (const Item& item : items_) sum += item.bytes;
        return sum;
    }

private:
    /// Whether the data of `key` finds no room beside all others.
    bool isTooMuch(std::uint64_t key, std::uint32_t size)
    {
        const Item* const item = find(key);
        if (item == nullptr && capacity_ && items_.size() >= *capacity_) return true;
        return byteCapacity_ && bytes() - (item ? item->bytes : 0) + size > *byteCapacity_;
    }

    std::list<Item>::iterator victim()
    {
        if (policy_ == EvictionPolicy::Fifo) return items_.begin();
        return std::min_element(items_.begin(), items_.end(), [this](const Item& a, const Item& b) {
            if (policy_ == EvictionPolicy::Lfu && a.uses != b.uses) return a.uses < b.uses;
            return a.lastUse < b.lastUse;
        });
    }

    void evict()
    {
        items_.erase(victim());
        ++evictions_;
    }

    EvictionPolicy policy_;
    std::optional<std::uint64_t> capacity_, byteCapacity_;
    std::list<Item> items_;
    std::uint64_t clock_ = 0;
    std::uint64_t evictions_ = 0;
};

struct Pair {
    KeyStore store;
    PlainStore plain;
    std::uint32_t largest = 1; ///< Data are of one byte up to this.

    explicit Pair(EvictionPolicy policy) : store(policy), plain(policy) {}

    void expectSameKeys(std::uint64_t range)
    {
        ASSERT_EQ(store.size(), plain.size());
        ASSERT_EQ(store.evictions(), plain.evictions());
        ASSERT_EQ(store.dataBytes(), plain.bytes());
        for (std::uint64_t key = 0; key < range; ++key) {
            const KeyStore::Entry* const entry = store.find(key);
            const PlainStore::Item* const item = plain.find(key);
            ASSERT_EQ(entry != nullptr, item != nullptr) << key;
            if (item == nullptr) continue;
            ASSERT_EQ(entry->version, item->version) << key;
        }
    }

    void use(Rng& rng, std::uint64_t range)
    {
        const std::uint64_t key = std::min(rng.below(range), rng.below(range));
        const std::uint64_t action = rng.below(100);
        if (action < 60) {
            ASSERT_EQ(store.touch(key) != nullptr, plain.touch(key) != nullptr);
        } else if (action < 92) {
            const std::uint64_t version = rng.next();
            const std::uint32_t bytes = largest == 1 ? 1 : 1 + static_cast<std::uint32_t>(rng.below(largest));
            const bool givesUp = store.mustGiveUp(key, bytes);
            const bool gaveUp = plain.put(key, version, bytes);
            ASSERT_EQ(givesUp, gaveUp);
            ASSERT_EQ(store.put(key, version, 0, 0, bytes), gaveUp);
        } else {
            ASSERT_EQ(store.erase(key), plain.erase(key));
        }
    }

    void change(Rng& rng, bool policies)
    {
        const std::uint64_t action = rng.below(20);
        if (largest > 1 && rng.below(2) == 0) {
            const auto capacity = rng.below(4) == 0 ? std::nullopt : std::optional(rng.below(1000));
            store.setByteCapacity(capacity);
            plain.setByteCapacity(capacity);
        } else if (action == 0) {
            store.clear();
            plain.clear();
        } else if (action < 3) {
            store.setCapacity(std::nullopt);
            plain.setCapacity(std::nullopt);
        } else if (action < 14 || !policies) {
            const std::uint64_t capacity = rng.below(120);
            store.setCapacity(capacity);
            plain.setCapacity(capacity);
        } else {
            const auto policy = static_cast<EvictionPolicy>(rng.below(3));
            if (policy != plain.policy()) store.setPolicy(EvictionPolicy::Random); // on the way, which keeps the order
            store.setPolicy(policy);
            plain.setPolicy(policy);
        }
    }
};

void runAgainstPlain(EvictionPolicy policy, bool policies, std::uint64_t seed, std::uint32_t largest = 1)
{
    constexpr std::uint64_t range = 200;
    Rng rng(seed);
    std::vector<Pair> pairs(3, Pair(policy));
    for (Pair& pair : pairs) pair.largest = largest;
    for (int step = 0; step < 60'000; ++step) {
        Pair& pair = pairs[rng.below(pairs.size())];
        pair.use(rng, range);
        if (rng.below(200) == 0) pair.change(rng, policies);
        if (rng.below(500) == 0) pair = pairs[rng.below(pairs.size())];
        if (step % 50 == 0) pair.expectSameKeys(range);
        if (testing::Test::HasFatalFailure()) FAIL() << "step " << step;
    }
    for (Pair& pair : pairs)
        for (std::uint64_t capacity = pair.store.size(); capacity > 0; --capacity) {
            pair.store.setCapacity(capacity - 1);
            pair.plain.setCapacity(capacity - 1);
            pair.expectSameKeys(range);
            if (testing::Test::HasFatalFailure()) FAIL() << "capacity " << capacity - 1;
        }
}

TEST(KeyStoreAgainstPlain, Lru) { runAgainstPlain(EvictionPolicy::Lru, false, 11); }
TEST(KeyStoreAgainstPlain, Lfu) { runAgainstPlain(EvictionPolicy::Lfu, false, 12); }
TEST(KeyStoreAgainstPlain, Fifo) { runAgainstPlain(EvictionPolicy::Fifo, false, 13); }
TEST(KeyStoreAgainstPlain, ChangingPolicies) { runAgainstPlain(EvictionPolicy::Lru, true, 14); }
TEST(KeyStoreAgainstPlain, SizesUnderLru) { runAgainstPlain(EvictionPolicy::Lru, false, 15, 30); }
TEST(KeyStoreAgainstPlain, SizesUnderLfu) { runAgainstPlain(EvictionPolicy::Lfu, false, 16, 30); }
TEST(KeyStoreAgainstPlain, SizesUnderChangingPolicies) { runAgainstPlain(EvictionPolicy::Fifo, true, 17, 30); }

/// The keys of a store under Random in the order of their slots, which has no gaps.
class DenseKeys {
public:
    DenseKeys(std::size_t capacity, const Rng& random) : capacity_(capacity), random_(random) {}

    void put(std::uint64_t key)
    {
        if (contains(key)) return;
        if (keys_.size() == capacity_) keys_[random_.below(capacity_)] = key;
        else keys_.push_back(key);
    }

    void erase(std::uint64_t key)
    {
        const auto it = std::find(keys_.begin(), keys_.end(), key);
        if (it == keys_.end()) return;
        *it = keys_.back();
        keys_.pop_back();
    }

    void shrinkTo(std::size_t capacity)
    {
        capacity_ = capacity;
        while (keys_.size() > capacity) erase(keys_[random_.below(keys_.size())]);
    }

    [[nodiscard]] bool contains(std::uint64_t key) const { return std::find(keys_.begin(), keys_.end(), key) != keys_.end(); }
    [[nodiscard]] std::size_t size() const { return keys_.size(); }

private:
    std::size_t capacity_;
    Rng random_;
    std::vector<std::uint64_t> keys_;
};

TEST(KeyStoreAgainstPlain, Random)
{
    constexpr std::uint64_t range = 150;
    Rng rng(18);
    KeyStore store(EvictionPolicy::Random, 60);
    store.setRandom(Rng(19));
    DenseKeys plain(60, Rng(19));
    for (int step = 0; step < 60'000; ++step) {
        const std::uint64_t key = rng.below(range);
        const std::uint64_t action = rng.below(100);
        if (action < 70) {
            store.put(key, key, 0, 0);
            plain.put(key);
        } else if (action < 90) {
            ASSERT_EQ(store.erase(key), plain.contains(key));
            plain.erase(key);
        } else if (action < 98) {
            ASSERT_EQ(store.touch(key) != nullptr, plain.contains(key));
        } else {
            const std::uint64_t capacity = 1 + rng.below(80);
            store.setCapacity(capacity);
            plain.shrinkTo(capacity);
        }
        ASSERT_EQ(store.size(), plain.size());
        if (step % 20 != 0) continue;
        for (std::uint64_t k = 0; k < range; ++k) ASSERT_EQ(store.find(k) != nullptr, plain.contains(k)) << k;
    }
}

} // namespace
} // namespace scalelab
