// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"

namespace scalelab {

namespace {
constexpr int termShift = 40; ///< A version is the term of the master above the number of the write.
} // namespace

void Database::start(Context cx)
{
    configure(cx);
    master_ = params.role == DatabaseRole::Master;
    if (master_) {
        root_ = acting_ = cx.self();
        members_ = {cx.self()};
    }
    cx.setOffers(true, master_);
}

void Database::configure(Context cx)
{
    pool.configure(cx, params.connections, params.queue);
    readTimer_.configure(cx, params.service, "service");
    writeTimer_.configure(cx, params.writeService ? *params.writeService : params.service, "write-service");
    applyTimer_.configure(cx, params.apply, "apply");
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
    default:
        if (handle == epoch_ && root_ != nothing && root(cx).acting_ != cx.self() && cx.isUp(root(cx).acting_)) cx.comeUp();
    }
}

void Database::begin(Context cx, CallId id)
{
    const bool writes = cx.call(id).operation == Operation::Write;
    const Distribution& service = writes && params.writeService ? *params.writeService : params.service;
    if (!(writes ? writeTimer_ : readTimer_).start(cx, service, queryTag, id)) perform(cx, id);
}

void Database::perform(Context cx, CallId id)
{
    const std::uint64_t key = cx.request(cx.call(id).request).key;
    if (cx.call(id).operation == Operation::Write) {
        if (!master_) return finish(cx, id, Cause::NoMaster);
        ++writes_;
        const std::uint64_t version = commit(cx, key);
        cx.call(id).version = version;
    } else {
        ++reads_;
        Call& call = cx.call(id);
        call.version = versions_.get(key);
        if (!master_ && cx.isOutdated(root_, key, call.version)) {
            call.marks |= mark::stale;
            ++staleReads_;
        }
    }
    cx.call(id).origin = root_;
    finish(cx, id, Cause::None);
}

std::uint64_t Database::commit(Context cx, std::uint64_t key)
{
    const LogEntry entry{key, dataTerm_ << termShift | ++applied_, cx.now()};
    received_ = sent_ = applied_;
    versions_.set(key, entry.version);
    cx.setNewestVersion(root_, entry.version);
    if (root(cx).members_.size() > 1) {
        log_.append(applied_, entry);
        ship(cx, entry);
    }
    return entry.version;
}

void Database::finish(Context cx, CallId id, Cause cause)
{
    pool.release(cx, [&](CallId next) { begin(cx, next); });
    cx.answer(id, cause, cause == Cause::None ? nothing : cx.self());
}

void Database::onChanged(Context cx, std::string_view)
{
    configure(cx);
    pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
}

void Database::onRestartMeasures(Context cx)
{
    pool.restartMeasures(cx.now());
    reads_ = writes_ = staleReads_ = lostWrites_ = appliedWrites_ = 0;
    lagSum_ = 0;
    lagMost_ = {};
}

void Database::report(const Simulation&, ComponentId, Reporter& reporter) const
{
    reporter.value("wait_s.mean", pool.meanWait());
    reporter.value("master", master_ ? 1 : 0);
    reporter.value("reads", static_cast<double>(reads_));
    reporter.value("writes", static_cast<double>(writes_));
    reporter.value("stale_reads", static_cast<double>(staleReads_));
    reporter.value("lost_writes", static_cast<double>(lostWrites_));
    reporter.value("applied_writes", static_cast<double>(appliedWrites_));
    reporter.value("lag_s.mean", appliedWrites_ == 0 ? 0 : static_cast<double>(lagSum_) / static_cast<double>(appliedWrites_) / 1e9);
    reporter.value("lag_s.max", lagMost_.seconds());
    reporter.value("backlog", static_cast<double>(pending_.size()));
}

double Database::lag(SimTime now) const
{
    if (master_) return -1;
    return pending_.empty() ? 0 : (now - pending_.front().committed).seconds();
}

std::uint64_t Database::latestVersion(const Simulation& simulation, std::uint64_t key) const
{
    const ComponentId id = acting_;
    if (id == nothing) return versions_.get(key);
    return componentAt<Database>(simulation.placeOf(id)).versions_.get(key);
}

