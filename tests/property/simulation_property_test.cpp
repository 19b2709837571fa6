// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators.h"
#include "run/recording.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace scalelab {
namespace {

using namespace test;

constexpr std::int64_t traffic = 3'000'000'000; ///< How long users send requests [ns].

Component someUsers(const std::string& id)
{
    Object params;
    params.set("arrivals", oneOf<std::string>({"poisson(100/s)", "poisson(20/s)", "constant(80/s)", "closed(users=15, think=exp(100ms))", "closed(users=4, think=const(10ms))",
                                                       "onoff(200/s, on=exp(100ms), off=exp(200ms))", "daily(0/s, 150/s, period=1s)", "ramp(0/s, 100/s, over=2s)", "spike(20/s, 300/s, at=1s, for=300ms)",
                                                       "steps(10/s, 500ms, 0/s, 500ms, 120/s)"}));
    if (below(2) > 0) params.set("mix", Object{{{"read", 1 + below(3)}, {"write", below(3)}, {"static", below(2)}, {"join", below(2)}, {"login", below(2)}, {"job", below(2)}}});
    if (below(2) > 0) params.set("keys", oneOf<std::string>({"uniform(5)", "zipf(1000, 0.9)", "uniform(1000000)", "hotset(100, shift=200ms)", "celebrity(50)", "sequential(7)"}));
    if (below(2) > 0) params.set("timeout", oneOf<std::string>({"1ms", "20ms", "200ms"}));
    if (below(2) > 0) params.set("retries", below(4));
    if (below(2) > 0) params.set("backoff", oneOf<std::string>({"0s", "5ms", "100ms"}));
    if (below(3) == 0) params.set("jitter", "70%");
    if (below(2) > 0) params.set("place", oneOf<std::string>({"Rome", "Sydney", "40.7, -74"}));
    if (below(3) == 0) params.set("deadline", oneOf<std::string>({"3ms", "50ms", "1s"}));
    if (below(3) == 0) params.set("retry-budget", "20%");
    if (below(3) == 0) params.set("fallback", true);
    if (below(3) == 0) params.set("population", 1 + below(30));
    if (below(3) == 0) params.set("login", true);
    if (below(3) == 0) params.set("session-requests", 1 + below(4));
    if (below(2) == 0) params.set("session-length", "constant");
    if (below(2) == 0) params.set("think", oneOf<std::string>({"const(1ms)", "exp(30ms)"}));
    if (below(3) == 0) params.set("objectives", Object{{{"read", "90% within 5ms"}}});
    if (below(3) == 0) params.set("size", "exp(20kB)");
    return {id, "users", params};
}

std::string someService() { return oneOf<std::string>({"const(0s)", "const(3ms)", "exp(4ms)", "lognormal(3ms, cv=2)", "uniform(1ms, 9ms)"}); }

/// A component that serves calls, with workers named `workers`, or without any.
Component someServer(const std::string& id, const std::string& kind, const std::string& workers)
{
    Object params;
    params.set("service", someService());
    if (below(3) > 0) params.set(workers, 1 + below(4));
    if (below(3) > 0) params.set("queue", below(15));
    return {id, kind, params};
}

Component someBalancer(const std::string& id)
{
    Object params;
    params.set("algorithm", oneOf<std::string>({"round-robin", "random", "weighted", "least-connections", "power-of-two", "ip-hash", "consistent-hash"}));
    params.set("hash-by", oneOf<std::string>({"user", "key", "source"}));
    params.set("sticky", below(2) > 0);
    if (below(2) > 0) params.set("sessions", 1 + below(3));
    if (below(2) > 0) params.set("drain-timeout", oneOf<std::string>({"0s", "200ms"}));
    if (below(2) > 0) params.set("connections", 1 + below(20));
    if (below(2) > 0) params.set("service", someService());
    if (below(2) > 0) params.set("workers", 1 + below(3));
    if (below(2) > 0) params.set("queue", below(10));
    params.set("standby", id == "lb2" && below(2) > 0);
    params.set("takeover", oneOf<std::string>({"0s", "70ms", "400ms"}));
    params.set("health-interval", oneOf<std::string>({"none", "50ms", "300ms"}));
    params.set("health-fall", 1 + below(3));
    params.set("health-rise", 1 + below(2));
    return {id, "load-balancer", params};
}

Component someLimiter(const std::string& id)
{
    Object params;
    params.set("algorithm", oneOf<std::string>({"token-bucket", "leaky-bucket", "fixed-window", "sliding-window"}));
    if (below(4) > 0) params.set("rate", oneOf<std::string>({"5/s", "60/s", "1000/s"}));
    params.set("burst", 1 + below(20));
    params.set("window", oneOf<std::string>({"10ms", "1s"}));
    if (below(2) > 0) params.set("queue", below(15));
    params.set("per", oneOf<std::string>({"whole", "user", "key"}));
    params.set("clients", 1 + below(10));
    return {id, "rate-limiter", params};
}

Component someWebServer(const std::string& id)
{
    Component server = someServer(id, "web-server", "workers");
    server.params.set("scheduling", oneOf<std::string>({"first-come", "first-come", "processor-sharing"}));
    if (below(2) > 0) server.params.set("cores", 1 + below(3));
    if (below(2) > 0) server.params.set("job-service", someService());
    server.params.set("sessions", oneOf<std::string>({"none", "none", "memory", "store"}));
    server.params.set("session-use", oneOf<std::string>({"all", "changes"}));
    if (below(2) > 0) server.params.set("session-memory", 1 + below(3));
    if (below(2) > 0) server.params.set("session-ttl", "100ms");
    server.params.set("nosql", oneOf<std::string>({"instead", "beside"}));
    server.params.set("nosql-share", oneOf<double>({0, 0.4, 1}));
    if (below(2) > 0) server.params.set("warm-up", "300ms");
    server.params.set("drop-late", below(2) > 0);
    return server;
}

Component someNameServer()
{
    Component dns = someServer("dns", "dns", "workers");
    dns.params.set("ttl", oneOf<std::string>({"0s", "300ms"}));
    dns.params.set("policy", oneOf<std::string>({"round-robin", "weighted", "geo", "fail-over"}));
    dns.params.set("health-interval", oneOf<std::string>({"none", "60ms"}));
    dns.params.set("health-fall", 1 + below(2));
    dns.params.set("health-rise", 1 + below(2));
    return dns;
}

Component someCache(const std::string& id)
{
    Component cache = someServer(id, "cache", "workers");
    if (below(2) > 0) cache.params.set("capacity", oneOf<Value>({1 + below(100), "20kB"}));
    cache.params.set("policy", oneOf<std::string>({"lru", "lfu", "fifo", "random"}));
    cache.params.set("strategy", oneOf<std::string>({"auto", "read-through", "cache-aside", "write-through", "write-back", "write-around"}));
    if (below(2) > 0) cache.params.set("ttl", "100ms");
    if (below(3) == 0) cache.params.set("ttl-jitter", "30%");
    if (below(2) > 0) cache.params.set("collapse", true);
    cache.params.set("lease-timeout", oneOf<std::string>({"10ms", "300ms"}));
    cache.params.set("flush-interval", oneOf<std::string>({"10ms", "200ms"}));
    if (below(2) > 0) cache.params.set("flush-batch", 1 + below(20));
    return cache;
}

/// A replica, or a master that waits for its replicas if it has any.
Component someDatabase(const std::string& id, bool replica, bool hasReplicas)
{
    Component database = someServer(id, "database", "connections");
    if (replica) database.params.set("role", "replica");
    else database.params.set("replication", hasReplicas ? oneOf<std::string>({"asynchronous", "semi-synchronous", "synchronous"}) : "asynchronous");
    if (!replica && below(2) > 0) database.params.set("read-your-writes", true);
    if (!replica && below(2) > 0) database.params.set("recovery", "merge");
    if (!replica && below(2) > 0) database.params.set("data-size", "10MB");
    if (below(2) > 0) database.params.set("copy-rate", oneOf<std::string>({"20MB", "1GB"}));
    if (replica) database.params.set("apply", someService());
    database.params.set("detection", oneOf<std::string>({"0s", "30ms", "400ms"}));
    database.params.set("election", oneOf<std::string>({"0s", "50ms"}));
    if (below(2) > 0) database.params.set("replacement", oneOf<std::string>({"10ms", "500ms"}));
    return database;
}

Component someCdn(const std::string& id)
{
    Object params;
    if (below(3) > 0) params.set("edges", oneOf<std::string>({"Paris", "Rome, Sydney", "Tokyo, 40.7, -74, London"}));
    if (below(2) > 0) params.set("capacity", oneOf<std::string>({"1B", "5kB", "1MB"}));
    if (below(2) > 0) params.set("ttl", oneOf<std::string>({"20ms", "500ms"}));
    if (below(2) > 0) params.set("timeout", oneOf<std::string>({"1ms", "50ms"}));
    params.set("versioned-urls", below(2) > 0);
    params.set("origins", oneOf<std::string>({"fail-over", "turns"}));
    params.set("object-size", "1kB");
    return {id, "cdn", params};
}

Component someStorage(const std::string& id)
{
    Object params;
    params.set("latency", someService());
    params.set("object-size", oneOf<std::string>({"0B", "1kB", "10kB"}));
    if (below(2) > 0) params.set("throughput", "5Mbit/s");
    if (below(2) > 0) params.set("bandwidth", "20Mbit/s");
    if (below(2) > 0) params.set("place", oneOf<std::string>({"Rome", "Ashburn"}));
    return {id, "object-storage", params};
}

/// A node of a NoSQL store whose cluster has `nodes` nodes.
Component someStore(const std::string& id, int nodes)
{
    Component store = someServer(id, "nosql-store", "connections");
    const int copies = 1 + below(nodes);
    store.params.set("replicas", copies);
    store.params.set("read-quorum", 1 + below(copies));
    store.params.set("write-quorum", 1 + below(copies));
    store.params.set("data-model", oneOf<std::string>({"key-value", "document", "column", "graph"}));
    store.params.set("join-items", 1 + below(5));
    if (below(2) > 0) store.params.set("scan", "1ms");
    if (below(2) > 0) store.params.set("depth", 2);
    if (below(2) > 0) store.params.set("fan-out", 2);
    if (below(2) > 0) store.params.set("read-repair", true);
    if (below(2) > 0) store.params.set("memory-only", true);
    if (below(2) > 0) {
        store.params.set("hinted-handoff", true);
        store.params.set("handoff-interval", oneOf<std::string>({"10ms", "300ms"}));
        if (below(2) > 0) store.params.set("hint-limit", below(20));
    }
    store.params.set("detection", oneOf<std::string>({"0s", "100ms"}));
    return store;
}

Component someRouter(const std::string& id)
{
    Component router = someServer(id, "shard-router", "connections");
    router.params.set("strategy", oneOf<std::string>({"modulo", "range", "ring", "directory"}));
    router.params.set("keys", oneOf<int>({3, 500}));
    if (below(2) > 0) router.params.set("move-rate", oneOf<std::string>({"50/s", "1000/s"}));
    if (below(2) > 0) router.params.set("shard-rows", 1 + below(400));
    if (below(2) > 0) router.params.set("isolate", oneOf<std::string>({"0", "1-3"}));
    if (below(2) > 0) router.params.set("split", oneOf<std::string>({"0", "2-4"}));
    if (below(3) == 0) router.params.set("denormalised", true);
    if (below(3) == 0) router.params.set("write-copies", 2);
    return router;
}

/// Its time-out is longer than the way there and back, or a hint would be sent for ever.
Object somePeerWire()
{
    Object params{{{"latency", oneOf<std::string>({"0s", "1ms", "9ms", "exp(3ms)"})}}};
    if (below(3) == 0) params.set("timeout", "200ms");
    if (below(3) == 0) params.set("retries", below(3));
    if (below(4) == 0) params.set("hedge", "2ms");
    if (below(4) == 0) params.set("backoff", "3ms");
    return params;
}

Component someQueue(const std::string& id)
{
    Object params;
    params.set("service", someService());
    params.set("ordering", oneOf<std::string>({"best-effort", "key"}));
    params.set("durable", below(3) > 0);
    if (below(3) == 0) params.set("capacity", 1 + below(40));
    if (below(2) > 0) params.set("visibility-timeout", "300ms"); // one shorter than the job has it done for ever
    if (below(2) > 0) params.set("redelivery-delay", oneOf<std::string>({"1ms", "50ms"}));
    if (below(2) > 0) params.set("max-receives", 1 + below(4));
    if (below(3) == 0) params.set("prefetch", 1 + below(4));
    return {id, "message-queue", params};
}

Component someCrew(const std::string& id)
{
    Object params;
    params.set("service", someService());
    if (below(4) > 0) params.set("workers", 1 + below(4));
    if (below(2) > 0) params.set("failure-rate", oneOf<std::string>({"10%", "60%"}));
    return {id, "workers", params};
}

Component someGroup(const std::string& id)
{
    Object params;
    params.set("policy", oneOf<std::string>({"target-tracking", "step", "manual"}));
    params.set("metric", oneOf<std::string>({"utilisation", "backlog-per-worker", "requests-per-instance"}));
    params.set("target-utilisation", oneOf<std::string>({"20%", "70%"}));
    params.set("target-backlog", 1);
    params.set("target-requests", "20/s");
    params.set("steps", oneOf<std::string>({"none", "30%: +1", "10: +2, 1: -1"}));
    params.set("interval", oneOf<std::string>({"20ms", "150ms"}));
    params.set("maximum", 1 + below(4));
    if (below(2) > 0) params.set("desired", 1 + below(3));
    params.set("cooldown-out", oneOf<std::string>({"0s", "200ms"}));
    params.set("cooldown-in", oneOf<std::string>({"0s", "200ms"}));
    params.set("boot-time", someService());
    params.set("drain-timeout", oneOf<std::string>({"0s", "5ms", "1s"}));
    if (below(2) > 0) params.set("replace-after", oneOf<std::string>({"0s", "40ms"}));
    return {id, "autoscaling-group", params};
}

/// A scene of all the kinds whose wires lead from the users to the databases, some of them left out.
Scene someArchitecture()
{
    Scene scene;
    scene.seed = static_cast<std::uint64_t>(below(1000));
    std::vector<std::vector<std::string>> tiers(13);
    const auto add = [&](std::size_t tier, Component component) {
        tiers[tier].push_back(component.id);
        scene.components.push_back(std::move(component));
    };
    const auto named = [](const char* kind, int number) { return kind + std::to_string(number); };
    for (int i = 1 + below(2); i > 0; --i) add(0, someUsers(named("users", i)));
    if (below(3) == 0) add(1, someNameServer());
    for (int i = below(3); i > 0; --i) add(2, below(3) > 0 ? someBalancer(named("lb", i)) : someLimiter(named("gate", i)));
    for (int i = 1 + below(3); i > 0; --i) add(3, someWebServer(named("web", i)));
    for (int i = below(3); i > 0; --i) add(4, someCache(named("cache", i)));
    const int databases = below(4);
    for (int i = databases; i > 0; --i) add(5, someDatabase(named("db", i), i > 1, databases > 1));
    const int nodes = below(3) == 0 ? 1 + below(4) : 0;
    for (int i = nodes; i > 0; --i) add(8, someStore(named("node", i), nodes));

    for (int i = below(3); i > 0; --i) add(6, someCdn(named("cdn", i)));
    if (below(2) > 0) add(7, someStorage("storage"));
    if (below(3) == 0) add(9, someRouter("router"));
    for (int i = below(3); i > 0; --i) add(10, someQueue(named("queue", i)));
    if (!tiers[10].empty())
        for (int i = below(3); i > 0; --i) add(11, someCrew(named("crew", i)));
    for (int i = below(3); i > 0; --i) add(12, someGroup(named("group", i)));

    const auto wire = [&](const std::string& from, const std::string& to, bool always = false) {
        if (!always && below(6) == 0) return;
        Object params;
        if (below(3) == 0) params.set("latency", oneOf<std::string>({"1ms", "7ms", "60ms"}));
        if (below(4) == 0) params.set("weight", below(4));
        scene.links.push_back({from, to, params});
    };
    const std::vector<std::pair<std::size_t, std::size_t>> between = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}, {3, 4}, {3, 5}, {4, 5},
                                                                   {0, 6}, {1, 6}, {6, 2}, {6, 3}, {6, 7}, {0, 7}, {2, 7}, {3, 8}, {3, 9}, {9, 5}, {9, 8}, {0, 10}, {2, 10}, {10, 11}, {3, 7}};
    for (const auto& [above, below] : between)
        for (const std::string& from : tiers[above])
            for (const std::string& to : tiers[below]) wire(from, to);
    for (const std::string& replica : tiers[5])
        if (replica != "db1") wire("db1", replica, true);
    if (tiers[2].size() > 1) wire(tiers[2].back(), tiers[2].front()); // a standby or a target
    for (const std::string& from : tiers[8])
        for (const std::string& to : tiers[8])
            if (from != to) scene.links.push_back({from, to, somePeerWire()});
    if (tiers[10].size() > 1) wire("queue1", "queue2"); // for dead letters
    if (tiers[12].size() > 0) wire("group1", "web1");
    if (tiers[12].size() > 1 && !tiers[11].empty()) wire("group2", "crew1");
    return scene;
}

