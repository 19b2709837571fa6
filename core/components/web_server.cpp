// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/address.h"
#include "mechanisms/client.h"
#include "mechanisms/hash_ring.h"
#include "mechanisms/key_index.h"
#include "mechanisms/machine.h"
#include "mechanisms/own_writes.h"
#include "mechanisms/session_memory.h"
#include "mechanisms/shared_cores.h"
#include "mechanisms/store_route.h"
#include "mechanisms/target_ring.h"
#include "mechanisms/worker_pool.h"
#include "model/component_view.h"

namespace scalelab {

namespace {

enum class CacheHashing { Consistent, Modulo };
enum class Scheduling { FirstCome, ProcessorSharing };
enum class Sessions { None, Memory, Store };
enum class SessionUse { All, Changes };
enum class NosqlUse { Instead, Beside };

/// Answers requests with a pool of workers; a worker is held while its request waits for what it calls.
class WebServer {
public:
    struct Params {
        std::optional<std::int64_t> workers;
        std::optional<std::int64_t> queue;
        Distribution service;
        Scheduling scheduling = Scheduling::FirstCome;
        std::optional<std::int64_t> cores;
        Distribution jobService;
        Sessions sessions = Sessions::None;
        SessionUse sessionUse = SessionUse::All;
        std::optional<std::int64_t> sessionMemory;
        std::optional<SimTime> sessionTtl;
        NosqlUse nosql = NosqlUse::Instead;
        double nosqlShare = 1;
        CacheHashing cacheHashing = CacheHashing::Consistent;
        std::int64_t cachePoints = 160;
        std::optional<SimTime> warmUp;
        double warmUpFactor = 2;
        bool dropLate = false;
        std::string address;
    };
    Params params;
    WorkerPool pool;

    void start(Context cx)
    {
        cx.setPrivateAddress(isPrivateAddress(params.address));
        if (cx.now() > SimTime{}) coldSince_ = cx.now();
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

    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
    {
        if (tag == computedTag) [[likely]] computed(cx, handle);
        else cores_.finishDue(cx, [&](CallId id) { computed(cx, id); });
    }

    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        const CallId served = reply.parent;
        const Stage stage = stageOf(cx, served);
        if (stage == Stage::AskedCache && goesOnToDatabase(reply)) {
            return askDatabase(cx, served, reply.cause == Cause::None ? Stage::AskedDatabaseToFill : Stage::AskedDatabase);
        }
        if (reply.cause == Cause::None) {
            const Call& call = cx.call(served);
            own_.note(cx, reply);
            if (stage == Stage::AskedForSession) return sessionRead(cx, served, (reply.marks & mark::miss) == 0);
            if (stage == Stage::AskedDatabaseToFill) tellCache(cx, call.request, Operation::Fill, reply.version, reply.origin);
            else if (call.operation == Operation::Write && stage == Stage::AskedDatabase) tellCache(cx, call.request, Operation::Invalidate, reply.version, reply.origin);
            else if (call.operation == Operation::Login && stage != Stage::SavedSession) return beginSession(cx, served);
        }
        const Call& answer = cx.call(id);
        finish(cx, served, answer.cause, answer.culprit);
    }

    void onCrash(Context cx)
    {
        pool.clear(cx.now());
        own_.clear();
        cores_.clear(cx);
        sessions_.loseAll();
    }

    void onRecover(Context cx)
    {
        coldSince_ = cx.now();
        isPlain_ = isPlain(cx.now());
    }

    void onChanged(Context cx, std::string_view)
    {
        configure(cx);
        pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
    }

    void onFault(Context, std::string_view, double) { sessions_.loseAll(); }

    void onConnect(Context cx, std::uint32_t port, WireId wire)
    {
        targets(port).add(wire);
        if (port != cachePort) return;
        const auto& wires = caches_.wires();
        if (wires.size() == 2) addToRing(cx, wires.front());
        if (wires.size() >= 2) addToRing(cx, wire);
    }
    void onDisconnect(Context, std::uint32_t port, WireId wire)
    {
        targets(port).remove(wire);
        if (port != cachePort) return;
        cacheRing_.remove(wire);
        if (caches_.wires().size() == 1) cacheRing_.remove(caches_.wires().front());
    }

    void onRestartMeasures(Context cx)
    {
        pool.restartMeasures(cx.now());
        cores_.restartMeasures(cx.now());
        sessions_.restartMeasures();
        droppedLate_ = 0;
    }

