// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/nosql_store/nosql_store.h"

#include <algorithm>
#include <span>

namespace scalelab {

namespace {

void raise(VersionTable& table, std::uint64_t key, std::uint64_t version)
{
    if (table.get(key) < version) table.set(key, version);
}

void addUnique(std::vector<ComponentId>& all, ComponentId id)
{
    if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
}

} // namespace

void NosqlStore::onConnect(Context cx, std::uint32_t, WireId wire)
{
    const ComponentId node = cx.wire(wire).to;
    peers_.push_back({wire, node, {}, false});
    cx.peer<NosqlStore>(node).callers_.push_back(cx.self());
    regroup(cx);
}

void NosqlStore::onDisconnect(Context cx, std::uint32_t, WireId wire)
{
    const ComponentId node = cx.wire(wire).to;
    if (const Peer* gone = peer(node)) hintsDropped_ += gone->hints.size();
    std::erase_if(peers_, [wire](const Peer& peer) { return peer.wire == wire; });
    std::erase(cx.peer<NosqlStore>(node).callers_, cx.self());
    regroup(cx);
    cx.peer<NosqlStore>(node).regroup(cx.as(node));
}

NosqlStore::Peer* NosqlStore::peer(ComponentId node)
{
    const auto found = std::find_if(peers_.begin(), peers_.end(), [node](const Peer& peer) { return peer.node == node; });
    return found == peers_.end() ? nullptr : &*found;
}

/// All nodes that wires join with this one, whichever way they lead, in the order of their ids.
std::vector<ComponentId> NosqlStore::connected(Context cx)
{
    std::vector<ComponentId> found = {cx.self()};
    for (std::size_t i = 0; i < found.size(); ++i) {
        const NosqlStore& node = cx.peer<NosqlStore>(found[i]);
        for (const Peer& peer : node.peers_) addUnique(found, peer.node);
        for (const ComponentId caller : node.callers_) addUnique(found, caller);
    }
    std::sort(found.begin(), found.end());
    return found;
}

void NosqlStore::regroup(Context cx)
{
    const std::vector<ComponentId> members = connected(cx);
    if (members == members_) return;
    std::vector<ComponentId> sources;
    HashRing ring(1);
    VersionTable acknowledged = cx.peer<NosqlStore>(members.front()).acknowledged_;
    for (const ComponentId id : members) {
        NosqlStore& member = cx.peer<NosqlStore>(id);
        for (const ComponentId former : member.members_) addUnique(sources, former);
        ring.add(id, hashText(cx.name(id)), static_cast<double>(member.params.virtualNodes));
        if (member.root_ == members.front()) continue;
        const VersionTable& known = member.root(cx).acknowledged_;
        for (std::size_t i = 0; i < known.size(); ++i) raise(acknowledged, known.keyAt(i), known.versionAt(i));
        const std::uint64_t newest = cx.node(member.root_).newestVersion;
        if (cx.node(members.front()).newestVersion < newest) cx.setNewestVersion(members.front(), newest);
    }
    for (const ComponentId id : members) {
        NosqlStore& member = cx.peer<NosqlStore>(id);
        member.members_ = members;
        member.ring_ = ring;
        member.root_ = members.front();
    }
    root(cx).acknowledged_ = std::move(acknowledged);
    handOver(cx, sources);
}

/// Brings what the nodes that are up hold to where the ring now says it belongs, in no time.
void NosqlStore::handOver(Context cx, const std::vector<ComponentId>& sources)
{
    std::vector<VersionTable> fresh(members_.size());
    const auto placeOf = [&](ComponentId id) { return static_cast<std::size_t>(std::lower_bound(members_.begin(), members_.end(), id) - members_.begin()); };
    std::array<std::uint32_t, mostCopies> nodes{};
    const auto wanted = std::min<std::size_t>(static_cast<std::size_t>(params.replicas), mostCopies);
    for (const ComponentId source : sources) {
        if (!cx.isUp(source)) continue;
        const VersionTable& held = cx.peer<NosqlStore>(source).versions_;
        const bool stays = std::binary_search(members_.begin(), members_.end(), source);
        for (std::size_t i = 0; i < held.size(); ++i) {
            const std::uint64_t key = held.keyAt(i);
            bool all = true;
            for (const std::uint32_t owner : std::span(nodes).first(ring_.replicas(key, std::span(nodes).first(wanted)))) {
                if (cx.isUp(owner)) raise(fresh[placeOf(owner)], key, held.versionAt(i));
                else all = false;
            }
            if (!all && stays) raise(fresh[placeOf(source)], key, held.versionAt(i));
        }
    }
    for (const ComponentId id : members_)
        if (cx.isUp(id)) cx.peer<NosqlStore>(id).versions_ = std::move(fresh[placeOf(id)]);
}

void NosqlStore::keepHint(Context cx, ComponentId node, std::uint64_t key, std::uint64_t version)
{
    if (!params.hintedHandoff) return;
    std::uint64_t waiting = 0;
    for (const Peer& peer : peers_) waiting += peer.hints.size();
    Peer* there = peer(node);
    if (!there || (params.hintLimit && waiting >= static_cast<std::uint64_t>(*params.hintLimit))) {
        ++hintsDropped_;
        return;
    }
    there->hints.push({key, version});
    ++hintsKept_;
    scheduleHandoff(cx);
}

void NosqlStore::scheduleHandoff(Context cx)
{
    const bool waiting = std::any_of(peers_.begin(), peers_.end(), [](const Peer& peer) { return peer.hints.size() > 0; });
    if (handoffScheduled_ || !waiting) return;
    handoffScheduled_ = true;
    cx.after(params.handoffInterval, handoffTag, 0);
}

void NosqlStore::handOff(Context cx)
{
    handoffScheduled_ = false;
    std::vector<ComponentId> nodes;
    for (const Peer& peer : peers_) nodes.push_back(peer.node);
    for (const ComponentId node : nodes) deliverHints(cx, node);
    scheduleHandoff(cx);
}

/// Sends the hints for a node one after another, each after the answer to the one before.
void NosqlStore::deliverHints(Context cx, ComponentId node)
{
    if (delivering_) return;
    delivering_ = true;
    while (deliverHint(cx, node)) {}
    delivering_ = false;
}

/// Sends the first hint for a node; true if it has been delivered at once and there are more.
bool NosqlStore::deliverHint(Context cx, ComponentId node)
{
    Peer* there = peer(node);
    if (!there || there->underWay || there->hints.size() == 0 || !cx.reaches(there->wire)) return false;
    there->underWay = true;
    const std::size_t before = there->hints.size();
    const std::uint32_t slot = quorums_.take();
    Quorum& quorum = quorums_[slot];
    quorum = {};
    quorum.inUse = true;
    quorum.key = there->hints.front().key;
    quorum.version = there->hints.front().version;
    quorum.operation = Operation::Fill;
    quorum.copies[0].node = node;
    quorum.outstanding = 1;
    ask(cx, slot, 0);
    release(slot);
    there = peer(node);
    return there && !there->underWay && there->hints.size() < before;
}

void NosqlStore::hintSettled(Context cx, const Quorum& quorum, Cause cause)
{
    const ComponentId node = quorum.copies[0].node;
    Peer* there = peer(node);
    if (!there || !there->underWay || there->hints.front().version != quorum.version) return; // the wire was drawn anew meanwhile
    there->underWay = false;
    if (cause != Cause::None) return;
    there->hints.pop();
    ++hintsDelivered_;
    deliverHints(cx, node);
}

} // namespace scalelab
