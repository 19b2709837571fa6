// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/address.h"
#include "mechanisms/hash_ring.h"
#include "mechanisms/store_route.h"
#include "mechanisms/target_ring.h"
#include "mechanisms/worker_pool.h"

namespace scalelab {

namespace {

enum class CacheHashing { Consistent, Modulo };

/// Answers requests with a pool of workers; a worker is held while its request waits for cache or database.
class WebServer {
public:
    struct Params {
        std::optional<std::int64_t> workers;
        std::optional<std::int64_t> queue;
        Distribution service;
        CacheHashing cacheHashing = CacheHashing::Consistent;
        std::int64_t cachePoints = 160;
        std::string address;
    };
    Params params;
    WorkerPool pool;

    void start(Context cx)
    {
        cx.setPrivateAddress(isPrivateAddress(params.address));
        cacheRing_ = HashRing(static_cast<std::uint32_t>(params.cachePoints));
        configure(cx);
    }

    void onCall(Context cx, CallId id)
    {
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
        const Stage stage = static_cast<Stage>(cx.call(served).step);
        if (stage == Stage::AskedCache && goesOnToDatabase(reply)) {
            return askDatabase(cx, served, reply.cause == Cause::None ? Stage::AskedDatabaseToFill : Stage::AskedDatabase);
        }
        if (reply.cause == Cause::None) {
            const Call& call = cx.call(served);
            if (stage == Stage::AskedDatabaseToFill) tellCache(cx, call.request, Operation::Fill, reply.version, reply.origin);
            else if (call.operation == Operation::Write && stage != Stage::AskedCache) tellCache(cx, call.request, Operation::Invalidate, reply.version, reply.origin);
        }
        const Call& answer = cx.call(id);
        finish(cx, served, answer.cause, answer.culprit);
    }

    void onCrash(Context cx) { pool.clear(cx.now()); }

    void onChanged(Context cx, std::string_view)
    {
        configure(cx);
        pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
    }

    void onConnect(Context cx, std::uint32_t port, WireId wire)
    {
        if (port != cachePort) return databases_.add(wire);
        caches_.add(wire);
        const auto& wires = caches_.wires();
        if (wires.size() == 2) addToRing(cx, wires.front());
        if (wires.size() >= 2) addToRing(cx, wire);
    }
    void onDisconnect(Context, std::uint32_t port, WireId wire)
    {
        if (port != cachePort) return databases_.remove(wire);
        caches_.remove(wire);
        cacheRing_.remove(wire);
        if (caches_.wires().size() == 1) cacheRing_.remove(caches_.wires().front());
    }
    void onRestartMeasures(Context cx) { pool.restartMeasures(cx.now()); }
    void report(const Simulation&, ComponentId, Reporter& reporter) const { reporter.value("wait_s.mean", pool.meanWait()); }

    static constexpr std::uint32_t cachePort = 0;

private:
    /// How far the work on a call has come, kept in Call::step.
    enum class Stage : std::uint32_t { Service, AskedCache, AskedDatabase, AskedDatabaseToFill };

    void configure(Context cx)
    {
        pool.configure(cx, params.workers, params.queue);
        service_.configure(cx, params.service, "service");
    }

    [[nodiscard]] bool hasDatabase() const { return !databases_.empty(); }

    void begin(Context cx, CallId id)
    {
        if (!service_.start(cx, params.service, 0, id)) afterService(cx, id);
    }

    void afterService(Context cx, CallId id)
    {
        const Operation operation = cx.call(id).operation;
        if (operation == Operation::Static) return finish(cx, id, Cause::None, nothing);
        if (!caches_.empty() && isForCache(cx, id)) return askCache(cx, id);
        if (hasDatabase()) return askDatabase(cx, id, Stage::AskedDatabase);
        finish(cx, id, Cause::None, nothing);
    }

    void askCache(Context cx, CallId id)
    {
        Call& call = cx.call(id);
        call.step = static_cast<std::uint32_t>(Stage::AskedCache);
        cx.forward(call.request, id, cacheOf(cx, call.request), call.operation);
    }

    /// Several caches share the keys among them; the ring has none of a single one.
    [[nodiscard]] WireId cacheOf(Context cx, RequestId request) const
    {
        const auto& wires = caches_.wires();
        if (wires.size() == 1) return wires.front();
        const std::uint64_t key = cx.request(request).key;
        return params.cacheHashing == CacheHashing::Consistent ? cacheRing_.nodeOf(key) : wires[key % wires.size()];
    }
    void addToRing(Context cx, WireId wire) { cacheRing_.add(wire, hashText(cx.name(cx.wire(wire).to))); }

