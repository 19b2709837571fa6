// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/shard_router/shard_table.h"
#include "generators.h"
#include "scene_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

using namespace test;

constexpr int spares = 3;

/// A router before one to four shards and up to three more that are wired later; a third of the keys exist from the beginning.
Scene someShards()
{
    Scene drawn = scene("users(arrivals=poisson(300/s), mix={read=1, write=1, join=1}, keys=uniform(300)) -> web:web-server");
    drawn.seed = static_cast<std::uint64_t>(below(1000));
    Object params{{{"keys", 100}}};
    params.set("strategy", oneOf<std::string>({"modulo", "range", "ring", "directory"}));
    if (below(4) > 0) params.set("move-rate", oneOf<std::string>({"20/s", "300/s", "5000/s"}));
    if (below(3) == 0) params.set("shard-rows", 20 + below(200));
    if (below(3) == 0) params.set("denormalised", true);
    if (below(3) == 0) params.set("write-copies", 2);
    drawn.components.push_back({"router", "shard-router", params});
    drawn.links.push_back({"web", "router", {}});
    const int shards = 1 + below(4);
    for (int i = 0; i < shards + spares; ++i) {
        const std::string id = "s" + std::to_string(i);
        drawn.components.push_back({id, "database", {{{"service", oneOf<std::string>({"const(0s)", "exp(5ms)", "const(40ms)"})}, {"detection", "50ms"}}}});
        if (i < shards) drawn.links.push_back({"router", id, {{{"latency", oneOf<std::string>({"0s", "3ms"})}}}});
    }
    return drawn;
}

std::string someShard() { return "s" + std::to_string(below(4 + spares)); }

/// Something that changes where keys are, or who can be reached.
void disturb(Simulation& run)
{
    switch (below(8)) {
    case 0:
    case 1: return (void)run.apply(AddWireCommand{{"router", someShard(), {}}}).ok();
    case 2: return (void)tell(run, "remove router->" + someShard()).ok();
    case 3: return (void)tell(run, oneOf<std::string>({"crash ", "recover ", "restart "}) + oneOf<std::string>({"router", someShard()})).ok();
    case 4: return (void)tell(run, "set router.drain=" + oneOf<std::string>({"", someShard()})).ok();
    case 5: return (void)tell(run, "set router.dedicated=" + oneOf<std::string>({"", someShard()})).ok();
    case 6: return (void)tell(run, "set router.isolate=" + oneOf<std::string>({"none", "5", "0-60, 250"})).ok();
    default: return (void)tell(run, "set router.directory=" + oneOf<std::string>({"none", "0-50=s0, 120-200=s1", "7=s2"})).ok();
    }
}

std::uint64_t keysOnShards(const Simulation& run)
{
    std::uint64_t sum = 0;
    for (const ShardRow& row : shardTable(run, run.find("router"))) sum += row.keys;
    return sum;
}

void rest(Simulation& run)
{
    RC_ASSERT(tell(run, "set users.scale=0").ok());
    (void)tell(run, "recover router").ok();
    run.advance(run.now() + 60_s);
    RC_ASSERT(run.error() == "");
    RC_ASSERT(run.callsInUse() == 0u);
    RC_ASSERT(run.requestsInUse() == 0u);
}

RC_GTEST_PROP(ReshardingProperty, EveryKeyIsOnOneShardWhateverHappens, ())
{
    const Scene drawn = someShards();
    Simulation run = simulate(drawn, drawn.seed);
    for (int i = 1 + below(15); i > 0; --i) {
        run.advance(run.now() + SimTime{1'000'000ll * (1 + below(300))});
        disturb(run);
        const double keys = measure(run, "router", "keys");
        RC_ASSERT(static_cast<double>(keysOnShards(run)) == keys);
        RC_ASSERT(keys >= 100);
    }
    rest(run);
    const double keys = measure(run, "router", "keys");
    RC_ASSERT(static_cast<double>(keysOnShards(run)) == keys);
    RC_ASSERT(measure(run, "router", "moving") == 0);
    RC_ASSERT(keys <= 300);
}

/// With copies the sum is larger, and what a split adds goes when it is taken back.
RC_GTEST_PROP(ReshardingProperty, CopiesOfSplitKeysComeAndGo, ())
{
    const Scene drawn = someShards();
    Simulation run = simulate(drawn, drawn.seed);
    run.advance(200_ms);
    for (int i = below(6); i > 0; --i) {
        RC_ASSERT(tell(run, "set router.split=" + oneOf<std::string>({"none", "0-9", "5, 150-260"})).ok());
        RC_ASSERT(tell(run, "set router.split-copies=" + std::to_string(1 + below(4))).ok());
        disturb(run);
        run.advance(run.now() + SimTime{1'000'000ll * (1 + below(300))});
        RC_ASSERT(static_cast<double>(keysOnShards(run)) >= measure(run, "router", "keys"));
    }
    for (const char* rule : {"split=none", "drain=", "dedicated="}) RC_ASSERT(tell(run, std::string("set router.") + rule).ok());
    rest(run);
    const auto table = shardTable(run, run.find("router"));
    const bool anyLeft = std::any_of(table.begin(), table.end(), [](const ShardRow& row) { return row.connected; });
    if (anyLeft) RC_ASSERT(static_cast<double>(keysOnShards(run)) == measure(run, "router", "keys"));
}

/// A shard is never fuller than its limit unless keys move in.
RC_GTEST_PROP(ReshardingProperty, NoShardIsFullerThanItsLimit, ())
{
    Scene drawn = someShards();
    const int limit = 20 + below(100);
    Component& router = *drawn.component("router");
    router.params.set("keys", 0);
    router.params.set("strategy", oneOf<std::string>({"modulo", "ring"}));
    router.params.set("shard-rows", limit);
    Simulation run = simulate(drawn, drawn.seed);
    for (int i = 0; i < 30; ++i) {
        run.advance(run.now() + 100_ms);
        if (below(4) == 0) (void)tell(run, oneOf<std::string>({"crash ", "recover "}) + someShard()).ok();
        for (const ShardRow& row : shardTable(run, run.find("router"))) RC_ASSERT(row.keys <= static_cast<std::uint64_t>(limit));
    }
}

} // namespace
} // namespace scalelab
