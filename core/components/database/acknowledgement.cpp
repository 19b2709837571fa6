// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

#include <algorithm>

namespace scalelab {

// A write is in the master's log before it is in its data: it is published, seen by readers and acknowledged, once enough replicas have confirmed it.
// Semi-synchronous: as many as `acks` have received it, or none has answered in time and the master has stopped waiting. Synchronous: every replica of
// the set has applied it. A replica leaves the set when it is found to be down, or when it has not confirmed a write within its time of detection; it
// serves no reads from then on. It is admitted again when it has nothing left to apply: later writes wait for it, and once it has confirmed all
// earlier ones it serves reads.

void Database::acknowledge(Context cx)
{
    if (root_ == nothing || master_ || copy_ != Copy::Whole) return;
    const Database& group = root(cx);
    const ReplicationMode mode = group.params.replication;
    const bool counts = mode == ReplicationMode::SemiSynchronous || mode == ReplicationMode::Synchronous;
    const ComponentId acting = group.group_.acting;
    if (!counts || !cx.isUp(acting)) return;
    Database& master = cx.peer<Database>(acting);
    if (term_ != master.term_) return;
    Context there = cx.as(acting);
    const SimTime due = send(there, master.wireTo(*this), ackTag, cx.self());
    if (due == SimTime::never()) return;
    acks_.add(mode == ReplicationMode::Synchronous ? applied_ : received_, due);
    if (due == cx.now()) master.confirm(there, cx.self());
}

void Database::confirm(Context cx, ComponentId id)
{
    Database& replica = cx.peer<Database>(id);
    if (!master_ || replica.root_ != root_) return;
    while (const auto number = replica.acks_.take(cx.now())) replica.confirmed_ = std::max(replica.confirmed_, *number);
    if (root(cx).params.replication == ReplicationMode::Synchronous) admit(cx, id);
    else if (degraded_) resumeWaiting(cx);
    settle(cx);
}

void Database::admit(Context cx, ComponentId id)
{
    Database& replica = cx.peer<Database>(id);
    if (replica.inSet_ && replica.owed_ == 0) return;
    if (!replica.inSet_) {
        if (!cx.isUp(id) || replica.applied_ != replica.received_) return;
        replica.inSet_ = true;
        replica.owed_ = received_;
    }
    if (replica.confirmed_ < replica.owed_) return;
    replica.owed_ = 0;
    replica.offer(cx.as(id));
    cx.as(id).incident(Incident::Level::Good, "has caught up: writes wait for it again, and it serves reads");
}

void Database::evict(Context cx, ComponentId id)
{
    Database& replica = cx.peer<Database>(id);
    if (!replica.inSet_ || root(cx).params.replication != ReplicationMode::Synchronous) return;
    replica.inSet_ = false;
    replica.owed_ = 0;
    replica.offer(cx.as(id));
    cx.as(id).incident(Incident::Level::Warning, "writes no longer wait for it, and it serves no reads until it has caught up");
}

void Database::evictThoseFoundDown(Context cx)
{
    for (const ComponentId id : root(cx).group_.members)
        if (id != cx.self() && cx.peer<Database>(id).foundDown_) evict(cx, id);
}

bool Database::holdsUp(Context cx, ComponentId id, std::uint64_t number)
{
    const Database& replica = cx.peer<Database>(id);
    return id != cx.self() && replica.inSet_ && std::max(replica.confirmed_, replica.owed_) < number;
}

bool Database::isAcknowledged(Context cx, std::uint64_t number)
{
    const Database& group = root(cx);
    const auto& members = group.group_.members;
    switch (group.params.replication) {
    case ReplicationMode::SemiSynchronous: return degraded_ || number <= confirmedByEnough(cx);
    case ReplicationMode::Synchronous: return std::none_of(members.begin(), members.end(), [&](ComponentId id) { return holdsUp(cx, id, number); });
    default: return true;
    }
}

std::uint64_t Database::confirmedByEnough(Context cx)
{
    const Database& group = root(cx);
    const auto& members = group.group_.members;
    const auto confirmed = [&](ComponentId id) { return id == cx.self() ? 0 : cx.peer<Database>(id).confirmed_; };
    std::uint64_t most = 0;
    for (const ComponentId id : members) {
        const std::uint64_t number = confirmed(id);
        if (number <= most) continue;
        const auto reached = std::count_if(members.begin(), members.end(), [&](ComponentId other) { return confirmed(other) >= number; });
        if (reached >= group.params.acks) most = number;
    }
    return most;
}

void Database::settle(Context cx)
{
    if (!master_ || !cx.isUp(cx.self())) return;
    while (applied_ < received_ && isAcknowledged(cx, applied_ + 1)) publish(cx);
    if (applied_ == received_ || watching_) return;
    const SimTime due = nextOverdue(cx);
    if (due == SimTime::never()) return;
    watching_ = true;
    cx.after(std::max(due, cx.now()) - cx.now(), overdueTag, 0);
}

void Database::publish(Context cx)
{
    const PendingWrite write = pending_.front();
    pending_.pop_front();
    record(cx, write.entry);
    ++acknowledged_;
    ackWaitSum_ += static_cast<std::uint64_t>((cx.now() - write.entry.committed).ns);
    for (const ComponentId id : mesh_) cx.setNewestVersion(id, std::max(write.entry.version, cx.node(id).newestVersion));
    if (multiMaster_) shipToPeers(cx, write.entry);
    else cx.setNewestVersion(root_, write.entry.version);
    if (write.caller == nothing) return;
    Call& call = cx.call(write.caller);
    call.version = write.entry.version;
    call.origin = root_;
    if (root(cx).params.readYourWrites) call.marks |= mark::own;
    finish(cx, write.caller, Cause::None);
}

void Database::fallBack(Context cx)
{
    degraded_ = true;
    ++fallBacks_;
    cx.incident(Incident::Level::Warning, "no replica answers in time: writes no longer wait for one");
}

// A replica has caught up when no write older than the time-out lacks its confirmation.
void Database::resumeWaiting(Context cx)
{
    const std::uint64_t confirmed = confirmedByEnough(cx);
    if (confirmed < received_) {
        if (!log_.reachesBackTo(confirmed + 1)) return;
        if (entryAt(confirmed + 1).committed + root(cx).params.semiSyncTimeout <= cx.now()) return;
    }
    degraded_ = false;
    cx.incident(Incident::Level::Good, "a replica has caught up: writes wait for it again");
}

// A server that has just come up, on either side, gets its full time.
SimTime Database::overdueAt(Context cx, ComponentId id)
{
    const SimTime since = std::max(pending_.front().entry.committed, upSince_);
    const Database& replica = cx.peer<Database>(id);
    return std::max(since, replica.upSince_) + replica.params.detection;
}

SimTime Database::nextOverdue(Context cx)
{
    const Database& group = root(cx);
    if (group.params.replication == ReplicationMode::SemiSynchronous)
        return std::max(pending_.front().entry.committed, upSince_) + group.params.semiSyncTimeout;
    SimTime next = SimTime::never(); // a crash is found by itself
    for (const ComponentId id : group.group_.members)
        if (cx.isUp(id) && holdsUp(cx, id, applied_ + 1)) next = std::min(next, overdueAt(cx, id));
    return next;
}

void Database::onOverdue(Context cx)
{
    watching_ = false;
    if (!master_ || applied_ == received_) return;
    if (nextOverdue(cx) <= cx.now()) {
        const Database& group = root(cx);
        if (group.params.replication == ReplicationMode::SemiSynchronous) fallBack(cx);
        else
            for (const ComponentId id : group.group_.members)
                if (cx.isUp(id) && holdsUp(cx, id, applied_ + 1) && overdueAt(cx, id) <= cx.now()) evict(cx, id);
    }
    settle(cx);
}

} // namespace scalelab
