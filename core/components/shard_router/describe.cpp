// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/shard_router/shard_router.h"
#include "engine/catalog.h"
#include "model/component_view.h"

#include <algorithm>

namespace scalelab {

namespace {

using Params = ShardRouter::Params;

void checkRouter(const ComponentView& router)
{
    const auto params = router.params<Params>();
    const std::vector<ComponentView> shards = router.callees("shards");
    if (params.strategy == ShardStrategy::Range && params.keys == 0 && params.bounds.ranges().empty())
        router.error("strategy", "Without keys or bounds there are no ranges. Set keys to the number of keys, for ranges of equal length, or bounds "
            "to the first keys of the second shard and those after it.");
    std::string known;
    for (const ComponentView& shard : shards) known += (known.empty() ? "" : ", ") + shard.component().id;
    const auto checkName = [&](const char* param, const std::string& name) {
        const bool found = name.empty() || std::any_of(shards.begin(), shards.end(), [&](const ComponentView& shard) { return shard.component().id == name; });
        if (!found) router.error(param, "No wire leads to a shard \"" + name + "\". " + (known.empty() ? "Draw one." : "Its shards are: " + known + "."));
    };
    checkName("dedicated", params.dedicated);
    checkName("drain", params.drain);
    for (const KeyRange& entry : params.directory.ranges()) checkName("directory", entry.name);
}

void declareKeys(DeclBuilder<Params>& kind)
{
    kind.param("strategy", &Params::strategy).label("Strategy").help("Which shard keeps a key. Shards are numbered in the order of their wires.")
        .choice(ShardStrategy::Modulo, "modulo", "Modulo", "The rest of key / number of shards; one shard more moves nearly all keys.")
        .choice(ShardStrategy::Range, "range", "Range", "Each shard keeps the keys from one bound to the next; neighbours stay together, and so do hot ones.")
        .choice(ShardStrategy::Ring, "ring", "Consistent hashing", "A ring of hashes with virtual nodes; one shard more moves only the keys that it takes over.")
        .choice(ShardStrategy::Directory, "directory", "Directory", "A table of keys; those without an entry are spread by modulo over the shards of "
            "the beginning. A new shard gets what the table gives it.");
    kind.param("keys", &Params::keys).label("Keys").range(0, 1e8)
        .help("How many keys exist from the beginning: 0, 1, 2 and so on. Others exist from their first write on.");
    kind.param("bounds", &Params::bounds).label("Bounds").live().onlyWhen("strategy", "range")
        .help("First keys of the second shard and those after it, such as \"1000, 2000\"; empty: ranges of equal length.");
    kind.param("virtual-nodes", &Params::virtualNodes).label("Virtual nodes").range(1, 10000).onlyWhen("strategy", "ring")
        .help("Points of each shard on the ring; with more of them the shares differ less.")
        .source("With 100 to 200 virtual nodes the standard deviation of the shares is 10 to 5% of their mean (T. White, \"Consistent Hashing\", 2007).");
    kind.param("directory", &Params::directory).label("Directory").live().onlyWhen("strategy", "directory")
        .help("Keys and their shards, such as \"7=db2, 100-199=db1\".");
    kind.param("isolate", &Params::isolate).label("Isolated keys").live()
        .help("Hot keys that are taken from their shards, such as \"7, 100-199\", and kept by the dedicated shard, or by the last one if there is none.");
    kind.param("dedicated", &Params::dedicated).label("Dedicated shard").live().help("Id of a shard that keeps isolated keys and no others.");
    kind.param("split", &Params::split).label("Split keys").live()
        .help("Hot keys of which several shards have a copy: reads go to the copies in turn, writes to all of them.");
    kind.param("split-copies", &Params::splitCopies).label("Copies of split keys").range(1, ShardLayout::mostPlaces).live()
        .help("On how many shards a split key is: its own and those that follow it.");
}

void declareOthers(DeclBuilder<Params>& kind)
{
    kind.param("drain", &Params::drain).label("Shard to empty").live()
        .help("Id of a shard whose keys move to the others while it serves; then its wire can be taken away and nobody notices.");
    kind.param("move-rate", &Params::moveRate).label("Keys moved").as(Quantity::Rate).range(1e-3, 1e9).live()
        .help("How fast keys move when shards come or go, or when a rule changes, one after another; none: all at once.");
    kind.param("shard-rows", &Params::shardRows).label("Keys per shard at most").range(1, 1e15).live()
        .help("A new key that finds its shard full is rejected; keys that move in are not counted against it. None: without limit.");
    kind.param("denormalised", &Params::denormalised).label("Denormalised").live()
        .help("Data is stored so that a join finds all on one shard; otherwise a join asks all shards and waits for the slowest.");
    kind.param("write-copies", &Params::writeCopies).label("Places of a write").range(1, ShardLayout::mostPlaces).live().onlyWhen("denormalised", "true")
        .help("The price of that: a write goes to its own shard and to those that follow it, as many as this, and waits for all of them.");
    kind.param("connections", &Params::connections).label("Connections").range(1, 1e9).live()
        .help("Queries that it handles at the same time, until their shards have answered; none: without limit.");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().help("Queries that may wait for a connection; none: without limit.");
    kind.param("service", &Params::service).label("Service time").live().help("Time that it takes to route a query, its shards not included.");
}

void declareMeasures(DeclBuilder<Params>& kind)
{
    kind.measure("shards", "Shards", Quantity::Integer, "Shards that it has a wire to; a master and its replicas are one.");
    kind.measure("keys", "Keys", Quantity::Integer, "Keys that exist on all shards together, each counted once.");
    kind.measure("keys_max", "Keys, fullest shard", Quantity::Integer, "Keys of the shard that has the most, copies of split keys included.");
    kind.measure("keys_min", "Keys, emptiest shard", Quantity::Integer, "Keys of the shard that has the fewest.");
    kind.measure("imbalance", "Imbalance of keys", Quantity::Number, "Keys of the fullest shard over the mean of all; 1 is perfect balance.");
    kind.measure("busiest_share", "Share of the busiest shard", Quantity::Share, "Calls to the shard that got the most, over all calls to shards.");
    kind.measure("keys_moved", "Keys moved", Quantity::Integer, "Keys that have moved to other shards.");
    kind.measure("moved_share", "Share moved", Quantity::Share, "Keys that the latest move has moved so far, over all keys.");
    kind.measure("moving", "Moves keys", Quantity::Integer, "1 while keys are moving.");
    kind.measure("moves", "Moves", Quantity::Integer, "Moves of at least one key that have come to their end.");
    kind.measure("dual_writes", "Writes to two shards", Quantity::Integer, "Writes of keys that had not moved yet, to their old and their new shard.");
    kind.measure("joins", "Joins of all shards", Quantity::Integer, "Joins that asked all shards.");
    kind.measure("storage_full", "New keys rejected", Quantity::Integer, "First writes of keys that found their shard full.");
}

} // namespace

void describe_shard_router(Catalog& catalog)
{
    auto kind = catalog.add<ShardRouter>("shard-router");
    kind.name("Shard router").category("Data").provides("sql");
    kind.searchWords({"sharding", "partitioning", "consistent hashing", "resharding", "vitess", "mongos", "proxysql", "celebrity", "hot key", "horizontal scaling"});
    kind.help("Stands before several databases, the shards, each of which keeps a part of the keys.");
    kind.models("The shard of each key by modulo, range, consistent hashing or directory; shards that come and go while it serves, with their keys moving one by "
                "one at a rate: read where they are, written in both places until they have moved. Room on each shard, hot keys on a shard of their own or "
                "split over several, joins that ask all shards or read denormalised data on one. A shard that is down fails its own keys only.");
    kind.leavesOut("The load that moving keys puts on shards and network, transactions over several shards, several routers before the same shards "
        "that know of each other. "
                   "A key of a shard whose wire has been taken away is out of reach until it has moved.");
    kind.port({"shards", "Shards", "Databases, in the order of their numbers; a database that is wired to one of a shard's belongs to that shard.", {"sql", "nosql"}, SIZE_MAX, "", ""});
    declareKeys(kind);
    declareOthers(kind);
    declareMeasures(kind);
    kind.rule(checkRouter);
}

} // namespace scalelab
