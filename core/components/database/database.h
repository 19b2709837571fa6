// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "components/database/params.h"
#include "engine/context.h"
#include "mechanisms/log_lineage.h"
#include "mechanisms/replication_log.h"
#include "mechanisms/under_way.h"
#include "mechanisms/version_clock.h"
#include "mechanisms/version_table.h"
#include "mechanisms/worker_pool.h"

#include <deque>
#include <vector>

namespace scalelab {

/// A relational database server: a master, or a replica that applies the master's log. A master and the replicas wired to it are a group; the
/// component that was declared the master, the root, keeps the group's records, whoever acts as master. With multi-master replication each master
/// takes writes and sends all that it knows to the masters it is wired to, its peers.
class Database {
public:
    using Params = DatabaseParams;
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
    void onCalleeChanged(Context cx, WireId wire);
    void onFault(Context cx, std::string_view verb, double argument);
    /// A wire of this component that carried nothing does so again.
    void catchUp(Context cx, WireId wire);
    /// The server gets another size: it is down for the time that takes, and returns with its data.
    void resize(Context cx);
    /// Its disk is full, or has room again.
    void setDiskFull(Context cx, bool full);
    void onRestartMeasures(Context cx);
    void report(const Simulation& simulation, ComponentId self, Reporter& reporter) const;

    /// Age of the oldest write that this replica knows of and has not applied [s]; -1 for a master.
    [[nodiscard]] double lag(SimTime now) const;
    /// Version of a key as the group's master holds it; among several masters the latest that any of them holds.
    [[nodiscard]] std::uint64_t latestVersion(const Simulation& simulation, std::uint64_t key) const;
    /// The written keys and their versions on this very server.
    [[nodiscard]] const VersionTable& data() const { return versions_; }
    /// Whether this server has applied the write of that version, of its own group or of a peer.
    [[nodiscard]] bool holdsWrite(std::uint64_t version) const { return known_.empty() ? version <= newest_ : known_.knows(version); }

private:
    enum Tag : std::uint8_t { queryTag, receiveTag, applyTag, detectTag, electTag, replaceTag, ackTag, overdueTag, copyTag, recoveryTag, peerTag, resizeTag };

    /// A write of the log that is not in the data yet: on a replica because it is to be applied, on a master because it waits for replicas.
    struct PendingWrite {
        LogEntry entry;
        CallId caller = nothing; ///< Whoever waits for its acknowledgement.
    };

    enum class Copy : std::uint8_t { Whole, Running, Missing }; ///< Of the group's data.

    /// Acknowledged writes of a master that its successor did not have: a part of the log of that master's term.
    struct Loss {
        std::uint64_t after = 0;        ///< Number of the last write before them; moves on as servers turn up that have the first of them.
        std::uint64_t last = 0;
        std::uint64_t missing = 0;      ///< How many of them are lost still.
        ComponentId counter = nothing;  ///< The successor, which counts them.
    };

    /// An acknowledged write that no later master had.
    struct LostWrite {
        std::uint64_t term = 0;         ///< Which ended with its loss.
        LogEntry entry;
    };

    /// The records of a group, kept by its root.
    struct Group {
        std::vector<ComponentId> members;
        ComponentId acting = nothing;   ///< The master now, or the one that is down and not replaced yet.
        bool electing = false;          ///< The acting master is known to be down.
        LogLineage lineage;
        std::vector<Loss> losses;       ///< By the term that ended with them.
        VersionTable lost;              ///< The latest lost version of each key that lost one.
    };

    /// The state of the wire to a peer.
    struct PeerLink {
        WireId wire = nothing;
        ComponentId to = nothing;
        std::uint64_t sent = 0;         ///< Number of the last entry of this server's log that was sent there.
        std::uint64_t arrived = 0;
        UnderWay underWay;              ///< Numbers of the last entry of each shipment.
        bool needsAll = false;          ///< The log does not tell it everything: it gets a copy of all data.
        bool sendingAll = false;        ///< That copy is under way.
        VersionTable all;
        VersionVector allKnown;

        /// Forgets what was sent and has not arrived.
        void lose()
        {
            underWay.clear();
            sent = arrived;
            sendingAll = false;
        }
        void startOver()
        {
            lose();
            needsAll = true;
        }
    };