std::string oneIdOf(const Scene& scene) { return scene.components[static_cast<std::size_t>(below(static_cast<int>(scene.components.size())))].id; }

/// A component, or a copy that a group may have made of it.
std::string oneOrItsCopy(const Scene& scene) { return oneIdOf(scene) + oneOf<std::string>({"", "", "-2", "-3"}); }

/// Any value, right or wrong, for any parameter of a component.
Command someSetting(const Scene& scene)
{
    const std::string id = oneIdOf(scene);
    const KindDecl& kind = *catalog()->registry.kind(scene.component(id)->kind);
    const ParamDecl& param = kind.params[static_cast<std::size_t>(below(static_cast<int>(kind.params.size())))];
    if (param.id == "visibility-timeout") return SetCommand{id, param.id, "400ms"};
    const Value typical = param.typical.isNull() ? param.fallback : param.typical;
    return SetCommand{id, param.id, oneOf<Value>({param.fallback, typical, 1, 2, "none", "1ms", "exp(2ms)", someValue(1)})};
}

Command someCommand(const Scene& scene)
{
    const Link link = scene.links.empty() ? Link{} : scene.links[static_cast<std::size_t>(below(static_cast<int>(scene.links.size())))];
    const std::string id = oneIdOf(scene);
    switch (below(17)) {
    case 0: return RemoveComponentCommand{id};
    case 1: return AddComponentCommand{*scene.component(id)};
    case 2: return RemoveWireCommand{link.from, link.to};
    case 3: return AddWireCommand{link};
    case 4: return SetWireCommand{link.from, link.to, "latency", oneOf<std::string>({"0s", "2ms", "40ms", "-1s"})};
    case 5: return SetWireCommand{link.from, link.to, "weight", below(4)};
    case 6:
    case 7: return FaultCommand{"crash", oneOrItsCopy(scene)};
    case 8:
    case 9: return FaultCommand{"recover", oneOrItsCopy(scene)};
    case 10: return FaultCommand{"restart", oneOrItsCopy(scene)};
    case 11: return RemoveComponentCommand{oneOrItsCopy(scene)};
    default: return someSetting(scene);
    }
}

