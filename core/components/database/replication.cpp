// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

#include <algorithm>

namespace scalelab {

namespace {
constexpr std::uint32_t countBits = 24; ///< A shipment's handle: how many entries arrive, below the number of the shipment.
constexpr std::uint32_t countMask = (1u << countBits) - 1;
} // namespace

void Database::onConnect(Context cx, std::uint32_t, WireId wire)
{
    const ComponentId replica = cx.wire(wire).to;
    Database& other = cx.peer<Database>(replica);
    if (other.root_ != nothing && other.root_ != cx.self()) {
        cx.incident(Incident::Level::Warning, cx.name(replica) + " follows another master already; this wire carries nothing");
        return;
    }
    other.feed_ = wire;
    if (other.root_ == cx.self()) return;
    other.root_ = cx.self();
    Context there = cx.as(replica);
    members_.push_back(replica);
    if (acting_ == nothing) return;
    Database& master = cx.peer<Database>(acting_);
    if (applied_ > 0 || master.applied_ > 0) other.copyFrom(there, master);
}

void Database::onDisconnect(Context cx, std::uint32_t, WireId wire)
{
    const ComponentId replica = cx.wire(wire).to;
    Database& other = cx.peer<Database>(replica);
    if (other.feed_ != wire) return;
    if (acting_ == replica) return;
    std::erase(members_, replica);
    other.dropUnreceived();
    other.root_ = nothing;
    other.feed_ = nothing;
    other.promoting_ = false;
    if (electing_) elect(cx);
}

void Database::ship(Context cx, const LogEntry& entry)
{
    for (const ComponentId id : root(cx).members_) {
        if (id == cx.self() || !cx.isUp(id)) continue;
        Database& replica = cx.peer<Database>(id);
        if (replica.sent_ + 1 != applied_) {
            feed(cx, id);
            continue;
        }
        replica.pending_.push_back(entry);
        ++replica.sent_;
        Context there = cx.as(id);
        const WireId wire = replica.feed_ != nothing ? replica.feed_ : feed_;
        const std::uint32_t handle = replica.shipment_ << countBits | 1;
        if (!there.afterWire(wire, Way::There, 0, receiveTag, handle)) replica.dropUnreceived();
    }
}

void Database::feed(Context cx, ComponentId id)
{
    Database& replica = cx.peer<Database>(id);
    Context there = cx.as(id);
    if (replica.sent_ > applied_ || replica.dataTerm_ > dataTerm_ || !log_.reachesBackTo(replica.sent_ + 1)) return replica.copyFrom(there, *this);
    replica.dataTerm_ = dataTerm_;
    const auto missing = static_cast<std::uint32_t>(applied_ - replica.sent_);
    if (missing == 0) return;
    while (replica.sent_ < applied_) replica.pending_.push_back(log_.at(++replica.sent_));
    const WireId wire = replica.feed_ != nothing ? replica.feed_ : feed_;
    if (!there.afterWire(wire, Way::There, 0, receiveTag, replica.shipment_ << countBits | missing)) replica.dropUnreceived();
}

void Database::receive(Context cx, std::uint32_t handle)
{
    if (handle >> countBits != (shipment_ & 0xff)) return;
    received_ += handle & countMask;
    applyReceived(cx);
}

void Database::applyReceived(Context cx)
{
    while (!applying_ && applied_ < received_) {
        applying_ = applyTimer_.start(cx, params.apply, applyTag, applyRun_);
        if (!applying_) applyFirst(cx);
    }
}

void Database::applyFirst(Context cx)
{
    const LogEntry entry = pending_.front();
    pending_.pop_front();
    versions_.set(entry.key, entry.version);
    log_.append(++applied_, entry);
    const bool timed = applying_;
    applying_ = false;
    const SimTime lag = cx.now() - entry.committed;
    ++appliedWrites_;
    lagSum_ += static_cast<std::uint64_t>(lag.ns);
    lagMost_ = std::max(lagMost_, lag);
    if (timed) applyReceived(cx);
    if (promoting_ && applied_ == received_) becomeMaster(cx);
}

void Database::copyFrom(Context, const Database& source)
{
    dropUnreceived();
    ++shipment_;
    pending_.clear();
    applying_ = false;
    ++applyRun_;
    versions_ = source.versions_;
    log_ = source.log_;
    applied_ = received_ = sent_ = source.applied_;
    dataTerm_ = source.dataTerm_;
}

void Database::dropUnreceived()
{
    pending_.resize(static_cast<std::size_t>(received_ - applied_));
    sent_ = received_;
    ++shipment_;
}

} // namespace scalelab
