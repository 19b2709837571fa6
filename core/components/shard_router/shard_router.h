// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "components/shard_router/row_table.h"
#include "components/shard_router/shard_layout.h"
#include "components/shard_router/shard_table.h"
#include "engine/context.h"
#include "mechanisms/target_ring.h"
#include "mechanisms/worker_pool.h"

#include <optional>
#include <string>
#include <vector>

namespace scalelab {

/// Stands before several databases, each of which keeps a part of the keys, and sends each call to the shard that has its key.
class ShardRouter {
public:
    struct Params {
        ShardStrategy strategy = ShardStrategy::Modulo;
        std::int64_t keys = 0;
        KeyList bounds;
        std::int64_t virtualNodes = 100;
        KeyTable directory;
        KeyList isolate;
        std::string dedicated;
        KeyList split;
        std::int64_t splitCopies = 2;
        std::string drain;
        std::optional<double> moveRate;
        std::optional<std::int64_t> shardRows;
        bool denormalised = false;
        std::int64_t writeCopies = 1;
        std::optional<std::int64_t> connections;
        std::optional<std::int64_t> queue;
        Distribution service;
    };
    Params params;
    WorkerPool pool;

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
    [[nodiscard]] std::uint64_t latestVersion(const Simulation& simulation, std::uint64_t key) const;
    [[nodiscard]] std::vector<ShardRow> table(const Simulation& simulation) const;

private:
    enum Tag : std::uint8_t { serviceTag, settleTag, moveTag };

    /// A database, or several with the same data: a master with its replicas, or the nodes of a store.
    struct Shard {
        ComponentId database = nothing; ///< The one that it began with.
        TargetRing wires;
        std::uint64_t keys = 0;
        std::uint64_t calls = 0;
        std::uint64_t rejected = 0;

        [[nodiscard]] bool connected() const { return !wires.empty(); }
    };

    // Calls (shard_router.cpp)
    void configure(Context cx);
    void begin(Context cx, CallId id);
    void route(Context cx, CallId id);
    void read(Context cx, CallId id, std::uint64_t key);
    void write(Context cx, CallId id, std::uint64_t key);
    void scatter(Context cx, CallId id);
    void ask(Context cx, CallId id, std::uint32_t shard);
    void closeOne(Context cx, CallId id, Cause cause, ComponentId culprit);
    void settleWrite(Context cx, CallId id, std::uint64_t key);
    [[nodiscard]] bool reserve(std::uint64_t key);
    [[nodiscard]] std::uint64_t versionOf(std::uint64_t key, std::uint64_t shardVersion) const;

    // Shards and keys that move (resharding.cpp)
    void settle(Context cx);
    bool placeWires(Context cx);
    bool placeWire(Context cx, WireId wire, bool asNewShard);
    [[nodiscard]] ShardLayout layoutNow(Context cx) const;
    [[nodiscard]] bool exists(std::uint64_t key) const;
    [[nodiscard]] bool isMoved(std::uint64_t key) const;
    /// Where a key is now.
    [[nodiscard]] ShardLayout::Places placesOf(std::uint64_t key) const { return (isMoved(key) ? target_ : layout_).placesOf(key); }
    void countKeys();
    void reshard(Context cx);
    void moveOn(Context cx);
    [[nodiscard]] bool findKeyToMove();
    void moveKey();

    std::vector<Shard> shards_;
    std::vector<WireId> unplaced_;     ///< Wires of which it is not known yet to which shard they lead.
    std::vector<std::uint32_t> homes_; ///< Shards at the beginning.
    bool settled_ = false;             ///< The wires drawn at the beginning have become shards; later ones start a move of keys.
    ShardLayout layout_;
    RowTable rows_;
    std::uint64_t newKeys_ = 0;        ///< Rows that exist beyond the keys that there were at the beginning.
    std::uint64_t versions_ = 0;       ///< Writes acknowledged.
    std::size_t turn_ = 0;             ///< Of the copies of split keys.

    // The move that is going on
    bool moving_ = false;
    bool again_ = false;               ///< Something changed meanwhile: the next move follows.
    ShardLayout target_;               ///< Where keys go; the same as layout_ between moves.
    std::uint64_t nextId_ = 0;         ///< Keys of the beginning below this have moved,
    std::uint32_t nextRow_ = 0;        ///< and rows below this;
    std::uint32_t rowsBefore_ = 0;     ///< rows from this on were added during the move, to where they belong after it.
    std::uint64_t movedNow_ = 0;

    ServiceTimer service_;
    std::uint64_t keysMoved_ = 0, moves_ = 0, dualWrites_ = 0, joins_ = 0, storageFull_ = 0;
};

} // namespace scalelab
