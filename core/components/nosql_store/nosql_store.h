// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "components/nosql_store/hint_log.h"
#include "engine/context.h"
#include "mechanisms/hash_ring.h"
#include "mechanisms/job_pool.h"
#include "mechanisms/version_table.h"
#include "mechanisms/worker_pool.h"

#include <array>
#include <optional>
#include <vector>

namespace scalelab {

enum class DataModel { KeyValue, Document, Column, Graph };

/// One node of a NoSQL store. Nodes that wires of the port "peers" join are a cluster; whichever node a client calls coordinates the call: it asks the
/// nodes that hold copies of the key, and answers when as many as the quorum have answered.
class NosqlStore {
public:
    static constexpr std::size_t mostCopies = 16;

    struct Params {
        DataModel dataModel = DataModel::KeyValue;
        std::int64_t replicas = 1;
        std::int64_t readQuorum = 1;
        std::int64_t writeQuorum = 1;
        std::int64_t virtualNodes = 16;
        std::optional<std::int64_t> connections;
        std::optional<std::int64_t> queue;
        Distribution service;
        std::optional<Distribution> writeService;
        std::int64_t joinItems = 1;
        SimTime scan;
        std::int64_t fanOut = 1;
        std::int64_t depth = 1;
        bool readRepair = false;
        bool hintedHandoff = false;
        std::optional<std::int64_t> hintLimit;
        SimTime handoffInterval{10'000'000'000};
        bool memoryOnly = false;
        SimTime detection{10'000'000'000};
    };
    Params params;
    JobPool pool; ///< For access to the node's own data; coordinating takes no worker, or nodes could wait for each other without end.

    void start(Context cx);
    void onCall(Context cx, CallId id);
    void onReply(Context cx, CallId id);
    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle);
    void onCrash(Context cx);
    void onRecover(Context cx);
    void onChanged(Context cx, std::string_view param);
    void onConnect(Context cx, std::uint32_t port, WireId wire);
    void onDisconnect(Context cx, std::uint32_t port, WireId wire);
    void onRestartMeasures(Context cx);
    void report(const Simulation& simulation, ComponentId self, Reporter& reporter) const;
    /// The newest version of a key that a client of the cluster was told is written.
    [[nodiscard]] std::uint64_t latestVersion(const Simulation& simulation, std::uint64_t key) const;

private:
    enum Tag : std::uint8_t { serviceTag, scanTag, handoffTag, detectTag };
    enum JobKind : std::uint8_t { ownAccess, peerAccess }; ///< The subject is a quorum of this node, or the call of another.

    /// One copy of a key as far as a quorum knows it.
    struct Copy {
        ComponentId node = nothing;
        bool answered = false;
        std::uint64_t version = 0; ///< As answered.
    };

    /// What a coordinator keeps of one key that it reads or writes, until all nodes that it asked have answered. Calls to peers carry its slot in
    /// Call::origin, there and back.
    struct Quorum {
        std::uint64_t key = 0;
        std::uint64_t version = 0;  ///< The one to write; of a read the newest that has been answered.
        std::uint64_t expected = 0; ///< The newest that had been acknowledged when a read began.
        RequestId request = nothing;
        CallId client = nothing;    ///< The call that it serves; none after its answer, and within a join.
        std::uint32_t join = nothing;
        std::uint32_t outstanding = 0; ///< Nodes asked that have not answered, and one while the record is in use.
        std::uint32_t next = nothing;  ///< In the list of free slots.
        Operation operation = Operation::Read;
        std::uint8_t needed = 0, asked = 0, answers = 0, failures = 0, copyCount = 0;
        Cause cause = Cause::None; ///< Of the latest failure.
        bool concluded = false;    ///< Answered; what comes after that changes nothing for the client.
        bool inUse = false;
        std::array<Copy, mostCopies> copies;
    };

    /// A join that is put together from many keys, in rounds of which each needs the one before.
    struct Join {
        CallId client = nothing;
        RequestId request = nothing;
        std::uint64_t nextKey = 0;
        std::uint64_t version = 0;
        std::uint32_t open = 0; ///< Keys of this round that are not read yet, and one while they are being asked for.
        std::uint32_t round = 0;
        std::uint32_t next = nothing;
        Cause cause = Cause::None; ///< Of the first failure.
        ComponentId culprit = nothing;
        std::uint8_t marks = 0;
        bool inUse = false;
    };

