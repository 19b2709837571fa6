// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_store.h"

#include <algorithm>
#include <cassert>

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

bool KeyStore::put(std::uint64_t key, std::uint64_t version, std::int64_t expiresNs, std::uint32_t origin)
{
    std::uint32_t slot = slotOf(key);
    const bool isNew = slot == noSlot;
    if (isNew && capacity_ == 0) return false;
    const bool evicts = isNew && capacity_ && size() >= *capacity_;
    if (evicts) {
        slot = first_; // what goes makes room for what comes
        takeOut(slot);
        ++evictions_;
    } else if (isNew) {
        slot = takeSlot();
    }
    Entry& entry = entries_.edit(slot);
    entry.key = key;
    entry.version = version;
    entry.expiresNs = expiresNs;
    entry.origin = origin;
    if (!isNew) {
        if (policy_ == EvictionPolicy::Lru) moveToEnd(slot);
        return false;
    }
    index_.insert(key, slot, [this](std::uint32_t other) { return entries_[other].key; });
    if (policy_ == EvictionPolicy::Lfu)
        enterFirstGroup(slot);
    else
        append(slot);
    return evicts;
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
    index_.clear();
    first_ = last_ = freeSlot_ = freeGroup_ = noSlot;
}

void KeyStore::setCapacity(std::optional<std::uint64_t> capacity)
{
    capacity_ = capacity;
    while (capacity_ && size() > *capacity_) evict();
}

void KeyStore::setPolicy(EvictionPolicy policy)
{
    if (policy == policy_) return;
    groups_.clear();
    freeGroup_ = noSlot;
    policy_ = policy;
    if (policy == EvictionPolicy::Lfu && size() > 0) groupAll();
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
    return static_cast<std::uint32_t>(entries_.size() - 1);
}

void KeyStore::takeOut(std::uint32_t slot)
{
    index_.erase(entries_[slot].key, [this](std::uint32_t other) { return entries_[other].key; });
    if (policy_ == EvictionPolicy::Lfu) leaveGroup(slot);
    unlink(slot);
}

void KeyStore::remove(std::uint32_t slot)
{
    takeOut(slot);
    links_.edit(slot).later = freeSlot_;
    freeSlot_ = slot;
}

void KeyStore::evict()
{
    remove(first_);
    ++evictions_;
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