    [[nodiscard]] bool isForCache(Context cx, CallId id) const
    {
        const Call& call = cx.call(id);
        if (call.operation == Operation::Read || !hasDatabase()) return true;
        return call.operation == Operation::Write && cx.node(cx.wire(cacheOf(cx, call.request)).to).writesThrough;
    }
    /// After a read that the cache could not serve, or a write that did not reach the store because of the cache itself.
    [[nodiscard]] bool goesOnToDatabase(const Call& reply) const
    {
        if (!hasDatabase()) return false;
        if (reply.operation == Operation::Write) return reply.cause != Cause::None && reply.culprit == reply.callee;
        return reply.cause != Cause::None || (reply.marks & mark::miss) != 0;
    }

    void tellCache(Context cx, RequestId request, Operation operation, std::uint64_t version, ComponentId origin)
    {
        if (!caches_.empty()) cx.notify(request, cacheOf(cx, request), operation, version, origin);
    }

    void askDatabase(Context cx, CallId id, Stage stage)
    {
        Call& call = cx.call(id);
        const bool writes = call.operation == Operation::Write;
        const WireId wire = routeToStore(cx, databases_, writes);
        if (wire == nothing) return finish(cx, id, noStore(writes), cx.self());
        call.step = static_cast<std::uint32_t>(stage);
        cx.forward(call.request, id, wire, call.operation);
    }

    void finish(Context cx, CallId id, Cause cause, ComponentId culprit)
    {
        pool.release(cx, [&](CallId next) { begin(cx, next); });
        cx.answer(id, cause, culprit);
    }

    TargetRing caches_, databases_;
    HashRing cacheRing_;
    ServiceTimer service_;
};

} // namespace

void describe_web_server(Catalog& catalog)
{
    using Params = WebServer::Params;
    auto kind = catalog.add<WebServer>("web-server");
    kind.name("Web server").category("Compute").searchWords({"application server", "app server", "nginx", "apache", "node", "api", "backend"}).provides("http");
    kind.help("Runs the application: serves each request with one of its workers.");
    kind.models("A pool of workers with a bounded queue and a distribution of service times. The worker is held while its request waits for cache or "
                "database. Reads ask the cache, else a replica, else the master; writes go to the master and invalidate the cache, or through the cache if it "
                "writes through or back. The database does what a cache that is down does not.");
    kind.leavesOut("Sessions, memory, processor sharing among workers, start-up time.");
    kind.port({"cache", "Cache", "Asked first by reads, and by writes if it writes through or back; several share the keys among them.", {"cache"}, SIZE_MAX, "", ""});
    kind.port({"database", "Database", "Master for writes, replicas for reads.", {"sql"}, SIZE_MAX, "", ""});
    kind.param("workers", &Params::workers).label("Workers").range(1, 1e9).live().typical(8)
        .help("Requests served at the same time; none: without limit.").source("One worker process per core, on a server with 8 cores (nginx: worker_processes auto).");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().typical(500)
        .help("Waiting places beside the workers; a request that finds none is rejected. None: without limit.")
        .source("The listen backlog of nginx on Linux is 511.");
    kind.param("service", &Params::service).label("Service time").live().typical("exp(5ms)").help("Time a worker computes for a request, calls to others not included.")
        .source("A few milliseconds of computing for a dynamic page is usual.");
    kind.param("cache-hashing", &Params::cacheHashing).label("Choice of cache").live().help("Which of several caches has a key.")
        .choice(CacheHashing::Consistent, "consistent", "Consistent hashing", "The next one on a ring: one that comes or goes moves only its share of the keys.")
        .choice(CacheHashing::Modulo, "modulo", "Modulo", "The remainder of the key divided by the number of caches: one that comes or goes moves nearly all keys.");
    kind.param("cache-points", &Params::cachePoints).label("Points on the ring").range(1, 10000).onlyWhen("cache-hashing", "consistent")
        .help("Places (virtual nodes) of each cache on the ring; the more, the more evenly keys are spread.").source("libketama gives each server 160 points.");
    kind.param("address", &Params::address).label("Address").help("IP address; users cannot reach a private one (10/8, 172.16/12, 192.168/16).");
}

} // namespace scalelab
