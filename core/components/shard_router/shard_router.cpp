// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/shard_router/shard_router.h"

#include "mechanisms/store_route.h"

#include <algorithm>

namespace scalelab {

namespace {

// In Call::step of a call that is being served: how many shards have not answered yet, and two flags.
constexpr std::uint32_t firstWriteFlag = 1u << 30;
constexpr std::uint32_t severalFlag = 1u << 31;
constexpr std::uint32_t countMask = firstWriteFlag - 1;

/// Parameters that say where keys are.
bool isRuleOfKeys(std::string_view param)
{
    constexpr std::array<std::string_view, 7> rules = {"bounds", "directory", "isolate", "dedicated", "split", "split-copies", "drain"};
    return std::find(rules.begin(), rules.end(), param) != rules.end();
}

} // namespace

void ShardRouter::start(Context cx)
{
    configure(cx);
    cx.setOffers(true, true);
}

void ShardRouter::configure(Context cx)
{
    pool.configure(cx, params.connections, params.queue);
    service_.configure(cx, params.service, "service");
}

void ShardRouter::onCall(Context cx, CallId id)
{
    if (!settled_) settle(cx);
    if (!unplaced_.empty() && placeWires(cx)) reshard(cx);
    switch (pool.enter(cx, id)) {
    case WorkerPool::Admission::Started: return begin(cx, id);
    case WorkerPool::Admission::Queued: return;
    case WorkerPool::Admission::Rejected: return cx.refuse(id, Cause::QueueFull);
    }
}

void ShardRouter::onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
{
    switch (tag) {
    case serviceTag: return route(cx, handle);
    case settleTag:
        if (!settled_) settle(cx);
        return;
    default:
        if (findKeyToMove()) moveKey();
        moveOn(cx);
    }
}

void ShardRouter::begin(Context cx, CallId id)
{
    if (!service_.start(cx, params.service, serviceTag, id)) route(cx, id);
}

void ShardRouter::route(Context cx, CallId id)
{
    const Call& call = cx.call(id);
    const std::uint64_t key = cx.request(call.request).key;
    if (call.operation == Operation::Write) return write(cx, id, key);
    if (call.operation == Operation::Join && !params.denormalised) return scatter(cx, id);
    read(cx, id, key);
}

void ShardRouter::read(Context cx, CallId id, std::uint64_t key)
{
    const ShardLayout::Places places = placesOf(key);
    cx.call(id).step = 1;
    if (places.count == 0) return closeOne(cx, id, Cause::NoRoute, cx.self());
    ask(cx, id, places.count == 1 ? places.shards[0] : places.shards[turn_++ % places.count]);
}

void ShardRouter::write(Context cx, CallId id, std::uint64_t key)
{
    ShardLayout::Places places = placesOf(key);
    const bool isNew = !exists(key);
    Call& call = cx.call(id);
    call.step = 1;
    if (places.count == 0) return closeOne(cx, id, Cause::NoRoute, cx.self());
    if (isNew && !reserve(key)) return closeOne(cx, id, Cause::StorageFull, cx.self());
    const bool first = key >= static_cast<std::uint64_t>(params.keys) && !rows_.at(key).stored;
    if (first) ++rows_.at(key).firstWrites;

    if (!isMoved(key)) {
        const std::size_t before = places.count;
        for (const std::uint32_t shard : target_.placesOf(key))
            if (!places.contains(shard) && places.count < ShardLayout::mostPlaces) places.add(shard);
        dualWrites_ += places.count > before;
    }
    const auto wanted = params.denormalised ? std::min(static_cast<std::size_t>(params.writeCopies), ShardLayout::mostPlaces) : 1;
    const std::vector<std::uint32_t>& all = layout_.shards;
    const auto home = static_cast<std::size_t>(std::find(all.begin(), all.end(), places.shards[0]) - all.begin());
    for (std::size_t i = 1; i <= all.size() && places.count < wanted; ++i)
        if (const std::uint32_t next = all[(home + i) % all.size()]; !places.contains(next)) places.add(next);

    call.step = static_cast<std::uint32_t>(places.count) | (first ? firstWriteFlag : 0) | (places.count > 1 ? severalFlag : 0);
    for (const std::uint32_t shard : places) ask(cx, id, shard);
}

/// Takes room for a new key on its shards; false if one of them is full.
bool ShardRouter::reserve(std::uint64_t key)
{
    const ShardLayout::Places places = placesOf(key);
    for (const std::uint32_t shard : places) {
        if (!params.shardRows || shards_[shard].keys < static_cast<std::uint64_t>(*params.shardRows)) continue;
        ++storageFull_;
        ++shards_[shard].rejected;
        return false;
    }
    for (const std::uint32_t shard : places) ++shards_[shard].keys;
    ++newKeys_;
    return true;
}

/// A join asks all shards, and is answered when all of them have answered.
void ShardRouter::scatter(Context cx, CallId id)
{
    ++joins_;
    cx.call(id).step = 1;
    for (std::uint32_t shard = 0; shard < shards_.size(); ++shard) {
        if (!shards_[shard].connected()) continue;
        ++cx.call(id).step;
        ask(cx, id, shard);
    }
    const bool asked = std::any_of(shards_.begin(), shards_.end(), [](const Shard& shard) { return shard.connected(); });
    closeOne(cx, id, asked ? Cause::None : Cause::NoRoute, asked ? nothing : cx.self());
}

void ShardRouter::ask(Context cx, CallId id, std::uint32_t shard)
{
    Shard& chosen = shards_[shard];
    ++chosen.calls;
    const Call& call = cx.call(id);
    const bool writes = call.operation == Operation::Write;
    const WireId wire = routeToStore(cx, chosen.wires, writes);
    if (wire == nothing) return closeOne(cx, id, chosen.connected() ? noStore(writes) : Cause::NoRoute, cx.self());
    cx.forward(call.request, id, wire, call.operation);
}

void ShardRouter::onReply(Context cx, CallId id)
{
    const Call& reply = cx.call(id);
    cx.call(reply.parent).version = reply.version;
    closeOne(cx, reply.parent, reply.cause, reply.culprit);
}

/// One of the shards that a call needs has answered; the first failure is that of the call.
void ShardRouter::closeOne(Context cx, CallId id, Cause cause, ComponentId culprit)
{
    Call& call = cx.call(id);
    if (cause != Cause::None && call.cause == Cause::None) {
        call.cause = cause;
        call.culprit = culprit;
    }
    if ((--call.step & countMask) != 0) return;
    const std::uint64_t key = cx.request(call.request).key;
    if (call.operation == Operation::Write) {
        settleWrite(cx, id, key);
    } else {
        call.version = call.operation == Operation::Read ? versionOf(key, call.version) : 0;
        call.origin = cx.self();
    }
    const Cause outcome = call.cause;
    const ComponentId failedBy = call.culprit;
    pool.release(cx, [&](CallId next) { begin(cx, next); });
    cx.answer(id, outcome, failedBy);
}

void ShardRouter::settleWrite(Context cx, CallId id, std::uint64_t key)
{
    Call& call = cx.call(id);
    const bool ok = call.cause == Cause::None;
    const bool first = (call.step & firstWriteFlag) != 0;
    if (!ok && !first) return;
    Row& row = rows_.at(key);
    if (first) --row.firstWrites;
    if (ok) {
        row.stored = true;
        row.version = ++versions_;
        row.shardVersion = (call.step & severalFlag) != 0 ? 0 : call.version;
        call.version = row.version;
        call.origin = cx.self();
        cx.setNewestVersion(cx.self(), versions_);
    } else if (!row.exists()) {
        for (const std::uint32_t shard : placesOf(key)) --shards_[shard].keys;
        --newKeys_;
    }
}

/// The router's own version of what a shard has answered: its shards count differently, and keys move between them.
std::uint64_t ShardRouter::versionOf(std::uint64_t key, std::uint64_t shardVersion) const
{
    const std::uint32_t number = rows_.numberOf(key);
    if (number == noSlot || rows_[number].version == 0) return 0;
    const Row& row = rows_[number];
    return shardVersion >= row.shardVersion ? row.version : row.version - 1;
}

std::uint64_t ShardRouter::latestVersion(const Simulation&, std::uint64_t key) const
{
    const std::uint32_t number = rows_.numberOf(key);
    return number == noSlot ? 0 : rows_[number].version;
}

void ShardRouter::onCrash(Context cx) { pool.clear(cx.now()); }

void ShardRouter::onRecover(Context cx)
{
    if (moving_) moveOn(cx);
}

void ShardRouter::onChanged(Context cx, std::string_view param)
{
    if (isRuleOfKeys(param)) reshard(cx);
    configure(cx);
    pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
}

void ShardRouter::onRestartMeasures(Context cx)
{
    pool.restartMeasures(cx.now());
    keysMoved_ = moves_ = dualWrites_ = joins_ = storageFull_ = 0;
    for (Shard& shard : shards_) shard.calls = shard.rejected = 0;
}

void ShardRouter::report(const Simulation&, ComponentId, Reporter& reporter) const
{
    std::uint64_t connected = 0, most = 0, least = ~0ull, sum = 0, calls = 0, mostCalls = 0;
    for (const Shard& shard : shards_) {
        calls += shard.calls;
        mostCalls = std::max(mostCalls, shard.calls);
        sum += shard.keys;
        if (!shard.connected()) continue;
        ++connected;
        most = std::max(most, shard.keys);
        least = std::min(least, shard.keys);
    }
    const auto count = [&](const char* id, std::uint64_t number) { reporter.value(id, static_cast<double>(number)); };
    const auto ratio = [](std::uint64_t part, std::uint64_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); };
    const std::uint64_t keys = settled_ ? static_cast<std::uint64_t>(params.keys) + newKeys_ : 0;
    reporter.value("wait_s.mean", pool.meanWait());
    count("shards", connected);
    count("keys", keys);
    count("keys_max", most);
    count("keys_min", connected == 0 ? 0 : least);
    reporter.value("imbalance", ratio(most * connected, sum));
    reporter.value("busiest_share", ratio(mostCalls, calls));
    count("keys_moved", keysMoved_);
    reporter.value("moved_share", ratio(movedNow_, keys));
    count("moving", moving_ ? 1 : 0);
    count("moves", moves_);
    count("dual_writes", dualWrites_);
    count("joins", joins_);
    count("storage_full", storageFull_);
}

std::vector<ShardRow> ShardRouter::table(const Simulation& simulation) const
{
    std::vector<ShardRow> rows;
    for (std::uint32_t i = 0; i < shards_.size(); ++i) {
        const Shard& shard = shards_[i];
        const bool takesKeys = std::find(target_.shards.begin(), target_.shards.end(), i) != target_.shards.end();
        rows.push_back({simulation.componentName(shard.database), shard.keys, shard.calls, shard.rejected, shard.connected(), takesKeys});
    }
    return rows;
}

std::vector<ShardRow> shardTable(const Simulation& simulation, ComponentId router)
{
    if (simulation.kindOf(router).id != "shard-router") return {};
    return componentAt<ShardRouter>(simulation.placeOf(router)).table(simulation);
}

} // namespace scalelab
