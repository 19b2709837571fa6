// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/message_queue/message_store.h"

namespace scalelab {

namespace {

constexpr bool isOut(MessageState state) { return state == MessageState::InFlight || state == MessageState::Moving; }

} // namespace

void MessageStore::add(std::uint64_t key, SimTime now, bool inOrder)
{
    const std::uint32_t slot = takeSlot();
    Message& message = messages_.edit(slot);
    message.key = key;
    message.published = now;
    message.receives = 0;
    message.group = noSlot;
    append<&Message::byAge>(byAge_, slot);
    ++held_;
    const std::uint32_t group = inOrder ? findGroup(key) : noSlot;
    if (group == noSlot) {
        if (inOrder) openGroup(slot);
        messages_.edit(slot).state = MessageState::Ready;
        append<&Message::inState>(ready_, slot);
    } else {
        messages_.edit(slot).group = group;
        messages_.edit(slot).state = MessageState::Blocked;
        append<&Message::inState>(groups_.edit(group).waiting, slot);
    }
}

void MessageStore::deliver(std::uint32_t slot, SimTime now)
{
    setState(slot, MessageState::InFlight);
    Message& message = messages_.edit(slot);
    message.since = now;
    ++message.receipt;
    ++message.receives;
}

void MessageStore::rest(std::uint32_t slot, SimTime now)
{
    setState(slot, MessageState::Resting);
    messages_.edit(slot).since = now;
}

void MessageStore::move(std::uint32_t slot) { setState(slot, MessageState::Moving); }

void MessageStore::makeReady(std::uint32_t slot)
{
    leaveState(slot);
    messages_.edit(slot).state = MessageState::Ready;
    prepend(ready_, slot);
}

void MessageStore::makeAllReady()
{
    for (MessageList* list : {&moving_, &resting_, &inFlight_})
        while (list->last != noSlot) makeReady(list->last);
}

void MessageStore::remove(std::uint32_t slot)
{
    leaveState(slot);
    unlink<&Message::byAge>(byAge_, slot);
    --held_;
    Message& message = messages_.edit(slot);
    message.state = MessageState::Free;
    ++message.receipt;
    message.inState.next = free_;
    free_ = slot;
    if (message.group != noSlot) passOn(message.group);
}

std::uint32_t MessageStore::find(std::uint64_t receipt) const
{
    const auto slot = static_cast<std::uint32_t>(receipt);
    return slot < messages_.size() && messages_[slot].receipt == receipt >> 32 ? slot : noSlot;
}

template <MessageLinks Message::*links> void MessageStore::append(MessageList& list, std::uint32_t slot)
{
    messages_.edit(slot).*links = {noSlot, list.last};
    if (list.last == noSlot) list.first = slot;
    else (messages_.edit(list.last).*links).next = slot;
    list.last = slot;
}

template <MessageLinks Message::*links> void MessageStore::unlink(MessageList& list, std::uint32_t slot)
{
    const MessageLinks out = messages_[slot].*links;
    if (out.previous == noSlot) list.first = out.next;
    else (messages_.edit(out.previous).*links).next = out.next;
    if (out.next == noSlot) list.last = out.previous;
    else (messages_.edit(out.next).*links).previous = out.previous;
}

void MessageStore::prepend(MessageList& list, std::uint32_t slot)
{
    messages_.edit(slot).inState = {list.first, noSlot};
    if (list.first == noSlot) list.last = slot;
    else messages_.edit(list.first).inState.previous = slot;
    list.first = slot;
}

void MessageStore::setState(std::uint32_t slot, MessageState state)
{
    leaveState(slot);
    messages_.edit(slot).state = state;
    append<&Message::inState>(listOf(state), slot);
    out_ += isOut(state);
}

void MessageStore::leaveState(std::uint32_t slot)
{
    const MessageState state = messages_[slot].state;
    unlink<&Message::inState>(listOf(state), slot);
    out_ -= isOut(state);
}

MessageList& MessageStore::listOf(MessageState state)
{
    switch (state) {
    case MessageState::InFlight: return inFlight_;
    case MessageState::Resting: return resting_;
    case MessageState::Moving: return moving_;
    default: return ready_;
    }
}

std::uint32_t MessageStore::takeSlot()
{
    if (free_ == noSlot) {
        messages_.resize(messages_.size() + 1);
        return static_cast<std::uint32_t>(messages_.size() - 1);
    }
    const std::uint32_t slot = free_;
    free_ = messages_[slot].inState.next;
    return slot;
}

std::uint32_t MessageStore::findGroup(std::uint64_t key) const
{
    return groupOfKey_.find(key, [this](std::uint32_t group) { return groups_[group].key; });
}

void MessageStore::openGroup(std::uint32_t slot)
{
    std::uint32_t group = freeGroup_;
    if (group == noSlot) {
        group = static_cast<std::uint32_t>(groups_.size());
        groups_.resize(groups_.size() + 1);
    } else {
        freeGroup_ = groups_[group].nextFree;
    }
    const std::uint64_t key = messages_[slot].key;
    groups_.edit(group) = {key, {}, noSlot};
    messages_.edit(slot).group = group;
    groupOfKey_.insert(key, group, [this](std::uint32_t other) { return groups_[other].key; });
}

/// The first message of a key is gone: the next one is ready, or the key is forgotten.
void MessageStore::passOn(std::uint32_t group)
{
    const std::uint32_t next = groups_[group].waiting.first;
    if (next == noSlot) {
        groupOfKey_.erase(groups_[group].key, [this](std::uint32_t other) { return groups_[other].key; });
        groups_.edit(group).nextFree = freeGroup_;
        freeGroup_ = group;
        return;
    }
    unlink<&Message::inState>(groups_.edit(group).waiting, next);
    messages_.edit(next).state = MessageState::Ready;
    append<&Message::inState>(ready_, next);
}

} // namespace scalelab
