// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/poisson_stream.h"

#include "base/arrivals.h"

#include <algorithm>
#include <numeric>

namespace scalelab {

namespace {

PoissonStream broken(std::string problem) { return {{}, std::move(problem)}; }

PoissonStream streamInto(const SceneFacts& facts, const Component& component, std::size_t depth);

PoissonStream ofUsers(const SceneFacts& facts, const Component& users)
{
    const auto arrivals = Arrivals::parse(facts.text(users, "arrivals"));
    if (!arrivals) return broken("The arrivals of " + facts.name(users) + " cannot be read.");
    if (arrivals->process == Arrivals::Process::Closed)
        return broken(facts.name(users) + " are a closed population: each waits for an answer before the next request, so arrivals are not Poisson.");
    if (arrivals->process != Arrivals::Process::Poisson)
        return broken("Arrivals are not Poisson: those of " + facts.name(users) + " are " + arrivals->text() + ".");
    for (const char* patience : {"timeout", "deadline", "retries", "fallback"})
        if (facts.isSet(users, patience)) return broken(facts.name(users) + " give up or try again, so what arrives depends on how long answers take.");
    if (facts.isSet(users, "session-requests") || facts.isSet(users, "login"))
        return broken(facts.name(users) + " have sessions, whose requests follow one another, so arrivals are not Poisson.");
    if (const std::string other = facts.beyond(users, {"arrivals", "mix", "keys", "size", "population", "objectives", "scale", "backoff", "jitter",
                                                       "retry-budget", "think", "session-length"});
        !other.empty())
        return broken(other);
    if (facts.callees(users).size() > 1) return broken(facts.name(users) + " ask several components, not at random, so arrivals at each are not Poisson.");
    const auto mix = Mix::parse(facts.value(users, "mix"));
    if (!mix) return broken("The mix of " + facts.name(users) + " cannot be read.");
    PoissonStream stream;
    const double rate = arrivals->rate * facts.limit(users, "scale").value_or(1);
    if (!(rate > 0)) return broken(facts.name(users) + " send nothing.");
    for (std::size_t i = 0; i < requestClassCount; ++i) stream.rates[i] = rate * mix->shares[i];
    return stream;
}

PoissonStream ofBalancer(const SceneFacts& facts, const Component& balancer, std::size_t depth)
{
    const std::string algorithm = facts.text(balancer, "algorithm");
    const std::vector<const Component*> targets = facts.callees(balancer);
    if (targets.size() > 1) {
        if (algorithm == "round-robin" || algorithm == "weighted")
            return broken(facts.name(balancer) + " deals requests out in turn, so arrivals at each server are more even than Poisson.");
        if (algorithm == "least-connections" || algorithm == "power-of-two")
            return broken(facts.name(balancer) +
                          " sends requests where few are, so its servers depend on each other; arrivals at one of them are not Poisson.");
        if (algorithm != "random")
            return broken(facts.name(balancer) + " sends the same always the same way, so how much comes here depends on who and what is popular.");
    }
    if (const std::string other =
            facts.beyond(balancer, {"algorithm", "hash-by", "drain-timeout", "takeover", "health-fall", "health-rise", "sessions"});
        !other.empty())
        return broken(other);
    for (const Component* target : targets) {
        if (target->kind == balancer.kind) return broken(facts.name(balancer) + " has another load balancer behind it.");
        if (facts.isSet(*target, "mtbf")) return broken(facts.name(*target) + " fails at random, and others get its requests then.");
        if (const std::string other = facts.wireBeyond(balancer, *target); !other.empty()) return broken(other);
    }
    PoissonStream stream = streamInto(facts, balancer, depth);
    for (double& rate : stream.rates) rate /= static_cast<double>(std::max<std::size_t>(targets.size(), 1));
    return stream;
}

PoissonStream ofServer(const SceneFacts& facts, const Component& server, const Component& callee, std::size_t depth)
{
    if (facts.limit(server, "workers") && facts.text(server, "scheduling") == "first-come")
        return broken(facts.name(server) + " waits for the answer while holding one of its workers, so arrivals here are not Poisson.");
    const bool direct = std::ranges::all_of(facts.callers(server), [](const Component* caller) { return caller->kind == "users"; });
    const std::string other = direct ? facts.beyond(server, {"service", "workers"}) : facts.beyond(server, {"service", "workers", "address"});
    if (!other.empty()) return broken(other);
    const std::vector<const Component*> callees = facts.callees(server);
    const auto isCache = [](const Component* component) { return component->kind == "cache"; };
    if (callee.kind == "database" && std::ranges::any_of(callees, isCache)) return broken("Only what a cache misses comes here, and misses are not Poisson.");
    if (callee.kind == "database" && callees.size() > 1)
        return broken(facts.name(server) + " has several components to ask, so this one gets only a part of the calls.");
    if (callee.kind == "cache" &&
        std::ranges::any_of(callees, [&](const Component* component) { return component != &callee && component->kind != "database"; }))
        return broken(facts.name(server) + " has several components to ask, so this one gets only a part of the calls.");
    if (callee.kind != "database" && callee.kind != "cache") return broken("Theory does not follow requests from " + facts.name(server) + " to here.");
    PoissonStream stream = streamInto(facts, server, depth);
    for (const RequestClass requestClass : {RequestClass::Write, RequestClass::Static, RequestClass::Login, RequestClass::Job, RequestClass::Join})
        if (stream.of(requestClass) > 0 && !(callee.kind == "database" && requestClass == RequestClass::Write))
            return broken("Requests of the class " + std::string(className(requestClass)) + " do not simply go on from " + facts.name(server) + " to here.");
    return stream;
}

PoissonStream ofCaller(const SceneFacts& facts, const Component& caller, const Component& callee, std::size_t depth)
{
    if (const std::string other = facts.wireBeyond(caller, callee); !other.empty()) return broken(other);
    if (caller.kind == "users") return ofUsers(facts, caller);
    if (caller.kind == "load-balancer") return ofBalancer(facts, caller, depth);
    if (caller.kind == "web-server") return ofServer(facts, caller, callee, depth);
    return broken("Arrivals here are not Poisson, or not known to be: they come through " + facts.name(caller) + ".");
}

PoissonStream streamInto(const SceneFacts& facts, const Component& component, std::size_t depth)
{
    if (depth > facts.scene().components.size()) return broken("Requests go in a circle.");
    PoissonStream sum;
    bool any = false;
    for (const Component* caller : facts.callers(component)) {
        if (caller->kind == "monitoring") continue; // it only looks
        any = true;
        const PoissonStream stream = ofCaller(facts, *caller, component, depth + 1);
        if (!stream.problem.empty()) return stream;
        for (std::size_t i = 0; i < requestClassCount; ++i) sum.rates[i] += stream.rates[i];
    }
    return any ? sum : broken("Nothing calls " + facts.name(component) + ".");
}

} // namespace

double PoissonStream::rate() const { return std::accumulate(rates.begin(), rates.end(), 0.0); }

PoissonStream poissonStream(const SceneFacts& facts, const Component& component)
{
    if (std::string what = facts.happening(); !what.empty()) return broken(std::move(what));
    return streamInto(facts, component, 0);
}

} // namespace scalelab
