// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "engine/context.h"
#include "mechanisms/replication_log.h"
#include "mechanisms/version_table.h"
#include "mechanisms/worker_pool.h"

#include <deque>
#include <optional>
#include <vector>

namespace scalelab {

enum class DatabaseRole { Master, Replica };
enum class ReplicationMode { Asynchronous };

/// A relational database server: a master, or a replica that applies the master's log. A master and the replicas wired to it are a group; the
/// component that was declared the master keeps the group's records, whoever acts as master.
class Database {
public:
    struct Params {
        DatabaseRole role = DatabaseRole::Master;
        std::optional<std::int64_t> connections;
        std::optional<std::int64_t> queue;
        Distribution service;
        std::optional<Distribution> writeService;
        ReplicationMode replication = ReplicationMode::Asynchronous;
        Distribution apply;
        SimTime detection{10'000'000'000};
        SimTime election{2'000'000'000};
        std::optional<SimTime> replacement;
    };
    Params params;
    WorkerPool pool;

    void start(Context cx);
    void onCall(Context cx, CallId id);
    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle);
    void onCrash(Context cx);
    void onRecover(Context cx);
    void onChanged(Context cx, std::string_view param);
    void onConnect(Context cx, std::uint32_t port, WireId wire);
    void onDisconnect(Context cx, std::uint32_t port, WireId wire);
    void onRestartMeasures(Context cx);
    void report(const Simulation& simulation, ComponentId self, Reporter& reporter) const;
    /// Age of the oldest write that this replica knows of and has not applied [s]; -1 for a master.
    [[nodiscard]] double lag(SimTime now) const;
    /// Version of a key as the group's master holds it.
    [[nodiscard]] std::uint64_t latestVersion(const Simulation& simulation, std::uint64_t key) const;

private:
    enum Tag : std::uint8_t { queryTag, receiveTag, applyTag, detectTag, electTag, replaceTag };

    // Queries (database.cpp)
    void configure(Context cx);
    void begin(Context cx, CallId id);
    void perform(Context cx, CallId id);
    std::uint64_t commit(Context cx, std::uint64_t key);
    void finish(Context cx, CallId id, Cause cause);

    // The applied log (replication.cpp)
    void ship(Context cx, const LogEntry& entry);
    /// Sends a replica everything that it has not been sent yet; one that is too far behind gets a copy of all data.
    void feed(Context cx, ComponentId replica);
    void receive(Context cx, std::uint32_t handle);
    void applyReceived(Context cx);
    void applyFirst(Context cx);
    void copyFrom(Context cx, const Database& source);
    /// Forgets what was sent to this replica and has not arrived.
    void dropUnreceived();

    // Fail-over (failover.cpp)
    void detect(Context cx, std::uint32_t epoch);
    void elect(Context cx);
    void becomeMaster(Context cx);
    void rejoin(Context cx);
    [[nodiscard]] Database& root(Context cx) { return cx.peer<Database>(root_); }

    // The group's records, kept by its root
    std::vector<ComponentId> members_;
    ComponentId acting_ = nothing;     ///< The master now, or the one that is down and not replaced yet.
    bool electing_ = false;            ///< The acting master is known to be down.
    std::uint64_t term_ = 0;           ///< Counts the masters.

    ComponentId root_ = nothing;       ///< Nothing for a replica that no master is wired to.
    WireId feed_ = nothing;            ///< The wire from the declared master; its latency is that of shipping.
    bool master_ = false;
    bool promoting_ = false;           ///< Elected, still applying what it has received.
    std::uint64_t dataTerm_ = 0;       ///< The term whose master it followed or was last.
    VersionTable versions_;
    ReplicationLog log_;
    std::deque<LogEntry> pending_;     ///< Sent to it and not applied, oldest first.
    std::uint64_t applied_ = 0;        ///< Number of the last write in versions_.
    std::uint64_t received_ = 0;
    std::uint64_t sent_ = 0;
    bool applying_ = false;
    std::uint32_t applyRun_ = 0;       ///< Counts how often applying was broken off: the end of an earlier application is void.
    std::uint32_t epoch_ = 0;          ///< Counts crashes and recoveries: timers of an earlier one are void.
    std::uint32_t shipment_ = 0;       ///< Counts how often what was under way was dropped.

    ServiceTimer readTimer_, writeTimer_, applyTimer_;
    std::uint64_t reads_ = 0, writes_ = 0, staleReads_ = 0, lostWrites_ = 0, appliedWrites_ = 0;
    WorkerTime lagSum_ = 0;
    SimTime lagMost_;
};

} // namespace scalelab
