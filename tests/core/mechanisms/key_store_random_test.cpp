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

    bool put(std::uint64_t key, std::uint64_t version)
    {
        if (Item* const item = find(key)) {
            item->version = version;
            if (policy_ == EvictionPolicy::Lru) item->lastUse = ++clock_;
            return false;
        }
        if (capacity_ == 0) return false;
        const bool full = capacity_ && items_.size() >= *capacity_;
        if (full) evict();
        items_.push_back({key, version, 1, ++clock_});
        return full;
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

    void setPolicy(EvictionPolicy policy)
    {
        if (policy == policy_) return;
        std::list<Item> ordered;
        while (!items_.empty()) {
            const auto next = victim();
            ordered.push_back({next->key, next->version, 1, ordered.size()});
            items_.erase(next);
        }
        clock_ += ordered.size();
        items_ = std::move(ordered);
        policy_ = policy;
    }

    [[nodiscard]] std::size_t size() const { return items_.size(); }
    [[nodiscard]] std::uint64_t evictions() const { return evictions_; }

private:
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
    std::optional<std::uint64_t> capacity_;
    std::list<Item> items_;
    std::uint64_t clock_ = 0;
    std::uint64_t evictions_ = 0;
};

struct Pair {
    KeyStore store;
    PlainStore plain;

    explicit Pair(EvictionPolicy policy) : store(policy), plain(policy) {}

    void expectSameKeys(std::uint64_t range)
    {
        ASSERT_EQ(store.size(), plain.size());
        ASSERT_EQ(store.evictions(), plain.evictions());
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
            ASSERT_EQ(store.put(key, version, 0, 0), plain.put(key, version));
        } else {
            ASSERT_EQ(store.erase(key), plain.erase(key));
        }
    }

    void change(Rng& rng, bool policies)
    {
        const std::uint64_t action = rng.below(20);
        if (action == 0) {
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
            store.setPolicy(policy);
            plain.setPolicy(policy);
        }
    }
};

void runAgainstPlain(EvictionPolicy policy, bool policies, std::uint64_t seed)
{
    constexpr std::uint64_t range = 200;
    Rng rng(seed);
    std::vector<Pair> pairs(3, Pair(policy));
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

} // namespace
} // namespace scalelab
