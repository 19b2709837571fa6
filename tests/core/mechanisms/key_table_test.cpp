// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_table.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <map>

namespace scalelab {
namespace {

TEST(KeyTable, ASlotStaysAndIsEmptyOnceErased)
{
    KeyTable<int> table;
    EXPECT_EQ(table.find(7), noSlot);
    const std::uint32_t first = table.insert(7);
    table.edit(first) = 70;
    const std::uint32_t second = table.insert(8);
    table.edit(second) = 80;
    table.erase(first);
    EXPECT_EQ(table.find(7), noSlot);
    EXPECT_EQ(table[first], 0);
    EXPECT_EQ(table[second], 80);
    EXPECT_EQ(table.keyOf(second), 8u);
    EXPECT_EQ(table.insert(9), first);
    EXPECT_EQ(table[first], 0);
    EXPECT_EQ(table.size(), 2u);
}

TEST(KeyTable, RandomOperationsOnCopiesMatchMaps)
{
    Rng rng(8);
    std::array<KeyTable<std::uint64_t>, 2> tables;
    std::array<std::map<std::uint64_t, std::uint64_t>, 2> plain;
    for (int step = 0; step < 60'000; ++step) {
        const std::uint64_t which = rng.below(2);
        const std::uint64_t key = rng.below(3000);
        if (rng.below(2000) == 0) {
            tables[which] = tables[1 - which];
            plain[which] = plain[1 - which];
        }
        std::uint32_t slot = tables[which].find(key);
        ASSERT_EQ(slot != noSlot, plain[which].contains(key));
        if (slot != noSlot) {
            ASSERT_EQ(tables[which][slot], plain[which][key]);
        }
        if (slot != noSlot && rng.below(3) == 0) {
            tables[which].erase(slot);
            plain[which].erase(key);
        } else {
            if (slot == noSlot) slot = tables[which].insert(key);
            plain[which][key] = tables[which].edit(slot) = rng.next();
        }
        ASSERT_EQ(tables[which].size(), plain[which].size());
    }
}

} // namespace
} // namespace scalelab