    // Queries (database.cpp)
    void configure(Context cx);
    void begin(Context cx, CallId id);
    void perform(Context cx, CallId id);
    void read(Context cx, CallId id, std::uint64_t key);
    void write(Context cx, CallId id, std::uint64_t key);
    void finish(Context cx, CallId id, Cause cause);
    [[nodiscard]] bool hasRoomFor(Context cx, std::uint64_t key);
    [[nodiscard]] double bytes(const Params& group) const { return group.dataSize + group.rowSize * static_cast<double>(versions_.size()); }
    /// Tells callers what they may send here.
    void offer(Context cx);
    [[nodiscard]] bool servesReads() const { return copy_ == Copy::Whole && (master_ || (inSet_ && owed_ == 0)); }

    // The log and its application (replication.cpp)
    [[nodiscard]] static bool isOpen(Context cx, WireId wire) { return cx.isOpen(wire); }
    /// The one place where replication meets the network: sends something `later` over the wire, and returns when it arrives. Unless that is now, the
    /// timer `tag` comes to `to` then. Never, if nothing gets through.
    static SimTime send(Context to, WireId wire, std::uint8_t tag, std::uint32_t handle, SimTime later = {});
    [[nodiscard]] WireId wireTo(const Database& replica) const { return replica.feed_ != nothing ? replica.feed_ : feed_; }
    void append(Context cx, std::uint64_t key, CallId caller);
    void ship(Context cx);
    /// Sends a replica everything that it has not been sent yet; one whose log went another way, or ends too early, gets a copy of all data.
    void feed(Context cx, ComponentId replica);
    void feedAll(Context cx);
    void receive(Context cx, std::uint32_t handle);
    void applyReceived(Context cx);
    void applyFirst(Context cx);
    void countLag(SimTime lag);
    /// Puts an entry into the data and the log.
    void record(Context cx, const LogEntry& entry);
    [[nodiscard]] const LogEntry& entryAt(std::uint64_t number) const
    {
        return number <= applied_ ? log_.at(number) : pending_[static_cast<std::size_t>(number - applied_ - 1)].entry;
    }
    [[nodiscard]] LogPlace place() const { return {term_, received_}; }
    /// Forgets what was sent to this replica and has not arrived.
    void dropUnreceived();
    void leave(Context cx, ComponentId replica);

    // Copies of all data (copying.cpp)
    void copyFrom(Context cx, const Database& source);
    void breakCopy();
    void completeCopy(Context cx, std::uint32_t run);
    /// Another server takes its place, with an empty disk.
    void wipe();
    [[nodiscard]] SimTime copyTime(Context cx, const Database& source);

    // Waiting for replicas (acknowledgement.cpp)
    void acknowledge(Context cx);
    void confirm(Context cx, ComponentId replica);
    void admit(Context cx, ComponentId replica);
    void evict(Context cx, ComponentId replica);
    void evictThoseFoundDown(Context cx);
    void fallBack(Context cx);
    void resumeWaiting(Context cx);
    [[nodiscard]] bool isAcknowledged(Context cx, std::uint64_t number);
    /// Synchronous: whether the write waits for that member.
    [[nodiscard]] bool holdsUp(Context cx, ComponentId member, std::uint64_t number);
    [[nodiscard]] std::uint64_t confirmedByEnough(Context cx);
    /// Publishes and answers every write that has been acknowledged, in their order.
    void settle(Context cx);
    void publish(Context cx);
    [[nodiscard]] SimTime overdueAt(Context cx, ComponentId replica);
    [[nodiscard]] SimTime nextOverdue(Context cx);
    void onOverdue(Context cx);

    // Fail-over (failover.cpp)
    void detect(Context cx, std::uint32_t epoch);
    void elect(Context cx);
    [[nodiscard]] bool isEligible(Context cx, ComponentId member);
    void becomeMaster(Context cx);
    void resumeAsMaster(Context cx);
    void rejoin(Context cx);
    void replace(Context cx);

    // Lost writes (recovery.cpp)
    void countLosses(Context cx, const Database& former);
    /// How many of the first writes that were lost with a term, and that nobody else has claimed, are in the log of this server.
    [[nodiscard]] std::uint64_t claimLost(Context cx, std::uint64_t term);
    void keepLostWrites(Context cx);
    void startRecovery(Context cx);
    void recoverLostWrites(Context cx);
    void countRecovered(Context cx, std::uint64_t term, std::uint64_t count);
    [[nodiscard]] bool hasNewer(const LogEntry& entry) const;

