// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/address.h"
#include "mechanisms/own_writes.h"
#include "mechanisms/store_route.h"
#include "mechanisms/target_ring.h"
#include "mechanisms/worker_pool.h"

namespace scalelab {

namespace {

/// Answers requests with a pool of workers; a worker is held while its request waits for cache or database.
class WebServer {
public:
    struct Params {
        std::optional<std::int64_t> workers;
        std::optional<std::int64_t> queue;
        Distribution service;
        std::string address;
    };
    Params params;
    WorkerPool pool;

    void start(Context cx)
    {
        cx.setPrivateAddress(isPrivateAddress(params.address));
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
        if (stage == Stage::AskedCache && (reply.cause != Cause::None || (reply.marks & mark::miss) != 0) && hasDatabase()) {
            return askDatabase(cx, served, reply.cause == Cause::None ? Stage::AskedDatabaseToFill : Stage::AskedDatabase);
        }
        if (reply.cause == Cause::None) {
            const Call& call = cx.call(served);
            own_.note(cx, reply);
            if (stage == Stage::AskedDatabaseToFill) tellCache(cx, call.request, Operation::Fill, reply.version, reply.origin);
            else if (call.operation == Operation::Write) tellCache(cx, call.request, Operation::Invalidate, reply.version, reply.origin);
        }
        const Call& answer = cx.call(id);
        finish(cx, served, answer.cause, answer.culprit);
    }

    void onCrash(Context cx)
    {
        pool.clear(cx.now());
        own_.clear();
    }

    void onChanged(Context cx, std::string_view)
    {
        configure(cx);
        pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
    }

    void onConnect(Context, std::uint32_t port, WireId wire) { (port == cachePort ? caches_ : databases_).add(wire); }
    void onDisconnect(Context, std::uint32_t port, WireId wire) { (port == cachePort ? caches_ : databases_).remove(wire); }
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
        if (operation == Operation::Read && !caches_.empty()) return askCache(cx, id);
        if (operation == Operation::Static) return finish(cx, id, Cause::None, nothing);
        if (hasDatabase()) return askDatabase(cx, id, Stage::AskedDatabase);
        if (!caches_.empty()) return askCache(cx, id);
        finish(cx, id, Cause::None, nothing);
    }

    void askCache(Context cx, CallId id)
    {
        Call& call = cx.call(id);
        call.step = static_cast<std::uint32_t>(Stage::AskedCache);
        ask(cx, id, cacheOf(cx, call.request), own_.of(cx, call.request));
    }

    /// Several caches share the keys among them.
    [[nodiscard]] WireId cacheOf(Context cx, RequestId request)
    {
        const auto& wires = caches_.wires();
        return wires.size() == 1 ? wires.front() : wires[cx.request(request).key % wires.size()];
    }

    void tellCache(Context cx, RequestId request, Operation operation, std::uint64_t version, ComponentId origin)
    {
        if (!caches_.empty()) cx.notify(request, cacheOf(cx, request), operation, version, origin);
    }

    void askDatabase(Context cx, CallId id, Stage stage)
    {
        Call& call = cx.call(id);
        const bool writes = call.operation == Operation::Write;
        const std::uint64_t needed = own_.of(cx, call.request);
        const StoreRoute route = routeToStore(cx, databases_, writes, needed);
        if (route.wire == nothing) return finish(cx, id, noStore(writes), cx.self());
        call.step = static_cast<std::uint32_t>(stage);
        ask(cx, id, route.wire, route.redirected ? needed : 0);
    }

    /// Passes a call on; a read says which write of its user it must see.
    void ask(Context cx, CallId id, WireId wire, std::uint64_t needed)
    {
        const Call call = cx.call(id);
        const CallId asked = cx.newCall(call.request, id, wire, call.operation);
        cx.call(asked).version = needed;
        cx.send(asked);
    }

    void finish(Context cx, CallId id, Cause cause, ComponentId culprit)
    {
        pool.release(cx, [&](CallId next) { begin(cx, next); });
        cx.answer(id, cause, culprit);
    }

    TargetRing caches_, databases_;
    OwnWrites own_;
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
                "database. Reads ask the cache, else a replica, else the master; writes go to the master and invalidate the cache.");
    kind.leavesOut("Sessions, memory, processor sharing among workers, start-up time.");
    kind.port({"cache", "Cache", "Asked first by reads; several share the keys among them.", {"cache"}, SIZE_MAX, "", ""});
    kind.port({"database", "Database", "Master for writes, replicas for reads.", {"sql"}, SIZE_MAX, "", ""});
    kind.param("workers", &Params::workers).label("Workers").range(1, 1e9).live().typical(8)
        .help("Requests served at the same time; none: without limit.").source("One worker process per core, on a server with 8 cores (nginx: worker_processes auto).");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().typical(500)
        .help("Waiting places beside the workers; a request that finds none is rejected. None: without limit.")
        .source("The listen backlog of nginx on Linux is 511.");
    kind.param("service", &Params::service).label("Service time").live().typical("exp(5ms)").help("Time a worker computes for a request, calls to others not included.")
        .source("A few milliseconds of computing for a dynamic page is usual.");
    kind.param("address", &Params::address).label("Address").help("IP address; users cannot reach a private one (10/8, 172.16/12, 192.168/16).");
}

} // namespace scalelab
