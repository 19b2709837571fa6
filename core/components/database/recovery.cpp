// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

#include <algorithm>
#include <utility>

namespace scalelab {

// Writes that a master had acknowledged and its successor never received are lost. If they are to be recovered, a server that had them keeps them when
// it rejoins, and some time later has the master of then write them again, as far as nobody has written their keys since.

void Database::countLosses(Context cx, const Database& former)
{
    Group& group = root(cx).group_;
    for (std::uint64_t term = 0; term < group.losses.size(); ++term)
        if (const std::uint64_t found = claimLost(cx, term)) countRecovered(cx, term, found);
    const std::uint64_t common = group.lineage.common(place(), former.place());
    const std::uint64_t lost = former.applied_ > common ? former.applied_ - common : 0;
    for (std::uint64_t number = former.applied_ - std::min(lost, ReplicationLog::kept) + 1; number <= former.applied_; ++number) {
        if (!former.log_.reachesBackTo(number)) continue;
        const LogEntry& entry = former.log_.at(number);
        group.lost.set(entry.key, std::max(entry.version, group.lost.get(entry.key)));
    }
    lostWrites_ += lost;
    cx.countLostWrites(lost);
    group.losses.push_back({former.applied_ - lost, former.applied_, lost, cx.self()});
    cx.incident(Incident::Level::Good, lost == 0 ? "promoted to master" : "promoted to master: " + std::to_string(lost) + " acknowledged writes are lost");
}

std::uint64_t Database::claimLost(Context cx, std::uint64_t term)
{
    Group& group = root(cx).group_;
    Loss& loss = group.losses[term];
    const std::uint64_t before = loss.after;
    loss.after = std::max(before, group.lineage.common(place(), {term, loss.last}));
    return loss.after - before;
}

void Database::keepLostWrites(Context cx)
{
    if (root(cx).params.recovery != LostWriteRecovery::Merge) return;
    for (std::uint64_t term = 0; term < root(cx).group_.losses.size(); ++term) {
        const std::uint64_t found = claimLost(cx, term);
        const std::uint64_t last = root(cx).group_.losses[term].after;
        for (std::uint64_t number = last - found + 1; number <= last; ++number)
            if (number > applied_ || log_.reachesBackTo(number)) salvage_.push_back({term, entryAt(number)});
    }
}

void Database::startRecovery(Context cx)
{
    if (salvage_.empty()) return;
    const SimTime time = root(cx).params.recoveryTime;
    if (time == SimTime{}) recoverLostWrites(cx);
    else cx.after(time, recoveryTag, 0);
}

void Database::recoverLostWrites(Context cx)
{
    if (root_ == nothing || salvage_.empty() || !cx.isUp(root(cx).group_.acting)) return;
    Context there = cx.as(root(cx).group_.acting);
    Database& master = cx.peer<Database>(there.self());
    const std::vector<LostWrite> lost = std::exchange(salvage_, {});
    std::vector<std::uint64_t> keys;
    for (const LostWrite& write : lost)
        if (!master.hasNewer(write.entry)) keys.push_back(write.entry.key);
    for (const LostWrite& write : lost) master.countRecovered(there, write.term, 1);
    for (const std::uint64_t key : keys) master.append(there, key, nothing);
    master.recoveredWrites_ += keys.size();
    const std::string rest = keys.size() == lost.size() ? "" : ", " + std::to_string(lost.size() - keys.size()) + " were out of date";
    cx.incident(Incident::Level::Good, std::to_string(keys.size()) + " lost writes were written again" + rest);
}

bool Database::hasNewer(const LogEntry& entry) const
{
    return versions_.get(entry.key) >= entry.version ||
           std::any_of(pending_.begin(), pending_.end(), [&](const PendingWrite& write) { return write.entry.key == entry.key; });
}

void Database::countRecovered(Context cx, std::uint64_t term, std::uint64_t count)
{
    Loss& loss = root(cx).group_.losses[term];
    count = std::min(count, loss.missing);
    loss.missing -= count;
    std::uint64_t& counted = cx.peer<Database>(loss.counter).lostWrites_;
    counted -= std::min(count, counted);
    cx.countRecoveredWrites(count);
}

} // namespace scalelab
