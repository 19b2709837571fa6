// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/cache/cache.h"

#include "engine/catalog.h"
#include "mechanisms/store_route.h"

#include <limits>

namespace scalelab {

void Cache::start(Context cx)
{
    jitter_ = cx.stream("ttl");
    keys_.setRandom(cx.stream("eviction"));
    configure(cx);
}

void Cache::configure(Context cx)
{
    pool.configure(cx, params.workers, params.queue);
    service_.configure(cx, params.service, "service");
    keys_.setPolicy(params.policy);
    const auto limit = [&](Capacity::Unit unit) { return params.capacity && params.capacity->unit == unit ? std::optional(params.capacity->amount) : std::nullopt; };
    keys_.setCapacity(limit(Capacity::Unit::Items));
    keys_.setByteCapacity(limit(Capacity::Unit::Bytes));
    if (params.collapse) leaseLane_ = cx.lane(params.leaseTimeout);
    cx.setWritesThrough(writesThrough() || writesBack());
}

void Cache::askStore(Context cx, CallId id)
{
    const Call call = cx.call(id);
    const bool writes = call.operation == Operation::Write;
    const StoreRoute route = routeToStore(cx, stores_, writes, call.version);
    if (route.wire != nothing) {
        const CallId asked = cx.newCall(call.request, id, route.wire, call.operation);
        if (route.redirected) cx.call(asked).version = call.version;
        return cx.send(asked);
    }
    const Answer none{.cause = noStore(writes), .culprit = cx.self()};
    if (writes) written(cx, id, none);
    else fetched(cx, id, none);
}

void Cache::onReply(Context cx, CallId id)
{
    const Call& reply = cx.call(id);
    const Answer answer = Answer::of(reply);
    const CallId served = reply.parent;
    if (served == nothing) return flushed(cx, cx.request(reply.request).key, answer);
    if (answer.ok()) {
        cx.call(served).version = answer.version;
        cx.call(served).origin = answer.origin;
        cx.call(served).marks |= reply.marks & mark::own;
    }
    if (reply.operation == Operation::Write) written(cx, served, answer);
    else fetched(cx, served, answer);
}

void Cache::put(Context cx, RequestId request, std::uint64_t version, ComponentId origin)
{
    const std::uint64_t key = cx.request(request).key;
    const std::uint32_t bytes = bytesOf(cx.request(request));
    std::int64_t expires = std::numeric_limits<std::int64_t>::max();
    if (params.ttl) expires = cx.now().ns + params.ttl->ns;
    if (params.ttl && params.ttlJitter > 0) expires -= SimTime::fromSpan(params.ttl->seconds() * params.ttlJitter * jitter_.uniform()).ns;
    if (buffer_.waiting() > 0) makeRoom(cx, key, bytes);
    keys_.put(key, version, expires, origin, bytes);
}

std::uint32_t Cache::bytesOf(const Request& request) const { return request.bytes > 0 ? request.bytes : static_cast<std::uint32_t>(params.itemSize); }

void Cache::onCrash(Context cx)
{
    loseBuffer(cx);
    buffer_.clear();
    flushScheduled_ = false;
    pending_.clear();
    pool.clear(cx.now());
    keys_.clear();
    recent_ = {};
}

void Cache::onFault(Context cx, std::string_view, double)
{
    loseBuffer(cx);
    keys_.clear();
}

void Cache::onChanged(Context cx, std::string_view)
{
    configure(cx);
    pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
}

void Cache::onConnect(Context cx, std::uint32_t, WireId wire)
{
    stores_.add(wire);
    cx.setWritesThrough(writesThrough() || writesBack());
}

void Cache::onDisconnect(Context cx, std::uint32_t, WireId wire)
{
    stores_.remove(wire);
    cx.setWritesThrough(writesThrough() || writesBack());
}

void Cache::onRestartMeasures(Context cx)
{
    pool.restartMeasures(cx.now());
    hits_ = misses_ = staleHits_ = expired_ = collapsed_ = lostWrites_ = 0;
    evictionsBefore_ = keys_.evictions();
}

void Cache::report(const Simulation&, ComponentId, Reporter& reporter) const
{
    const auto share = [](std::uint64_t part, std::uint64_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); };
    reporter.value("wait_s.mean", pool.meanWait());
    reporter.value("hit_ratio", share(hits_, hits_ + misses_));
    reporter.value("hits", static_cast<double>(hits_));
    reporter.value("misses", static_cast<double>(misses_));
    reporter.value("stale_hits", static_cast<double>(staleHits_));
    reporter.value("expired", static_cast<double>(expired_));
    reporter.value("evictions", static_cast<double>(keys_.evictions() - evictionsBefore_));
    reporter.value("collapsed", static_cast<double>(collapsed_));
    reporter.value("keys", static_cast<double>(keys_.size()));
    reporter.value("bytes", static_cast<double>(keys_.dataBytes()));
    const bool inBytes = params.capacity && params.capacity->unit == Capacity::Unit::Bytes;
    reporter.value("memory_share", params.capacity ? share(inBytes ? keys_.dataBytes() : keys_.size(), params.capacity->amount) : 0);
    reporter.value("dirty", static_cast<double>(buffer_.size()));
    reporter.value("lost_writes", static_cast<double>(lostWrites_));
}

