// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/whole_scene/served_share.h"

#include <algorithm>
#include <utility>

namespace scalelab {

ServedShare::ServedShare(const RequestPaths& paths, Asks asks) : paths_(paths), asks_(asks), zones_(paths.size()), targets_(paths.size())
{
    const std::vector<Zone>& zones = paths.facts().scene().zones;
    const auto holds = [](const Zone& zone, const std::string& id) { return std::ranges::find(zone.contains, id) != zone.contains.end(); };
    up.assign(paths.size() + zones.size(), Up::Yes);
    asked_.resize(up.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (paths.is(i, "load-balancer")) targets_[i] = paths.targets(i);
        std::vector<std::string> inside{paths.component(i).id};
        for (std::size_t next = 0; next < inside.size(); ++next)
            for (std::size_t z = 0; z < zones.size(); ++z) {
                const std::size_t place = paths.size() + z;
                if (!holds(zones[z], inside[next]) || std::ranges::find(zones_[i], place) != zones_[i].end()) continue;
                zones_[i].push_back(place);
                inside.push_back(zones[z].id);
            }
    }
}

Bounds ServedShare::of(std::size_t users, RequestClass requestClass)
{
    class_ = requestClass;
    known_.assign(paths_.size(), std::nullopt);
    open_.reset();
    return atUsers(users);
}

Bounds ServedShare::fail(std::string problem)
{
    if (problem_.empty()) problem_ = std::move(problem);
    return {};
}

Up ServedShare::isUp(std::size_t index)
{
    Up result = Up::Yes;
    const auto look = [&](std::size_t place) {
        asked_[place] = true;
        if (up[place] == Up::Maybe && !open_) open_ = place;
        result = std::min(result, up[place]);
    };
    look(index);
    for (const std::size_t zone : zones_[index]) look(zone);
    return result;
}

Bounds ServedShare::ifUp(std::size_t index, Bounds bounds)
{
    const Up state = isUp(index);
    return {state == Up::Yes ? bounds.least : 0, state == Up::No ? 0 : bounds.most};
}

Bounds ServedShare::at(std::size_t index)
{
    if (paths_.is(index, "load-balancer")) return atBalancer(index);
    return isUp(index) == Up::No ? Bounds() : ifUp(index, whenUp(index));
}

/// As if it were sure that the component itself is up.
Bounds ServedShare::whenUp(std::size_t index)
{
    if (!known_[index]) known_[index] = behind(index);
    return *known_[index];
}

Bounds ServedShare::behind(std::size_t index)
{
    const std::string& kind = paths_.component(index).kind;
    if (kind == "load-balancer") return atPool(index);
    if (kind == "web-server") return atServer(index);
    if (kind == "rate-limiter") return inTurn(paths_.callees(index, "targets"));
    if (kind == "shard-router" && asks_ == Asks::AnyAtAll) return inTurnUp(paths_.callees(index, "shards"));
    if (kind == "object-storage" || kind == "message-queue") return {1, 1};
    return fail("Theory does not follow requests to " + paths_.name(index) + ".");
}

/// Each gets an equal part, whether it is up or not.
Bounds ServedShare::inTurn(const Indices& among)
{
    std::vector<std::pair<double, Bounds>> parts;
    for (const std::size_t one : among) parts.emplace_back(1.0 / static_cast<double>(among.size()), at(one));
    return mixOf(parts);
}

/// One that fails is replaced by another at once.
Bounds ServedShare::atAny(const Indices& among)
{
    Bounds any;
    for (const std::size_t one : among) {
        const Bounds bounds = at(one);
        any = {std::max(any.least, bounds.least), std::max(any.most, bounds.most)};
    }
    return any;
}

Bounds ServedShare::anyUp(const Indices& among)
{
    Bounds any;
    for (const std::size_t one : among) {
        const Bounds bounds = ifUp(one, {1, 1});
        any = {std::max(any.least, bounds.least), std::max(any.most, bounds.most)};
    }
    return any;
}

Bounds ServedShare::inTurnUp(const Indices& among)
{
    std::vector<std::pair<double, Bounds>> parts;
    for (const std::size_t one : among) parts.emplace_back(1.0 / static_cast<double>(among.size()), ifUp(one, {1, 1}));
    return mixOf(parts);
}

/// Sums of parts that are all or nothing come out as exactly that.
Bounds ServedShare::mixOf(const std::vector<std::pair<double, Bounds>>& parts) const
{
    if (parts.empty()) return {};
    const auto mean = [&](double Bounds::*end) {
        double sum = 0;
        bool all = true, none = true;
        for (const auto& [share, bounds] : parts) {
            sum += share * (bounds.*end);
            all = all && bounds.*end == 1;
            none = none && bounds.*end == 0;
        }
        return all ? 1 : none ? 0 : sum;
    };
    return {mean(&Bounds::least), mean(&Bounds::most)};
}

Bounds ServedShare::atUsers(std::size_t users)
{
    const Indices& sites = paths_.callees(users, "site");
    if (!paths_.callees(users, "cdn").empty() && (class_ == RequestClass::Static || sites.empty()))
        return fail("What a content delivery network answers itself is not known here.");
    if (!paths_.callees(users, "resolver").empty()) return fail("Where " + paths_.name(users) + " go depends on name servers and on how long names are kept.");
    const bool fallsBack = paths_.text(users, "fallback") == "true" && sites.size() > 1;
    const Bounds served = fallsBack ? atAny(sites) : inTurn(sites);
    if (served.areEqual() && served.least > 0 && served.least < 1 && (fallsBack || paths_.isSet(users, "retries")))
        return fail("Some requests reach what is down, and how many of them " + paths_.name(users) + " repeat elsewhere is not reckoned here.");
    return served;
}

Bounds ServedShare::atBalancer(std::size_t balancer)
{
    const Indices& standby = paths_.callees(balancer, "standby");
    const Up state = isUp(balancer);
    if (state == Up::Yes) return whenUp(balancer);
    const Bounds instead = standby.empty() ? Bounds() : ifUp(standby.front(), whenUp(standby.front()));
    if (state == Up::No) return instead;
    const Bounds itself = whenUp(balancer);
    return {std::min(itself.least, instead.least), std::max(itself.most, instead.most)};
}

/// Health checks see whether a server is up, and whether a load balancer has servers.
Up ServedShare::isInPool(std::size_t target)
{
    const Up state = isUp(target);
    if (!paths_.callees(target, "standby").empty()) fail("How " + paths_.name(target) + " and its standby answer health checks is not reckoned here.");
    if (state == Up::No || !paths_.is(target, "load-balancer")) return state;
    Up any = Up::No;
    for (const auto& [to, share] : targets_[target]) any = std::max(any, isInPool(to));
    return std::min(state, any);
}

Bounds ServedShare::atPool(std::size_t balancer)
{
    std::vector<std::pair<double, Bounds>> pool;
    Bounds range{1, 0};
    bool isOpen = false, isSure = false;
    double sum = 0;
    const bool checks = paths_.text(balancer, "health-interval") != "none";
    for (const auto& [to, share] : targets_[balancer]) {
        const Up state = checks ? isInPool(to) : Up::Yes;
        if (state == Up::No) continue;
        const Bounds served = checks ? whenUp(to) : at(to);
        range = {std::min(range.least, served.least), std::max(range.most, served.most)};
        isOpen = isOpen || state == Up::Maybe;
        isSure = isSure || state == Up::Yes;
        pool.emplace_back(share, served);
        sum += share;
    }
    if (pool.empty()) return {};
    if (isOpen) return {isSure ? range.least : 0, range.most};
    for (auto& [share, bounds] : pool) share /= sum;
    const std::string& algorithm = paths_.text(balancer, "algorithm");
    const bool deals = (algorithm == "round-robin" || algorithm == "random" || algorithm == "weighted") && paths_.text(balancer, "sticky") != "true";
    if (!deals && range.least != range.most && std::ranges::all_of(pool, [](const auto& part) { return part.second.areEqual(); }))
        return fail("How many requests " + paths_.name(balancer) + " sends to servers that are up but cannot answer is not known.");
    return mixOf(pool);
}

Bounds ServedShare::atServer(std::size_t server)
{
    const std::string& sessions = paths_.text(server, "sessions");
    if (sessions == "store") return fail("Theory does not follow " + paths_.name(server) + " to where it keeps sessions.");
    if (sessions == "memory" && asks_ == Asks::Share) return fail("Who loses a session when " + paths_.name(server) + " fails is not reckoned here.");
    if (!paths_.callees(server, "nosql").empty()) return fail("How much of the data is in the NoSQL store of " + paths_.name(server) + " depends on what is popular.");
    const Indices &caches = paths_.callees(server, "cache"), &databases = paths_.callees(server, "database");
    const Indices &assets = paths_.callees(server, "assets"), &queues = paths_.callees(server, "queue");
    if (class_ == RequestClass::Static) return assets.empty() ? Bounds{1, 1} : inTurn(assets);
    if (class_ == RequestClass::Job && !queues.empty()) return inTurn(queues);
    const bool throughCache = class_ == RequestClass::Read || databases.empty() || (class_ == RequestClass::Write && !caches.empty() && paths_.writesThrough(caches.front()));
    if (!caches.empty() && throughCache) return atCaches(server, caches, databases);
    return databases.empty() ? Bounds{1, 1} : atStore(server, databases);
}

/// A read that no cache can answer by itself. The database does what a cache that is down does not.
Bounds ServedShare::atCaches(std::size_t server, const Indices& caches, const Indices& databases)
{
    std::vector<std::pair<double, Bounds>> parts;
    for (const std::size_t cache : caches) {
        const Indices& stores = paths_.callees(cache, "store");
        const bool writes = class_ == RequestClass::Write;
        const bool isEnough = writes ? paths_.text(cache, "strategy") == "write-back" && !stores.empty() : !paths_.readsThrough(cache);
        const bool asksServer = !writes && isEnough && !databases.empty();
        Bounds served{};
        if (!asksServer) served = isEnough ? ifUp(cache, {1, 1}) : ifUp(cache, atStore(cache, stores));
        if (!databases.empty()) {
            const Bounds direct = atStore(server, databases);
            served = {std::max(served.least, direct.least), std::max(served.most, direct.most)};
        }
        parts.emplace_back(1.0 / static_cast<double>(caches.size()), served);
    }
    return mixOf(parts);
}

Bounds ServedShare::atStore(std::size_t caller, const Indices& databases)
{
    if (const auto other = std::ranges::find_if(databases, [&](std::size_t one) { return !paths_.is(one, "database"); }); other != databases.end())
        return databases.size() == 1 ? at(*other) : fail("Theory does not follow requests to " + paths_.name(*other) + ".");
    const Indices masters = paths_.withRole(databases, "master"), replicas = paths_.withRole(databases, "replica");
    const auto sharesWrites = [&](std::size_t one) { return paths_.text(one, "replication") == "multi-master"; };
    const auto hasReplicas = [&](std::size_t one) { return !paths_.callees(one, "replicas").empty(); };
    if (!masters.empty() && replicas.empty() && std::ranges::all_of(masters, sharesWrites)) return anyUp(masters);
    if (replicas.empty() && std::ranges::none_of(masters, hasReplicas)) return inTurnUp(masters);
    if (masters.size() == 1) return atGroup(caller, masters.front(), replicas, databases);
    if (masters.empty() && class_ != RequestClass::Write) return anyUp(replicas);
    return fail("Which of the databases of " + paths_.name(caller) + " take over from which is not known here.");
}

/// The most advanced replica is promoted when the master is down, so any that is up will do, if the caller is wired to it.
Bounds ServedShare::atGroup(std::size_t caller, std::size_t master, const Indices& replicas, const Indices& wired)
{
    const Indices& group = paths_.callees(master, "replicas");
    const auto isWired = [&](std::size_t one) { return std::ranges::find(wired, one) != wired.end(); };
    if (!std::ranges::all_of(replicas, [&](std::size_t one) { return std::ranges::find(group, one) != group.end(); }))
        return fail(paths_.name(caller) + " reads from replicas of another master.");
    if (class_ != RequestClass::Write || std::ranges::all_of(group, isWired)) return anyUp(wired);
    if (isUp(master) == Up::Yes) return {1, 1};
    return fail("A replica may become master that " + paths_.name(caller) + " is not wired to.");
}

} // namespace scalelab
