// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

#include <algorithm>

namespace scalelab {

namespace {
constexpr double longest = 1e9; ///< A copy takes at most a billion seconds, so that its end can be told in nanoseconds.
} // namespace

// A server that is copied anew takes over the data as they are when the copy begins. While the copy runs it collects the log and serves nothing. If the
// copy is broken off, by a crash of either side, its data are missing until another copy is complete.

void Database::copyFrom(Context cx, const Database& source)
{
    dropUnreceived();
    pending_.clear();
    breakCopy();
    applying_ = false;
    ++applyRun_;
    versions_ = source.versions_;
    log_ = source.log_;
    newest_ = source.newest_;
    known_ = source.known_;
    applied_ = received_ = sent_ = source.applied_;
    term_ = source.term_;
    acks_.clear();
    confirmed_ = owed_ = 0;
    inSet_ = root(cx).params.replication != ReplicationMode::Synchronous;
    const SimTime time = copyTime(cx, source);
    copy_ = time == SimTime{} ? Copy::Whole : Copy::Running;
    if (copy_ == Copy::Running) cx.after(time, copyTag, copyRun_);
    offer(cx);
}

SimTime Database::copyTime(Context cx, const Database& source)
{
    const Params& group = root(cx).params;
    const std::optional<double>& rate = params.copyRate ? params.copyRate : group.copyRate;
    return rate ? SimTime::fromSeconds(std::min(source.bytes(group) / *rate, longest)) : SimTime{};
}

void Database::breakCopy()
{
    ++copyRun_;
    if (copy_ == Copy::Running) copy_ = Copy::Missing;
}

void Database::wipe()
{
    versions_.clear();
    log_ = {};
    pending_.clear();
    salvage_.clear();
    applied_ = received_ = sent_ = term_ = newest_ = 0;
    copy_ = Copy::Missing;
}

void Database::completeCopy(Context cx, std::uint32_t run)
{
    if (run != copyRun_) return;
    copy_ = Copy::Whole;
    offer(cx);
    cx.incident(Incident::Level::Good, "has its copy of the data");
    acknowledge(cx);
    applyReceived(cx);
}

} // namespace scalelab