    void report(const Simulation& run, ComponentId, Reporter& reporter) const
    {
        reporter.value("wait_s.mean", pool.meanWait());
        reporter.value("cpu_utilisation", cores_.utilisation(run.measuredFrom(), run.now()));
        reporter.value("sessions", static_cast<double>(sessions_.size()));
        reporter.value("sessions_lost", static_cast<double>(sessions_.lost()));
        reporter.value("sessions_evicted", static_cast<double>(sessions_.evicted()));
        reporter.value("dropped_late", static_cast<double>(droppedLate_));
    }

    /// In the order in which the ports are declared.
    enum Port : std::uint32_t { nosqlPort, sessionPort, cachePort, databasePort, assetsPort, queuePort };

private:
    /// How far the work on a call has come, kept in Call::step.
    enum class Stage : std::uint32_t { Service, Job, AskedCache, AskedDatabase, AskedDatabaseToFill, AskedOther, AskedForSession, SavedSession };

    static constexpr std::uint8_t computedTag = 0;
    static constexpr std::uint8_t coresTag = 1;

    void configure(Context cx)
    {
        const bool shares = params.scheduling == Scheduling::ProcessorSharing;
        const auto cores = orVirtualProcessors(cx, params.cores);
        pool.configure(cx, shares ? std::nullopt : orVirtualProcessors(cx, params.workers), shares ? std::nullopt : params.queue);
        service_.configure(cx, params.service, "service");
        jobService_.configure(cx, params.jobService, "job-service");
        cores_.configure(cx, cores, coresTag);
        sessions_.configure(params.sessionMemory, params.sessionTtl);
        hasCores_ = cores.has_value();
        checksSessions_ = params.sessions != Sessions::None;
        isPlain_ = isPlain(cx.now());
    }

    [[nodiscard]] bool isPlain(SimTime now) const { return !hasCores_ && !params.dropLate && warmth(now) == 1; }

    TargetRing& targets(std::uint32_t port)
    {
        switch (port) {
        case sessionPort: return sessionStores_;
        case cachePort: return caches_;
        case databasePort: return databases_;
        case nosqlPort: return nosqls_;
        case assetsPort: return assets_;
        default: return queues_;
        }
    }

    [[nodiscard]] bool hasDatabase() const { return !databases_.empty(); }
    [[nodiscard]] static Stage stageOf(Context cx, CallId id) { return static_cast<Stage>(cx.call(id).step); }

    /// Passes a call on; a read says which write of its user it must see.
    void forward(Context cx, CallId id, WireId wire, Operation operation, Stage stage, std::uint64_t needed = 0)
    {
        Call& call = cx.call(id);
        call.step = static_cast<std::uint32_t>(stage);
        const CallId asked = cx.newCall(call.request, id, wire, operation);
        cx.call(asked).version = needed;
        cx.send(asked);
    }

    void begin(Context cx, CallId id)
    {
        if (!isPlain_ && params.dropLate && cx.request(cx.call(id).request).deadline <= cx.now()) return dropLate(cx, id);
        compute(cx, id, service_, params.service);
    }

    void dropLate(Context cx, CallId id)
    {
        ++droppedLate_;
        finish(cx, id, Cause::TimedOut, cx.self());
    }

    // Computing: `computed` is called when it is done.

    void compute(Context cx, CallId id, ServiceTimer& timer, const Distribution& time)
    {
        if (isPlain_) [[likely]] {
            if (!timer.start(cx, time, computedTag, id)) computed(cx, id);
            return;
        }
        const double warmth = this->warmth(cx.now());
        isPlain_ = isPlain(cx.now());
        const SimTime work = SimTime::fromSpan(timer.draw(cx, time) * warmth);
        if (work == SimTime{}) computed(cx, id);
        else if (hasCores_) cores_.enter(cx, id, work);
        else cx.after(work, computedTag, id);
    }

    /// How many times as long everything takes since the start: falls in a straight line to 1.
    [[nodiscard]] double warmth(SimTime now) const
    {
        if (!params.warmUp || !coldSince_ || now >= *coldSince_ + *params.warmUp) return 1;
        return 1 + (params.warmUpFactor - 1) * (1 - (now - *coldSince_).seconds() / params.warmUp->seconds());
    }

    void computed(Context cx, CallId id)
    {
        if (checksSessions_ && needsSession(cx.call(id)) && stageOf(cx, id) == Stage::Service) [[unlikely]] return checkSession(cx, id);
        afterService(cx, id);
    }