struct Plan {
    Scene scene;
    std::vector<std::pair<SimTime, Command>> commands; ///< In the order of time.
};

Plan somePlan()
{
    Plan plan;
    plan.scene = someArchitecture();
    std::int64_t at = 0;
    for (int i = below(25); i > 0; --i) {
        at += 1'000'000ll * below(240);
        if (at >= traffic) break;
        plan.commands.emplace_back(SimTime{at}, someCommand(plan.scene));
    }
    return plan;
}

/// Carries out what the plan has for the time from `begin` to before `end`.
void carryOut(const Plan& plan, Simulation& run, SimTime begin, SimTime end)
{
    for (const auto& [at, command] : plan.commands) {
        if (at < begin || !(at < end)) continue;
        run.advance(at);
        (void)run.apply(command).ok();
    }
    run.advance(end);
}

Simulation wholeRun(const Plan& plan)
{
    Simulation run = simulate(plan.scene, plan.scene.seed);
    carryOut(plan, run, {}, {traffic});
    return run;
}

void assertSame(const Simulation& a, const Simulation& b)
{
    RC_ASSERT(a.fingerprint() == b.fingerprint());
    RC_ASSERT(a.events() == b.events());
    RC_ASSERT(a.error() == b.error());
    RC_ASSERT(a.totals().offered == b.totals().offered);
    RC_ASSERT(a.latency() == b.latency());
    for (ComponentId id = 0; id < a.componentCount(); ++id) RC_ASSERT(a.report(id).values() == b.report(id).values());
}