    // Several masters (peers.cpp)
    void connectPeer(Context cx, WireId wire);
    void disconnectPeer(Context cx, WireId wire);
    void findMesh(Context cx);
    [[nodiscard]] PeerLink* linkOver(WireId wire);
    void shipToPeers(Context cx, const LogEntry& entry);
    void feedPeer(Context cx, PeerLink& link);
    void feedPeers(Context cx);
    void receiveFromPeer(Context cx, WireId wire);
    void takeIn(const LogEntry& entry);
    void applyForeign(Context cx, const LogEntry& entry);
    /// Makes another master's write part of data and log; if it is in conflict with what is held, a write of this master may be lost.
    void takeOver(Context cx, const LogEntry& entry, bool conflicts);
    void mergeAll(Context cx, const PeerLink& link);
    void breakPeers(Context cx);

    [[nodiscard]] Database& root(Context cx) { return cx.peer<Database>(root_); }

    Group group_;                      ///< If it is a root.
    ComponentId root_ = nothing;       ///< Nothing for a replica that no master is wired to.
    WireId feed_ = nothing;            ///< The wire from the declared master; its latency is that of shipping.
    bool master_ = false;
    bool promoting_ = false;           ///< Elected, still applying what it has received.
    bool foundDown_ = false;
    bool diskFull_ = false;
    bool resizing_ = false;
    std::vector<WireId> cut_;          ///< Wires that carry nothing now.
    SimTime upSince_;
    std::uint64_t term_ = 0;           ///< The term whose master it followed or was last.
    VersionTable versions_;
    std::uint64_t newest_ = 0;         ///< Version of the last write in versions_.
    ReplicationLog log_;
    std::deque<PendingWrite> pending_; ///< In the log and not in versions_, oldest first; on a replica also what is under way to it.
    std::uint64_t applied_ = 0;        ///< Number of the last write in versions_.
    std::uint64_t received_ = 0;       ///< Number of the last write in its log.
    std::uint64_t sent_ = 0;           ///< On a replica: of the last write sent to it.
    bool applying_ = false;
    std::uint32_t applyRun_ = 0;       ///< Counts how often applying was broken off: the end of an earlier application is void.
    std::uint32_t epoch_ = 0;          ///< Counts crashes and recoveries: timers of an earlier one are void.
    std::uint32_t shipment_ = 0;       ///< Counts how often what was under way was dropped.
    Copy copy_ = Copy::Whole;
    std::uint32_t copyRun_ = 0;        ///< Counts the copies begun and broken off: the end of an earlier one is void.

    // What the master knows of a replica
    UnderWay acks_;                    ///< Acknowledgements on their way to the master: numbers of writes.
    std::uint64_t confirmed_ = 0;      ///< Number of the last write that the master knows to be there.
    bool inSet_ = true;                ///< Synchronous: writes wait for it.
    std::uint64_t owed_ = 0;           ///< In the set again, but it serves nothing until it has confirmed this write; 0: it has.

    // A master that waits for its replicas
    bool degraded_ = false;            ///< Semi-synchronous, but no replica has answered in time: it does not wait now.
    bool watching_ = false;            ///< A timer for overdue confirmations is set.

    std::vector<LostWrite> salvage_;   ///< To be written again by the master.

    // Several masters
    bool multiMaster_ = false;
    std::size_t origin_ = 0;           ///< Counts the masters of the run that replicate like this.
    VersionClock clock_;
    std::vector<PeerLink> peers_;
    std::vector<WireId> sources_;      ///< Wires from peers to this server.
    std::vector<ComponentId> mesh_;    ///< All masters that wires join with this one, whatever their direction, itself included.
    std::deque<LogEntry> inbox_;       ///< Received from peers and not applied.
    VersionVector known_;              ///< Of all that is in versions_.
    VersionVector heardOf_;            ///< Of all that is in versions_ or the inbox.

    ServiceTimer readTimer_, writeTimer_, joinTimer_, applyTimer_;
    std::uint64_t reads_ = 0, writes_ = 0, staleReads_ = 0, missingReads_ = 0, redirectedReads_ = 0;
    std::uint64_t lostWrites_ = 0, recoveredWrites_ = 0, conflicts_ = 0, fallBacks_ = 0;
    std::uint64_t appliedWrites_ = 0, acknowledged_ = 0;
    WorkerTime lagSum_ = 0, ackWaitSum_ = 0;
    SimTime lagMost_;
};

} // namespace scalelab
