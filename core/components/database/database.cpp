// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

#include "mechanisms/machine.h"

#include <algorithm>

namespace scalelab {

namespace {

bool isWrite(Operation operation) { return operation == Operation::Write || operation == Operation::WriteSession; }

/// Sessions have keys of their own, one for each user.
std::uint64_t keyOf(Operation operation, const Request& request)
{
    if (operation != Operation::ReadSession && operation != Operation::WriteSession) return request.key;
    return 1ull << 63 | static_cast<std::uint64_t>(request.source) << 32 | request.user;
}

} // namespace

void Database::start(Context cx)
{
    configure(cx);
    master_ = params.role == DatabaseRole::Master;
    if (master_) {
        root_ = group_.acting = cx.self();
        group_.members = {cx.self()};
    }
    multiMaster_ = master_ && params.replication == ReplicationMode::MultiMaster;
    if (multiMaster_) mesh_ = {cx.self()};
    for (ComponentId id = 0; multiMaster_ && id < cx.self(); ++id) origin_ += cx.sameKind(id) && cx.peer<Database>(id).multiMaster_;
    offer(cx);
}

void Database::configure(Context cx)
{
    pool.configure(cx, orVirtualProcessors(cx, params.connections), params.queue);
    readTimer_.configure(cx, params.service, "service");
    writeTimer_.configure(cx, params.writeService.value_or(params.service), "write-service");
    joinTimer_.configure(cx, params.joinService.value_or(params.service), "join-service");
    applyTimer_.configure(cx, params.apply, "apply");
}

void Database::offer(Context cx)
{
    cx.setOffers(!foundDown_ && servesReads(), !foundDown_ && master_ && copy_ == Copy::Whole);
}

void Database::onCall(Context cx, CallId id)
{
    switch (pool.enter(cx, id)) {
    case WorkerPool::Admission::Started: return begin(cx, id);
    case WorkerPool::Admission::Queued: return;
    case WorkerPool::Admission::Rejected: return cx.refuse(id, Cause::QueueFull);
    }
}

void Database::onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
{
    switch (tag) {
    case queryTag: return perform(cx, handle);
    case receiveTag: return receive(cx, handle);
    case applyTag:
        if (handle == applyRun_) applyFirst(cx);
        return;
    case detectTag: return detect(cx, handle);
    case electTag:
        if (handle == epoch_ && root_ != nothing) elect(cx);
        return;
    case replaceTag:
        if (handle == epoch_) replace(cx);
        return;
    case ackTag: return confirm(cx, handle);
    case overdueTag: return onOverdue(cx);
    case copyTag: return completeCopy(cx, handle);
    case recoveryTag: return recoverLostWrites(cx);
    case peerTag: return receiveFromPeer(cx, handle);
    default:
        if (handle == epoch_) cx.comeUp();
    }
}

void Database::begin(Context cx, CallId id)
{
    const auto start = [&](ServiceTimer& timer, const std::optional<Distribution>& own) { return timer.start(cx, own ? *own : params.service, queryTag, id); };
    const Operation operation = cx.call(id).operation;
    const bool takesTime = isWrite(operation) ? start(writeTimer_, params.writeService)
                           : operation == Operation::Join ? start(joinTimer_, params.joinService)
                                                          : readTimer_.start(cx, params.service, queryTag, id);
    if (!takesTime) perform(cx, id);
}

void Database::perform(Context cx, CallId id)
{
    const Call& call = cx.call(id);
    const std::uint64_t key = keyOf(call.operation, cx.request(call.request));
    if (isWrite(call.operation)) write(cx, id, key);
    else read(cx, id, key);
}

void Database::read(Context cx, CallId id, std::uint64_t key)
{
    if (!servesReads()) return finish(cx, id, Cause::NoHealthyTarget);
    Call& call = cx.call(id);
    ++reads_;
    redirectedReads_ += call.version != 0;
    call.version = versions_.get(key);
    call.origin = root_;
    const bool isStale = (!master_ || multiMaster_) && cx.isOutdated(root_, key, call.version);
    const bool isMissing = root_ != nothing && root(cx).group_.lost.get(key) > call.version;
    staleReads_ += isStale;
    missingReads_ += isMissing;
    if (isStale || isMissing) call.marks |= mark::stale;
    finish(cx, id, Cause::None);
}

void Database::write(Context cx, CallId id, std::uint64_t key)
{
    if (!master_) return finish(cx, id, Cause::NoMaster);
    if (!hasRoomFor(cx, key)) return finish(cx, id, Cause::StorageFull);
    ++writes_;
    append(cx, key, id);
}

bool Database::hasRoomFor(Context cx, std::uint64_t key)
{
    if (diskFull_) return false;
    if (!params.disk || versions_.get(key) != 0) return true;
    const Params& group = root(cx).params;
    return bytes(group) + group.rowSize * static_cast<double>(pending_.size() + 1) <= *params.disk;
}

void Database::finish(Context cx, CallId id, Cause cause)
{
    pool.release(cx, [&](CallId next) { begin(cx, next); });
    cx.answer(id, cause, cause == Cause::None ? nothing : cx.self());
}

void Database::onChanged(Context cx, std::string_view param)
{
    if (param == "instance" && cx.isUp(cx.self())) return resize(cx);
    configure(cx);
    pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
}

void Database::onFault(Context cx, std::string_view verb, double) { setDiskFull(cx, verb == "fill-disk"); }

void Database::setDiskFull(Context cx, bool full)
{
    diskFull_ = full;
    applyReceived(cx);
}

void Database::onRestartMeasures(Context cx)
{
    pool.restartMeasures(cx.now());
    reads_ = writes_ = staleReads_ = missingReads_ = redirectedReads_ = 0;
    lostWrites_ = recoveredWrites_ = conflicts_ = fallBacks_ = appliedWrites_ = acknowledged_ = 0;
    lagSum_ = ackWaitSum_ = 0;
    lagMost_ = {};
}

void Database::report(const Simulation& simulation, ComponentId, Reporter& reporter) const
{
    const auto count = [&](const char* id, auto number) { reporter.value(id, static_cast<double>(number)); };
    const auto mean = [&](const char* id, WorkerTime sum, std::uint64_t number) {
        reporter.value(id, number == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(number) / 1e9);
    };
    reporter.value("wait_s.mean", pool.meanWait());
    count("master", master_ ? 1 : 0);
    count("reads", reads_);
    count("writes", writes_);
    count("stale_reads", staleReads_);
    count("missing_reads", missingReads_);
    count("redirected_reads", redirectedReads_);
    count("lost_writes", lostWrites_);
    count("recovered_writes", recoveredWrites_);
    count("conflicts", conflicts_);
    count("fall_backs", fallBacks_);
    mean("ack_wait_s.mean", ackWaitSum_, acknowledged_);
    count("applied_writes", appliedWrites_);
    mean("lag_s.mean", lagSum_, appliedWrites_);
    reporter.value("lag_s.max", lagMost_.seconds());
    count("backlog", multiMaster_ ? inbox_.size() : master_ ? 0 : pending_.size());
    count("keys", versions_.size());
    reporter.value("bytes", bytes(root_ == nothing ? params : componentAt<Database>(simulation.placeOf(root_)).params));
}

double Database::lag(SimTime now) const
{
    if (master_) return -1;
    return pending_.empty() ? 0 : (now - pending_.front().entry.committed).seconds();
}

std::uint64_t Database::latestVersion(const Simulation& simulation, std::uint64_t key) const
{
    const auto versionOn = [&](ComponentId id) { return componentAt<Database>(simulation.placeOf(id)).versions_.get(key); };
    if (!multiMaster_) return group_.acting == nothing ? versions_.get(key) : versionOn(group_.acting);
    std::uint64_t latest = 0;
    for (const ComponentId id : mesh_) latest = std::max(latest, versionOn(id));
    return latest;
}

} // namespace scalelab
