// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/shard_router/shard_layout.h"

#include <algorithm>

namespace scalelab {

bool ShardLayout::Places::contains(std::uint32_t shard) const { return std::find(begin(), end(), shard) != end(); }

bool ShardLayout::Places::operator==(const Places& other) const { return std::equal(begin(), end(), other.begin(), other.end()); }

ShardLayout::Places ShardLayout::placesOf(std::uint64_t key) const
{
    Places places;
    const std::uint32_t home = isolatedTo != noShard && isolated.contains(key) ? isolatedTo : homeOf(key);
    if (home == noShard) return places;
    places.add(home);
    if (copies == 1 || !split.contains(key)) return places;
    const auto at = static_cast<std::size_t>(std::find(shards.begin(), shards.end(), home) - shards.begin());
    for (std::size_t i = 1; i <= shards.size() && places.count < std::min(copies, mostPlaces); ++i)
        if (const std::uint32_t next = shards[(at + i) % shards.size()]; next != home) places.add(next);
    return places;
}

std::vector<std::uint64_t> ShardLayout::equalBounds(std::uint64_t keys, std::size_t shards)
{
    std::vector<std::uint64_t> bounds;
    for (std::size_t i = 1; i < shards; ++i) bounds.push_back(keys * i / shards);
    return bounds;
}

std::uint32_t ShardLayout::homeOf(std::uint64_t key) const
{
    if (shards.empty()) return noShard;
    switch (strategy) {
    case ShardStrategy::Range: {
        const auto range = static_cast<std::size_t>(std::upper_bound(bounds.begin(), bounds.end(), key) - bounds.begin());
        return shards[std::min(range, shards.size() - 1)];
    }
    case ShardStrategy::Ring: return ring.nodeOf(key);
    case ShardStrategy::Directory: {
        if (const std::uint32_t entry = entryOf(key); entry != noShard) return entry;
        const std::uint32_t home = homes.empty() ? noShard : homes[key % homes.size()];
        return home != noShard ? home : shards[key % shards.size()];
    }
    case ShardStrategy::Modulo: break;
    }
    return shards[key % shards.size()];
}

std::uint32_t ShardLayout::entryOf(std::uint64_t key) const
{
    const auto after = std::upper_bound(directory.begin(), directory.end(), key, [](std::uint64_t k, const Assignment& entry) { return k < entry.first; });
    return after != directory.begin() && key <= std::prev(after)->last ? std::prev(after)->shard : noShard;
}

} // namespace scalelab
