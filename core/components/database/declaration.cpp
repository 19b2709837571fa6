// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/database/database.h"
#include "model/component_view.h"

#include <algorithm>
#include <string>

namespace scalelab {

namespace {

using Params = Database::Params;

std::string counted(std::size_t count, const std::string& thing) { return std::to_string(count) + " " + thing + (count == 1 ? "" : "s"); }

/// Whether what `from` sends to its peers comes to `to`, on whatever way.
bool reaches(const ComponentView& from, const ComponentView& to)
{
    std::vector<ComponentView> found{from};
    for (std::size_t i = 0; i < found.size(); ++i)
        for (const ComponentView& next : found[i].callees("peers"))
            if (std::find(found.begin(), found.end(), next) == found.end()) found.push_back(next);
    return std::find(found.begin(), found.end(), to) != found.end();
}

void checkPeers(const ComponentView& master)
{
    const std::vector<ComponentView> peers = master.callees("peers");
    if (peers.empty() && master.callers("peers").empty())
        master.error("replication", "There is no other master. Wire it in both directions to another one with multi-master replication, or choose another replication.");
    for (const ComponentView& peer : peers)
        if (!reaches(peer, master))
            master.warn("", "What is written to \"" + peer.component().label() + "\" never comes back here. Draw a wire in the other direction too, or close the circle of masters.");
    if (master.component().params.find("replacement")) master.warn("replacement", "It has no effect, because several masters replace none of them.");
}

void checkGroup(const ComponentView& database)
{
    const auto params = database.params<Params>();
    const std::size_t masters = database.callers("replicas").size();
    if (masters > 1) database.error("", "A replica follows one master, but " + counted(masters, "master") + " are wired to it. Take all of these wires away but one.");
    if (params.role != DatabaseRole::Master) return;
    if (params.disk && params.rowSize == 0) database.warn("disk", "It never fills, because rows take no room. Give them a row-size.");
    const std::size_t replicas = database.callees("replicas").size();
    if (params.replication == ReplicationMode::SemiSynchronous && static_cast<std::size_t>(params.acks) > replicas)
        database.error("acks", "A write waits for " + counted(static_cast<std::size_t>(params.acks), "replica") + ", but this master has " +
                                   (replicas == 0 ? "none" : std::to_string(replicas)) + ". Wire more replicas to it, or lower the number.");
    if (params.replication == ReplicationMode::Synchronous && replicas == 0) database.warn("replication", "It has no replica to wait for. Draw a wire to one.");
    if (params.replication == ReplicationMode::MultiMaster) checkPeers(database);
}

void declareQueries(DeclBuilder<Params>& kind)
{
    kind.param("connections", &Params::connections).label("Connections").range(1, 1e9).live().typical(32)
        .help("Queries performed at the same time; none: without limit.").source("A connection pool of about twice the cores plus the disks (PostgreSQL wiki, \"Number Of Database Connections\").");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().typical(1000).help("Queries that may wait for a connection; none: without limit.");
    kind.param("service", &Params::service).label("Service time").live().typical("exp(5ms)").help("Time of a query.")
        .source("An indexed read takes 2 to 10 ms including a disk access.");
    kind.param("write-service", &Params::writeService).label("Write time").live().help("Time of a write; none: the same distribution as for reads.");
    kind.param("join-service", &Params::joinService).label("Join time").live().help("Time of a query that joins tables; none: the same distribution as for reads.");
}

void declareReplication(DeclBuilder<Params>& kind)
{
    kind.param("replication", &Params::replication).label("Replication").onlyWhen("role", "master").help("When a write is acknowledged, and how many masters there are.")
        .choice(ReplicationMode::Asynchronous, "asynchronous", "Asynchronous", "As soon as the master has it; replicas follow.")
        .choice(ReplicationMode::SemiSynchronous, "semi-synchronous", "Semi-synchronous", "Once enough replicas have received it; if none answers in time, as soon as the master has it, until one has caught up.")
        .choice(ReplicationMode::Synchronous, "synchronous", "Synchronous", "Once every healthy replica has applied it; only a replica that has every acknowledged write serves reads or is promoted.")
        .choice(ReplicationMode::MultiMaster, "multi-master", "Multi-master", "As soon as this master has it. Several masters take writes and send them to each other: wired in both directions, or in a circle.");
    kind.param("acks", &Params::acks).label("Replicas to wait for").range(1, 1000).live().onlyWhen("replication", "semi-synchronous")
        .help("Replicas that must have received a write before it is acknowledged.").source("MySQL: rpl_semi_sync_source_wait_for_replica_count is 1 by default.");
    kind.param("semi-sync-timeout", &Params::semiSyncTimeout).label("Wait at most").range(0, 1e6).live().onlyWhen("replication", "semi-synchronous")
        .help("If a write waits this long, all go on without waiting, until a replica has confirmed all writes older than this.").source("MySQL: rpl_semi_sync_source_timeout is 10 s by default.");
    kind.param("read-your-writes", &Params::readYourWrites).label("Read your writes").live().onlyWhen("role", "master")
        .help("A user's reads go to a server that has applied the last write that this user made through the same caller: past replicas that have not, to the master if need be.");
    kind.param("apply", &Params::apply).label("Time to apply").live().typical("const(1ms)")
        .help("Time a replica, or one of several masters, takes to apply one write of another server; one after the other.");
}

void declareFailOver(DeclBuilder<Params>& kind)
{
    kind.param("detection", &Params::detection).label("Detection").range(0, 1e6).live()
        .help("From a crash until clients stop using the server and, for a master, the election of a replica begins. With synchronous replication writes wait as long for a replica that does not confirm them.")
        .source("MySQL fail-over managers (MHA, Orchestrator) detect a dead master in about 10 s.");
    kind.param("election", &Params::election).label("Election").range(0, 1e6).live().help("From detection until the most advanced replica is chosen; it then applies all it has received and takes over.")
        .source("MHA reports 10 to 30 s for detection and fail-over together; choosing takes a second or two of them.");
    kind.param("replacement", &Params::replacement).label("Replacement after").range(0, 1e9).live()
        .help("A server that stays down is replaced this long after its crash by a fresh replica with a copy of the data, if there is a master by then; none: never.");
    kind.param("recovery", &Params::recovery).label("Lost writes").live().onlyWhen("role", "master").help("What becomes of acknowledged writes that only a former master had, when it returns.")
        .choice(LostWriteRecovery::Discard, "discard", "Discard", "They stay lost: the former master gets a copy of the new one's data.")
        .choice(LostWriteRecovery::Merge, "merge", "Recover", "A script writes them again on the new master, as far as their keys have not been written since.");
    kind.param("recovery-time", &Params::recoveryTime).label("Recovery takes").range(0, 1e9).live().onlyWhen("recovery", "merge").help("From the return of the former master until its lost writes are written again.");
}

void declareStorage(DeclBuilder<Params>& kind)
{
    kind.param("data-size", &Params::dataSize).label("Initial data").as(Quantity::Bytes).range(0, 1e18).live().onlyWhen("role", "master").help("Size of the data that are there from the start.");
    kind.param("copy-rate", &Params::copyRate).label("Copied per second").as(Quantity::Bytes).range(1, 1e18).live().typical("125MiB")
        .help("How fast a copy of all data gets to this server when it is new, replaced, or has gone another way than its master: meanwhile it serves nothing and collects the log. None: as on its declared master; if that is none too, in no time.")
        .source("Amazon EBS: a gp3 volume moves 125 MiB/s unless more is paid for.");
    kind.param("disk", &Params::disk).label("Disk").as(Quantity::Bytes).range(0, 1e18).live().help("Room for data: a write of a new key that finds none is rejected. None: without limit.");
    kind.param("row-size", &Params::rowSize).label("Row size").as(Quantity::Bytes).range(0, 1e12).live().onlyWhen("role", "master")
        .help("Room that a key takes when it is written for the first time; 1kB is a usual record.").source("YCSB (Cooper et al., 2010): records of ten fields of 100 bytes.");
    kind.param("resize-time", &Params::resizeTime).label("Resize takes").range(0, 1e6).live().typical("5min")
        .help("How long the server is down when it gets another size; it returns with its data.")
        .source("AWS Knowledge Center: to change the class of an Amazon RDS instance its database is shut down, moved to a new host and recovered; such moves take a few minutes.");
}

void declareMeasures(DeclBuilder<Params>& kind)
{
    kind.measure("master", "Acts as master", Quantity::Integer, "1 while it takes writes.");
    kind.measure("reads", "Reads", Quantity::Integer, "Queries that read.");
    kind.measure("writes", "Writes", Quantity::Integer, "Writes of clients that came into the log here, acknowledged or not.");
    kind.measure("stale_reads", "Stale reads", Quantity::Integer, "Reads that returned a version older than the master's, or of several masters than any of theirs.");
    kind.measure("missing_reads", "Missing reads", Quantity::Integer, "Reads that returned a version older than an acknowledged write, because a fail-over lost that write.");
    kind.measure("redirected_reads", "Redirected reads", Quantity::Integer, "Reads that came here because a replica had not applied the last write of their user.");
    kind.measure("lost_writes", "Lost writes", Quantity::Integer, "Writes that the master before had acknowledged and this one never received, until they are recovered; among several masters the writes that this one acknowledged and a conflict undid.");
    kind.measure("recovered_writes", "Recovered writes", Quantity::Integer, "Lost writes that were written again here.");
    kind.measure("conflicts", "Conflicts", Quantity::Integer, "Writes of this master that met a later one of another master, neither having known of the other: the later one stays.");
    kind.measure("fall_backs", "Fall-backs", Quantity::Integer, "How often semi-synchronous replication became asynchronous because no replica answered in time.");
    kind.measure("ack_wait_s.mean", "Wait for replicas, mean", Quantity::Duration, "From the log of the master to the acknowledgement of a write.");
    kind.measure("applied_writes", "Applied writes", Quantity::Integer, "Writes applied from the log of the master, or of other masters.");
    kind.measure("lag_s.mean", "Replication lag, mean", Quantity::Duration, "From commit at the master to application here, averaged over applied writes.");
    kind.measure("lag_s.max", "Replication lag, longest", Quantity::Duration, "The longest of these.");
    kind.measure("backlog", "Log entries behind", Quantity::Integer, "Writes sent to this replica, or received from other masters, and not applied yet.");
    kind.measure("keys", "Keys written", Quantity::Integer, "Different keys that it holds a written version of; all others have their initial data.");
    kind.measure("bytes", "Data", Quantity::Bytes, "Initial data, and a row for each key written.");
}

} // namespace

void describe_database(Catalog& catalog)
{
    auto kind = catalog.add<Database>("database");
    kind.name("Database").category("Data").searchWords({"sql", "mysql", "postgres", "postgresql", "relational", "rdbms", "master", "slave", "replica", "primary", "multi-master", "galera"});
    kind.help("A relational database: a master that takes writes, or a replica that applies the master's log and serves reads.");
    kind.verb("fill-disk").verb("free-disk").station("connections", "service");
    kind.provides("sql").provides("sql-replica", "role", "replica", "This replica follows no master, so it never gets any data. Draw a wire to it from its master, or give it the role \"master\".", true);
    kind.provides("sql-peer", "replication", "multi-master");
    kind.models("Connections with a queue, separate service times for reads, writes and joins, the versions of all written keys, a log that is shipped "
                "asynchronously, semi-synchronously or synchronously and applied with its lag, stale reads from replicas, promotion of the most advanced "
                "replica after detection and election, acknowledged writes that this loses and a script that brings them back, a replacement for a lost "
                "server, copies of all data with their time, several masters with conflicts that the later write wins, room on disk. Data survives a crash.");
    kind.leavesOut("Transactions over several keys, locks, flow control. The log reaches back 65,536 writes. Replicated writes always find room on disk. Several masters "
                   "neither elect nor replace one of them, and a replica of one of them is never promoted. The users' own writes are known to the caller that made them only, "
                   "and a cache in between may hold older data.");
    kind.port({"replicas", "Replicas", "Replicas that follow this master.", {"sql-replica"}, SIZE_MAX, "role", "master", false});
    kind.port({"peers", "Other masters", "Masters that this one sends all writes to that it knows of.", {"sql-peer"}, SIZE_MAX, "replication", "multi-master", false});
    kind.param("role", &Params::role).label("Role").help("What it is when the run starts; fail-over may change it.")
        .choice(DatabaseRole::Master, "master", "Master", "Takes writes, and reads if there is no replica.")
        .choice(DatabaseRole::Replica, "replica", "Replica", "Follows the master that is wired to it, and serves reads.");
    declareQueries(kind);
    declareReplication(kind);
    declareFailOver(kind);
    declareStorage(kind);
    declareMeasures(kind);
    kind.rule(checkGroup);
}

} // namespace scalelab
