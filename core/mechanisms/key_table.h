// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mechanisms/cow_array.h"
#include "mechanisms/key_index.h"

#include <cstddef>
#include <cstdint>

namespace scalelab {

/// A record for each of some keys, in slots that stay where they are; a value whose copies share memory until written.
template <class Record> class KeyTable {
public:
    /// Slot of `key`, or noSlot.
    [[nodiscard]] std::uint32_t find(std::uint64_t key) const
    {
        return index_.find(key, [this](std::uint32_t slot) { return cells_[slot].key; });
    }

    /// Adds `key`, which must not be there yet, with an empty record; returns its slot.
    std::uint32_t insert(std::uint64_t key)
    {
        std::uint32_t slot = freeSlot_;
        if (slot != noSlot) {
            freeSlot_ = cells_[slot].nextFree;
        } else {
            slot = static_cast<std::uint32_t>(cells_.size());
            cells_.resize(cells_.size() + 1);
        }
        cells_.edit(slot) = {key, noSlot, {}};
        index_.insert(key, slot, [this](std::uint32_t other) { return cells_[other].key; });
        return slot;
    }

    /// Takes out the key in `slot`; its record is empty from now on.
    void erase(std::uint32_t slot)
    {
        const std::uint64_t key = cells_[slot].key;
        index_.erase(key, [this](std::uint32_t other) { return cells_[other].key; });
        cells_.edit(slot) = {key, freeSlot_, {}};
        freeSlot_ = slot;
    }

    [[nodiscard]] const Record& operator[](std::uint32_t slot) const { return cells_[slot].record; }
    /// Good until the table is next changed.
    [[nodiscard]] Record& edit(std::uint32_t slot) { return cells_.edit(slot).record; }
    [[nodiscard]] std::uint64_t keyOf(std::uint32_t slot) const { return cells_[slot].key; }

    [[nodiscard]] std::size_t size() const { return index_.size(); }
    /// Takes all keys out and lets go of the memory.
    void clear() { *this = KeyTable(); }

private:
    struct Cell {
        std::uint64_t key = 0;
        std::uint32_t nextFree = noSlot;
        Record record;
    };

    CowArray<Cell> cells_;
    KeyIndex index_;
    std::uint32_t freeSlot_ = noSlot;
};

} // namespace scalelab
