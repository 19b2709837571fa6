// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mechanisms/key_table.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace scalelab {

/// The items that a write-back cache has acknowledged and its store has not: some wait, oldest first, the others are on their way. An item written
/// again while it is on its way waits behind that until the store has answered, so that writes of one item keep their order.
class WriteBuffer {
public:
    struct Item {
        std::uint64_t key;
        std::uint32_t bytes;
    };

    /// One more write of an item.
    void add(std::uint64_t key, std::uint32_t bytes);
    [[nodiscard]] bool contains(std::uint64_t key) const { return items_.find(key) != noSlot; }

    /// The item that waits longest goes on its way; nothing if none waits.
    std::optional<Item> take();
    /// The same for this item, if it waits.
    std::optional<Item> take(std::uint64_t key);
    /// The store has the item that was on its way; true if that was its latest write.
    bool written(std::uint64_t key);
    /// The store has not taken it: it waits again.
    void failed(std::uint64_t key);

    /// Forgets all writes that wait; returns how many there were.
    std::uint64_t lose();
    /// Forgets everything.
    void clear() { *this = WriteBuffer(); }

    [[nodiscard]] std::size_t waiting() const { return waiting_.size; }
    [[nodiscard]] std::size_t size() const { return items_.size(); }

private:
    struct Record {
        std::uint32_t writes = 0;   ///< That wait.
        std::uint32_t underWay = 0; ///< That are on their way, as one.
        std::uint32_t bytes = 0;
        std::uint32_t earlier = noSlot, later = noSlot; ///< In the list of those on their way or of the others.
    };
    struct Queue {
        std::uint32_t first = noSlot, last = noSlot;
        std::size_t size = 0;
    };

    void append(Queue& queue, std::uint32_t slot);
    void unlink(Queue& queue, std::uint32_t slot);
    Item depart(std::uint32_t slot);

    KeyTable<Record> items_;
    Queue waiting_, underWay_;
};

} // namespace scalelab