    void afterService(Context cx, CallId id)
    {
        const Operation operation = cx.call(id).operation;
        if (!nosqls_.empty() && belongsToNosql(cx, id)) return askNosql(cx, id);
        if (!caches_.empty() && isForCache(cx, id)) return askCache(cx, id);
        if (operation == Operation::Static) return askOther(cx, id, assets_);
        if (operation == Operation::Job && !queues_.empty()) return askOther(cx, id, queues_);
        if (operation == Operation::Job && stageOf(cx, id) != Stage::Job) return doJob(cx, id);
        if (hasDatabase()) return askDatabase(cx, id, Stage::AskedDatabase);
        if (!caches_.empty()) return askCache(cx, id);
        if (operation == Operation::Login) return beginSession(cx, id);
        finish(cx, id, Cause::None, nothing);
    }

    void doJob(Context cx, CallId id)
    {
        cx.call(id).step = static_cast<std::uint32_t>(Stage::Job);
        compute(cx, id, jobService_, params.jobService);
    }

    // Cache and database

    void askCache(Context cx, CallId id)
    {
        const RequestId request = cx.call(id).request;
        forward(cx, id, cacheOf(cx, request), cx.call(id).operation, Stage::AskedCache, own_.of(cx, request));
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
        if (call.operation == Operation::Read) return true;
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
        const Operation operation = cx.call(id).operation;
        const bool writes = operation == Operation::Write;
        const std::uint64_t needed = own_.of(cx, cx.call(id).request);
        const StoreRoute route = routeToStore(cx, databases_, writes, needed);
        if (route.wire == nothing) return finish(cx, id, noStore(writes), cx.self());
        forward(cx, id, route.wire, operation, stage, route.redirected ? needed : 0);
    }

    // Data that is not relational, assets and jobs

    /// Keys with a hash in the lower part of all values are not relational, so that a key is always in the same store.
    [[nodiscard]] bool belongsToNosql(Context cx, CallId id)
    {
        const Call& call = cx.call(id);
        if (call.operation == Operation::Join) return !hasDatabase();
        if (call.operation != Operation::Read && call.operation != Operation::Write) return false;
        return static_cast<double>(mixKey(cx.request(call.request).key) >> 11) * 0x1p-53 < params.nosqlShare;
    }

    void askNosql(Context cx, CallId id)
    {
        const Operation operation = cx.call(id).operation;
        const bool writes = operation == Operation::Write;
        const WireId wire = sharedOut(cx, nosqls_, cx.request(cx.call(id).request).key, writes);
        if (wire == nothing) return finish(cx, id, noStore(writes), cx.self());
        forward(cx, id, wire, operation, Stage::AskedOther);
    }

    /// Which of several stores that share what is hashed: one that takes no such calls leaves them to the next.
    [[nodiscard]] static WireId sharedOut(Context cx, const TargetRing& stores, std::uint64_t hash, bool writes)
    {
        const auto& wires = stores.wires();
        for (std::size_t i = 0; i < wires.size(); ++i) {
            const WireId wire = wires[(hash % wires.size() + i) % wires.size()];
            const Simulation::Node& store = cx.node(cx.wire(wire).to);
            if (writes ? store.writable : store.readable) return wire;
        }
        return nothing;
    }

    void askOther(Context cx, CallId id, TargetRing& others)
    {
        if (others.empty()) return finish(cx, id, Cause::None, nothing);
        forward(cx, id, others.next([](WireId) { return true; }), cx.call(id).operation, Stage::AskedOther);
    }

    // Sessions

    [[nodiscard]] bool needsSession(const Call& call) const
    {
        if (call.operation == Operation::Static || call.operation == Operation::Login) return false;
        return params.sessionUse == SessionUse::All || call.operation == Operation::Write || call.operation == Operation::Job;
    }

    void checkSession(Context cx, CallId id)
    {
        if (params.sessions == Sessions::Store) askForSession(cx, id, Operation::ReadSession, Stage::AskedForSession);
        else sessionRead(cx, id, sessions_.use(userOf(cx.request(cx.call(id).request)), cx.now()));
    }

    void sessionRead(Context cx, CallId id, bool known)
    {
        if (known) afterService(cx, id);
        else finish(cx, id, Cause::SessionLost, cx.self());
    }

    void beginSession(Context cx, CallId id)
    {
        if (params.sessions == Sessions::Store) return askForSession(cx, id, Operation::WriteSession, Stage::SavedSession);
        if (params.sessions == Sessions::Memory) sessions_.begin(userOf(cx.request(cx.call(id).request)), cx.now());
        finish(cx, id, Cause::None, nothing);
    }

    void askForSession(Context cx, CallId id, Operation operation, Stage stage)
    {
        const std::uint64_t user = hashOfUser(cx, cx.request(cx.call(id).request));
        const WireId wire = sharedOut(cx, sessionStores_.empty() ? nosqls_ : sessionStores_, user, operation == Operation::WriteSession);
        if (wire == nothing) return finish(cx, id, Cause::NoHealthyTarget, cx.self());
        forward(cx, id, wire, operation, stage);
    }

