// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/key_store.h"
#include "mechanisms/store_route.h"
#include "mechanisms/target_ring.h"
#include "mechanisms/worker_pool.h"
#include "stats/recent_share.h"

#include <limits>

namespace scalelab {

namespace {

enum class Strategy { Auto, ReadThrough, CacheAside };

/// Keeps real keys in memory, so that most reads never reach the store behind it.
class Cache {
public:
    struct Params {
        std::optional<std::int64_t> capacity;
        EvictionPolicy policy = EvictionPolicy::Lru;
        std::optional<SimTime> ttl;
        Strategy strategy = Strategy::Auto;
        Distribution service;
        std::optional<std::int64_t> workers;
        std::optional<std::int64_t> queue;
    };
    Params params;
    WorkerPool pool;

    void start(Context cx) { configure(cx); }

    void onCall(Context cx, CallId id)
    {
        const Call& call = cx.call(id);
        if (call.operation == Operation::Fill || call.operation == Operation::Invalidate) return update(cx, id);
        keys_.prefetch(cx.request(call.request).key);
        switch (pool.enter(cx, id)) {
        case WorkerPool::Admission::Started: return begin(cx, id);
        case WorkerPool::Admission::Queued: return;
        case WorkerPool::Admission::Rejected: return cx.refuse(id, Cause::QueueFull);
        }
    }

    void onTimer(Context cx, std::uint8_t, std::uint32_t id) { afterService(cx, id); }

    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        const CallId served = reply.parent;
        const std::uint64_t key = cx.request(reply.request).key;
        if (reply.cause == Cause::None) {
            if (reply.operation == Operation::Read) put(cx, key, reply.version, reply.origin);
            else keys_.erase(key);
            cx.call(served).version = reply.version;
            cx.call(served).origin = reply.origin;
            cx.call(served).marks |= reply.marks & mark::own;
        }
        finish(cx, served, reply.cause, reply.culprit);
    }

    void onCrash(Context cx)
    {
        pool.clear(cx.now());
        keys_.clear();
        recent_ = {};
    }

    void onChanged(Context cx, std::string_view)
    {
        configure(cx);
        pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
    }

    void onConnect(Context, std::uint32_t, WireId wire) { stores_.add(wire); }
    void onDisconnect(Context, std::uint32_t, WireId wire) { stores_.remove(wire); }

    void onRestartMeasures(Context cx)
    {
        pool.restartMeasures(cx.now());
        hits_ = misses_ = staleHits_ = expired_ = 0;
        evictionsBefore_ = keys_.evictions();
    }

    [[nodiscard]] double hitRatio() const { return recent_.share(); }

    void report(const Simulation&, ComponentId, Reporter& reporter) const
    {
        const std::uint64_t lookUps = hits_ + misses_;
        reporter.value("wait_s.mean", pool.meanWait());
        reporter.value("hit_ratio", lookUps == 0 ? 0 : static_cast<double>(hits_) / static_cast<double>(lookUps));
        reporter.value("hits", static_cast<double>(hits_));
        reporter.value("misses", static_cast<double>(misses_));
        reporter.value("stale_hits", static_cast<double>(staleHits_));
        reporter.value("expired", static_cast<double>(expired_));
        reporter.value("evictions", static_cast<double>(keys_.evictions() - evictionsBefore_));
        reporter.value("keys", static_cast<double>(keys_.size()));
    }

private:
    void configure(Context cx)
    {
        pool.configure(cx, params.workers, params.queue);
        service_.configure(cx, params.service, "service");
        keys_.setPolicy(params.policy);
        keys_.setCapacity(params.capacity ? std::optional(static_cast<std::uint64_t>(*params.capacity)) : std::nullopt);
    }

    [[nodiscard]] bool readsThrough() const { return !stores_.empty() && params.strategy != Strategy::CacheAside; }

    void begin(Context cx, CallId id)
    {
        if (!service_.start(cx, params.service, 0, id)) afterService(cx, id);
    }

    void afterService(Context cx, CallId id)
    {
        Call& call = cx.call(id);
        if (call.operation == Operation::Write) return askStore(cx, id);
        if (const KeyStore::Entry* entry = lookUp(cx, cx.request(call.request).key)) {
            call.marks |= mark::hit;
            call.version = entry->version;
            call.origin = entry->origin;
            if (cx.isOutdated(entry->origin, entry->key, entry->version)) {
                call.marks |= mark::stale;
                ++staleHits_;
            }
            return finish(cx, id, Cause::None, nothing);
        }
        if (readsThrough()) return askStore(cx, id);
        call.marks |= mark::miss;
        finish(cx, id, Cause::None, nothing);
    }

    const KeyStore::Entry* lookUp(Context cx, std::uint64_t key)
    {
        const KeyStore::Entry* entry = keys_.touch(key);
        if (entry && entry->expiresNs <= cx.now().ns) {
            keys_.erase(key);
            ++expired_;
            entry = nullptr;
        }
        ++(entry ? hits_ : misses_);
        recent_.add(entry != nullptr);
        return entry;
    }

