// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"
#include "mechanisms/key_index.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace scalelab {

/// Calls about the same key of which only the first goes on, while the others wait for its answer. The first and those that wait for it are a
/// list through Call::next.
class EqualCalls {
public:
    /// True if the call is the first for its key and has to go on itself; otherwise it waits.
    bool lead(Context cx, std::uint64_t key, CallId id)
    {
        cx.call(id).next = nothing;
        const std::uint32_t known = slotOf(key);
        if (known != noSlot) {
            cx.call(groups_[known].last).next = id;
            groups_[known].last = id;
            return false;
        }
        const std::uint32_t slot = takeSlot();
        groups_[slot] = {key, id, id};
        index_.insert(key, slot, [this](std::uint32_t other) { return groups_[other].key; });
        return true;
    }

    /// Forgets that the call is under way; false if that has been forgotten already, so that its answer is older than it should be.
    bool end(std::uint64_t key, CallId first)
    {
        const std::uint32_t slot = slotOf(key);
        if (slot == noSlot || groups_[slot].first != first) return false;
        forget(key);
        return true;
    }

    /// Lets later calls about the key go on themselves: what is under way is out of date.
    void forget(std::uint64_t key)
    {
        const std::uint32_t slot = slotOf(key);
        if (slot == noSlot) return;
        index_.erase(key, [this](std::uint32_t other) { return groups_[other].key; });
        free_.push_back(slot);
    }

    /// The same for all keys.
    void clear() { *this = EqualCalls(); }

    /// Keys that a call is under way for.
    [[nodiscard]] std::size_t size() const { return index_.size(); }

private:
    struct Group {
        std::uint64_t key = 0;
        CallId first = nothing, last = nothing;
    };

    [[nodiscard]] std::uint32_t slotOf(std::uint64_t key) const
    {
        return index_.find(key, [this](std::uint32_t slot) { return groups_[slot].key; });
    }

    std::uint32_t takeSlot()
    {
        if (!free_.empty()) {
            const std::uint32_t slot = free_.back();
            free_.pop_back();
            return slot;
        }
        groups_.emplace_back();
        return static_cast<std::uint32_t>(groups_.size() - 1);
    }

    std::vector<Group> groups_;
    std::vector<std::uint32_t> free_;
    KeyIndex index_;
};

} // namespace scalelab
