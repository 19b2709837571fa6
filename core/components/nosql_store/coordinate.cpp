// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/nosql_store/nosql_store.h"

#include <algorithm>
#include <span>

namespace scalelab {

// Whatever asks or answers can run other components, and through them this one, before it comes back: records are looked up again after it.

std::uint32_t NosqlStore::openQuorum(Context cx, RequestId request, std::uint64_t key, Operation operation)
{
    std::array<std::uint32_t, mostCopies> nodes{};
    const auto wanted = std::min<std::size_t>(static_cast<std::size_t>(params.replicas), mostCopies);
    const std::size_t count = ring_.replicas(key, std::span(nodes).first(wanted));
    const auto end = nodes.begin() + static_cast<std::ptrdiff_t>(count);
    const auto own = std::find(nodes.begin(), end, cx.self());
    if (own != end) std::rotate(nodes.begin(), own, own + 1);

    const std::uint32_t slot = quorums_.take();
    Quorum& quorum = quorums_[slot];
    quorum = {};
    quorum.inUse = true;
    quorum.key = key;
    quorum.request = request;
    quorum.operation = operation;
    quorum.outstanding = 1;
    quorum.copyCount = static_cast<std::uint8_t>(count);
    for (std::size_t i = 0; i < count; ++i) quorum.copies[i].node = nodes[i];
    if (writesData(operation)) {
        quorum.needed = static_cast<std::uint8_t>(params.writeQuorum);
        quorum.version = nextVersion(cx);
    } else {
        quorum.needed = static_cast<std::uint8_t>(params.readQuorum);
        quorum.expected = root(cx).acknowledged_.get(key);
    }
    return slot;
}

void NosqlStore::launch(Context cx, std::uint32_t slot)
{
    concludeIfDecided(cx, slot);
    Quorum& quorum = quorums_[slot];
    if (!quorum.concluded) quorum.asked = writesData(quorum.operation) ? quorum.copyCount : quorum.needed;
    const std::uint32_t count = quorum.asked;
    std::array<CallId, mostCopies> calls;
    for (std::uint32_t i = 0; i < count; ++i) calls[i] = prepare(cx, slot, i);
    for (std::uint32_t i = 0; i < count; ++i) dispatch(cx, slot, i, calls[i]);
    release(slot);
}

/// The call that asks for a copy; nothing if it is this node's own, or out of reach. The first answers may end the request, which only calls that
/// have been made keep.
CallId NosqlStore::prepare(Context cx, std::uint32_t slot, std::uint32_t copy)
{
    Quorum& quorum = quorums_[slot];
    ++quorum.outstanding;
    const Peer* there = peer(quorum.copies[copy].node);
    if (!there) return nothing;
    const CallId id = cx.newCall(quorum.request, nothing, there->wire, quorum.operation);
    cx.call(id).origin = slot;
    cx.call(id).version = quorum.version;
    return id;
}

void NosqlStore::dispatch(Context cx, std::uint32_t slot, std::uint32_t copy, CallId id)
{
    if (id != nothing) return cx.send(id);
    const ComponentId node = quorums_[slot].copies[copy].node;
    if (node != cx.self()) return settle(cx, slot, node, Cause::NoRoute, 0);
    if (!admit(cx, ownAccess, slot)) settle(cx, slot, node, Cause::QueueFull, 0);
}

void NosqlStore::ask(Context cx, std::uint32_t slot, std::uint32_t copy) { dispatch(cx, slot, copy, prepare(cx, slot, copy)); }

void NosqlStore::settle(Context cx, std::uint32_t slot, ComponentId node, Cause cause, std::uint64_t version)
{
    settleCopy(cx, slot, node, cause, version);
    release(slot);
}

void NosqlStore::settleCopy(Context cx, std::uint32_t slot, ComponentId node, Cause cause, std::uint64_t version)
{
    Quorum& quorum = quorums_[slot];
    if (quorum.request == nothing) return hintSettled(cx, quorum, cause);
    if (cause == Cause::None) {
        ++quorum.answers;
        quorum.version = std::max(quorum.version, version);
        for (Copy& copy : quorum.copies)
            if (copy.node == node) copy = {node, true, version};
    } else {
        ++quorum.failures;
        quorum.cause = cause;
        const bool writes = writesData(quorum.operation);
        if (writes && quorum.operation != Operation::Fill) keepHint(cx, node, quorum.key, quorum.version);
        if (!writes && !quorum.concluded && quorum.asked < quorum.copyCount) ask(cx, slot, quorum.asked++);
    }
    concludeIfDecided(cx, slot);
}

void NosqlStore::concludeIfDecided(Context cx, std::uint32_t slot)
{
    Quorum& quorum = quorums_[slot];
    if (quorum.concluded) return;
    if (quorum.answers >= quorum.needed) return concludeOk(cx, slot);
    if (quorum.copyCount - quorum.failures >= quorum.needed) return;
    quorum.concluded = true;
    const bool onlyCopy = quorum.copyCount == 1 && quorum.failures == 1;
    noQuorum_ += !onlyCopy;
    answerClient(cx, slot, onlyCopy ? quorum.cause : Cause::NoQuorum, onlyCopy ? quorum.copies[0].node : cx.self(), 0);
}

void NosqlStore::concludeOk(Context cx, std::uint32_t slot)
{
    Quorum& quorum = quorums_[slot];
    quorum.concluded = true;
    if (writesData(quorum.operation)) {
        acknowledge(cx, quorum.key, quorum.version);
        return answerClient(cx, slot, Cause::None, nothing, 0);
    }
    std::uint8_t marks = 0;
    if (quorum.version < quorum.expected) marks |= mark::stale;
    if (quorum.operation == Operation::ReadSession && quorum.version == 0) marks |= mark::miss;
    staleReads_ += (marks & mark::stale) != 0;
    if (params.readRepair) repair(cx, slot);
    answerClient(cx, slot, Cause::None, nothing, marks);
}

void NosqlStore::answerClient(Context cx, std::uint32_t slot, Cause cause, ComponentId culprit, std::uint8_t marks)
{
    Quorum& quorum = quorums_[slot];
    if (quorum.join != nothing) {
        Join& join = joins_[quorum.join];
        join.marks |= marks;
        join.version = std::max(join.version, quorum.version);
        if (join.cause == Cause::None && cause != Cause::None) {
            join.cause = cause;
            join.culprit = culprit;
        }
        return closeOne(cx, quorum.join);
    }
    const CallId client = std::exchange(quorum.client, nothing);
    Call& call = cx.call(client);
    call.version = quorum.version;
    call.origin = root_;
    call.marks |= marks;
    cx.answer(client, cause, culprit);
}

void NosqlStore::repair(Context cx, std::uint32_t slot)
{
    for (std::uint32_t i = 0; i < quorums_[slot].copyCount; ++i) {
        Quorum& quorum = quorums_[slot];
        if (!quorum.copies[i].answered || quorum.copies[i].version >= quorum.version) continue;
        quorum.operation = Operation::Fill;
        ++repairs_;
        ask(cx, slot, i);
    }
}

void NosqlStore::release(std::uint32_t slot)
{
    if (--quorums_[slot].outstanding == 0) quorums_.release(slot);
}

void NosqlStore::startJoin(Context cx, CallId id)
{
    const std::uint32_t slot = joins_.take();
    const RequestId request = cx.call(id).request;
    Join join;
    join.client = id;
    join.request = request;
    join.nextKey = cx.request(request).key;
    join.inUse = true;
    joins_[slot] = join;
    askRound(cx, slot);
}

void NosqlStore::askRound(Context cx, std::uint32_t slot)
{
    std::int64_t width = params.dataModel == DataModel::KeyValue ? params.joinItems : 1;
    for (std::uint32_t hop = 0; hop < joins_[slot].round; ++hop) width *= params.fanOut;
    joins_[slot].open = 1;
    for (std::int64_t i = 0; i < width; ++i) {
        Join& join = joins_[slot];
        ++join.open;
        const std::uint32_t quorum = openQuorum(cx, join.request, join.nextKey++, Operation::Read);
        quorums_[quorum].join = slot;
        launch(cx, quorum);
    }
    closeOne(cx, slot);
}

void NosqlStore::closeOne(Context cx, std::uint32_t slot)
{
    Join& join = joins_[slot];
    if (--join.open > 0) return;
    const std::uint32_t lastRound = params.dataModel == DataModel::KeyValue ? 0 : static_cast<std::uint32_t>(params.depth);
    if (join.cause == Cause::None && join.round < lastRound) {
        ++join.round;
        return askRound(cx, slot);
    }
    const Join done = join;
    joins_.release(slot);
    Call& call = cx.call(done.client);
    call.version = done.version;
    call.origin = root_;
    call.marks |= done.marks;
    cx.answer(done.client, done.cause, done.culprit);
}

/// The time of the write with the coordinator's number below it: later writes win, and no two have the same version.
std::uint64_t NosqlStore::nextVersion(Context cx)
{
    stamp_ = std::max(stamp_ + 1, static_cast<std::uint64_t>(cx.now().ns));
    return stamp_ << 8 | (cx.self() & 0xff);
}

void NosqlStore::acknowledge(Context cx, std::uint64_t key, std::uint64_t version)
{
    VersionTable& acknowledged = root(cx).acknowledged_;
    if (acknowledged.get(key) < version) acknowledged.set(key, version);
    if (cx.node(root_).newestVersion < version) cx.setNewestVersion(root_, version);
}

} // namespace scalelab
