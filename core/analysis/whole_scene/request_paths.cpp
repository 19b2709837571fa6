// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/whole_scene/request_paths.h"

#include "base/arrivals.h"
#include "model/wiring.h"

#include <algorithm>
#include <map>

namespace scalelab {

RequestPaths::RequestPaths(const Registry& registry, const Scene& scene) : facts_(registry, scene), ports_(scene.components.size()), links_(ports_.size()), texts_(ports_.size())
{
    connect(registry);
    sort();
    findSources();
    if (order_.size() < size()) problem_ = "Requests can go in a circle.";
}

void RequestPaths::connect(const Registry& registry)
{
    std::map<std::string_view, std::size_t> indices;
    for (std::size_t i = 0; i < size(); ++i) indices.emplace(component(i).id, i);
    for (const Link& link : facts_.scene().links) {
        const auto from = indices.find(link.from), to = indices.find(link.to);
        if (from == indices.end() || to == indices.end()) continue;
        const auto port = portFor(registry, component(from->second), component(to->second));
        if (!port) continue;
        const std::string_view id = facts_.kind(component(from->second))->ports[*port].id;
        auto& ports = ports_[from->second];
        auto place = std::ranges::find(ports, id, &std::pair<std::string_view, Indices>::first);
        if (place == ports.end()) place = ports.insert(ports.end(), {id, {}});
        place->second.push_back(to->second);
        links_[from->second].emplace_back(to->second, &link);
    }
    for (auto& links : links_) std::ranges::sort(links);
}

void RequestPaths::sort()
{
    std::vector<Indices> onward(size());
    Indices waiting(size());
    for (std::size_t i = 0; i < size(); ++i)
        for (const auto& [id, callees] : ports_[i]) {
            const auto& ports = facts_.kind(component(i))->ports;
            if (!std::ranges::find(ports, id, &PortDecl::id)->forwards && id != "standby") continue;
            for (const std::size_t to : callees) onward[i].push_back(to), ++waiting[to];
        }
    for (std::size_t i = 0; i < size(); ++i)
        if (waiting[i] == 0) order_.push_back(i);
    for (std::size_t done = 0; done < order_.size(); ++done)
        for (const std::size_t to : onward[order_[done]])
            if (--waiting[to] == 0) order_.push_back(to);
}

void RequestPaths::findSources()
{
    for (std::size_t i = 0; i < size(); ++i)
        if (is(i, "users") && !ports_[i].empty()) addSource(i);
    if (sources_.empty() && problem_.empty()) problem_ = "Nobody sends requests.";
}

void RequestPaths::addSource(std::size_t users)
{
    const auto arrivals = Arrivals::parse(text(users, "arrivals"));
    const auto mix = Mix::parse(facts_.value(component(users), "mix"));
    if (!arrivals || !mix) problem_ = "The traffic of " + name(users) + " cannot be read.";
    else if (arrivals->process == Arrivals::Process::Trace) problem_ = "What the log of " + name(users) + " asks for is not known here.";
    if (!problem_.empty()) return;
    const bool open = arrivals->process == Arrivals::Process::Poisson || arrivals->process == Arrivals::Process::Constant;
    const double rate = open ? arrivals->rate * facts_.limit(component(users), "scale").value_or(1) : 0;
    if (!open || rate > 0) sources_.push_back({users, mix->shares, rate, open, isSet(users, "login")});
}

const std::string& RequestPaths::text(std::size_t index, std::string_view param) const
{
    auto& known = texts_[index];
    const auto found = std::ranges::find(known, param, &std::pair<std::string_view, std::string>::first);
    return found != known.end() ? found->second : known.emplace_back(param, facts_.text(component(index), param)).second;
}

const RequestPaths::Indices& RequestPaths::callees(std::size_t index, std::string_view port) const
{
    static const Indices none;
    const auto found = std::ranges::find(ports_[index], port, &std::pair<std::string_view, Indices>::first);
    return found == ports_[index].end() ? none : found->second;
}

const Link* RequestPaths::link(std::size_t from, std::size_t to) const
{
    const auto found = std::ranges::lower_bound(links_[from], to, {}, &std::pair<std::size_t, const Link*>::first);
    return found == links_[from].end() || found->first != to ? nullptr : found->second;
}

std::vector<std::pair<std::size_t, double>> RequestPaths::targets(std::size_t balancer) const
{
    std::vector<std::pair<std::size_t, double>> targets;
    double sum = 0;
    const std::string algorithm = text(balancer, "algorithm");
    for (const std::size_t to : callees(balancer, "targets")) {
        const Value* given = link(balancer, to)->params.find("weight");
        const double weight = given ? given->number().value_or(1) : 1;
        if (weight <= 0) continue;
        targets.emplace_back(to, algorithm == "weighted" || algorithm == "consistent-hash" ? weight : 1);
        sum += targets.back().second;
    }
    for (auto& [to, share] : targets) share /= sum;
    return targets;
}

bool RequestPaths::readsThrough(std::size_t cache) const { return !callees(cache, "store").empty() && text(cache, "strategy") != "cache-aside"; }

bool RequestPaths::writesThrough(std::size_t cache) const
{
    const std::string strategy = text(cache, "strategy");
    return !callees(cache, "store").empty() && (strategy == "write-through" || strategy == "write-back");
}

RequestPaths::Indices RequestPaths::withRole(const Indices& databases, std::string_view role) const
{
    Indices found;
    std::ranges::copy_if(databases, std::back_inserter(found), [&](std::size_t one) { return (text(one, "role") == "replica") == (role == "replica"); });
    return found;
}

} // namespace scalelab