void describe_database(Catalog& catalog)
{
    using Params = Database::Params;
    auto kind = catalog.add<Database>("database");
    kind.name("Database").category("Data").searchWords({"sql", "mysql", "postgres", "postgresql", "relational", "rdbms", "master", "slave", "replica", "primary"});
    kind.help("A relational database: a master that takes writes, or a replica that applies the master's log and serves reads.");
    kind.provides("sql").provides("sql-replica", "role", "replica", "This replica follows no master, so it never gets any data. Draw a wire to it from its master.");
    kind.models("Connections with a queue, separate service times for reads and writes, the versions of all written keys, an asynchronously shipped and "
                "applied log with its lag, stale reads from replicas, promotion of the most advanced replica after detection and election, "
                "acknowledged writes that this loses, a replacement for a lost server. Data survives a crash.");
    kind.leavesOut("Transactions over several keys, locks, synchronous replication, vertical resize. A server that returns is copied anew in no time; the log reaches back 65,536 writes.");
    kind.port({"replicas", "Replicas", "Replicas that follow this master.", {"sql-replica"}, SIZE_MAX, "role", "master", false});
    kind.param("role", &Params::role).label("Role").help("What it is when the run starts; fail-over may change it.")
        .choice(DatabaseRole::Master, "master", "Master", "Takes writes, and reads if there is no replica.")
        .choice(DatabaseRole::Replica, "replica", "Replica", "Follows the master that is wired to it, and serves reads.");
    kind.param("connections", &Params::connections).label("Connections").range(1, 1e9).live().typical(32)
        .help("Queries performed at the same time; none: without limit.").source("A connection pool of about twice the cores plus the disks (PostgreSQL wiki, \"Number Of Database Connections\").");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().typical(1000).help("Queries that may wait for a connection; none: without limit.");
    kind.param("service", &Params::service).label("Service time").live().typical("exp(5ms)").help("Time of a query.")
        .source("An indexed read takes 2 to 10 ms including a disk access.");
    kind.param("write-service", &Params::writeService).label("Write time").live().help("Time of a write; none: the same distribution as for reads.");
    kind.param("replication", &Params::replication).label("Replication").help("When a write is acknowledged.")
        .choice(ReplicationMode::Asynchronous, "asynchronous", "Asynchronous", "As soon as the master has it; replicas follow.");
    kind.param("apply", &Params::apply).label("Time to apply").live().onlyWhen("role", "replica").typical("const(1ms)")
        .help("Time a replica takes to apply one write of the log; one after the other.");
    kind.param("detection", &Params::detection).label("Detection").range(0, 1e6).live()
        .help("From a crash until clients stop using the server and, for a master, the election of a replica begins.")
        .source("MySQL fail-over managers (MHA, Orchestrator) detect a dead master in about 10 s.");
    kind.param("election", &Params::election).label("Election").range(0, 1e6).live().help("From detection until the most advanced replica is chosen; it then applies all it has received and takes over.")
        .source("MHA reports 10 to 30 s for detection and fail-over together; choosing takes a second or two of them.");
    kind.param("replacement", &Params::replacement).label("Replacement after").range(0, 1e9).live()
        .help("A server that stays down is replaced this long after its crash by a fresh replica with a copy of the data, if there is a master by then; none: never.");
    kind.measure("master", "Acts as master", Quantity::Integer, "1 while it takes writes.");
    kind.measure("reads", "Reads", Quantity::Integer, "Queries that read.");
    kind.measure("writes", "Writes", Quantity::Integer, "Writes committed here by clients.");
    kind.measure("stale_reads", "Stale reads", Quantity::Integer, "Reads that returned a version older than the master's.");
    kind.measure("lost_writes", "Lost writes", Quantity::Integer, "Writes that the master before had acknowledged and this one never received.");
    kind.measure("applied_writes", "Applied writes", Quantity::Integer, "Writes applied from the master's log.");
    kind.measure("lag_s.mean", "Replication lag, mean", Quantity::Duration, "From commit at the master to application here, averaged over applied writes.");
    kind.measure("lag_s.max", "Replication lag, longest", Quantity::Duration, "The longest of these.");
    kind.measure("backlog", "Log entries behind", Quantity::Integer, "Writes sent to this replica and not applied yet.");
}

} // namespace scalelab
