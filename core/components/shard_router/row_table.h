// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mechanisms/cow_array.h"
#include "mechanisms/key_index.h"

#include <cstdint>

namespace scalelab {

/// What a router knows of a key that was written through it.
struct Row {
    std::uint64_t key = 0;
    std::uint64_t version = 0;      ///< Of its latest acknowledged write, counted by the router.
    std::uint64_t shardVersion = 0; ///< The same as its shard counts; 0 if that says nothing, because it moved or has copies.
    std::uint32_t firstWrites = 0;  ///< Writes under way that began before any was acknowledged.
    bool stored = false;            ///< A write was acknowledged.

    /// Whether it takes room on its shard: a first write under way reserves it.
    [[nodiscard]] bool exists() const { return stored || firstWrites > 0; }
};

/// Rows by key, numbered in the order in which they were added; copies share memory until written.
class RowTable {
public:
    /// The number of a key, or noSlot.
    [[nodiscard]] std::uint32_t numberOf(std::uint64_t key) const
    {
        return index_.find(key, [this](std::uint32_t number) { return rows_[number].key; });
    }
    /// The row of a key for writing, added if it is new; good until the table next changes.
    [[nodiscard]] Row& at(std::uint64_t key)
    {
        const std::uint32_t known = numberOf(key);
        if (known != noSlot) return rows_.edit(known);
        const auto number = static_cast<std::uint32_t>(rows_.size());
        rows_.resize(number + 1);
        rows_.edit(number).key = key;
        index_.insert(key, number, [this](std::uint32_t other) { return rows_[other].key; });
        return rows_.edit(number);
    }
    [[nodiscard]] const Row& operator[](std::uint32_t number) const { return rows_[number]; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }

private:
    CowArray<Row> rows_;
    KeyIndex index_;
};

} // namespace scalelab