void describe_cache(Catalog& catalog)
{
    using Params = Cache::Params;
    auto kind = catalog.add<Cache>("cache");
    kind.name("Cache").category("Data").searchWords({"memcached", "redis", "memory", "key-value"}).provides("cache").verb("flush");
    kind.help("Keeps the results of expensive or frequent reads in memory.");
    kind.models("The keys themselves with their versions, sizes and times to live, evicted by the chosen policy; five strategies of reading and writing; leases "
                "and collapsing of equal misses; a restart loses everything, written back or not. Hits that are older than what the database holds are counted "
                "as stale. Plain invalidation is a message of its own, so a late answer can bring back an old value, as in production.");
    kind.leavesOut("Replicas of a cache node, the memory that its own tables take, a limit on items that wait to be written back.");
    kind.port({"store", "Store", "The database that the cache reads on a miss and writes to.", {"sql"}, SIZE_MAX, "", ""});
    kind.param("capacity", &Params::capacity).label("Capacity").range(1, 4e9).live().typical(100000)
        .help("How much it holds: a number of items, or a size such as 64MB; none: no limit.").source("100,000 items of 1 KB fill 100 MB, a small memory cache.");
    kind.param("item-size", &Params::itemSize).label("Item size").as(Quantity::Bytes).range(1, 4e9).live()
        .help("Size of an item whose request does not say one.")
        .source("Values of a general cache of Facebook's are mostly below 1 KB (Atikoglu et al., SIGMETRICS 2012).");
    kind.param("policy", &Params::policy).label("Eviction").live().help("Which item goes when a new one finds no room.")
        .choice(EvictionPolicy::Lru, "lru", "Least recently used", "The item whose last use is longest ago.")
        .choice(EvictionPolicy::Lfu, "lfu", "Least frequently used", "The item used least often since it came; ties by least recent use.")
        .choice(EvictionPolicy::Fifo, "fifo", "First in, first out", "The item that came first.")
        .choice(EvictionPolicy::Random, "random", "Random", "Any item with equal probability.");
    kind.param("ttl", &Params::ttl).label("Time to live").range(1e-9, 1e9).live().help("An item is not served any more this long after it came; none: no limit.");
    kind.param("ttl-jitter", &Params::ttlJitter).label("Jitter of it").as(Quantity::Share).range(0, 1).live()
        .help("Random part of the time to live: each item's is shortened by up to this share, so that items that came together do not expire together.");
    kind.param("strategy", &Params::strategy).label("Strategy").help("Who asks the database on a miss, and where writes go.")
        .choice(CacheStrategy::Auto, "auto", "By its wires", "Read-through if the cache is wired to a database, else cache-aside.")
        .choice(CacheStrategy::ReadThrough, "read-through", "Read-through", "The cache asks the database and keeps the answer; a write goes to the database and invalidates the item.")
        .choice(CacheStrategy::CacheAside, "cache-aside", "Cache-aside",
                "The server asks the database and then fills the cache, which nobody waits for; a write goes to the database and invalidates the item.")
        .choice(CacheStrategy::WriteThrough, "write-through", "Write-through",
                "The cache writes to the database and keeps the value once that has it, in one transaction: nobody sees an old value afterwards. Needs a wire to the database.")
        .choice(CacheStrategy::WriteBack, "write-back", "Write-back",
                "The cache acknowledges a write at once and writes to the database later; a crash loses what it has not written. Needs a wire to the database.")
        .choice(CacheStrategy::WriteAround, "write-around", "Write-around",
                "A write goes to the database, its value not into the cache; an item that the cache has is invalidated. Reads go by the wires.");
    kind.param("collapse", &Params::collapse).label("Collapse misses").live()
        .help("A miss waits if the same item is being fetched already. Reading through, all share that answer, a failure too; cache-aside, the first miss has a "
              "lease and the others wait until the item comes or the lease ends. A look-up that waits holds its worker.");
    kind.param("lease-timeout", &Params::leaseTimeout).label("Lease ends after").range(1e-6, 1e6).live().onlyWhen("collapse", "true")
        .help("Cache-aside: so long the others wait for the one with the lease; then they ask the database themselves, the first of them with a new lease.")
        .source("Facebook gives out one lease for a key every 10 s (Nishtala et al., NSDI 2013).");
    kind.param("flush-interval", &Params::flushInterval).label("Write back every").range(1e-3, 1e6).live().onlyWhen("strategy", "write-back")
        .help("From the first write that waits until it is written to the database, if its item is not evicted before.")
        .source("Linux writes changed pages back every 5 s (vm.dirty_writeback_centisecs = 500).");
    kind.param("flush-batch", &Params::flushBatch).label("Items at a time").range(1, 1e9).live().onlyWhen("strategy", "write-back")
        .help("How many items are written back each time, the longest waiting first; none: all that wait.");
    kind.param("service", &Params::service).label("Service time").live().typical("const(0.5ms)").help("Time of a look-up or write.")
        .source("Memcached answers in well under a millisecond; 0.2 to 1 ms with the network stack.");
    kind.param("workers", &Params::workers).label("Workers").range(1, 1e9).live().help("Look-ups served at the same time; none: without limit.");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().help("Waiting places beside the workers; none: without limit.");
    kind.measure("hit_ratio", "Hit ratio", Quantity::Share, "Hits divided by look-ups.");
    kind.measure("hits", "Hits", Quantity::Integer, "Look-ups that found an item still valid.");
    kind.measure("misses", "Misses", Quantity::Integer, "Look-ups that did not.");
    kind.measure("stale_hits", "Stale hits", Quantity::Integer, "Hits on a value that the database had already replaced.");
    kind.measure("expired", "Expired", Quantity::Integer, "Look-ups of items that were present but past their time to live.");
    kind.measure("evictions", "Evictions", Quantity::Integer, "Items that had to go for others.");
    kind.measure("collapsed", "Collapsed misses", Quantity::Integer, "Misses that waited for an item that was being fetched already.");
    kind.measure("keys", "Items", Quantity::Integer, "Items held now.");
    kind.measure("bytes", "Size", Quantity::Bytes, "Size of the items held now.");
    kind.measure("memory_share", "Capacity in use", Quantity::Share, "Items or bytes held now divided by the capacity; 0 without a limit.");
    kind.measure("dirty", "Not written yet", Quantity::Integer, "Items acknowledged that the database does not have yet.");
    kind.measure("lost_writes", "Lost writes", Quantity::Integer, "Acknowledged writes that a crash or flush lost; those on their way to the database are not among them.");
}

} // namespace scalelab