    void finish(Context cx, CallId id, Cause cause, ComponentId culprit)
    {
        pool.release(cx, [&](CallId next) { begin(cx, next); });
        cx.answer(id, cause, culprit);
    }

    bool isPlain_ = true; ///< It only computes: it neither shares cores, nor warms up, nor drops anything.
    bool hasCores_ = false;
    bool checksSessions_ = false;
    TargetRing caches_, databases_;
    OwnWrites own_;
    ServiceTimer service_;
    HashRing cacheRing_;
    TargetRing nosqls_, assets_, queues_, sessionStores_;
    ServiceTimer jobService_;
    SharedCores cores_;
    SessionMemory sessions_;
    std::optional<SimTime> coldSince_; ///< When it last started; nothing: before all time.
    std::uint64_t droppedLate_ = 0;
};

void checkSessionStore(const ComponentView& server)
{
    const auto params = server.params<WebServer::Params>();
    if (params.sessions != Sessions::Store || !server.callees("sessions").empty() || !server.callees("nosql").empty()) return;
    server.warn("sessions", "There is no store for the sessions, so nobody can log in. Draw a wire to one, such as a NoSQL store.");
}

} // namespace

void describe_web_server(Catalog& catalog)
{
    using Params = WebServer::Params;
    auto kind = catalog.add<WebServer>("web-server");
    kind.name("Web server").category("Compute").searchWords({"application server", "app server", "nginx", "apache", "node", "api", "backend"}).provides("http");
    kind.help("Runs the application: serves each request with one of its workers.");
    kind.models("A pool of workers with a bounded queue and a distribution of service times; cores that the workers share while they compute. The worker is held while "
                "its request waits for what it calls. Reads ask the cache, else a replica, else the master; writes go to the master and invalidate the cache, or through the "
                "cache if it writes through or back. The database does what a cache that is down does not. Data that is not relational goes to a NoSQL store beside it; assets "
                "come from an object storage and jobs go to a queue if there is one. Sessions of users in its own memory, lost in a crash, or in a store. A slow start while it "
                "warms up.");
    kind.leavesOut("Memory other than sessions, context switches, garbage collection. Data in a NoSQL store is not cached.");
    kind.station("workers", "service").wantsStore();
    kind.port({"nosql", "NoSQL store", "Asked for data that is not relational; several share the keys among them.", {"nosql"}, SIZE_MAX, "nosql", "beside"});
    kind.port({"sessions", "Session store", "Where the sessions of users are kept; several share the users among them. Without one it is the NoSQL store beside the database.", {"session-store"}, SIZE_MAX, "sessions", "store"});
    kind.port({"cache", "Cache", "Asked first by reads, and by writes if it writes through or back; several share the keys among them.", {"cache"}, SIZE_MAX, "", ""});
    kind.port({"database", "Database", "Master for writes, replicas for reads; a shard router or the nodes of a NoSQL store in turn.", {"sql", "nosql"}, SIZE_MAX, "", ""});
    kind.port({"assets", "Assets", "Storage that static assets come from, several in turn; without one the server has them itself.", {"storage"}, SIZE_MAX, "", ""});
    kind.port({"queue", "Queue", "Takes jobs, several in turn; without one the server does them itself.", {"queue"}, SIZE_MAX, "", ""});
    kind.rule(checkSessionStore);
    kind.verb("flush");
    kind.param("workers", &Params::workers).label("Workers").range(1, 1e9).live().typical(8).onlyWhen("scheduling", "first-come")
        .help("Requests served at the same time; none: without limit, or as many as its instance type has virtual processors.")
        .source("One worker process per core, on a server with 8 cores (nginx: worker_processes auto).");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().typical(500).onlyWhen("scheduling", "first-come")
        .help("Waiting places beside the workers; a request that finds none is rejected. None: without limit.")
        .source("The listen backlog of nginx on Linux is 511.");
    kind.param("service", &Params::service).label("Service time").live().typical("exp(5ms)").help("Time a worker computes for a request, calls to others not included.")
        .source("A few milliseconds of computing for a dynamic page is usual.");
    kind.param("address", &Params::address).label("Address").help("IP address; users cannot reach a private one (10/8, 172.16/12, 192.168/16).");
    kind.param("scheduling", &Params::scheduling).group("Computing").label("Scheduling").live().help("Who computes when there is more to do than can be done at once.")
        .choice(Scheduling::FirstCome, "first-come", "First come, first served", "As many requests as there are workers; the others wait in the queue.")
        .choice(Scheduling::ProcessorSharing, "processor-sharing", "Processor sharing", "All requests that are present share the cores equally; nobody waits.");
    kind.param("cores", &Params::cores).group("Computing").label("Cores").range(1, 1e6).live()
        .help("When more workers compute than this, not counting those that wait for others, all of them get slower alike; none: each has a core of its own, or as many as its instance type has virtual processors.");
    kind.param("job-service", &Params::jobService).group("Computing").label("Time to do a job").live()
        .help("Time a worker computes for a job beside the service time, if no queue takes it.");
    kind.param("warm-up", &Params::warmUp).group("Computing").label("Warm-up").range(0, 1e6).live()
        .help("Time after its start in which computing takes longer, less and less so; none: it is at full speed at once. Servers that are there from the beginning are warm.");
    kind.param("warm-up-factor", &Params::warmUpFactor).group("Computing").label("Slower when cold").range(1, 1000).live()
        .help("How many times as long computing takes at the start of the warm-up.");
    kind.param("drop-late", &Params::dropLate).group("Computing").label("Drop late requests").live()
        .help("A request whose deadline has passed when a worker takes it up is dropped instead of served for nobody.");
    kind.param("sessions", &Params::sessions).group("Sessions").label("Sessions").help("Where the server keeps who is logged in. Logging in begins a session; a user without one is turned away.")
        .choice(Sessions::None, "none", "None", "Nobody needs to log in.")
        .choice(Sessions::Memory, "memory", "In its memory", "Stateful: only this server knows its users, and a crash logs them out.")
        .choice(Sessions::Store, "store", "In a store", "Stateless: every server asks the store it is wired to.");
    kind.param("session-use", &Params::sessionUse).group("Sessions").label("Session needed for").live().help("Which requests only a user with a session may make.")
        .choice(SessionUse::All, "all", "Everything", "All but static assets and logging in.")
        .choice(SessionUse::Changes, "changes", "Changes", "Writes and jobs.");
    kind.param("session-memory", &Params::sessionMemory).group("Sessions").label("Sessions at most").range(1, 4e9).live().onlyWhen("sessions", "memory")
        .help("Sessions that find room; for one more the one used longest ago goes. None: without limit.");
    kind.param("session-ttl", &Params::sessionTtl).group("Sessions").label("Session ends after").range(1e-9, 1e9).live().onlyWhen("sessions", "memory").typical("30min")
        .help("A session that is not used for so long is over; none: never.").source("Apache Tomcat's default session-timeout is 30 minutes.");
    kind.param("nosql", &Params::nosql).group("Data").label("NoSQL store").help("What a NoSQL store that it is wired to is for.")
        .choice(NosqlUse::Instead, "instead", "In place of a database", "It takes everything that a database would.")
        .choice(NosqlUse::Beside, "beside", "Beside the database", "It takes the data that is not relational.");
    kind.param("nosql-share", &Params::nosqlShare).group("Data").label("Share that is not relational").as(Quantity::Share).range(0, 1).live().onlyWhen("nosql", "beside")
        .help("Share of the keys whose reads and writes go to the NoSQL store, always the same keys; joins go to the database if there is one.");
    kind.param("cache-hashing", &Params::cacheHashing).group("Data").label("Choice of cache").live().help("Which of several caches has a key.")
        .choice(CacheHashing::Consistent, "consistent", "Consistent hashing", "The next one on a ring: one that comes or goes moves only its share of the keys.")
        .choice(CacheHashing::Modulo, "modulo", "Modulo", "The remainder of the key divided by the number of caches: one that comes or goes moves nearly all keys.");
    kind.param("cache-points", &Params::cachePoints).group("Data").label("Points on the ring").range(1, 10000).onlyWhen("cache-hashing", "consistent")
        .help("Places (virtual nodes) of each cache on the ring; the more, the more evenly keys are spread.").source("libketama gives each server 160 points.");
    kind.measure("cpu_utilisation", "CPU utilisation", Quantity::Share, "Busy cores over cores, averaged over time; 0 if the number of cores has no limit.");
    kind.measure("sessions", "Sessions", Quantity::Integer, "Sessions in its memory now; one that is over counts until its user comes or its place is needed.");
    kind.measure("sessions_lost", "Sessions lost", Quantity::Integer, "Sessions that went with its memory when it crashed or was switched off.");
    kind.measure("sessions_evicted", "Sessions evicted", Quantity::Integer, "Sessions that had to go for others.");
    kind.measure("dropped_late", "Dropped late", Quantity::Integer, "Requests dropped because their deadline had passed.");
}

} // namespace scalelab