RC_GTEST_PROP(SimulationProperty, TheSameSeedAndCommandsGiveTheSameRun, ())
{
    const Plan plan = somePlan();
    const Simulation run = wholeRun(plan);
    RC_ASSERT(run.error().empty());
    assertSame(run, wholeRun(plan));
}

RC_GTEST_PROP(SimulationProperty, ACopyMadeMidwayContinuesIdentically, ())
{
    const Plan plan = somePlan();
    const SimTime middle{1'000'000ll * below(3000)};
    Simulation run = simulate(plan.scene, plan.scene.seed);
    carryOut(plan, run, {}, middle);
    Simulation copy = run;
    carryOut(plan, copy, middle, {traffic});
    carryOut(plan, run, middle, {traffic});
    assertSame(run, copy);
    assertSame(run, wholeRun(plan));
}

RC_GTEST_PROP(SimulationProperty, ARecordingIsReplayedExactly, ())
{
    const Plan plan = somePlan();
    Simulation run = wholeRun(plan);
    for (int i = below(20); i > 0; --i) run.step();
    const Recording recording{plan.scene, {}, run.now(), run.commandLog(), run.events(), run.fingerprint()};
    const auto read = readRecording(writeRecording(recording), catalog()->registry);
    RC_ASSERT(read.ok());
    const auto again = replay(catalog(), *read);
    RC_ASSERT(again.ok());
    assertSame(run, *again);
}

