// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_store.h"

#include <utility>

namespace scalelab {

std::uint32_t KeyStore::slotOf(std::uint64_t key) const
{
    return index_.find(key, [this](std::uint32_t slot) { return entries_[slot].key; });
}

const KeyStore::Entry* KeyStore::find(std::uint64_t key) const
{
    const std::uint32_t slot = slotOf(key);
    return slot == noSlot ? nullptr : &entries_[slot];
}

const KeyStore::Entry* KeyStore::touch(std::uint64_t key)
{
    const std::uint32_t slot = slotOf(key);
    if (slot == noSlot) return nullptr;
    if (policy_ == EvictionPolicy::Lru) moveToEnd(slot);
    if (policy_ == EvictionPolicy::Lfu) enterNextGroup(slot);
    return &entries_[slot];
}

bool KeyStore::put(std::uint64_t key, std::uint64_t version, std::int64_t expiresNs, std::uint32_t origin,
                   std::uint32_t bytes)
{
    const std::uint64_t evictionsBefore = evictions_;
    if (!fits(bytes)) {
        erase(key);
        return false;
    }
    if (byteCapacity_)
        while (mustGiveUp(key, bytes)) giveUp();
    std::uint32_t slot = slotOf(key);
    const bool isNew = slot == noSlot;
    if (isNew && capacity_ && size() >= *capacity_) {
        slot = victim(); // what goes makes room for what comes
        takeOut(slot);
        ++evictions_;
    } else if (isNew) {
        slot = takeSlot();
    } else {
        dataBytes_ -= sizeOf(slot);
    }
    Entry& entry = entries_.edit(slot);
    entry.key = key;
    entry.version = version;
    entry.expiresNs = expiresNs;
    entry.origin = origin;
    addSize(slot, bytes);
    if (!isNew) {
        if (policy_ == EvictionPolicy::Lru) moveToEnd(slot);
        return evictions_ != evictionsBefore;
    }
    index_.insert(key, slot, [this](std::uint32_t other) { return entries_[other].key; });
    if (policy_ == EvictionPolicy::Lfu)
        enterFirstGroup(slot);
    else
        append(slot);
    return evictions_ != evictionsBefore;
}

void KeyStore::renew(std::uint64_t key, std::uint64_t version, std::uint32_t origin)
{
    const std::uint32_t slot = slotOf(key);
    if (slot == noSlot) return;
    entries_.edit(slot).version = version;
    entries_.edit(slot).origin = origin;
}

bool KeyStore::mustGiveUp(std::uint64_t key, std::uint32_t bytes) const
{
    if (size() == 0 || !fits(bytes)) return false;
    const std::uint32_t slot = slotOf(key);
    const bool isNew = slot == noSlot;
    if (isNew && capacity_ && size() >= *capacity_) return true;
    return byteCapacity_ && dataBytes_ - (isNew ? 0 : sizeOf(slot)) + bytes > *byteCapacity_;
}

std::uint64_t KeyStore::giveUp()
{
    const std::uint32_t slot = victim();
    const std::uint64_t key = entries_[slot].key;
    remove(slot);
    ++evictions_;
    return key;
}

bool KeyStore::erase(std::uint64_t key)
{
    const std::uint32_t slot = slotOf(key);
    if (slot == noSlot) return false;
    remove(slot);
    return true;
}

void KeyStore::clear()
{
    entries_.clear();
    links_.clear();
    groups_.clear();
    sizes_.clear();
    index_.clear();
    dataBytes_ = 0;
    first_ = last_ = freeSlot_ = freeGroup_ = noSlot;
}

void KeyStore::setCapacity(std::optional<std::uint64_t> capacity)
{
    capacity_ = capacity;
    trim();
}

void KeyStore::setByteCapacity(std::optional<std::uint64_t> capacity)
{
    byteCapacity_ = capacity;
    trim();
}

void KeyStore::trim()
{
    while ((capacity_ && size() > *capacity_) || (byteCapacity_ && dataBytes_ > *byteCapacity_)) giveUp();
}

void KeyStore::setPolicy(EvictionPolicy policy)
{
    if (policy == policy_) return;
    groups_.clear();
    freeGroup_ = noSlot;
    policy_ = policy;
    if (policy == EvictionPolicy::Lfu && size() > 0) groupAll();
    if (policy == EvictionPolicy::Random && freeSlot_ != noSlot) closeGaps();
}

std::uint32_t KeyStore::takeSlot()
{
    if (freeSlot_ != noSlot) {
        const std::uint32_t slot = freeSlot_;
        freeSlot_ = links_[slot].later;
        return slot;
    }
    entries_.resize(entries_.size() + 1);
    links_.resize(entries_.size());
    if (sizes_.size() > 0) sizes_.resize(entries_.size());
    return static_cast<std::uint32_t>(entries_.size() - 1);
}

void KeyStore::takeOut(std::uint32_t slot)
{
    index_.erase(entries_[slot].key, [this](std::uint32_t other) { return entries_[other].key; });
    if (policy_ == EvictionPolicy::Lfu) leaveGroup(slot);
    unlink(slot);
    dataBytes_ -= sizeOf(slot);
}

void KeyStore::remove(std::uint32_t slot)
{
    takeOut(slot);
    const std::uint32_t free = policy_ == EvictionPolicy::Random ? fillHole(slot) : slot;
    links_.edit(free).later = freeSlot_;
    freeSlot_ = free;
}

std::uint32_t KeyStore::fillHole(std::uint32_t hole)
{
    const auto last = static_cast<std::uint32_t>(size());
    if (hole == last) return hole;
    index_.move(entries_[last].key, hole, [this](std::uint32_t other) { return entries_[other].key; });
    const Entry entry = entries_[last];
    entries_.edit(hole) = entry;
    const std::uint32_t bytes = sizeOf(last);
    if (sizes_.size() > 0) sizes_.edit(hole) = bytes;
    const Links links = links_[last];
    links_.edit(hole) = links;
    (links.earlier == noSlot ? first_ : links_.edit(links.earlier).later) = hole;
    (links.later == noSlot ? last_ : links_.edit(links.later).earlier) = hole;
    return last;
}

void KeyStore::closeGaps()
{
    KeyStore dense(policy_);
    for (std::uint32_t slot = first_; slot != noSlot; slot = links_[slot].later) {
        const Entry& entry = entries_[slot];
        dense.put(entry.key, entry.version, entry.expiresNs, entry.origin, sizeOf(slot));
    }
    dense.evictions_ = evictions_;
    dense.capacity_ = capacity_;
    dense.byteCapacity_ = byteCapacity_;
    dense.random_ = random_;
    *this = std::move(dense);
}

void KeyStore::addSize(std::uint32_t slot, std::uint32_t bytes)
{
    dataBytes_ += bytes;
    if (sizes_.size() == 0) {
        if (size() == 0) size_ = bytes;
        if (bytes == size_) return;
        sizes_.resize(entries_.size());
        for (std::size_t i = 0; i < sizes_.size(); ++i) sizes_.edit(i) = size_;
    }
    sizes_.edit(slot) = bytes;
}

void KeyStore::linkAfter(std::uint32_t place, std::uint32_t slot)
{
    std::uint32_t& follower = place == noSlot ? first_ : links_.edit(place).later;
    const std::uint32_t later = follower;
    follower = slot;
    links_.edit(slot) = {place, later};
    (later == noSlot ? last_ : links_.edit(later).earlier) = slot;
}

void KeyStore::append(std::uint32_t slot)
{
    links_.edit(slot) = {last_, noSlot};
    (last_ == noSlot ? first_ : links_.edit(last_).later) = slot;
    last_ = slot;
}

void KeyStore::unlink(std::uint32_t slot)
{
    const Links links = links_[slot];
    (links.earlier == noSlot ? first_ : links_.edit(links.earlier).later) = links.later;
    (links.later == noSlot ? last_ : links_.edit(links.later).earlier) = links.earlier;
}

void KeyStore::moveToEnd(std::uint32_t slot)
{
    if (slot == last_) return;
    Links& links = links_.edit(slot);
    links_.edit(links.later).earlier = links.earlier;
    (links.earlier == noSlot ? first_ : links_.edit(links.earlier).later) = links.later;
    links_.edit(last_).later = slot;
    links = {last_, noSlot};
    last_ = slot;
}

std::uint32_t KeyStore::addGroup(std::uint32_t last, std::uint64_t uses)
{
    std::uint32_t group = freeGroup_;
    if (group != noSlot) {
        freeGroup_ = groups_[group].last;
    } else {
        group = static_cast<std::uint32_t>(groups_.size());
        groups_.resize(group + std::size_t{1});
    }
    groups_.edit(group) = {last, std::bit_cast<std::array<std::uint32_t, 2>>(uses)};
    return group;
}

bool KeyStore::isAlone(std::uint32_t slot) const
{
    const std::uint32_t group = entries_[slot].group;
    if (groups_[group].last != slot) return false;
    const std::uint32_t earlier = links_[slot].earlier;
    return earlier == noSlot || entries_[earlier].group != group;
}

void KeyStore::leaveGroup(std::uint32_t slot)
{
    const std::uint32_t group = entries_[slot].group;
    if (isAlone(slot)) {
        groups_.edit(group).last = freeGroup_;
        freeGroup_ = group;
    } else if (groups_[group].last == slot) {
        groups_.edit(group).last = links_[slot].earlier;
    }
}

void KeyStore::enterFirstGroup(std::uint32_t slot)
{
    const std::uint32_t lowest = first_ == noSlot ? noSlot : entries_[first_].group;
    if (lowest != noSlot && groups_[lowest].count() == 1) {
        linkAfter(groups_[lowest].last, slot);
        groups_.edit(lowest).last = slot;
        entries_.edit(slot).group = lowest;
    } else {
        linkAfter(noSlot, slot);
        entries_.edit(slot).group = addGroup(slot, 1);
    }
}

void KeyStore::enterNextGroup(std::uint32_t slot)
{
    const std::uint32_t group = entries_[slot].group;
    const std::uint32_t groupEnd = groups_[group].last;
    const std::uint64_t uses = groups_[group].count() + 1;
    const std::uint32_t follower = links_[groupEnd].later;
    const std::uint32_t above = follower == noSlot ? noSlot : entries_[follower].group;
    const bool joins = above != noSlot && groups_[above].count() == uses;
    if (!joins && isAlone(slot)) {
        groups_.edit(group).uses = std::bit_cast<std::array<std::uint32_t, 2>>(uses);
        return;
    }
    const std::uint32_t place = joins ? groups_[above].last : groupEnd;
    leaveGroup(slot);
    if (place != slot) {
        unlink(slot);
        linkAfter(place, slot);
    }
    const std::uint32_t target = joins ? above : addGroup(slot, uses);
    groups_.edit(target).last = slot;
    entries_.edit(slot).group = target;
}

void KeyStore::groupAll()
{
    const std::uint32_t group = addGroup(last_, 1);
    for (std::uint32_t slot = first_; slot != noSlot; slot = links_[slot].later) entries_.edit(slot).group = group;
}

} // namespace scalelab
