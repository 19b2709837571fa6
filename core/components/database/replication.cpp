// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

#include <algorithm>

namespace scalelab {

namespace {
constexpr int termShift = 40;           ///< A version is the term of the master above the number of the write.
constexpr std::uint32_t countBits = 24; ///< A shipment's handle: how many entries arrive, below the number of the shipment.
constexpr std::uint32_t countMask = (1u << countBits) - 1;
constexpr std::uint32_t replicasPort = 0;
} // namespace

void Database::onConnect(Context cx, std::uint32_t port, WireId wire)
{
    if (port != replicasPort) return connectPeer(cx, wire);
    const ComponentId replica = cx.wire(wire).to;
    Database& other = cx.peer<Database>(replica);
    if (other.root_ != nothing && other.root_ != cx.self()) {
        cx.incident(Incident::Level::Warning, cx.name(replica) + " follows another master already; this wire carries nothing");
        return;
    }
    other.feed_ = wire;
    if (other.root_ == cx.self()) return feedAll(cx);
    other.root_ = cx.self();
    group_.members.push_back(replica);
    if (group_.acting == nothing) return;
    Database& master = cx.peer<Database>(group_.acting);
    if (received_ == 0 && master.received_ == 0) return;
    other.copy_ = Copy::Missing;
    other.inSet_ = params.replication != ReplicationMode::Synchronous;
    other.offer(cx.as(replica));
    feedAll(cx);
}

void Database::onDisconnect(Context cx, std::uint32_t port, WireId wire)
{
    if (port != replicasPort) return disconnectPeer(cx, wire);
    const ComponentId replica = cx.wire(wire).to;
    if (cx.peer<Database>(replica).feed_ == wire && group_.acting != replica) leave(cx, replica);
}

void Database::leave(Context cx, ComponentId replica)
{
    Database& other = cx.peer<Database>(replica);
    std::erase(group_.members, replica);
    other.breakCopy();
    other.dropUnreceived();
    other.acks_.clear();
    other.salvage_.clear();
    other.root_ = nothing;
    other.feed_ = nothing;
    other.promoting_ = false;
    other.inSet_ = true;
    other.confirmed_ = other.owed_ = 0;
    other.offer(cx.as(replica));
    if (group_.electing) return elect(cx);
    if (cx.isUp(group_.acting)) cx.peer<Database>(group_.acting).settle(cx.as(group_.acting));
}

void Database::onCalleeChanged(Context cx, WireId wire)
{
    const auto cut = std::find(cut_.begin(), cut_.end(), wire);
    if (cx.isOpen(wire) == (cut == cut_.end())) return;
    if (cut == cut_.end()) {
        cut_.push_back(wire);
    } else {
        cut_.erase(cut);
        catchUp(cx, wire);
    }
}

void Database::catchUp(Context cx, WireId wire)
{
    if (PeerLink* link = linkOver(wire)) return feedPeer(cx, *link);
    feedAll(cx);
}

SimTime Database::send(Context to, WireId wire, std::uint8_t tag, std::uint32_t handle, SimTime later)
{
    const SimTime delay = isOpen(to, wire) ? to.carry(wire, Way::There, 0) : SimTime::never();
    if (delay == SimTime::never()) return delay;
    const SimTime span = later + delay;
    const Wire& way = to.wire(wire);
    if (later == SimTime{} && !way.special && way.lane != nothing) to.afterLane(way.lane, tag, handle);
    else if (later != SimTime{} || span != SimTime{}) to.after(span, tag, handle);
    return to.now() + span;
}

void Database::append(Context cx, std::uint64_t key, CallId caller)
{
    LogEntry entry{key, term_ << termShift | (received_ + 1), cx.now()};
    if (multiMaster_) {
        entry.version = clock_.next(cx.now(), origin_);
        entry.base = versions_.get(key);
        heardOf_.add(entry.version);
    }
    pending_.push_back({entry, caller});
    ++received_;
    ship(cx);
    settle(cx);
}

void Database::ship(Context cx)
{
    for (const ComponentId id : root(cx).group_.members) {
        if (id == cx.self() || !cx.isUp(id)) continue;
        Database& replica = cx.peer<Database>(id);
        const bool follows = replica.term_ == term_ && replica.copy_ != Copy::Missing;
        if (follows && replica.sent_ == received_) continue;
        if (!follows || replica.sent_ + 1 != received_) {
            feed(cx, id);
            continue;
        }
        Context there = cx.as(id);
        const std::uint32_t handle = replica.shipment_ << countBits | 1;
        const SimTime due = send(there, wireTo(replica), receiveTag, handle);
        if (due == SimTime::never()) continue;
        replica.pending_.push_back({entryAt(received_)});
        ++replica.sent_;
        if (due == cx.now()) replica.receive(there, handle);
    }
}

void Database::feed(Context cx, ComponentId id)
{
    Database& replica = cx.peer<Database>(id);
    Context there = cx.as(id);
    const WireId wire = wireTo(replica);
    if (!isOpen(cx, wire)) return;
    const bool agrees = root(cx).group_.lineage.isPrefix({replica.term_, replica.sent_}, place());
    if (!agrees) replica.keepLostWrites(there);
    if (!agrees || replica.copy_ == Copy::Missing || !log_.reachesBackTo(replica.sent_ + 1)) replica.copyFrom(there, *this);
    replica.term_ = term_;
    const auto missing = static_cast<std::uint32_t>(received_ - replica.sent_);
    if (missing == 0) return replica.acknowledge(there);
    const std::uint32_t handle = replica.shipment_ << countBits | missing;
    const SimTime due = send(there, wire, receiveTag, handle);
    while (replica.sent_ < received_) {
        ++replica.sent_;
        replica.pending_.push_back({entryAt(replica.sent_)});
    }
    if (due == cx.now()) replica.receive(there, handle);
}

void Database::feedAll(Context cx)
{
    const ComponentId acting = root(cx).group_.acting;
    if (!cx.isUp(acting)) return;
    Database& master = cx.peer<Database>(acting);
    Context there = cx.as(acting);
    for (const ComponentId id : root(cx).group_.members)
        if (id != acting && cx.isUp(id)) master.feed(there, id);
    master.settle(there);
}

void Database::receive(Context cx, std::uint32_t handle)
{
    if (handle >> countBits != (shipment_ & 0xff)) return;
    received_ += handle & countMask;
    if (root(cx).params.replication == ReplicationMode::SemiSynchronous) acknowledge(cx);
    applyReceived(cx);
}

void Database::applyReceived(Context cx)
{
    if (diskFull_ || copy_ != Copy::Whole) return;
    while (!applying_ && (multiMaster_ ? !inbox_.empty() : !master_ && applied_ < received_)) {
        applying_ = applyTimer_.start(cx, params.apply, applyTag, applyRun_);
        if (!applying_) applyFirst(cx);
    }
}

void Database::applyFirst(Context cx)
{
    const LogEntry entry = multiMaster_ ? inbox_.front() : pending_.front().entry;
    if (multiMaster_) inbox_.pop_front();
    else pending_.pop_front();
    const bool timed = applying_;
    applying_ = false;
    if (multiMaster_) {
        applyForeign(cx, entry);
    } else {
        record(cx, entry);
        countLag(cx.now() - entry.committed);
    }
    if (root_ != nothing && root(cx).params.replication == ReplicationMode::Synchronous) acknowledge(cx);
    if (timed) applyReceived(cx);
    if (promoting_ && applied_ == received_) becomeMaster(cx);
}

void Database::countLag(SimTime lag)
{
    ++appliedWrites_;
    lagSum_ += static_cast<std::uint64_t>(lag.ns);
    lagMost_ = std::max(lagMost_, lag);
}

void Database::record(Context cx, const LogEntry& entry)
{
    const Database* group = root_ == nothing ? nullptr : &root(cx);
    ++applied_;
    newest_ = entry.version;
    if (group && group->multiMaster_) {
        known_.add(entry.version);
        if (entry.version > versions_.get(entry.key)) versions_.set(entry.key, entry.version);
    } else {
        versions_.set(entry.key, entry.version);
    }
    if (!group || group->group_.members.size() > 1 || !peers_.empty()) log_.append(applied_, entry);
}

void Database::dropUnreceived()
{
    pending_.resize(static_cast<std::size_t>(received_ - applied_));
    sent_ = received_;
    ++shipment_;
}

} // namespace scalelab
