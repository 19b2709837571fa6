// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/version_table.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>

namespace scalelab {
namespace {

TEST(VersionTable, KeysNeverSetHaveVersionZero)
{
    VersionTable table;
    EXPECT_EQ(table.get(0), 0u);
    table.set(5, 9);
    EXPECT_EQ(table.get(5), 9u);
    EXPECT_EQ(table.get(0), 0u);
    EXPECT_EQ(table.get(6), 0u);
    EXPECT_EQ(table.size(), 1u);
}

TEST(VersionTable, SettingAgainReplaces)
{
    VersionTable table;
    table.set(0, 1);
    table.set(0, ~std::uint64_t{0});
    EXPECT_EQ(table.get(0), ~std::uint64_t{0});
    EXPECT_EQ(table.size(), 1u);
}

TEST(VersionTable, KeysAreNumberedInTheOrderInWhichTheyWereFirstSet)
{
    VersionTable table;
    EXPECT_EQ(table.numberOf(7), noSlot);
    for (const std::uint64_t key : {7, 3, 7, 5}) table.set(key, 10 * key + table.size());
    EXPECT_EQ(table.numberOf(7), 0u);
    EXPECT_EQ(table.numberOf(5), 2u);
    EXPECT_EQ(table.numberOf(4), noSlot);
    EXPECT_EQ(table.keyAt(1), 3u);
    EXPECT_EQ(table.versionAt(1), 31u);
    EXPECT_EQ(table.versionAt(0), 72u);
}

TEST(VersionTable, RecordsStandInTheOrderInWhichTheyWereFirstSet)
{
    VersionTable table;
    table.set(9, 1);
    table.set(4, 2);
    table.set(9, 3);
    ASSERT_EQ(table.size(), 2u);
    EXPECT_EQ(table.record(0).key, 9u);
    EXPECT_EQ(table.record(0).version, 3u);
    EXPECT_EQ(table.record(1).key, 4u);
}

TEST(VersionTable, ClearForgetsAllAndItsMemory)
{
    VersionTable table;
    for (std::uint64_t key = 0; key < 5000; ++key) table.set(key, key + 1);
    table.clear();
    EXPECT_EQ(table.size(), 0u);
    EXPECT_EQ(table.get(17), 0u);
    EXPECT_EQ(table.bytes(), 0u);
    table.set(17, 4);
    EXPECT_EQ(table.get(17), 4u);
}

TEST(VersionTable, RandomWritesToCopiesMatchMaps)
{
    Rng rng(4);
    std::array<VersionTable, 3> tables;
    std::array<std::map<std::uint64_t, std::uint64_t>, 3> references;
    for (int step = 0; step < 60'000; ++step) {
        const std::uint64_t which = rng.below(3);
        if (rng.below(1000) == 0) {
            const std::uint64_t from = rng.below(3);
            tables[which] = tables[from];
            references[which] = references[from];
        }
        const std::uint64_t key = rng.below(5000) * 0x10001;
        const std::uint64_t version = rng.next();
        tables[which].set(key, version);
        references[which][key] = version;
        const std::uint64_t asked = rng.below(5000) * 0x10001;
        const auto known = references[which].find(asked);
        ASSERT_EQ(tables[which].get(asked), known == references[which].end() ? 0 : known->second);
    }
    for (std::size_t i = 0; i < 3; ++i) {
        ASSERT_EQ(tables[i].size(), references[i].size());
        for (const auto& [key, version] : references[i]) ASSERT_EQ(tables[i].get(key), version);
    }
}

} // namespace
} // namespace scalelab
