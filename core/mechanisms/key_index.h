// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "mechanisms/cow_array.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace scalelab {

/// Stands for no slot.
inline constexpr std::uint32_t noSlot = 0xffffffff;

/// 64 well-mixed bits of `key`, the same on every machine: one step of splitmix64.
[[nodiscard]] constexpr std::uint64_t mixKey(std::uint64_t key) { return splitmix64(key); }

/// Finds the slot of a 64-bit key in an array of the caller's, which says by `keyOf(slot)` what key a slot holds.
///
/// A hash table with linear probing, at most 70% full. A cell is 0 if empty, otherwise its low bits are the slot plus
/// one and the bits above, for which the table is too small to need them, are bits of the key's hash that settle most
/// comparisons.
class KeyIndex {
public:
    [[nodiscard]] std::size_t size() const { return size_; }

    /// Slot of `key`, or noSlot.
    template <class KeyOf> [[nodiscard]] std::uint32_t find(std::uint64_t key, KeyOf&& keyOf) const
    {
        if (size_ == 0) return noSlot;
        const std::uint32_t cell = cells_[position(key, keyOf)];
        return cell == 0 ? noSlot : slotOf(cell);
    }

    /// Brings the cell at which a search for `key` begins into the processor's caches; changes nothing.
    void prefetch(std::uint64_t key) const
    {
        if (size_ > 0) __builtin_prefetch(&cells_[mixKey(key) & mask_]);
    }

    /// Adds `key`, which must not be there yet; `slot` is less than the largest number of keys held since clear(), this
    /// included.
    template <class KeyOf> void insert(std::uint64_t key, std::uint32_t slot, KeyOf&& keyOf)
    {
        if ((size_ + 1) * 10 > cells_.size() * 7) grow(keyOf);
        ++size_;
        place(mixKey(key), slot);
    }

    /// Takes `key` out; false if it is not there. `keyOf` must still know the key.
    template <class KeyOf> bool erase(std::uint64_t key, KeyOf&& keyOf)
    {
        if (size_ == 0) return false;
        std::size_t hole = position(key, keyOf);
        if (cells_[hole] == 0) return false;
        for (std::size_t at = next(hole); cells_[at] != 0; at = next(at)) {
            const std::uint32_t cell = cells_[at];
            const std::size_t home = mixKey(keyOf(slotOf(cell))) & mask_;
            if (((at - home) & mask_) < ((at - hole) & mask_)) continue;
            cells_.edit(hole) = cell;
            hole = at;
        }
        cells_.edit(hole) = 0;
        --size_;
        return true;
    }

    /// From now on `key`, which must be there, is in `slot`. `keyOf` must still know it in its old one.
    template <class KeyOf> void move(std::uint64_t key, std::uint32_t slot, KeyOf&& keyOf)
    {
        cells_.edit(position(key, keyOf)) = hashBits(mixKey(key)) | (slot + 1);
    }

    /// Forgets all keys and lets go of the memory.
    void clear() { *this = KeyIndex(); }

    /// Memory of the table [bytes].
    [[nodiscard]] std::size_t bytes() const { return cells_.bytes(); }

private:
    static constexpr std::size_t smallest = 16;

    [[nodiscard]] std::uint32_t slotOf(std::uint32_t cell) const { return (cell & mask_) - 1; }
    [[nodiscard]] std::size_t next(std::size_t at) const { return (at + 1) & mask_; }
    [[nodiscard]] std::uint32_t hashBits(std::uint64_t hash) const
    {
        return static_cast<std::uint32_t>(hash >> 32) & ~mask_;
    }

    /// Where `key` is, or the empty cell at which the search for it ends.
    template <class KeyOf> [[nodiscard]] std::size_t position(std::uint64_t key, KeyOf&& keyOf) const
    {
        const std::uint64_t hash = mixKey(key);
        const std::uint32_t bits = hashBits(hash);
        for (std::size_t at = hash & mask_;; at = next(at)) {
            const std::uint32_t cell = cells_[at];
            if (cell == 0 || ((cell & ~mask_) == bits && keyOf(slotOf(cell)) == key)) return at;
        }
    }

    void place(std::uint64_t hash, std::uint32_t slot)
    {
        assert(slot < mask_);
        std::size_t at = hash & mask_;
        while (cells_[at] != 0) at = next(at);
        cells_.edit(at) = hashBits(hash) | (slot + 1);
    }

    template <class KeyOf> void grow(KeyOf&& keyOf)
    {
        KeyIndex larger;
        const std::size_t cells = cells_.size() == 0 ? smallest : 2 * cells_.size();
        assert(cells <= std::size_t{1} << 31);
        larger.cells_.resize(cells);
        larger.mask_ = static_cast<std::uint32_t>(cells - 1);
        larger.size_ = size_;
        for (std::size_t at = 0; at < cells_.size(); ++at) {
            if (cells_[at] == 0) continue;
            const std::uint32_t slot = slotOf(cells_[at]);
            larger.place(mixKey(keyOf(slot)), slot);
        }
        *this = std::move(larger);
    }

    CowArray<std::uint32_t> cells_; ///< As many as a power of two.
    std::size_t size_ = 0;
    std::uint32_t mask_ = 0; ///< Number of cells less one.
};

} // namespace scalelab
