// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace scalelab::yardstick {

/// Pending events in an implicit 4-ary heap: four siblings fill one cache line, and the earliest of them is found
/// without a branch.
class Heap {
public:
    struct Entry {
        std::uint64_t key = never; ///< The bits of a time >= 0, which order as the times do.
        std::uint32_t subject = 0;
        std::uint32_t kind = 0;

        [[nodiscard]] double time() const { return std::bit_cast<double>(key); }
    };
    static constexpr std::uint64_t never = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity());

    Heap() : lines_(16) {}

    [[nodiscard]] std::size_t size() const { return end_ - root; }

    /// The earliest entry, or one at infinity.
    [[nodiscard]] const Entry& top() const { return lines_[0].entries[root]; }

    void push(double time, std::uint32_t subject, std::uint32_t kind)
    {
        if (end_ + 1 >= 4 * lines_.size()) [[unlikely]]
            grow();
        climb(end_++, {std::bit_cast<std::uint64_t>(time), subject, kind});
    }

    Entry pop()
    {
        const Entry first = at(root);
        const Entry last = at(--end_);
        at(end_).key = never;
        if (end_ > root) climb(sink(), last);
        return first;
    }

    /// As pop and push, in one go down.
    void replaceTop(double time, std::uint32_t subject, std::uint32_t kind)
    {
        climb(sink(), {std::bit_cast<std::uint64_t>(time), subject, kind});
    }

private:
    [[gnu::noinline]] void grow() { lines_.resize(2 * lines_.size()); }

    // Slots 0 to 2 stay empty, so that the children of slot s are exactly line s - 2. Slots from end_ on are at
    // infinity: no sibling needs a check whether it exists.
    static constexpr std::size_t root = 3;
    struct alignas(64) Line {
        Entry entries[4];
    };

    Entry& at(std::size_t slot) { return lines_[slot / 4].entries[slot % 4]; }

    /// Moves the hole at the root down to a leaf along the earliest children and returns where it ends.
    std::size_t sink()
    {
        std::size_t hole = root;
        Line* const lines = lines_.data();
        const std::size_t end = end_;
        for (std::size_t line = 1; 4 * line < end; line = hole - 2) {
            const Entry* e = lines[line].entries;
            const bool right01 = e[1].key < e[0].key;
            const bool right23 = e[3].key < e[2].key;
            const std::uint64_t key01 = right01 ? e[1].key : e[0].key;
            const std::uint64_t key23 = right23 ? e[3].key : e[2].key;
            const std::size_t pick01 = right01;
            const std::size_t pick23 = 2 + static_cast<std::size_t>(right23);
            const std::size_t mask = 0 - static_cast<std::size_t>(key23 < key01);
            const std::size_t pick = pick01 ^ ((pick01 ^ pick23) & mask);
            lines[hole / 4].entries[hole % 4] = e[pick];
            hole = 4 * line + pick;
        }
        return hole;
    }

    void climb(std::size_t hole, const Entry entry)
    {
        Line* const lines = lines_.data();
        while (hole > root) {
            const std::size_t parent = hole / 4 + 2;
            const Entry above = lines[parent / 4].entries[parent % 4];
            if (above.key <= entry.key) break;
            lines[hole / 4].entries[hole % 4] = above;
            hole = parent;
        }
        lines[hole / 4].entries[hole % 4] = entry;
    }

    std::vector<Line> lines_;
    std::size_t end_ = root;
};

} // namespace scalelab::yardstick
