// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/shard_router/shard_router.h"

#include <algorithm>

namespace scalelab {

// A move goes through the keys of the beginning in their order, and then through the rows written since. Of each key the cursors tell whether it is
// still where it was or already where it goes. Keys that are not moved yet are read where they are and written in both places.

void ShardRouter::onConnect(Context cx, std::uint32_t, WireId wire)
{
    unplaced_.push_back(wire);
    if (!settled_) cx.after({}, settleTag, 0);
    else if (placeWires(cx)) reshard(cx);
}

void ShardRouter::onDisconnect(Context cx, std::uint32_t, WireId wire)
{
    std::erase(unplaced_, wire);
    for (Shard& shard : shards_) {
        if (!shard.connected()) continue;
        shard.wires.remove(wire);
        if (!shard.connected()) reshard(cx);
    }
}

/// Makes shards of the wires that were drawn at the beginning, if there are any.
void ShardRouter::settle(Context cx)
{
    placeWires(cx);
    homes_ = layoutNow(cx).shards;
    if (homes_.empty()) return;
    layout_ = target_ = layoutNow(cx);
    countKeys();
    settled_ = true;
}

void ShardRouter::countKeys()
{
    for (std::uint64_t key = 0; key < static_cast<std::uint64_t>(params.keys); ++key)
        for (const std::uint32_t shard : layout_.placesOf(key)) ++shards_[shard].keys;
}

/// Finds the shards of wires; true if there is one more shard than before. Databases that take writes come first, for replicas belong to them.
bool ShardRouter::placeWires(Context cx)
{
    bool more = false;
    for (const bool writable : {true, false}) {
        std::erase_if(unplaced_, [&](WireId wire) {
            if (cx.node(cx.wire(wire).to).writable != writable) return false;
            const auto connected = [](const Shard& shard) { return shard.connected(); };
            const auto before = std::count_if(shards_.begin(), shards_.end(), connected);
            if (!placeWire(cx, wire, writable)) return false;
            more |= std::count_if(shards_.begin(), shards_.end(), connected) > before;
            return true;
        });
    }
    return more;
}

/// Adds a wire to the shard that its database belongs to: the one that began with it, or with one that it is wired to.
bool ShardRouter::placeWire(Context cx, WireId wire, bool asNewShard)
{
    const ComponentId database = cx.wire(wire).to;
    const auto add = [&](Shard& shard) {
        shard.wires.add(wire);
        return true;
    };
    for (Shard& shard : shards_)
        if (shard.database == database) return add(shard);
    for (Shard& shard : shards_)
        if (shard.connected() && (cx.hasWire(shard.database, database) || cx.hasWire(database, shard.database))) return add(shard);
    if (!asNewShard) return false;
    shards_.emplace_back().database = database;
    return add(shards_.back());
}

ShardLayout ShardRouter::layoutNow(Context cx) const
{
    ShardLayout layout;
    const auto isNamed = [&](std::uint32_t shard, const std::string& name) { return cx.name(shards_[shard].database) == name; };
    std::uint32_t dedicated = ShardLayout::noShard;
    for (std::uint32_t i = 0; i < shards_.size(); ++i) {
        if (!shards_[i].connected()) continue;
        if (isNamed(i, params.dedicated)) dedicated = i;
        else if (!isNamed(i, params.drain)) layout.shards.push_back(i);
    }
    const auto takesKeys = [&](std::uint32_t shard) { return std::find(layout.shards.begin(), layout.shards.end(), shard) != layout.shards.end(); };
    layout.strategy = params.strategy;
    for (const KeyRange& bound : params.bounds.ranges()) layout.bounds.push_back(bound.first);
    if (layout.bounds.empty()) layout.bounds = ShardLayout::equalBounds(static_cast<std::uint64_t>(params.keys), layout.shards.size());
    if (params.strategy == ShardStrategy::Ring) {
        layout.ring = HashRing(static_cast<std::uint32_t>(params.virtualNodes));
        for (const std::uint32_t shard : layout.shards) layout.ring.add(shard, hashText(cx.name(shards_[shard].database)));
    }
    for (const KeyRange& entry : params.directory.ranges())
        for (const std::uint32_t shard : layout.shards)
            if (isNamed(shard, entry.name)) layout.directory.push_back({entry.first, entry.last, shard});
    for (const std::uint32_t home : homes_) layout.homes.push_back(takesKeys(home) ? home : ShardLayout::noShard);
    layout.isolated = params.isolate;
    layout.isolatedTo = dedicated != ShardLayout::noShard || layout.shards.empty() ? dedicated : layout.shards.back();
    layout.split = params.split;
    layout.copies = static_cast<std::size_t>(params.splitCopies);
    return layout;
}

bool ShardRouter::exists(std::uint64_t key) const
{
    if (key < static_cast<std::uint64_t>(params.keys)) return true;
    const std::uint32_t number = rows_.numberOf(key);
    return number != noSlot && rows_[number].exists();
}

bool ShardRouter::isMoved(std::uint64_t key) const
{
    if (!moving_) return true;
    if (key < static_cast<std::uint64_t>(params.keys)) return key < nextId_;
    const std::uint32_t number = rows_.numberOf(key);
    return number == noSlot || number >= rowsBefore_ || number < nextRow_;
}

void ShardRouter::reshard(Context cx)
{
    if (!settled_) return;
    again_ = moving_;
    if (moving_) return;
    ShardLayout next = layoutNow(cx);
    if (next.shards.empty()) return; // keys stay where they are, out of reach
    moving_ = true;
    target_ = std::move(next);
    nextId_ = movedNow_ = 0;
    nextRow_ = 0;
    rowsBefore_ = rows_.size();
    moveOn(cx);
}

/// Moves keys as fast as the rate allows, until all are where they belong.
void ShardRouter::moveOn(Context cx)
{
    while (findKeyToMove()) {
        if (params.moveRate) return cx.after(SimTime::fromSpan(1 / *params.moveRate), moveTag, 0);
        moveKey();
    }
    moving_ = false;
    layout_ = target_;
    moves_ += movedNow_ > 0;
    if (movedNow_ > 0) cx.incident(Incident::Level::Good, std::to_string(movedNow_) + " keys have moved to other shards");
    if (std::exchange(again_, false)) reshard(cx);
}

/// Leads the cursors to the next key whose places differ before and after the move; false if there is none.
bool ShardRouter::findKeyToMove()
{
    const auto moves = [&](std::uint64_t key) { return layout_.placesOf(key) != target_.placesOf(key); };
    const auto keys = static_cast<std::uint64_t>(params.keys);
    for (; nextId_ < keys; ++nextId_)
        if (moves(nextId_)) return true;
    for (; nextRow_ < rowsBefore_; ++nextRow_)
        if (const Row& row = rows_[nextRow_]; row.key >= keys && row.exists() && moves(row.key)) return true;
    return false;
}

void ShardRouter::moveKey()
{
    const bool isRow = nextId_ == static_cast<std::uint64_t>(params.keys);
    const std::uint64_t key = isRow ? rows_[nextRow_].key : nextId_;
    for (const std::uint32_t shard : layout_.placesOf(key)) --shards_[shard].keys;
    for (const std::uint32_t shard : target_.placesOf(key)) ++shards_[shard].keys;
    if (rows_.numberOf(key) != noSlot) rows_.at(key).shardVersion = 0;
    if (isRow) ++nextRow_;
    else ++nextId_;
    ++keysMoved_;
    ++movedNow_;
}

} // namespace scalelab
