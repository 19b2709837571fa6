// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "architectures.h"

#include "generators.h"

#include <string>
#include <utility>
#include <vector>

namespace scalelab::test {

namespace {

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

} // namespace

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

} // namespace scalelab::test
