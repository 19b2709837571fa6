// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/theory_rows.h"

#include "analysis/reliability.h"
#include "base/units.h"

namespace scalelab {

namespace {

/// Reads that ask a cache first; database and cache take no time, so that requests are independent.
std::function<Scene(std::uint64_t)> reads(const std::string& keys, std::vector<Member> cache, double rate = 1000)
{
    return always({users(poisson(rate), {{"keys", keys}}), component("web", "web-server"), component("cache", "cache", std::move(cache)),
                   component("db", "database")},
                  {{"users", "web", {}}, {"web", "cache", {}}, {"web", "db", {}}});
}

std::string zipfKeys(int keys, double exponent) { return "zipf(" + std::to_string(keys) + ", " + numberText(exponent) + ")"; }

void addEviction(std::vector<TheoryScene>& table)
{
    const TheoryMeasure hits = measureOf("cache", "hit_ratio");
    struct Policy {
        const char* name;
        const char* formula;
    };
    // Che's approximation is one, within a hundredth; the more keys, the less it is off.
    for (const Policy& policy : {Policy{"lru", "lru-hit-ratio"}, {"fifo", "fifo-hit-ratio"}, {"random", "fifo-hit-ratio"}})
        for (const double exponent : {0.8, 1.0, 1.2})
            for (const int capacity : {100, 1000})
                table.push_back({std::string(policy.name) + " cache of " + std::to_string(capacity) + ", " + zipfKeys(10'000, exponent),
                                 reads(zipfKeys(10'000, exponent), {{"policy", policy.name}, {"capacity", capacity}}), 20, 50,
                                 {row(policy.formula, {10'000, exponent, double(capacity)}, hits, 0.025, 0.01)}});
    table.push_back({"lru cache of 10000, " + zipfKeys(1'000'000, 0.9), reads(zipfKeys(1'000'000, 0.9), {{"policy", "lru"}, {"capacity", 10'000}}), 60, 50,
                     {row("lru-hit-ratio", {1e6, 0.9, 10'000}, hits, 0.02, 0.005)}});
    // Counts begin when a key comes in, so keys that were popular by chance hold places for long; in steep laws they hardly matter.
    for (const int capacity : {100, 1000})
        table.push_back({"lfu cache of " + std::to_string(capacity) + ", " + zipfKeys(10'000, 1.2),
                         reads(zipfKeys(10'000, 1.2), {{"policy", "lfu"}, {"capacity", capacity}}),
                         100,
                         50,
                         {row("ideal-hit-ratio", {10'000, 1.2, double(capacity)}, hits, 0.025, 0.04)}});
}

void addTimesToLive(std::vector<TheoryScene>& table)
{
    for (const double ttl : {0.5, 5.0})
        for (const double exponent : {0.0, 1.0})
            table.push_back(
                {"Time to live of " + formatSeconds(ttl) + ", " + zipfKeys(10'000, exponent),
                 reads(zipfKeys(10'000, exponent), {{"ttl", formatSeconds(ttl)}}),
                 20,
                 50,
                 {row("ttl-hit-ratio", {10'000, exponent, 1000, ttl}, measureOf("cache", "hit_ratio"), ttl < 1 && exponent == 0 ? 0.05 : 0.02)}});
    for (const double ttl : {0.01, 0.1, 1.0})
        table.push_back({"Time to live of " + formatSeconds(ttl) + ", one key", reads("uniform(1)", {{"ttl", formatSeconds(ttl)}}, 20), 5, 1000,
                         {row("ttl-hit-ratio", {1, 0, 20, ttl}, measureOf("cache", "hit_ratio"), 0.05)}});
}

void addStaleness(std::vector<TheoryScene>& table)
{
    // Writes come another way, so that the cache hears of none.
    for (const double ttl : {0.1, 1.0}) {
        TheoryMeasure stale{"cache.stale_hits / look-ups", [of = [](const Simulation& run, const char* id) {
                                return measureOf("cache", id).value(run);
                            }](const Simulation& run) { return of(run, "stale_hits") / (of(run, "hits") + of(run, "misses")); }};
        table.push_back(
            {"Stale reads with a time to live of " + formatSeconds(ttl),
             always({users("poisson(200/s)", {{"keys", "uniform(20)"}}),
                     component("editors", "users", {{"arrivals", "poisson(40/s)"}, {"keys", "uniform(20)"}, {"mix", Object{{{"write", 1}}}}}),
                     component("web", "web-server"), component("office", "web-server"),
                     component("cache", "cache", {{"ttl", formatSeconds(ttl)}, {"strategy", "cache-aside"}}), component("db", "database")},
                    {{"users", "web", {}}, {"editors", "office", {}}, {"web", "cache", {}}, {"web", "db", {}}, {"office", "db", {}}}),
             5,
             200,
             {row("ttl-stale-share", {10, 2, ttl}, stale, 0.05)}});
    }
    TheoryMeasure stale{"replica.stale_reads / reads", [some = measureOf("replica", "stale_reads").value, all = measureOf("replica", "reads").value](
                                                           const Simulation& run) { return some(run) / all(run); }};
    const auto replicated = [](const std::string& rate, const Object& mix, int keys, const char* apply) {
        return always({users(rate, {{"keys", "uniform(" + std::to_string(keys) + ")"}, {"mix", mix}}), component("web", "web-server"),
                       component("db", "database"), component("replica", "database", {{"role", "replica"}, {"apply", apply}})},
                      {{"users", "web", {}}, {"web", "db", {}}, {"web", "replica", {}}, {"db", "replica", Object{{{"latency", "30ms"}}}}});
    };
    table.push_back({"Stale reads of a replica",
                     replicated("poisson(1000/s)", Object{{{"read", 1}, {"write", 1}}}, 20, "const(0s)"),
                     5,
                     60,
                     {row("lag-stale-share", {25, 0.03}, stale, 0.03)}});
    TheoryMeasure lag = measureOf("replica", "lag_s.mean");
    lag.name += " - 31ms";
    lag.value = [mean = lag.value](const Simulation& run) { return mean(run) - 0.031; };
    table.push_back({"Replication lag",
                     replicated("poisson(800/s)", Object{{{"write", 1}}}, 1000, "const(1ms)"),
                     20,
                     200,
                     {row("md1-wait", {800, 0.001}, lag, 0.05)}});
}

/// The mean over the nodes of the square of (their share of all reads times the number of nodes, less one), without what the finite number of reads adds.
TheoryMeasure squaredImbalance(int nodes)
{
    return {"mean of (n share - 1)^2", [nodes](const Simulation& run) {
                double all = 0;
                std::vector<double> arrived;
                for (ComponentId id = 0; id < run.componentCount(); ++id)
                    if (run.componentName(id).starts_with("ring")) all += arrived.emplace_back(static_cast<double>(run.measures(id).arrived));
                double sum = 0;
                for (const double reads : arrived) sum += (nodes * reads / all - 1) * (nodes * reads / all - 1) / nodes;
                return sum - (nodes - 1) / all;
            }};
}

/// A ring is where the names of its nodes put it, so each seed names them anew.
void addRings(std::vector<TheoryScene>& table)
{
    constexpr int nodes = 200;
    for (const int points : {1, 10, 100}) {
        const auto scene = [points](std::uint64_t seed) {
            std::vector<Component> components = {users("constant(100000/s)", {{"keys", "uniform(1000000000)"}}), component("web", "web-server"),
                                                 component("router", "shard-router", {{"strategy", "ring"}, {"virtual-nodes", points}})};
            std::vector<Link> links = {{"users", "web", {}}, {"web", "router", {}}};
            for (int i = 0; i < nodes; ++i) {
                const std::string id = "ring" + std::to_string(seed) + "-" + std::to_string(i);
                components.push_back(component(id, "database"));
                links.push_back({"router", id, {}});
            }
            return always(std::move(components), std::move(links))(seed);
        };
        const double imbalance = ringImbalance(nodes, points);
        table.push_back({"Ring of " + std::to_string(nodes) + " nodes with " + std::to_string(points) + " points each",
                         scene,
                         0,
                         3,
                         {row("ring-imbalance, squared", "nodes " + std::to_string(nodes) + ", points " + std::to_string(points),
                              imbalance * imbalance, squaredImbalance(nodes), 0.4, 0.002)}});
    }
}

} // namespace

void addData(std::vector<TheoryScene>& table)
{
    addEviction(table);
    addTimesToLive(table);
    addStaleness(table);
    addRings(table);
}

} // namespace scalelab
