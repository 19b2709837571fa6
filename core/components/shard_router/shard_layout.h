// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mechanisms/hash_ring.h"
#include "mechanisms/key_list.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace scalelab {

enum class ShardStrategy { Modulo, Range, Ring, Directory };

/// Which shards keep a key; made anew whenever shards come or go or a rule changes. Shards are known by their number at the router.
class ShardLayout {
public:
    static constexpr std::uint32_t noShard = 0xffffffff;
    static constexpr std::size_t mostPlaces = 16;

    /// Shards with a copy of a key, the first of them its home.
    struct Places {
        std::array<std::uint32_t, mostPlaces> shards{};
        std::size_t count = 0;

        void add(std::uint32_t shard) { shards[count++] = shard; }
        [[nodiscard]] bool contains(std::uint32_t shard) const;
        [[nodiscard]] const std::uint32_t* begin() const { return shards.data(); }
        [[nodiscard]] const std::uint32_t* end() const { return shards.data() + count; }
        bool operator==(const Places& other) const;
    };
    struct Assignment {
        std::uint64_t first, last;
        std::uint32_t shard;
    };

    [[nodiscard]] Places placesOf(std::uint64_t key) const;
    /// The first keys of all shards but the first, if `keys` keys are cut into equal ranges.
    [[nodiscard]] static std::vector<std::uint64_t> equalBounds(std::uint64_t keys, std::size_t shards);

    ShardStrategy strategy = ShardStrategy::Modulo;
    std::vector<std::uint32_t> shards;  ///< Among which the strategy chooses, in their order.
    std::vector<std::uint64_t> bounds;  ///< Range: the first key of each shard but the first.
    HashRing ring;                      ///< Ring: of these shards.
    std::vector<Assignment> directory;  ///< Directory: its entries, in ascending order;
    std::vector<std::uint32_t> homes;   ///< all other keys are spread over these, noShard for one that takes no keys now.
    KeyList isolated;                   ///< Keys that have
    std::uint32_t isolatedTo = noShard; ///< this shard, whatever the strategy says.
    KeyList split;                      ///< Keys that have
    std::size_t copies = 1;             ///< as many places: their own shard and those that follow it.

private:
    [[nodiscard]] std::uint32_t homeOf(std::uint64_t key) const;
    [[nodiscard]] std::uint32_t entryOf(std::uint64_t key) const;
};

} // namespace scalelab
