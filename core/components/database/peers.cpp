// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

#include <algorithm>

namespace scalelab {

// Each of several masters sends all that is new to it, its own writes and those of others, over the wires to its peers; what a peer knows already ends
// there. So a write goes round a circle once, and everything that a write's author had seen arrives before it. A write that meets one its author had
// not seen is in conflict with it: the later one stays, and the master that had acknowledged the earlier one counts it as lost.

void Database::connectPeer(Context cx, WireId wire)
{
    const ComponentId to = cx.wire(wire).to;
    Database& other = cx.peer<Database>(to);
    if (std::max(origin_, other.origin_) >= VersionClock::mostOrigins) {
        cx.incident(Incident::Level::Warning, "more than 256 masters have joined this run; the wire to " + cx.name(to) + " carries nothing");
        return;
    }
    PeerLink link;
    link.wire = wire;
    link.to = to;
    link.sent = link.arrived = applied_;
    link.needsAll = versions_.size() > 0;
    peers_.push_back(link);
    other.sources_.push_back(wire);
    findMesh(cx);
    if (link.needsAll && other.versions_.size() == 0) {
        other.copy_ = Copy::Missing;
        other.offer(cx.as(to));
    }
    feedPeer(cx, peers_.back());
}

void Database::disconnectPeer(Context cx, WireId wire)
{
    const PeerLink* link = linkOver(wire);
    if (!link) return;
    Context there = cx.as(link->to);
    Database& other = cx.peer<Database>(link->to);
    std::erase_if(peers_, [&](const PeerLink& one) { return one.wire == wire; });
    std::erase(other.sources_, wire);
    findMesh(cx);
    other.findMesh(there);
    const auto needsAll = [&](WireId source) { return cx.peer<Database>(cx.wire(source).from).linkOver(source)->needsAll; };
    const bool waits = std::any_of(other.sources_.begin(), other.sources_.end(), needsAll);
    if (other.copy_ != Copy::Missing || waits) return;
    other.copy_ = Copy::Whole;
    other.offer(there);
    other.applyReceived(there);
}

void Database::findMesh(Context cx)
{
    std::vector<ComponentId> found{cx.self()};
    const auto add = [&](ComponentId id) {
        if (std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
    };
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Database& master = cx.peer<Database>(found[i]);
        for (const PeerLink& link : master.peers_) add(link.to);
        for (const WireId source : master.sources_) add(cx.wire(source).from);
    }
    std::uint64_t newest = 0;
    for (const ComponentId id : found) newest = std::max(newest, cx.node(id).newestVersion);
    for (const ComponentId id : found) {
        cx.peer<Database>(id).mesh_ = found;
        cx.setNewestVersion(id, newest);
    }
}

Database::PeerLink* Database::linkOver(WireId wire)
{
    const auto it = std::find_if(peers_.begin(), peers_.end(), [&](const PeerLink& link) { return link.wire == wire; });
    return it == peers_.end() ? nullptr : &*it;
}

void Database::shipToPeers(Context cx, const LogEntry& entry)
{
    for (PeerLink& link : peers_) {
        const bool comesFromThere = cx.peer<Database>(link.to).origin_ == VersionClock::originOf(entry.version);
        if (comesFromThere && link.sent + 1 == applied_ && !link.needsAll) link.sent = applied_;
        else feedPeer(cx, link);
    }
}

void Database::feedPeer(Context cx, PeerLink& link)
{
    if (!cx.isUp(cx.self()) || !cx.isUp(link.to) || !isOpen(cx, link.wire)) return;
    if (!link.needsAll && !log_.reachesBackTo(link.sent + 1)) link.startOver();
    const bool sendsAll = link.needsAll && !link.sendingAll;
    if (!sendsAll && link.sent == applied_) return;
    Context there = cx.as(link.to);
    Database& other = cx.peer<Database>(link.to);
    if (sendsAll) {
        link.sendingAll = true;
        link.all = versions_;
        link.allKnown = known_;
    }
    const SimTime due = send(there, link.wire, peerTag, link.wire, sendsAll ? other.copyTime(there, *this) : SimTime{});
    link.sent = applied_;
    link.underWay.add(applied_, due);
    if (due == cx.now()) other.receiveFromPeer(there, link.wire);
}

void Database::feedPeers(Context cx)
{
    for (PeerLink& link : peers_) feedPeer(cx, link);
    for (const WireId source : sources_) {
        const ComponentId from = cx.wire(source).from;
        Database& sender = cx.peer<Database>(from);
        sender.feedPeer(cx.as(from), *sender.linkOver(source));
    }
}

void Database::receiveFromPeer(Context cx, WireId wire)
{
    const ComponentId from = cx.wire(wire).from;
    Database& sender = cx.peer<Database>(from);
    PeerLink* link = sender.linkOver(wire);
    if (!link) return;
    while (const auto last = link->underWay.take(cx.now())) {
        const bool isAll = link->sendingAll;
        if (!isAll && !sender.log_.reachesBackTo(link->arrived + 1)) {
            link->startOver();
            return sender.feedPeer(cx.as(from), *link);
        }
        const std::uint64_t first = link->arrived + 1;
        link->arrived = *last;
        if (isAll) {
            const PeerLink whole = *link;
            link->needsAll = link->sendingAll = false;
            link->all.clear();
            mergeAll(cx, whole);
        } else {
            for (std::uint64_t number = first; number <= *last; ++number) takeIn(sender.log_.at(number));
        }
    }
    applyReceived(cx);
}

void Database::takeIn(const LogEntry& entry)
{
    if (heardOf_.knows(entry.version)) return;
    heardOf_.add(entry.version);
    inbox_.push_back(entry);
}

void Database::applyForeign(Context cx, const LogEntry& entry)
{
    if (known_.knows(entry.version)) return;
    takeOver(cx, entry, versions_.get(entry.key) != entry.base);
    countLag(cx.now() - entry.committed);
    ship(cx);
    shipToPeers(cx, entry);
}

void Database::takeOver(Context cx, const LogEntry& entry, bool conflicts)
{
    const std::uint64_t held = versions_.get(entry.key);
    if (conflicts && held != 0 && held < entry.version && VersionClock::originOf(held) == origin_) {
        ++conflicts_;
        ++lostWrites_;
        cx.countLostWrites(1);
    }
    clock_.witness(entry.version);
    ++received_;
    record(cx, entry);
}

// In the order of versions, so that the log keeps the order of each origin's writes.
void Database::mergeAll(Context cx, const PeerLink& link)
{
    std::vector<VersionTable::Record> newer;
    for (std::size_t i = 0; i < link.all.size(); ++i) {
        const VersionTable::Record& record = link.all.record(i);
        if (record.version > versions_.get(record.key)) newer.push_back(record);
    }
    std::sort(newer.begin(), newer.end(), [](const auto& a, const auto& b) { return a.version < b.version; });
    for (const VersionTable::Record& record : newer) {
        const std::uint64_t held = versions_.get(record.key);
        const bool wasSeen = link.allKnown.knows(held);
        takeOver(cx, {record.key, record.version, VersionClock::timeOf(record.version), wasSeen ? held : 0}, !wasSeen);
    }
    known_.add(link.allKnown);
    heardOf_.add(link.allKnown);
    copy_ = Copy::Whole;
    offer(cx);
    feedAll(cx);
    for (PeerLink& onward : peers_) feedPeer(cx, onward);
}

void Database::breakPeers(Context cx)
{
    for (PeerLink& link : peers_) link.lose();
    for (const WireId source : sources_) cx.peer<Database>(cx.wire(source).from).linkOver(source)->lose();
}

} // namespace scalelab