RC_GTEST_PROP(SimulationProperty, LittlesLawIsExactAtEveryTime, ())
{
    const Plan plan = somePlan();
    Simulation run = simulate(plan.scene, plan.scene.seed);
    const SimTime warmup{1'000'000ll * below(2000)};
    SimTime last;
    for (int i = 1; i <= 10; ++i) {
        const SimTime next{traffic / 10 * i};
        if (last < warmup && warmup < next) {
            carryOut(plan, run, last, warmup);
            run.restartMeasures();
            carryOut(plan, run, warmup, next);
        } else {
            carryOut(plan, run, last, next);
        }
        last = next;
        RC_ASSERT(littlesLawViolation(run) == "");
    }
}

/// Whether every message that was published since the start of the run is in one place.
bool messagesAreConserved(const Simulation& run)
{
    for (ComponentId id = 0; id < run.componentCount(); ++id) {
        if (run.kindOf(id).id != "message-queue") continue;
        const Reporter reporter = run.report(id);
        const auto of = [&](const char* measure) {
            return std::find_if(reporter.values().begin(), reporter.values().end(), [&](const auto& value) { return value.first == measure; })->second;
        };
        if (of("published") != of("done") + of("backlog") + of("in_flight") + of("dead") + of("lost")) return false;
    }
    return true;
}

