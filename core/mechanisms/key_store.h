// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "mechanisms/cow_array.h"
#include "mechanisms/key_index.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace scalelab {

/// Which key a full store gives up: the least recently used, the least frequently used, the one that came first, or any
/// of them with equal probability.
enum class EvictionPolicy : std::uint8_t { Lru, Lfu, Fifo, Random };

/// A set of keys, each with the version and size of its data, bounded in keys or bytes; a value whose copies share
/// memory until written.
///
/// Every operation takes constant time. LFU counts exactly since the key came in, and among equals gives up the one
/// whose last use is longest ago (the list of frequencies is that of Shah, Mitra and Matani 2010, here one list cut
/// into groups). Under Random the slots in use have no gaps, so that one of them can be drawn.
class KeyStore {
public:
    /// What is known of one key.
    struct Entry {
        std::uint64_t key = 0;
        std::uint64_t version = 0;    ///< Of the data when it was stored.
        std::int64_t expiresNs = 0;   ///< Simulated time after which it is stale [ns]; the store itself never looks.
        std::uint32_t origin = 0;     ///< The caller's own, such as the request that brought it.
        std::uint32_t group = noSlot; ///< LFU: the keys used equally often, for the store's own use.
    };

    /// An empty store for at most `capacity` keys of any size; no value means without limit.
    explicit KeyStore(EvictionPolicy policy = EvictionPolicy::Lru, std::optional<std::uint64_t> capacity = std::nullopt)
        : policy_(policy), capacity_(capacity)
    {}

    /// Entry of `key`, or null; good until the store is next changed.
    [[nodiscard]] const Entry* find(std::uint64_t key) const;
    /// Brings what touch(key) will read into the processor's caches; changes nothing.
    void prefetch(std::uint64_t key) const
    {
        index_.prefetch(key);
    }

    /// Entry of `key`, or null; if it is there, this counts as a use of it.
    const Entry* touch(std::uint64_t key);
    /// Stores `key` or replaces what is known of it; true if another key was given up for it. Replacing is a use under
    /// LRU only. Data larger than the whole store is not kept, nor what was known of the key before.
    bool put(std::uint64_t key, std::uint64_t version, std::int64_t expiresNs, std::uint32_t origin,
             std::uint32_t bytes = 1);
    /// Changes version and origin of `key` if it is there; no use of it.
    void renew(std::uint64_t key, std::uint64_t version, std::uint32_t origin);
    /// Whether put() would give up another key for this one.
    [[nodiscard]] bool mustGiveUp(std::uint64_t key, std::uint32_t bytes) const;
    /// Gives up one key by the policy and returns it; there must be one.
    std::uint64_t giveUp();
    /// The entry that comes first in the order of the policy (under Random: that came first), or null.
    [[nodiscard]] const Entry* first() const { return first_ == noSlot ? nullptr : &entries_[first_]; }
    /// Takes `key` out; false if it is not there.
    bool erase(std::uint64_t key);
    /// Takes all keys out and lets go of the memory.
    void clear();

    /// Changes the limit of keys, giving up keys at once if there are more.
    void setCapacity(std::optional<std::uint64_t> capacity);
    /// Changes the limit of bytes in the same way.
    void setByteCapacity(std::optional<std::uint64_t> capacity);
    /// Changes the policy; keys stay in the order in which they would have been given up, or came under Random, and LFU
    /// begins to count.
    void setPolicy(EvictionPolicy policy);
    /// Where Random draws from.
    void setRandom(const Rng& random) { random_ = random; }

    [[nodiscard]] EvictionPolicy policy() const { return policy_; }
    [[nodiscard]] std::optional<std::uint64_t> capacity() const { return capacity_; }
    [[nodiscard]] std::size_t size() const { return index_.size(); }
    /// Size of all data [bytes].
    [[nodiscard]] std::uint64_t dataBytes() const { return dataBytes_; }
    /// Keys given up for want of room since the store was made.
    [[nodiscard]] std::uint64_t evictions() const { return evictions_; }
    /// Memory of entries and index [bytes], shared pages included in full: at most 64 for each of the most keys ever
    /// held, or 68 if their sizes differ, plus pages.
    [[nodiscard]] std::size_t bytes() const
    {
        return entries_.bytes() + links_.bytes() + groups_.bytes() + sizes_.bytes() + index_.bytes();
    }

private:
    /// Neighbours in the order of eviction; apart from the entries, so that a use writes to few pages.
    struct Links {
        std::uint32_t earlier = noSlot;
        std::uint32_t later = noSlot; ///< Or the next free slot.
    };

    /// Neighbours in that order that were used equally often.
    struct Group {
        std::uint32_t last = noSlot;            ///< Member used most recently, or the next free group.
        std::array<std::uint32_t, 2> uses = {}; ///< One 64-bit count; in halves, so that a group takes 12 bytes.

        [[nodiscard]] std::uint64_t count() const { return std::bit_cast<std::uint64_t>(uses); }
    };

    [[nodiscard]] std::uint32_t slotOf(std::uint64_t key) const;
    [[nodiscard]] std::uint32_t takeSlot();
    /// Whether data of this size can be kept at all.
    [[nodiscard]] bool fits(std::uint32_t bytes) const
    {
        return capacity_ != 0 && (!byteCapacity_ || bytes <= *byteCapacity_);
    }
    /// The slot of the key to give up next.
    [[nodiscard]] std::uint32_t victim()
    {
        return policy_ == EvictionPolicy::Random ? static_cast<std::uint32_t>(random_.below(size())) : first_;
    }
    /// Forgets the key in the slot, which stays to be used again.
    void takeOut(std::uint32_t slot);
    void remove(std::uint32_t slot);
    /// Gives up keys until both limits are kept.
    void trim();
    /// Moves the entry in the last slot that is used into a hole; returns the slot that is free then.
    std::uint32_t fillHole(std::uint32_t hole);
    void closeGaps();

    [[nodiscard]] std::uint32_t sizeOf(std::uint32_t slot) const { return sizes_.size() == 0 ? size_ : sizes_[slot]; }
    void addSize(std::uint32_t slot, std::uint32_t bytes);

    void linkAfter(std::uint32_t place, std::uint32_t slot);
    void append(std::uint32_t slot);
    void unlink(std::uint32_t slot);
    void moveToEnd(std::uint32_t slot);

    [[nodiscard]] std::uint32_t addGroup(std::uint32_t last, std::uint64_t uses);
    [[nodiscard]] bool isAlone(std::uint32_t slot) const;
    void leaveGroup(std::uint32_t slot);
    void enterFirstGroup(std::uint32_t slot);
    void enterNextGroup(std::uint32_t slot);
    void groupAll();

    CowArray<Entry> entries_;
    CowArray<Links> links_; ///< One for each entry.
    KeyIndex index_;
    std::uint32_t first_ = noSlot; ///< The entry to give up next; the list goes on to the one to keep longest.
    std::uint32_t last_ = noSlot;
    std::uint32_t freeSlot_ = noSlot;
    EvictionPolicy policy_;
    std::optional<std::uint64_t> capacity_;
    std::optional<std::uint64_t> byteCapacity_;
    std::uint64_t evictions_ = 0;
    std::uint64_t dataBytes_ = 0;
    CowArray<std::uint32_t> sizes_; ///< One for each entry [bytes]; none as long as all have the same.
    std::uint32_t size_ = 0;        ///< Of every entry if all have the same [bytes].
    std::uint32_t freeGroup_ = noSlot;
    CowArray<Group> groups_;
    Rng random_;
};

static_assert(sizeof(KeyStore::Entry) <= 48);

} // namespace scalelab
