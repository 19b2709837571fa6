// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

namespace scalelab {

void Database::onCrash(Context cx)
{
    pool.clear(cx.now());
    applying_ = false;
    ++applyRun_;
    ++epoch_;
    dropUnreceived();
    if (root_ == nothing || root(cx).members_.size() < 2) return;
    if (root(cx).acting_ == cx.self())
        for (const ComponentId id : root(cx).members_) cx.peer<Database>(id).dropUnreceived();
    if (promoting_) cx.after(params.election, electTag, epoch_);
    promoting_ = false;
    cx.after(params.detection, detectTag, epoch_);
    if (params.replacement && cx.node(cx.self()).health == Health::Down) cx.after(*params.replacement, replaceTag, epoch_);
}

void Database::detect(Context cx, std::uint32_t epoch)
{
    if (epoch != epoch_) return;
    cx.setOffers(false, false);
    if (root_ == nothing || root(cx).acting_ != cx.self()) {
        cx.incident(Incident::Level::Warning, "found to be down: reads go elsewhere");
        return;
    }
    cx.incident(Incident::Level::Warning, "found to be down: a replica is being elected");
    cx.after(params.election, electTag, epoch_);
}

void Database::elect(Context cx)
{
    Database& group = root(cx);
    if (cx.isUp(group.acting_)) return;
    group.electing_ = true;
    ComponentId best = nothing;
    for (const ComponentId id : group.members_) {
        if (!cx.isUp(id)) continue;
        if (cx.peer<Database>(id).promoting_) return;
        if (best == nothing || cx.peer<Database>(id).received_ > cx.peer<Database>(best).received_) best = id;
    }
    if (best == nothing) return cx.incident(Incident::Level::Bad, "no replica is left to promote");
    Context there = cx.as(best);
    Database& chosen = cx.peer<Database>(best);
    chosen.promoting_ = true;
    if (chosen.applied_ == chosen.received_) chosen.becomeMaster(there);
}

void Database::becomeMaster(Context cx)
{
    Database& group = root(cx);
    Database& former = cx.peer<Database>(group.acting_);
    promoting_ = false;
    dropUnreceived();
    master_ = true;
    former.master_ = false;
    const std::uint64_t lost = former.applied_ > applied_ ? former.applied_ - applied_ : 0;
    lostWrites_ += lost;
    cx.countLostWrites(lost);
    dataTerm_ = ++group.term_;
    group.acting_ = cx.self();
    group.electing_ = false;
    cx.setOffers(true, true);
    cx.incident(Incident::Level::Good, lost == 0 ? "promoted to master" : "promoted to master: " + std::to_string(lost) + " acknowledged writes are lost");
    for (const ComponentId id : group.members_) {
        if (id == cx.self() || !cx.isUp(id)) continue;
        cx.peer<Database>(id).dropUnreceived();
        feed(cx, id);
    }
}

void Database::onRecover(Context cx)
{
    ++epoch_;
    cx.setOffers(true, master_);
    if (root_ == nothing) return;
    Database& group = root(cx);
    if (group.acting_ == cx.self()) {
        group.electing_ = false;
        for (const ComponentId id : group.members_) {
            cx.peer<Database>(id).promoting_ = false;
            if (id != cx.self() && cx.isUp(id)) feed(cx, id);
        }
        return;
    }
    if (cx.isUp(group.acting_)) return rejoin(cx);
    applyReceived(cx);
    if (group.electing_) elect(cx);
}

void Database::rejoin(Context cx)
{
    Database& master = cx.peer<Database>(root(cx).acting_);
    if (dataTerm_ != master.dataTerm_) {
        if (applied_ > 0) cx.incident(Incident::Level::Info, "rejoins as a replica with a fresh copy of the data");
        return copyFrom(cx, master);
    }
    Context there = cx.as(root(cx).acting_);
    master.feed(there, cx.self());
    applyReceived(cx);
}

} // namespace scalelab
