// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "components/message_queue/message_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <vector>

namespace scalelab {
namespace {

constexpr SimTime at(std::int64_t second) { return {second * 1'000'000'000}; }

/// The keys in the order in which the messages would be delivered one after the other.
std::vector<std::uint64_t> drained(MessageStore store)
{
    std::vector<std::uint64_t> keys;
    while (store.firstReady() != noSlot) {
        const std::uint32_t slot = store.firstReady();
        keys.push_back(store[slot].key);
        store.deliver(slot, at(1000));
        store.remove(slot);
    }
    return keys;
}

TEST(MessageStore, IsFirstInFirstOutAndWhatComesBackGoesFirst)
{
    MessageStore store;
    for (const std::uint64_t key : {7, 8, 9}) store.add(key, at(1), false);
    EXPECT_EQ(drained(store), (std::vector<std::uint64_t>{7, 8, 9}));
    const std::uint32_t seven = store.firstReady();
    store.deliver(seven, at(2));
    EXPECT_EQ(drained(store), (std::vector<std::uint64_t>{8, 9}));
    store.add(6, at(3), false);
    store.makeReady(seven);
    EXPECT_EQ(drained(store), (std::vector<std::uint64_t>{7, 8, 9, 6}));
    EXPECT_EQ(store.oldest(), seven);
    EXPECT_EQ(store.held(), 4u);
}

TEST(MessageStore, AReceiptIsThatOfTheLatestDelivery)
{
    MessageStore store;
    store.add(1, at(1), false);
    const std::uint32_t slot = store.firstReady();
    store.deliver(slot, at(2));
    const std::uint64_t first = store.receiptOf(slot);
    EXPECT_EQ(store.find(first), slot);
    store.makeReady(slot);
    EXPECT_EQ(store.find(first), slot); // visible again, and not delivered yet
    store.deliver(slot, at(3));
    EXPECT_EQ(store.find(first), noSlot);
    const std::uint64_t second = store.receiptOf(slot);
    store.remove(slot);
    EXPECT_EQ(store.find(second), noSlot);
    store.add(2, at(4), false);
    ASSERT_EQ(store.firstReady(), slot); // its slot is used again
    EXPECT_EQ(store.find(second), noSlot);
}

TEST(MessageStore, OneMessageOfAKeyIsOutAtATime)
{
    MessageStore store;
    for (const std::uint64_t key : {1, 1, 2, 1, 2}) store.add(key, at(1), true);
    const std::uint32_t one = store.firstReady();
    store.deliver(one, at(2));
    EXPECT_EQ(store[store.firstReady()].key, 2u);
    store.deliver(store.firstReady(), at(2));
    EXPECT_EQ(store.firstReady(), noSlot);
    store.makeReady(one); // it failed: it comes again, before the others of its key
    EXPECT_EQ(store.firstReady(), one);
    store.deliver(one, at(3));
    store.remove(one);
    EXPECT_EQ(store[store.firstReady()].key, 1u);
    EXPECT_EQ(drained(store), (std::vector<std::uint64_t>{1, 1}));
    EXPECT_EQ(store.held(), 4u);
    EXPECT_EQ(store.out(), 1u);
}

/// Random steps against plain lists.
TEST(MessageStore, AgreesWithPlainListsWhateverHappens)
{
    struct Plain {
        std::uint64_t number, key;
    };
    for (const bool inOrder : {false, true}) {
        Rng random = randomStream(1, inOrder ? "in order" : "any order", "messages");
        MessageStore store;
        std::deque<Plain> all; // by age
        std::vector<std::uint64_t> out;
        std::vector<std::uint32_t> outSlots;
        std::uint64_t number = 0;
        const auto readyKeys = [&] {
            std::vector<std::uint64_t> keys;
            for (const Plain& message : all) {
                const bool isOut = std::find(out.begin(), out.end(), message.number) != out.end();
                const bool behind = inOrder && std::any_of(all.begin(), all.end(), [&](const Plain& other) { return other.key == message.key && other.number < message.number; });
                if (!isOut && !behind) keys.push_back(message.key);
            }
            std::sort(keys.begin(), keys.end());
            return keys;
        };
        for (int step = 0; step < 3000; ++step) {
            const std::uint64_t what = random.below(5);
            const SimTime now = at(step);
            if (what < 2) {
                const std::uint64_t key = random.below(6);
                store.add(key, SimTime{static_cast<std::int64_t>(number)}, inOrder);
                all.push_back({number++, key});
            } else if (what == 2 && store.firstReady() != noSlot) {
                const std::uint32_t slot = store.firstReady();
                store.deliver(slot, now);
                out.push_back(static_cast<std::uint64_t>(store[slot].published.ns));
                outSlots.push_back(slot);
            } else if (!out.empty()) {
                const std::size_t which = random.below(out.size());
                if (what == 3) {
                    store.remove(outSlots[which]);
                    std::erase_if(all, [&](const Plain& message) { return message.number == out[which]; });
                } else {
                    if (step % 3 == 0) store.rest(outSlots[which], now);
                    if (step % 5 == 0) store.move(outSlots[which]);
                    store.makeReady(outSlots[which]);
                }
                out.erase(out.begin() + static_cast<std::ptrdiff_t>(which));
                outSlots.erase(outSlots.begin() + static_cast<std::ptrdiff_t>(which));
            }
            ASSERT_EQ(store.held(), all.size());
            ASSERT_EQ(store.out(), out.size());
            ASSERT_EQ(store.oldest() == noSlot, all.empty());
            if (!all.empty()) {
                ASSERT_EQ(store[store.oldest()].published.ns, static_cast<std::int64_t>(all.front().number));
            }
            if (step % 50 != 0) continue;
            std::vector<std::uint64_t> keys;
            MessageStore copy = store;
            while (copy.firstReady() != noSlot) {
                keys.push_back(copy[copy.firstReady()].key);
                copy.deliver(copy.firstReady(), now);
            }
            std::sort(keys.begin(), keys.end());
            ASSERT_EQ(keys, readyKeys()) << "step " << step;
        }
        store.makeAllReady();
        EXPECT_EQ(store.out(), 0u);
        EXPECT_EQ(drained(store).size(), all.size());
    }
}

TEST(MessageStore, MemoryIsThatOfTheMostMessagesHeldAtATime)
{
    MessageStore store;
    std::size_t most = 0;
    for (int round = 0; round < 20; ++round) {
        for (std::uint64_t i = 0; i < 10000; ++i) store.add(i + static_cast<std::uint64_t>(round) * 10000, at(round), true);
        most = round == 0 ? store.bytes() : most;
        EXPECT_EQ(store.bytes(), most);
        while (store.firstReady() != noSlot) {
            const std::uint32_t slot = store.firstReady();
            store.deliver(slot, at(round));
            store.remove(slot);
        }
    }
    EXPECT_EQ(store.held(), 0u);
}

} // namespace
} // namespace scalelab