RC_GTEST_PROP(SimulationProperty, NoMessageIsLostOrMadeUpAtAnyTime, ())
{
    const Plan plan = somePlan();
    Simulation run = simulate(plan.scene, plan.scene.seed);
    for (std::int64_t at = 0; at < traffic; at += traffic / 30) {
        carryOut(plan, run, {at}, {at + traffic / 30});
        RC_ASSERT(messagesAreConserved(run));
    }
}

RC_GTEST_PROP(SimulationProperty, AGroupNeverHasMoreInstancesThanItsMaximum, ())
{
    const Plan plan = somePlan();
    Simulation run = simulate(plan.scene, plan.scene.seed);
    for (std::int64_t at = 0; at < traffic; at += traffic / 30) {
        carryOut(plan, run, {at}, {at + traffic / 30});
        for (ComponentId id = 0; id < run.componentCount(); ++id) {
            if (run.kindOf(id).id != "autoscaling-group" || run.node(id).health != Health::Up) continue;
            std::size_t members = 0;
            for (const Wire& wire : run.wires()) members += !wire.removed && wire.from == id;
            RC_ASSERT(members <= 10u); // the maximum is at most 4, or 10 if it was set to what it is by itself
        }
    }
}

/// The laws of conservation of a run that nothing is left in.
void assertNothingIsLeft(const Simulation& run)
{
    RC_ASSERT(run.error() == "");
    RC_ASSERT(run.callsInUse() == 0u);
    RC_ASSERT(run.requestsInUse() == 0u);
    const RequestTotals totals = run.totals();
    RC_ASSERT(totals.inFlight == 0u);
    RC_ASSERT(totals.offered == totals.completed + std::accumulate(totals.failed.begin(), totals.failed.end(), std::uint64_t{0}));
    RC_ASSERT(totals.attempts == totals.offered + totals.retries);
    std::vector<std::uint64_t> sentTo(run.componentCount());
    for (const Wire& wire : run.wires()) {
        sentTo[wire.to] += wire.sent;
        RC_ASSERT(wire.answered + wire.failed <= wire.sent); // messages to caches are not answered
    }
    std::uint64_t toBalancers = 0, atBalancers = 0;
    for (ComponentId id = 0; id < run.componentCount(); ++id) {
        const Simulation::Measures& measures = run.measures(id);
        RC_ASSERT(measures.arrived == measures.completed() + measures.failed);
        RC_ASSERT(measures.present == 0u);
        if (run.kindOf(id).id == "load-balancer") toBalancers += sentTo[id], atBalancers += measures.arrived; // one may stand in for another
        else if (!run.node(id).ops->isSource) RC_ASSERT(measures.arrived == sentTo[id]);
        if (const Occupancy* pool = run.occupancy(id); pool && run.node(id).ops->capacity(run.placeOf(id)) > 0) RC_ASSERT(pool->busy() + pool->queued() == 0u);
    }
    RC_ASSERT(toBalancers == atBalancers);
    RC_ASSERT(littlesLawViolation(run) == "");
    RC_ASSERT(messagesAreConserved(run));
}

