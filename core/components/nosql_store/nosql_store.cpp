// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/nosql_store/nosql_store.h"

#include <algorithm>

namespace scalelab {

namespace {

/// The key that a request is about: sessions have keys of their own, one for each user of each source.
std::uint64_t requestedKey(Context cx, const Call& call)
{
    const Request& request = cx.request(call.request);
    const bool session = call.operation == Operation::ReadSession || call.operation == Operation::WriteSession;
    return session ? 1ull << 63 | static_cast<std::uint64_t>(request.source) << 32 | request.user : request.key;
}

/// What a coordinator asks the copies for: anything that neither writes nor scans reads one key.
Operation operationOnCopies(Operation asked, DataModel model)
{
    if (writesData(asked) || asked == Operation::ReadSession) return asked;
    return asked == Operation::Join && model == DataModel::Column ? Operation::Join : Operation::Read;
}

bool joinsKeys(DataModel model) { return model == DataModel::KeyValue || model == DataModel::Graph; }

} // namespace

void NosqlStore::start(Context cx)
{
    configure(cx);
    root_ = cx.self();
    members_ = {cx.self()};
    ring_.add(cx.self(), hashText(cx.name(cx.self())), static_cast<double>(params.virtualNodes));
    cx.setOffers(true, true);
}

void NosqlStore::configure(Context cx)
{
    pool.configure(params.connections, params.queue);
    readTimer_.configure(cx, params.service, "service");
    writeTimer_.configure(cx, params.writeService ? *params.writeService : params.service, "write-service");
}

void NosqlStore::onCall(Context cx, CallId id)
{
    const Call& call = cx.call(id);
    if (cx.sameKind(call.caller)) {
        if (!admit(cx, peerAccess, id)) cx.refuse(id, Cause::QueueFull);
        return;
    }
    ++(writesData(call.operation) ? writes_ : reads_);
    if (call.operation == Operation::Join && joinsKeys(params.dataModel)) return startJoin(cx, id);
    const std::uint32_t slot = openQuorum(cx, call.request, requestedKey(cx, call), operationOnCopies(call.operation, params.dataModel));
    quorums_[slot].client = id;
    launch(cx, slot);
}

void NosqlStore::onReply(Context cx, CallId id)
{
    const Call& reply = cx.call(id);
    settle(cx, reply.origin, reply.callee, reply.cause, reply.version);
}

void NosqlStore::onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
{
    switch (tag) {
    case serviceTag:
        if (operationOfJob(cx, handle) != Operation::Join || params.scan == SimTime{}) return perform(cx, handle);
        return cx.after(SimTime::fromSpan(params.scan.seconds() * static_cast<double>(params.joinItems - 1) * cx.slowness()), scanTag, handle);
    case scanTag: return perform(cx, handle);
    case handoffTag: return handOff(cx);
    default:
        if (handle != epoch_) return;
        cx.setOffers(false, false);
        cx.incident(Incident::Level::Warning, "found to be down: clients go to other nodes");
    }
}

bool NosqlStore::admit(Context cx, JobKind kind, std::uint32_t subject)
{
    return pool.enter(cx.now(), kind, subject, [&](std::uint32_t job) { begin(cx, job); });
}

Operation NosqlStore::operationOfJob(Context cx, std::uint32_t job) const
{
    const JobPool::Job& entry = pool.job(job);
    return entry.kind == ownAccess ? quorums_[entry.subject].operation : cx.call(entry.subject).operation;
}

void NosqlStore::begin(Context cx, std::uint32_t job)
{
    const JobPool::Job& entry = pool.job(job);
    const CallId served = entry.kind == ownAccess ? quorums_[entry.subject].client : entry.subject;
    if (served != nothing) cx.waited(served, cx.now() - entry.entered);
    const bool writes = writesData(operationOfJob(cx, job));
    const Distribution& service = writes && params.writeService ? *params.writeService : params.service;
    if (!(writes ? writeTimer_ : readTimer_).start(cx, service, serviceTag, job)) onTimer(cx, serviceTag, job);
}

void NosqlStore::perform(Context cx, std::uint32_t job)
{
    const JobPool::Job entry = pool.job(job);
    if (entry.kind == peerAccess) return performForPeer(cx, entry.subject, job);
    const Quorum& quorum = quorums_[entry.subject];
    const std::uint64_t version = access(cx, quorum.operation, quorum.key, quorum.version);
    pool.finish(cx.now(), job, [&](std::uint32_t next) { begin(cx, next); });
    settle(cx, entry.subject, cx.self(), Cause::None, version);
}

void NosqlStore::performForPeer(Context cx, CallId id, std::uint32_t job)
{
    Call& call = cx.call(id);
    if (!call.abandoned) call.version = access(cx, call.operation, cx.peer<NosqlStore>(call.caller).quorums_[call.origin].key, call.version);
    else if (call.operation != Operation::Fill) access(cx, call.operation, requestedKey(cx, call), call.version);
    pool.finish(cx.now(), job, [&](std::uint32_t next) { begin(cx, next); });
    cx.answer(id);
}

std::uint64_t NosqlStore::access(Context cx, Operation operation, std::uint64_t key, std::uint64_t version)
{
    const std::uint64_t held = versions_.get(key);
    if (!writesData(operation)) {
        ++copyReads_;
        return held;
    }
    ++copyWrites_;
    if (version > held) versions_.set(key, version);
    const bool overtaken = version < held && (held & 0xff) == (cx.self() & 0xff);
    conflicts_ += overtaken && operation != Operation::Fill;
    return version;
}

void NosqlStore::onCrash(Context cx)
{
    pool.clear(cx.now());
    quorums_ = {};
    joins_ = {};
    handoffScheduled_ = false;
    for (Peer& peer : peers_) peer.underWay = false;
    if (params.memoryOnly) forgetData(cx);
    ++epoch_;
    if (cx.node(cx.self()).health == Health::Down) cx.after(params.detection, detectTag, epoch_);
}

void NosqlStore::forgetData(Context cx)
{
    const VersionTable lost = std::exchange(versions_, {});
    for (Peer& peer : peers_) {
        hintsDropped_ += peer.hints.size();
        peer.hints = {};
    }
    VersionTable& acknowledged = root(cx).acknowledged_;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < lost.size(); ++i) {
        const std::uint64_t key = lost.keyAt(i);
        std::uint64_t left = 0;
        for (const ComponentId member : members_) left = std::max(left, cx.peer<NosqlStore>(member).versions_.get(key));
        if (left >= acknowledged.get(key)) continue;
        acknowledged.set(key, left);
        ++count;
    }
    if (count == 0) return;
    lostWrites_ += count;
    cx.countLostWrites(count);
    cx.incident(Incident::Level::Bad, "no other node has a copy of " + std::to_string(count) + " acknowledged writes: they are lost");
}

