// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_index.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace scalelab {
namespace {

/// An index with the array of keys it speaks of, and slots given back.
struct Indexed {
    KeyIndex index;
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> freeSlots;

    auto keyOf() const
    {
        return [this](std::uint32_t slot) { return keys.at(slot); };
    }

    std::uint32_t add(std::uint64_t key)
    {
        if (freeSlots.empty()) {
            freeSlots.push_back(static_cast<std::uint32_t>(keys.size()));
            keys.push_back(0);
        }
        const std::uint32_t slot = freeSlots.back();
        freeSlots.pop_back();
        keys[slot] = key;
        index.insert(key, slot, keyOf());
        return slot;
    }
};

TEST(KeyIndex, EmptyFindsAndErasesNothing)
{
    Indexed all;
    EXPECT_EQ(all.index.find(0, all.keyOf()), noSlot);
    EXPECT_FALSE(all.index.erase(0, all.keyOf()));
}

TEST(KeyIndex, FindsExtremeKeys)
{
    Indexed all;
    const std::uint32_t zero = all.add(0);
    const std::uint32_t most = all.add(~std::uint64_t{0});
    EXPECT_EQ(all.index.find(0, all.keyOf()), zero);
    EXPECT_EQ(all.index.find(~std::uint64_t{0}, all.keyOf()), most);
    EXPECT_EQ(all.index.find(1, all.keyOf()), noSlot);
}

TEST(KeyIndex, RandomOperationsMatchAMap)
{
    Rng rng(2);
    Indexed all;
    std::map<std::uint64_t, std::uint32_t> reference;
    for (int step = 0; step < 200'000; ++step) {
        const std::uint64_t range = step < 100'000 ? 20'000 : 500;
        const std::uint64_t key = rng.below(range) << (step % 3 * 20);
        const auto known = reference.find(key);
        const std::uint32_t expected = known == reference.end() ? noSlot : known->second;
        ASSERT_EQ(all.index.find(key, all.keyOf()), expected);
        if (known == reference.end()) {
            reference[key] = all.add(key);
        } else {
            ASSERT_TRUE(all.index.erase(key, all.keyOf()));
            all.freeSlots.push_back(known->second);
            reference.erase(known);
            ASSERT_EQ(all.index.find(key, all.keyOf()), noSlot);
        }
        ASSERT_EQ(all.index.size(), reference.size());
    }
    for (const auto& [key, slot] : reference) ASSERT_EQ(all.index.find(key, all.keyOf()), slot);
}

TEST(KeyIndex, ACopyGoesOnByItself)
{
    Indexed all;
    for (std::uint64_t key = 0; key < 1000; ++key) all.add(key);
    KeyIndex copy = all.index;
    EXPECT_TRUE(copy.erase(3, all.keyOf()));
    EXPECT_EQ(copy.find(3, all.keyOf()), noSlot);
    EXPECT_EQ(all.index.find(3, all.keyOf()), 3u);
}

TEST(KeyIndex, TakesAtMost12BytesAKey)
{
    Indexed all;
    for (std::uint64_t key = 0; key < 100'000; ++key) all.add(key);
    EXPECT_LE(all.index.bytes(), 100'000u * 12);
}

/// Cells of a table of 2^14 that `count` keys, `stride` apart, hit by their low or high hash bits.
std::size_t cellsHit(std::uint64_t count, std::uint64_t stride, int shift)
{
    std::vector<bool> hit(1 << 14);
    std::size_t cells = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::size_t cell = (mixKey(i * stride) >> shift) & ((1 << 14) - 1);
        if (!hit[cell]) ++cells;
        hit[cell] = true;
    }
    return cells;
}

TEST(MixKey, SpreadsRegularKeysAtLeastAsWellAsChance)
{
    for (int power = 0; power < 50; ++power)
        for (const std::uint64_t odd : {1, 3, 1001})
            for (const int shift : {0, 32, 50}) {
                const std::uint64_t stride = odd << power;
                EXPECT_GE(cellsHit(8192, stride, shift), 6200u) << "stride " << stride << ", shift " << shift;
            }
}

TEST(MixKey, EveryBitOfAKeyChangesManyBits)
{
    Rng rng(3);
    for (int bit = 0; bit < 64; ++bit) {
        int changed = 0;
        for (int i = 0; i < 100; ++i) {
            const std::uint64_t key = rng.next();
            changed += std::popcount(mixKey(key) ^ mixKey(key ^ (std::uint64_t{1} << bit)));
        }
        EXPECT_GE(changed, 100 * 16) << "bit " << bit;
    }
}

} // namespace
} // namespace scalelab
