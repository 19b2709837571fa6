// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/whole_scene/onward_calls.h"

#include <algorithm>

namespace scalelab {

namespace {

using Indices = RequestPaths::Indices;

OnwardCalls unknown(std::string problem) { return {{}, std::move(problem)}; }

OnwardCalls evenly(const Indices& among, double mean = 1)
{
    OnwardCalls onward;
    if (mean > 0)
        for (const std::size_t to : among) onward.calls.push_back({to, mean / static_cast<double>(among.size())});
    return onward;
}

OnwardCalls ofUsers(const RequestPaths& paths, std::size_t users, RequestClass requestClass)
{
    const Indices& sites = paths.callees(users, "site");
    const bool toNetwork = !paths.callees(users, "cdn").empty() && (requestClass == RequestClass::Static || sites.empty());
    if (toNetwork) return unknown("What a content delivery network answers itself is not known here.");
    if (sites.size() > 1 && !paths.callees(users, "resolver").empty())
        return unknown("Which of several sites " + paths.name(users) + " go to depends on name servers and on how long names are kept.");
    return evenly(sites);
}

/// Whether servers get an equal share because nothing tells them apart.
bool areAlike(const RequestPaths& paths, const std::vector<std::pair<std::size_t, double>>& targets)
{
    const auto what = [&](std::size_t index) {
        Object params = paths.component(index).params;
        std::erase_if(params.members, [](const Member& member) { return member.name == "label" || member.name == "address" || member.name == "price"; });
        std::ranges::sort(params.members, {}, &Member::name);
        auto callees = paths.facts().callees(paths.component(index));
        std::ranges::sort(callees);
        return std::pair(params, callees);
    };
    const auto first = what(targets.front().first);
    return std::ranges::all_of(targets, [&](const auto& target) {
        const auto one = what(target.first);
        return paths.component(target.first).kind == paths.component(targets.front().first).kind && one.first == first.first && one.second == first.second;
    });
}

OnwardCalls ofBalancer(const RequestPaths& paths, std::size_t balancer)
{
    const auto targets = paths.targets(balancer);
    const std::string algorithm = paths.text(balancer, "algorithm");
    if (targets.empty()) return unknown(paths.name(balancer) + " has no server.");
    if (targets.size() > 1) {
        if (algorithm == "ip-hash" || algorithm == "consistent-hash" || paths.text(balancer, "sticky") == "true")
            return unknown(paths.name(balancer) + " sends the same always the same way, so how much each server gets depends on who and what is popular.");
        if ((algorithm == "least-connections" || algorithm == "power-of-two") && !areAlike(paths, targets))
            return unknown(paths.name(balancer) + " sends requests where few are, and its servers are not all alike.");
    }
    OnwardCalls onward;
    for (const auto& [to, share] : targets) onward.calls.push_back({to, share});
    return onward;
}

OnwardCalls ofStore(const RequestPaths& paths, std::size_t caller, const Indices& databases, bool writes, double mean)
{
    if (mean == 0) return {};
    const Indices masters = paths.withRole(databases, "master"), replicas = paths.withRole(databases, "replica");
    const Indices& among = !writes && !replicas.empty() ? replicas : masters;
    if (among.empty()) return unknown(paths.name(caller) + " has no database that takes writes.");
    for (const std::size_t one : databases) {
        const std::string replication = paths.text(one, "replication");
        if (writes && paths.is(one, "database") && replication != "asynchronous")
            return unknown(paths.name(one) + " waits for others before it has done with a write, or does their writes too.");
        if (paths.isSet(one, "read-your-writes")) return unknown(paths.name(one) + " sends some reads past its replicas, so that each sees the last write of its user.");
    }
    return evenly(among, mean);
}

OnwardCalls ofServer(const RequestPaths& paths, const std::vector<double>& hitRatios, std::size_t server, RequestClass requestClass)
{
    if (paths.text(server, "sessions") != "none") return unknown("What looking for sessions costs " + paths.name(server) + " is not reckoned here.");
    if (!paths.callees(server, "nosql").empty()) return unknown("How much of the data is in the NoSQL store of " + paths.name(server) + " depends on what is popular.");
    const Indices &caches = paths.callees(server, "cache"), &databases = paths.callees(server, "database"), &queues = paths.callees(server, "queue");
    if (requestClass == RequestClass::Static) return evenly(paths.callees(server, "assets"));
    if (requestClass == RequestClass::Job && !queues.empty()) return evenly(queues);
    const bool writes = requestClass == RequestClass::Write;
    const bool asksCache = !caches.empty() && (requestClass == RequestClass::Read || databases.empty() || (writes && paths.writesThrough(caches.front())));
    if (asksCache && caches.size() > 1)
        return unknown(paths.name(server) + " shares the keys out among several caches, so how much each gets depends on what is popular.");
    if (!asksCache) return databases.empty() ? OnwardCalls() : ofStore(paths, server, databases, writes, 1);
    OnwardCalls onward = evenly(caches);
    if (writes || databases.empty() || paths.readsThrough(caches.front())) return onward;
    OnwardCalls missed = ofStore(paths, server, databases, false, 1 - hitRatios[caches.front()]);
    onward.calls.insert(onward.calls.end(), missed.calls.begin(), missed.calls.end());
    onward.problem = std::move(missed.problem);
    return onward;
}

OnwardCalls ofCache(const RequestPaths& paths, const std::vector<double>& hitRatios, std::size_t cache, RequestClass requestClass)
{
    const Indices& stores = paths.callees(cache, "store");
    if (requestClass != RequestClass::Write) return paths.readsThrough(cache) ? ofStore(paths, cache, stores, false, 1 - hitRatios[cache]) : OnwardCalls();
    if (paths.text(cache, "strategy") == "write-back") return unknown(paths.name(cache) + " writes back later, and several writes of an item at once.");
    return ofStore(paths, cache, stores, true, 1);
}

} // namespace

OnwardCalls onwardCalls(const RequestPaths& paths, const std::vector<double>& hitRatios, std::size_t index, RequestClass requestClass)
{
    const std::string& kind = paths.component(index).kind;
    if (kind == "users") return ofUsers(paths, index, requestClass);
    if (kind == "load-balancer") return ofBalancer(paths, index);
    if (kind == "web-server") return ofServer(paths, hitRatios, index, requestClass);
    if (kind == "cache") return ofCache(paths, hitRatios, index, requestClass);
    if (kind == "rate-limiter") return evenly(paths.callees(index, "targets"));
    if (kind == "database") return {};
    return unknown("Theory does not follow requests to " + paths.name(index) + ".");
}

} // namespace scalelab