    /// A node that this one can call.
    struct Peer {
        WireId wire = nothing;
        ComponentId node = nothing;
        HintLog hints;
        bool underWay = false; ///< Its first hint has been sent and not answered.
    };

    // Own data (nosql_store.cpp)
    void configure(Context cx);
    bool admit(Context cx, JobKind kind, std::uint32_t subject);
    void begin(Context cx, std::uint32_t job);
    void perform(Context cx, std::uint32_t job);
    void performForPeer(Context cx, CallId id, std::uint32_t job);
    [[nodiscard]] Operation operationOfJob(Context cx, std::uint32_t job) const;
    /// Reads a key, or writes it unless it holds a later version; returns the version read or written.
    std::uint64_t access(Context cx, Operation operation, std::uint64_t key, std::uint64_t version);
    void forgetData(Context cx);

    // Coordination (coordinate.cpp)
    std::uint32_t openQuorum(Context cx, RequestId request, std::uint64_t key, Operation operation);
    void launch(Context cx, std::uint32_t slot);
    [[nodiscard]] CallId prepare(Context cx, std::uint32_t slot, std::uint32_t copy);
    void dispatch(Context cx, std::uint32_t slot, std::uint32_t copy, CallId id);
    void ask(Context cx, std::uint32_t slot, std::uint32_t copy);
    void settle(Context cx, std::uint32_t slot, ComponentId node, Cause cause, std::uint64_t version);
    void settleCopy(Context cx, std::uint32_t slot, ComponentId node, Cause cause, std::uint64_t version);
    void concludeIfDecided(Context cx, std::uint32_t slot);
    void concludeOk(Context cx, std::uint32_t slot);
    void answerClient(Context cx, std::uint32_t slot, Cause cause, ComponentId culprit, std::uint8_t marks);
    void repair(Context cx, std::uint32_t slot);
    void release(std::uint32_t slot);
    void startJoin(Context cx, CallId id);
    void askRound(Context cx, std::uint32_t join);
    void closeOne(Context cx, std::uint32_t join);
    [[nodiscard]] std::uint64_t nextVersion(Context cx);
    void acknowledge(Context cx, std::uint64_t key, std::uint64_t version);

    // The cluster (cluster.cpp)
    [[nodiscard]] NosqlStore& root(Context cx) { return cx.peer<NosqlStore>(root_); }
    [[nodiscard]] Peer* peer(ComponentId node);
    [[nodiscard]] static std::vector<ComponentId> connected(Context cx);
    void regroup(Context cx);
    void handOver(Context cx, const std::vector<ComponentId>& sources);
    void keepHint(Context cx, ComponentId node, std::uint64_t key, std::uint64_t version);
    void scheduleHandoff(Context cx);
    void handOff(Context cx);
    void deliverHints(Context cx, ComponentId node);
    bool deliverHint(Context cx, ComponentId node);
    void hintSettled(Context cx, const Quorum& quorum, Cause cause);

    std::vector<Peer> peers_;
    std::vector<ComponentId> callers_;  ///< Nodes that have a wire here.
    std::vector<ComponentId> members_;  ///< Of the cluster, this node included, in the order of their ids.
    HashRing ring_{1};                  ///< Of the members; the same in each of them.
    ComponentId root_ = nothing;        ///< The first member: it keeps what was acknowledged in the whole cluster.
    VersionTable acknowledged_;
    VersionTable versions_;
    RecordStore<Quorum> quorums_;
    RecordStore<Join> joins_;
    std::uint64_t stamp_ = 0;           ///< Time of the latest version given out here.
    std::uint32_t epoch_ = 0;           ///< Counts crashes and recoveries: the detection of an earlier crash is void.
    bool handoffScheduled_ = false;
    bool delivering_ = false;           ///< A loop over hints is at work, which goes on by itself.
    ServiceTimer readTimer_, writeTimer_;

    std::uint64_t reads_ = 0, writes_ = 0, copyReads_ = 0, copyWrites_ = 0, staleReads_ = 0, conflicts_ = 0, noQuorum_ = 0, repairs_ = 0;
    std::uint64_t hintsKept_ = 0, hintsDelivered_ = 0, hintsDropped_ = 0, lostWrites_ = 0;
};

/// Whether an operation changes data.
[[nodiscard]] constexpr bool writesData(Operation operation)
{
    return operation == Operation::Write || operation == Operation::WriteSession || operation == Operation::Fill;
}

} // namespace scalelab
