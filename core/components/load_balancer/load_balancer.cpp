// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/load_balancer/load_balancer.h"

#include "engine/catalog.h"
#include "mechanisms/address.h"
#include "mechanisms/machine.h"

#include <algorithm>

namespace scalelab {

void LoadBalancer::start(Context cx)
{
    random_ = cx.stream("choice");
    cx.setPrivateAddress(isPrivateAddress(params.address));
    configure(cx);
    rebuildPool(cx);
    scheduleCheck(cx);
}

void LoadBalancer::configure(Context cx)
{
    pool.configure(orVirtualProcessors(cx, params.workers), params.queue);
    service_.configure(cx, params.service, "service");
    limitSessions();
    takesTurns_ = params.algorithm == BalancingAlgorithm::RoundRobin && !params.sticky;
    isFree_ = !params.connections && params.service == Distribution();
}

void LoadBalancer::limitSessions() { sessions_.setCapacity(params.sessions ? std::optional(static_cast<std::uint64_t>(*params.sessions)) : std::nullopt); }

// Its own capacity: connections are held until the answer, workers only until the target is called.

void LoadBalancer::admit(Context cx, CallId id)
{
    const bool hasConnection = !params.connections || cx.present() <= *params.connections;
    const bool admitted = hasConnection && pool.enter(cx.now(), 0, id, [&](std::uint32_t job) { begin(cx, job); });
    if (!admitted) cx.refuse(id, Cause::QueueFull);
}

void LoadBalancer::begin(Context cx, std::uint32_t job)
{
    cx.waited(pool.job(job).subject, cx.now() - pool.job(job).entered);
    if (!service_.start(cx, params.service, servedTag, job)) served(cx, job);
}

void LoadBalancer::served(Context cx, std::uint32_t job)
{
    const CallId id = pool.job(job).subject;
    pool.finish(cx.now(), job, [&](std::uint32_t next) { begin(cx, next); });
    pass(cx, id);
}

void LoadBalancer::onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
{
    if (tag == servedTag) return served(cx, handle);
    if (tag == takeoverTag) return checkSilence(cx, handle);
    checking_ = false;
    if (!params.healthInterval) return;
    bool changed = false;
    for (Target& target : targets_) changed |= check(cx, target);
    if (changed) rebuildPool(cx);
    scheduleCheck(cx);
}

void LoadBalancer::onCrash(Context cx)
{
    checking_ = false;
    pool.clear(cx.now());
    for (Target& target : targets_) target.outstanding = 0;
    standDown(cx);
    tellStandby(cx, &LoadBalancer::silence);
}

void LoadBalancer::onRecover(Context cx)
{
    for (Target& target : targets_) target.health.reset();
    rebuildPool(cx);
    scheduleCheck(cx);
    listenAgain(cx);
    tellStandby(cx, &LoadBalancer::hear);
}

void LoadBalancer::onChanged(Context cx, std::string_view param)
{
    configure(cx);
    pool.startWaiting(cx.now(), [&](std::uint32_t job) { begin(cx, job); });
    if (param != "health-interval") return;
    if (!checking_ && cx.isUp(cx.self())) scheduleCheck(cx);
    if (params.healthInterval) return;
    for (Target& target : targets_) target.health.reset();
    rebuildPool(cx);
}

void LoadBalancer::onCalleeChanged(Context cx, WireId wire)
{
    const std::uint32_t changed = wire == standby_ ? nothing : targetOf(cx.wire(wire).to);
    if (changed == nothing) return;
    observe(cx, targets_[changed]);
    ringIsOld_ = true;
    rebuildPool(cx);
}

/// What is known of a server without checks: one that is switched off or starts is not a target; one that is ready is one at once; one that drains,
/// or whose wire has no weight, takes nobody new.
void LoadBalancer::observe(Context cx, Target& target)
{
    const Simulation::Node& node = cx.node(target.server);
    const bool off = node.health == Health::Off || node.health == Health::Starting;
    if (node.health == Health::Up && !target.registered) target.health.reset();
    if (off || node.health == Health::Up) target.registered = !off;
    const bool drains = node.draining || cx.wire(target.wire).weight == 0;
    if (drains && !target.draining) target.drained = params.drainTimeout ? cx.now() + *params.drainTimeout : SimTime::never();
    target.draining = drains;
}

void LoadBalancer::onConnect(Context cx, std::uint32_t port, WireId wire)
{
    if (port == standbyPort) {
        standby_ = wire;
        return tellStandby(cx, &LoadBalancer::watch);
    }
    Target target;
    target.wire = wire;
    target.server = cx.wire(wire).to;
    observe(cx, target);
    if (target.server >= targetOf_.size()) targetOf_.resize(target.server + std::size_t{1}, nothing);
    targetOf_[target.server] = static_cast<std::uint32_t>(targets_.size());
    targets_.push_back(target);
    ringIsOld_ = true;
    rebuildPool(cx);
}

void LoadBalancer::onDisconnect(Context cx, std::uint32_t port, WireId wire)
{
    if (port == standbyPort) {
        tellStandby(cx, &LoadBalancer::forget);
        standby_ = nothing;
        return;
    }
    targets_[targetOf(cx.wire(wire).to)].gone = true;
    targetOf_[cx.wire(wire).to] = nothing;
    ringIsOld_ = true;
    rebuildPool(cx);
}

void LoadBalancer::onRestartMeasures(Context cx)
{
    pool.restartMeasures(cx.now());
    movedSessions_ = 0;
}

void LoadBalancer::report(const Simulation&, ComponentId, Reporter& reporter) const
{
    const auto count = [](const auto& all, auto which) { return static_cast<double>(std::count_if(all.begin(), all.end(), which)); };
    reporter.value("wait_s.mean", pool.meanWait());
    reporter.value("targets_in_pool", static_cast<double>(inPool_.size()));
    reporter.value("draining", count(targets_, [](const Target& target) { return !target.gone && target.registered && target.draining; }));
    reporter.value("sessions", static_cast<double>(sessions_.size()));
    reporter.value("moved_sessions", static_cast<double>(movedSessions_));
    reporter.value("standing_in", count(actives_, [](const Active& active) { return active.replaced; }));
}

void LoadBalancer::scheduleCheck(Context cx)
{
    checking_ = params.healthInterval.has_value();
    if (checking_) cx.after(*params.healthInterval, checkTag, 0);
}

/// One health check; true if the target left or joined the pool.
bool LoadBalancer::check(Context cx, Target& target)
{
    if (target.gone || !target.registered) return false;
    const bool passed = cx.reaches(target.wire) && passesCheck(cx, target.server);
    if (!target.health.check(passed, params.healthFall, params.healthRise)) return false;
    cx.incident(passed ? Incident::Level::Good : Incident::Level::Warning,
                cx.name(target.server) + (passed ? " passes its health checks: back in the pool" : " fails its health checks: taken out of the pool"));
    return true;
}

/// Who checks this load balancer sees whether it has anyone to serve.
void LoadBalancer::rebuildPool(Context cx)
{
    inPool_.clear();
    for (std::uint32_t i = 0; i < targets_.size(); ++i)
        if (takesNewUsers(targets_[i])) inPool_.push_back(i);
    next_ = inPool_.empty() ? 0 : next_ % static_cast<std::uint32_t>(inPool_.size());
    cx.setOffers(!inPool_.empty(), false);
}

void describe_load_balancer(Catalog& catalog)
{
    using Params = LoadBalancer::Params;
    using enum BalancingAlgorithm;
    auto kind = catalog.add<LoadBalancer>("load-balancer");
    kind.name("Load balancer").category("Network").searchWords({"nginx", "haproxy", "elb", "alb", "reverse proxy", "lb"}).provides("http")
        .provides("http-standby", "standby", "true", "No load balancer is wired to it, so it stands by for nobody. Draw a wire from the one whose address it is to take over.");
    kind.help("Spreads requests evenly over a pool of servers and takes servers that fail out of it.");
    kind.models("Seven algorithms; sticky sessions by a cookie; health checks with their detection delay, which see cut wires and load balancers without servers too; servers that "
                "are switched off, start or drain; public and private addresses; its own workers and connections; a standby that takes over its address when it is down.");
    kind.leavesOut("Retries on another server, encryption, the load that health checks put on their targets, and a pair of which both believe to be the active one.");
    kind.port({"standby", "Standby", "Load balancer that takes over this one's address when it is down.", {"http-standby"}, 1, "", "", false});
    kind.port({"targets", "Targets", "Servers in the pool.", {"http"}, SIZE_MAX, "", ""});
    kind.param("algorithm", &Params::algorithm).label("Algorithm").live().help("How the server for a request is chosen.")
        .choice(RoundRobin, "round-robin", "Round robin", "Each server in its turn, in the order of the wires.")
        .choice(Random, "random", "Random", "Any server with equal probability.")
        .choice(Weighted, "weighted", "Weighted", "In turn, in proportion to the weights of the wires.")
        .choice(LeastConnections, "least-connections", "Least connections", "The server with the fewest requests in progress; ties in turn.")
        .choice(PowerOfTwo, "power-of-two", "Power of two choices", "The less busy of two servers drawn at random.")
        .choice(IpHash, "ip-hash", "IP hash", "Where the user comes from, modulo the number of servers: when that changes, most users change their server.")
        .choice(ConsistentHash, "consistent-hash", "Consistent hash", "A place on a ring: a server that comes or goes moves only its own share, which is in proportion to its weight.");
    kind.param("hash-by", &Params::hashBy).label("Hash of").live().onlyWhen("algorithm", "consistent-hash").help("What has its place on the ring.")
        .choice(HashBy::User, "user", "User", "All requests of a user go to the same server.")
        .choice(HashBy::Key, "key", "Key", "All requests for the same data go to the same server.")
        .choice(HashBy::Source, "source", "Source", "All users who come from one place go to the same server, as if behind one address.");
    kind.param("address", &Params::address).label("Address").help("IP address; users cannot reach a private one (10/8, 172.16/12, 192.168/16).");
    kind.param("sticky", &Params::sticky).group("Sessions").label("Sticky sessions").live()
        .help("A user returns to the server of the first request, whatever the algorithm; if that server is gone, to the one chosen then.");
    kind.param("sessions", &Params::sessions).group("Sessions").label("Users known").range(1, 4e9).live().onlyWhen("sticky", "true")
        .help("Users whose server is kept; for one more the user seen longest ago is forgotten. None: all.");
    kind.param("drain-timeout", &Params::drainTimeout).group("Sessions").label("Draining ends after").range(0, 1e7).live().typical("300s")
        .help("A server that drains, or whose wire has the weight 0, takes nobody new; users that stick to it may come this long. None: until it is gone.")
        .source("AWS Elastic Load Balancing waits 300 s by default (deregistration delay).");
    kind.param("health-interval", &Params::healthInterval).group("Health checks").label("Health check every").range(1e-3, 1e6).live()
        .help("Time between two checks of each server; none: no checks, every server stays in the pool.").source("HAProxy's default: inter 2s.");
    kind.param("health-fall", &Params::healthFall).group("Health checks").label("Checks to fail").range(1, 1000).live()
        .help("Failed checks in a row that take a server out of the pool.").source("HAProxy's default: fall 3.");
    kind.param("health-rise", &Params::healthRise).group("Health checks").label("Checks to return").range(1, 1000).live()
        .help("Passed checks in a row that bring a server back.").source("HAProxy's default: rise 2.");
    kind.param("connections", &Params::connections).group("Its own capacity").label("Connections").range(1, 1e9).live()
        .help("Requests under way through it at the same time; one more is rejected. None: without limit.");
    kind.param("workers", &Params::workers).group("Its own capacity").label("Workers").range(1, 1e9).live()
        .help("Requests it handles itself at the same time, each for its service time; none: without limit, or as many as its instance type has virtual processors.");
    kind.param("queue", &Params::queue).group("Its own capacity").label("Queue").range(0, 1e9).live().help("Waiting places beside the workers; a request that finds none is rejected. None: without limit.");
    kind.param("service", &Params::service).group("Its own capacity").label("Service time").live().help("Time a worker handles a request before it calls the server.");
    kind.param("standby", &Params::standby).group("Standby").label("Standby").help("It stands by for the load balancer that is wired to it.");
    kind.param("takeover", &Params::takeover).group("Standby").label("Takes over after").range(0, 1e6).live().typical("3.6s").onlyWhen("standby", "true")
        .help("Silence of the other one after which this one takes over its address; it gives it back when the other one is up.")
        .source("VRRP (RFC 5798): three advertisement intervals of 1 s and a skew time of 156/256 s at the default priority.");
    kind.measure("targets_in_pool", "Servers in the pool", Quantity::Integer, "Targets that take new users now.");
    kind.measure("draining", "Servers that drain", Quantity::Integer, "Targets that only serve the users they have.");
    kind.measure("sessions", "Users known", Quantity::Integer, "Users whose server is kept now, with sticky sessions.");
    kind.measure("moved_sessions", "Sessions moved", Quantity::Integer, "Times a user was given another server because the one known was not to be had.");
    kind.measure("standing_in", "Stands in for", Quantity::Integer, "Load balancers at whose address this one answers now.");
}

} // namespace scalelab