void NosqlStore::onRecover(Context cx)
{
    ++epoch_;
    cx.setOffers(true, true);
    scheduleHandoff(cx);
}

void NosqlStore::onChanged(Context cx, std::string_view)
{
    configure(cx);
    pool.startWaiting(cx.now(), [&](std::uint32_t job) { begin(cx, job); });
}

void NosqlStore::onRestartMeasures(Context cx)
{
    pool.restartMeasures(cx.now());
    reads_ = writes_ = copyReads_ = copyWrites_ = staleReads_ = conflicts_ = noQuorum_ = repairs_ = 0;
    hintsKept_ = hintsDelivered_ = hintsDropped_ = lostWrites_ = 0;
}

void NosqlStore::report(const Simulation&, ComponentId self, Reporter& reporter) const
{
    const auto count = [&](const char* id, std::uint64_t number) { reporter.value(id, static_cast<double>(number)); };
    std::uint64_t waiting = 0;
    for (const Peer& peer : peers_) waiting += peer.hints.size();
    reporter.value("wait_s.mean", pool.meanWait());
    count("nodes", members_.size());
    reporter.value("ring_share", ring_.share(self));
    count("keys", versions_.size());
    count("reads", reads_);
    count("writes", writes_);
    count("copy_reads", copyReads_);
    count("copy_writes", copyWrites_);
    count("stale_reads", staleReads_);
    count("conflicts", conflicts_);
    count("no_quorum", noQuorum_);
    count("read_repairs", repairs_);
    count("hints_kept", hintsKept_);
    count("hints_waiting", waiting);
    count("hints_delivered", hintsDelivered_);
    count("hints_dropped", hintsDropped_);
    count("lost_writes", lostWrites_);
}

std::uint64_t NosqlStore::latestVersion(const Simulation& simulation, std::uint64_t key) const
{
    return componentAt<NosqlStore>(simulation.placeOf(root_)).acknowledged_.get(key);
}

} // namespace scalelab