RC_GTEST_PROP(SimulationProperty, NothingIsLeftWhenTheTrafficIsOver, ())
{
    const Plan plan = somePlan();
    Simulation run = wholeRun(plan);
    for (const Component& component : plan.scene.components)
        if (component.kind == "users" && run.find(component.id) != nothing) RC_ASSERT(run.apply(SetCommand{component.id, "scale", 0}).ok());
    for (ComponentId id = 0; id < run.componentCount(); ++id) { // jobs that always fail, or take longer than they may, are done for ever; dead letters without room are moved for ever
        if (run.node(id).health == Health::Removed) continue;
        if (run.kindOf(id).id == "workers") RC_ASSERT(run.apply(SetCommand{run.componentName(id), "failure-rate", 0}).ok());
        if (run.kindOf(id).id != "message-queue") continue;
        RC_ASSERT(run.apply(SetCommand{run.componentName(id), "visibility-timeout", "none"}).ok());
        RC_ASSERT(run.apply(SetCommand{run.componentName(id), "capacity", "none"}).ok());
        if (run.node(id).health == Health::Down) RC_ASSERT(run.apply(FaultCommand{"recover", run.componentName(id)}).ok());
    }
    run.advance({traffic + 300'000'000'000});
    assertNothingIsLeft(run);
}

RC_GTEST_PROP(SimulationProperty, AtMostOneMasterIsUpInAGroup, ())
{
    Plan plan = somePlan();
    std::erase_if(plan.commands, [](const auto& planned) { return planned.second.index() >= 2; }); // only faults and settings
    Simulation run = simulate(plan.scene, plan.scene.seed);
    for (std::int64_t at = 0; at < traffic; at += 25'000'000) {
        carryOut(plan, run, {at}, {at + 25'000'000});
        int masters = 0;
        for (ComponentId id = 0; id < run.componentCount(); ++id)
            if (run.kindOf(id).id == "database") masters += run.node(id).health == Health::Up && run.node(id).writable;
        RC_ASSERT(masters <= 1);
    }
}

} // namespace
} // namespace scalelab
