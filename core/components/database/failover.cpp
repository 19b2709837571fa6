// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

namespace scalelab {

void Database::onCrash(Context cx)
{
    pool.clear(cx.now());
    applying_ = watching_ = false;
    ++applyRun_;
    ++epoch_;
    for (PendingWrite& write : pending_) write.caller = nothing;
    breakCopy();
    breakPeers(cx);
    dropUnreceived();
    if (root_ == nothing || (root(cx).group_.members.size() < 2 && mesh_.size() < 2)) return;
    const Group& group = root(cx).group_;
    if (group.acting == cx.self()) {
        for (const ComponentId id : group.members) {
            Database& member = cx.peer<Database>(id);
            member.breakCopy();
            member.dropUnreceived();
            member.acks_.clear();
        }
    }
    if (promoting_) cx.after(params.election, electTag, epoch_);
    promoting_ = false;
    cx.after(params.detection, detectTag, epoch_);
    if (params.replacement && cx.node(cx.self()).health == Health::Down) cx.after(*params.replacement, replaceTag, epoch_);
}

void Database::detect(Context cx, std::uint32_t epoch)
{
    if (epoch != epoch_) return;
    foundDown_ = true;
    offer(cx);
    const ComponentId acting = root_ == nothing ? nothing : root(cx).group_.acting;
    if (multiMaster_) {
        cx.incident(Incident::Level::Warning, "found to be down: the other masters go on");
    } else if (acting == cx.self()) {
        cx.incident(Incident::Level::Warning, "found to be down: a replica is being elected");
        cx.after(params.election, electTag, epoch_);
    } else {
        cx.incident(Incident::Level::Warning, "found to be down: reads go elsewhere");
        if (acting == nothing || !cx.isUp(acting)) return;
        Context there = cx.as(acting);
        cx.peer<Database>(acting).evict(there, cx.self());
        cx.peer<Database>(acting).settle(there);
    }
}

void Database::elect(Context cx)
{
    Database& declared = root(cx);
    Group& group = declared.group_;
    if (cx.isUp(group.acting) || declared.multiMaster_) return;
    group.electing = true;
    const LogPlace former = cx.peer<Database>(group.acting).place();
    const auto kept = [&](ComponentId id) { return group.lineage.common(cx.peer<Database>(id).place(), former); };
    ComponentId best = nothing;
    for (const ComponentId id : group.members) {
        if (!isEligible(cx, id)) continue;
        if (cx.peer<Database>(id).promoting_) return;
        if (best == nothing || kept(id) > kept(best)) best = id;
    }
    if (best == nothing) return cx.incident(Incident::Level::Bad, "no replica is left to promote");
    Context there = cx.as(best);
    Database& chosen = cx.peer<Database>(best);
    chosen.promoting_ = true;
    if (chosen.applied_ == chosen.received_) chosen.becomeMaster(there);
}

bool Database::isEligible(Context cx, ComponentId id)
{
    const Database& declared = root(cx);
    const Database& member = cx.peer<Database>(id);
    if (!cx.isUp(id) || member.copy_ != Copy::Whole) return false;
    const bool mayReturn = cx.node(declared.group_.acting).health == Health::Down;
    const bool hasAll = member.inSet_ && member.owed_ == 0;
    return hasAll || !mayReturn || declared.params.replication != ReplicationMode::Synchronous;
}

void Database::becomeMaster(Context cx)
{
    Group& group = root(cx).group_;
    const ComponentId formerId = group.acting;
    Database& former = cx.peer<Database>(formerId);
    promoting_ = false;
    dropUnreceived();
    master_ = true;
    former.master_ = degraded_ = false;
    countLosses(cx, former);
    term_ = group.lineage.fork(place());
    group.acting = cx.self();
    group.electing = false;
    offer(cx);
    const bool synchronous = root(cx).params.replication == ReplicationMode::Synchronous;
    former.inSet_ = !synchronous;
    for (const ComponentId id : group.members) {
        Database& member = cx.peer<Database>(id);
        if (id == cx.self()) continue;
        const bool isCurrent = id != formerId && member.inSet_ && member.owed_ == 0 && member.applied_ == applied_ && !member.foundDown_;
        if (!isCurrent) evict(cx, id);
        member.acks_.clear();
        member.confirmed_ = synchronous && isCurrent ? applied_ : 0;
        if (!cx.isUp(id)) continue;
        member.dropUnreceived();
        feed(cx, id);
    }
    for (const ComponentId id : group.members)
        if (cx.isUp(id)) cx.peer<Database>(id).startRecovery(cx.as(id));
    const bool isCutOff = former.feed_ != nothing && !isOpen(cx, former.feed_);
    if (isCutOff) root(cx).leave(cx.as(root_), formerId);
}

void Database::onRecover(Context cx)
{
    ++epoch_;
    upSince_ = cx.now();
    foundDown_ = false;
    if (resizing_) configure(cx);
    resizing_ = false;
    offer(cx);
    if (multiMaster_) feedPeers(cx);
    if (root_ == nothing) return;
    Group& group = root(cx).group_;
    if (group.acting == cx.self()) return resumeAsMaster(cx);
    if (cx.isUp(group.acting)) return rejoin(cx);
    applyReceived(cx);
    if (group.electing) elect(cx);
}

void Database::resumeAsMaster(Context cx)
{
    Group& group = root(cx).group_;
    group.electing = false;
    for (const ComponentId id : group.members) {
        Database& member = cx.peer<Database>(id);
        member.promoting_ = false;
        if (id == cx.self() || !cx.isUp(id)) continue;
        feed(cx, id);
    }
    for (const ComponentId id : group.members)
        if (cx.isUp(id)) cx.peer<Database>(id).startRecovery(cx.as(id));
    evictThoseFoundDown(cx);
    settle(cx);
    applyReceived(cx);
}

void Database::rejoin(Context cx)
{
    const ComponentId acting = root(cx).group_.acting;
    Database& master = cx.peer<Database>(acting);
    Context there = cx.as(acting);
    const bool agrees = root(cx).group_.lineage.isPrefix(place(), master.place());
    if (!agrees || copy_ == Copy::Missing) cx.incident(Incident::Level::Info, "rejoins as a replica with a fresh copy of the data");
    master.feed(there, cx.self());
    applyReceived(cx);
    startRecovery(cx);
    master.settle(there);
}

void Database::replace(Context cx)
{
    if (root_ == nothing || resizing_) return;
    const ComponentId acting = root(cx).group_.acting;
    if (acting == cx.self() || !cx.isUp(acting)) return;
    wipe();
    cx.comeUp();
}

void Database::resize(Context cx)
{
    if (!cx.isUp(cx.self())) return;
    if (params.resizeTime == SimTime{}) return onChanged(cx, {});
    cx.goDown();
    resizing_ = true;
    cx.after(params.resizeTime, resizeTag, epoch_);
}

} // namespace scalelab
