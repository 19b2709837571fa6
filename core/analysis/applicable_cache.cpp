// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/applicable_parts.h"

#include "analysis/caching.h"
#include "analysis/poisson_stream.h"
#include "base/keys.h"
#include "base/mix.h"

#include <algorithm>

namespace scalelab {

namespace {

/// The law by which independent reads ask a cache for keys, or why they are none.
struct Reads {
    std::string keys;
    std::string problem;
};

Reads readsInto(const SceneFacts& facts, const Component& component, std::size_t depth);

Reads ofUsers(const SceneFacts& facts, const Component& users)
{
    for (const char* again : {"timeout", "retries", "fallback", "deadline"})
        if (facts.isSet(users, again)) return {{}, facts.name(users) + " ask again for keys whose reads failed, so requests are not independent."};
    const auto mix = Mix::parse(facts.value(users, "mix"));
    if (!mix || mix->shares[static_cast<std::size_t>(RequestClass::Read)] < 1)
        return {{}, facts.name(users) + " do not only read; what others do to the cache the formulas do not know."};
    const auto keys = KeyPopularity::parse(facts.text(users, "keys"));
    if (!keys) return {{}, "The keys of " + facts.name(users) + " cannot be read."};
    const std::string text = keys->text();
    if (!text.starts_with("zipf(") && !text.starts_with("uniform("))
        return {{}, "The keys of " + facts.name(users) + " do not follow Zipf's law: " + text + "."};
    return {text, {}};
}

Reads ofCaller(const SceneFacts& facts, const Component& caller, const Component& callee, std::size_t depth)
{
    if (const std::string other = facts.wireBeyond(caller, callee); !other.empty()) return {{}, other};
    if (caller.kind == "users") return ofUsers(facts, caller);
    if (caller.kind == "load-balancer") {
        if (facts.callees(caller).size() > 1 && facts.text(caller, "algorithm") == "consistent-hash")
            return {{}, facts.name(caller) + " may send a key always the same way, so only a part of the keys comes here."};
        return readsInto(facts, caller, depth);
    }
    if (caller.kind == "web-server") {
        const auto callees = facts.callees(caller);
        if (std::ranges::count(callees, "cache", &Component::kind) > 1 && callee.kind == "cache")
            return {{}, facts.name(caller) + " shares the keys out among several caches."};
        if (std::ranges::any_of(callees, [](const Component* other) { return other->kind != "cache" && other->kind != "database"; }))
            return {{}, facts.name(caller) + " asks others too, so only a part of the reads may come here."};
        return readsInto(facts, caller, depth);
    }
    return {{}, "Reads come through " + facts.name(caller) + ", and the formulas do not know what it lets through."};
}

Reads readsInto(const SceneFacts& facts, const Component& component, std::size_t depth)
{
    if (depth > facts.scene().components.size()) return {{}, "Requests go in a circle."};
    Reads all;
    for (const Component* caller : facts.callers(component)) {
        if (caller->kind == "monitoring") continue;
        Reads reads = ofCaller(facts, *caller, component, depth + 1);
        if (!reads.problem.empty()) return reads;
        if (!all.keys.empty() && all.keys != reads.keys) return {{}, "Users with different keys read through it."};
        all = std::move(reads);
    }
    if (all.keys.empty()) all.problem = "Nothing reads through it.";
    return all;
}

/// Whether what it misses is fetched from somewhere and kept.
bool isFilled(const SceneFacts& facts, const Component& cache)
{
    if (!facts.callees(cache).empty()) return true;
    return std::ranges::all_of(facts.callers(cache), [&](const Component* caller) {
        return caller->kind != "web-server" || std::ranges::any_of(facts.callees(*caller), [](const Component* callee) { return callee->kind == "database"; });
    });
}

void applyTimeToLive(const SceneFacts& facts, const Component& cache, const KeyPopularity& keys, Applicability& result)
{
    const PoissonStream stream = poissonStream(facts, cache);
    const auto ttl = facts.distribution(cache, "ttl");
    if (!stream.problem.empty()) return result.reasons.push_back("Hit ratio: " + stream.problem);
    if (!ttl) return;
    const std::vector<double> arguments = {static_cast<double>(keys.count()), keys.exponent(), stream.rate(), ttl->mean()};
    result.forms.push_back(
        {"ttl-hit-ratio",
         arguments,
         "Independent Poisson reads, room for all, and a time to live from each miss; misses of one key at the same time are left out.",
         {{"hit_ratio", ttlHitRatio(zipf(arguments[0], arguments[1]), arguments[2], arguments[3])}}});
}

void applyEviction(const SceneFacts& facts, const Component& cache, const KeyPopularity& keys, double capacity, Applicability& result)
{
    const std::string policy = facts.text(cache, "policy");
    if (policy == "lfu")
        return result.reasons.push_back(
            "Hit ratio: counts of uses begin when an item comes in; for that no closed form is known. ideal-hit-ratio is a bound.");
    const double count = static_cast<double>(keys.count());
    const Popularity popularity = zipf(count, keys.exponent());
    const bool lru = policy == "lru";
    result.forms.push_back(
        {lru ? "lru-hit-ratio" : "fifo-hit-ratio",
         {count, keys.exponent(), capacity},
         "Independent reads; an approximation, right within a hundredth for more than a few keys. Misses of one key at the same time are left out.",
         {{"hit_ratio", lru ? lruHitRatio(popularity, capacity) : fifoHitRatio(popularity, capacity)}}});
}

} // namespace

void applyToCache(const SceneFacts& facts, const Component& cache, Applicability& result)
{
    if (cache.kind != "cache") return;
    const auto none = [&](const std::string& why) { result.reasons.push_back("Hit ratio: " + why); };
    if (const std::string what = facts.happening(); !what.empty()) return none(what);
    if (const std::string other = facts.beyond(cache, {"workers", "service", "capacity", "item-size", "policy", "ttl", "strategy", "lease-timeout",
                                                       "flush-interval", "flush-batch", "collapse"});
        !other.empty())
        return none(other);
    const Reads reads = readsInto(facts, cache, 0);
    if (!reads.problem.empty()) return none(reads.problem);
    if (!isFilled(facts, cache)) return none("Nothing fills it, as there is no database to fetch from.");
    const KeyPopularity keys = KeyPopularity::parse(reads.keys).value();
    const bool expires = facts.isSet(cache, "ttl");
    const std::string room = facts.text(cache, "capacity");
    const auto capacity = facts.limit(cache, "capacity");
    if (room != "none" && !capacity) return none("Its capacity is in bytes; the formulas count items.");
    const bool holdsAll = !capacity || *capacity >= static_cast<double>(keys.count());
    if (!expires && holdsAll) return none("It has room for all keys, so that it holds everything in the end.");
    if (expires && !holdsAll) return none("Items expire and are evicted too; there is a formula only for either.");
    if (expires) applyTimeToLive(facts, cache, keys, result);
    else applyEviction(facts, cache, keys, *capacity, result);
}

} // namespace scalelab
