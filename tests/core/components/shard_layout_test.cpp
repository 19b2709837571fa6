// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/shard_router/shard_layout.h"

#include "base/random.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

std::vector<std::uint32_t> places(const ShardLayout& layout, std::uint64_t key)
{
    const ShardLayout::Places found = layout.placesOf(key);
    return {found.begin(), found.end()};
}

std::uint32_t home(const ShardLayout& layout, std::uint64_t key) { return layout.placesOf(key).shards[0]; }

/// Of 100,000 keys, how many have another home in the second layout.
int moved(const ShardLayout& before, const ShardLayout& after)
{
    int count = 0;
    for (std::uint64_t key = 0; key < 100'000; ++key) count += before.placesOf(key) != after.placesOf(key);
    return count;
}

ShardLayout ringOf(std::uint32_t shards)
{
    ShardLayout layout;
    layout.strategy = ShardStrategy::Ring;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
        layout.shards.push_back(shard);
        layout.ring.add(shard, hashText("db" + std::to_string(shard)));
    }
    return layout;
}

TEST(ShardLayout, ModuloIsTheRestOfKeyByNumberOfShards)
{
    ShardLayout layout;
    layout.shards = {0, 1, 2, 5}; // shards 3 and 4 are gone
    EXPECT_EQ(home(layout, 0), 0u);
    EXPECT_EQ(home(layout, 3), 5u);
    EXPECT_EQ(home(layout, 1'000'002), 2u);
    EXPECT_EQ(places(ShardLayout(), 7), std::vector<std::uint32_t>());
}

TEST(ShardLayout, OneShardMoreMovesNearlyAllKeysByModuloAndFewOnARing)
{
    ShardLayout four, five;
    four.shards = {0, 1, 2, 3};
    five.shards = {0, 1, 2, 3, 4};
    EXPECT_EQ(moved(four, five), 80'000); // n / (n + 1) of them
    const int onRing = moved(ringOf(4), ringOf(5));
    EXPECT_NEAR(onRing, 20'000, 4'000); // 1 / (n + 1), as even as 100 virtual nodes make it
}

TEST(ShardLayout, OnARingKeysMoveToTheNewShardOnly)
{
    const ShardLayout four = ringOf(4), five = ringOf(5);
    for (std::uint64_t key = 0; key < 10'000; ++key)
        EXPECT_TRUE(home(five, key) == home(four, key) || home(five, key) == 4u) << key;
}

TEST(ShardLayout, RangesLieBetweenBounds)
{
    ShardLayout layout;
    layout.strategy = ShardStrategy::Range;
    layout.shards = {0, 1, 2};
    layout.bounds = {100, 900};
    EXPECT_EQ(home(layout, 0), 0u);
    EXPECT_EQ(home(layout, 99), 0u);
    EXPECT_EQ(home(layout, 100), 1u);
    EXPECT_EQ(home(layout, 899), 1u);
    EXPECT_EQ(home(layout, 900), 2u);
    EXPECT_EQ(home(layout, 1ull << 60), 2u);
    layout.shards = {0, 1}; // one shard too few: the last one takes what is beyond
    EXPECT_EQ(home(layout, 900), 1u);
    EXPECT_EQ(ShardLayout::equalBounds(1000, 3), (std::vector<std::uint64_t>{333, 666}));
    EXPECT_EQ(ShardLayout::equalBounds(10, 1), std::vector<std::uint64_t>());
}

TEST(ShardLayout, ADirectoryNamesShardsAndSpreadsAllOtherKeysOverThoseOfTheBeginning)
{
    ShardLayout layout;
    layout.strategy = ShardStrategy::Directory;
    layout.shards = {0, 1, 2};
    layout.homes = {0, 1};
    layout.directory = {{7, 7, 2}, {100, 199, 0}};
    EXPECT_EQ(home(layout, 7), 2u);
    EXPECT_EQ(home(layout, 101), 0u);
    EXPECT_EQ(home(layout, 8), 0u);
    EXPECT_EQ(home(layout, 9), 1u);
    EXPECT_EQ(home(layout, 200), 0u);
    layout.homes = {0, ShardLayout::noShard};
    layout.shards = {0, 2};
    EXPECT_EQ(home(layout, 8), 0u);
    EXPECT_EQ(home(layout, 9), 2u); // its home is gone
}

TEST(ShardLayout, IsolatedKeysLeaveTheirShard)
{
    ShardLayout layout;
    layout.shards = {0, 1};
    layout.isolated = *KeyList::parse("4, 10-12");
    EXPECT_EQ(home(layout, 4), 0u) << "there is no shard to go to";
    layout.isolatedTo = 5;
    for (const std::uint64_t key : {4u, 10u, 12u}) EXPECT_EQ(home(layout, key), 5u);
    EXPECT_EQ(home(layout, 13), 1u);
}

TEST(ShardLayout, SplitKeysHaveCopiesOnTheShardsThatFollow)
{
    ShardLayout layout;
    layout.shards = {0, 1, 4};
    layout.split = *KeyList::parse("0-2");
    layout.copies = 2;
    EXPECT_EQ(places(layout, 0), (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(places(layout, 2), (std::vector<std::uint32_t>{4, 0}));
    EXPECT_EQ(places(layout, 3), (std::vector<std::uint32_t>{0}));
    layout.copies = 9;
    EXPECT_EQ(places(layout, 1), (std::vector<std::uint32_t>{1, 4, 0}));
    layout.isolated = *KeyList::parse("1");
    layout.isolatedTo = 7;
    layout.copies = 2;
    EXPECT_EQ(places(layout, 1), (std::vector<std::uint32_t>{7, 1}));
}

} // namespace
} // namespace scalelab