    void askStore(Context cx, CallId id)
    {
        const Call call = cx.call(id);
        const bool writes = call.operation == Operation::Write;
        const StoreRoute route = routeToStore(cx, stores_, writes, call.version);
        if (route.wire == nothing) return finish(cx, id, noStore(writes), cx.self());
        const CallId asked = cx.newCall(call.request, id, route.wire, call.operation);
        if (route.redirected) cx.call(asked).version = call.version;
        cx.send(asked);
    }

    /// A message from a server: a value to keep, or a key whose value is out of date.
    void update(Context cx, CallId id)
    {
        const Call& message = cx.call(id);
        const std::uint64_t key = cx.request(message.request).key;
        if (message.operation == Operation::Fill) put(cx, key, message.version, message.origin);
        else keys_.erase(key);
        cx.answer(id);
    }

    void put(Context cx, std::uint64_t key, std::uint64_t version, ComponentId origin)
    {
        const std::int64_t never = std::numeric_limits<std::int64_t>::max();
        keys_.put(key, version, params.ttl ? cx.now().ns + params.ttl->ns : never, origin);
    }

    void finish(Context cx, CallId id, Cause cause, ComponentId culprit)
    {
        pool.release(cx, [&](CallId next) { begin(cx, next); });
        cx.answer(id, cause, culprit);
    }

    KeyStore keys_{EvictionPolicy::Lru, std::nullopt};
    TargetRing stores_;
    ServiceTimer service_;
    RecentShare recent_;
    std::uint64_t hits_ = 0, misses_ = 0, staleHits_ = 0, expired_ = 0, evictionsBefore_ = 0;
};

} // namespace

void describe_cache(Catalog& catalog)
{
    using Params = Cache::Params;
    auto kind = catalog.add<Cache>("cache");
    kind.name("Cache").category("Data").searchWords({"memcached", "redis", "memory", "key-value"}).provides("cache");
    kind.help("Keeps the results of expensive or frequent reads in memory.");
    kind.models("The keys themselves with their versions and times to live, evicted by the chosen policy; read-through or cache-aside; a restart loses "
                "them all; hits that are older than what the database holds are counted as stale.");
    kind.leavesOut("Sizes in bytes, writing through or back, collapsing of equal misses, jitter on the time to live.");
    kind.port({"store", "Store", "The database that a read-through cache asks on a miss.", {"sql"}, SIZE_MAX, "", ""});
    kind.param("capacity", &Params::capacity).label("Capacity").range(1, 4e9).live().typical(100000).help("How many items it holds; none: no limit.")
        .source("100,000 items of 1 KB fill 100 MB, a small memory cache.");
    kind.param("policy", &Params::policy).label("Eviction").live().help("Which item goes when a new one finds no room.")
        .choice(EvictionPolicy::Lru, "lru", "Least recently used", "The item whose last use is longest ago.")
        .choice(EvictionPolicy::Lfu, "lfu", "Least frequently used", "The item used least often since it came; ties by least recent use.")
        .choice(EvictionPolicy::Fifo, "fifo", "First in, first out", "The item that came first.");
    kind.param("ttl", &Params::ttl).label("Time to live").range(1e-9, 1e9).live().help("An item is not served any more this long after it came; none: no limit.");
    kind.param("strategy", &Params::strategy).label("Strategy").help("Who asks the database on a miss.")
        .choice(Strategy::Auto, "auto", "By its wires", "Read-through if the cache is wired to a database, else cache-aside.")
        .choice(Strategy::ReadThrough, "read-through", "Read-through", "The cache asks the database and keeps the answer.")
        .choice(Strategy::CacheAside, "cache-aside", "Cache-aside", "The server asks the database and then fills the cache, which nobody waits for.");
    kind.param("service", &Params::service).label("Service time").live().typical("const(0.5ms)").help("Time of a look-up.")
        .source("Memcached answers in well under a millisecond; 0.2 to 1 ms with the network stack.");
    kind.param("workers", &Params::workers).label("Workers").range(1, 1e9).live().help("Look-ups served at the same time; none: without limit.");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().help("Waiting places beside the workers; none: without limit.");
    kind.measure("hit_ratio", "Hit ratio", Quantity::Share, "Hits divided by look-ups.");
    kind.measure("hits", "Hits", Quantity::Integer, "Look-ups that found an item still valid.");
    kind.measure("misses", "Misses", Quantity::Integer, "Look-ups that did not.");
    kind.measure("stale_hits", "Stale hits", Quantity::Integer, "Hits on a value that the database had already replaced.");
    kind.measure("expired", "Expired", Quantity::Integer, "Misses on items that were present but past their time to live.");
    kind.measure("evictions", "Evictions", Quantity::Integer, "Items that had to go for others.");
    kind.measure("keys", "Items", Quantity::Integer, "Items held now.");
}

} // namespace scalelab
