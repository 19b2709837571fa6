// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/applicable.h"

#include "analysis/caching.h"
#include "engine/catalog.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace scalelab {
namespace {

Applicability of(const std::string& drawing, std::string_view component) { return applicable(test::catalog()->registry, test::scene(drawing), component); }

/// What the forms beside that of the capacity are called.
std::string forms(const Applicability& result)
{
    std::string ids;
    for (const AppliedForm& form : result.forms)
        if (form.form != "capacity") ids += (ids.empty() ? "" : " ") + form.form;
    return ids;
}

std::string reasons(const Applicability& result)
{
    std::string all;
    for (const std::string& reason : result.reasons) all += reason + "\n";
    return all;
}

double expected(const Applicability& result, std::string_view form, std::string_view measure)
{
    const AppliedForm* applied = result.form(form);
    if (!applied) return -1;
    const auto found = std::ranges::find(applied->expected, measure, &std::pair<std::string, double>::first);
    return found == applied->expected.end() ? -1 : found->second;
}

/// Poisson users straight to a web server.
std::string direct(const std::string& server) { return "users(arrivals=poisson(80/s)) -1ms-> web:web-server(" + server + ")"; }

struct Yes {
    std::string drawing, component, form;
    std::vector<double> arguments;
};

TEST(Applicable, WhereItsAssumptionsHold)
{
    const std::string reads = "users(arrivals=poisson(100/s), keys=zipf(10000, 0.9)) -> web:web-server(service=exp(1ms)) -> ";
    const std::vector<Yes> cases = {
        {direct("workers=2, service=exp(10ms)"), "web", "mmc-wait", {2, 80, 0.01}},
        {direct("workers=1, service=exp(10ms)") + "; more:users(arrivals=poisson(10/s), scale=0.5) -> web", "web", "mmc-wait", {1, 85, 0.01}},
        {direct("workers=1, service=lognormal(10ms, cv=2)"), "web", "mg1-wait", {80, 0.01, 2}},
        {direct("workers=1, queue=4, service=exp(10ms)"), "web", "mm1k-blocking", {5, 0.8}},
        {direct("workers=3, queue=4, service=exp(10ms)"), "web", "mmck-blocking", {3, 7, 0.8}},
        {direct("workers=3, queue=0, service=const(10ms)"), "web", "erlang-b", {3, 0.8}},
        {direct("service=const(10ms)"), "web", "little", {80, 0.01}},
        {direct("scheduling=processor-sharing, cores=1, service=hyperexp(10ms, cv=3)"), "web", "ps-sojourn", {80, 0.01}},
        {direct("scheduling=processor-sharing, cores=2, service=exp(10ms)"), "web", "mmc-wait", {2, 80, 0.01}},
        {"users(arrivals=poisson(80/s)) -> lb:load-balancer(algorithm=random) -> a:web-server(workers=1, service=exp(10ms)), b:web-server", "a", "mmc-wait", {1, 40, 0.01}},
        {"users(arrivals=poisson(80/s)) -> lb:load-balancer(algorithm=round-robin) -> a:web-server(workers=1, service=exp(10ms), address=10.0.0.1)", "a", "mmc-wait", {1, 80, 0.01}},
        {reads + "db:database(connections=1, service=exp(5ms), copy-rate=125MiB)", "db", "mmc-wait", {1, 100, 0.005}},
        {reads + "cache(workers=1, service=const(1ms), capacity=10), db:database", "cache", "md1", {}},
        {"users(arrivals=closed(users=5, think=const(98ms))) -1ms-> web:web-server(workers=3, service=exp(10ms))", "web", "repairman-response", {5, 0.1, 3, 0.01}},
        {reads + "cache(capacity=100), db:database", "cache", "lru-hit-ratio", {10'000, 0.9, 100}},
        {reads + "cache(capacity=100, policy=random), db:database", "cache", "fifo-hit-ratio", {10'000, 0.9, 100}},
        {reads + "cache(ttl=5s), db:database", "cache", "ttl-hit-ratio", {10'000, 0.9, 100, 5}},
        {"users(arrivals=closed(users=3), keys=uniform(500)) -> lb:load-balancer -> a:web-server(workers=2), b:web-server; a, b -> cache(capacity=100) -> db:database", "cache", "lru-hit-ratio", {500, 0, 100}},
        {"users -> web:web-server(mtbf=99s, mttr=1s)", "web", "availability", {99, 1}},
        {"users -> web:web-server -> router:shard-router(strategy=ring, virtual-nodes=50) -> a:database, b:database, c:database", "router", "ring-imbalance", {3, 50}},
        {"users -> web:web-server(cache-points=10) -> a:cache, b:cache, db:database", "web", "ring-imbalance", {2, 10}},
        {"users -> web:web-server -> db:database(connections=4, service=lognormal(10ms, cv=1))", "db", "capacity", {4, 0.01}},
    };
    for (const Yes& yes : cases) {
        const Applicability result = of(yes.drawing, yes.component);
        const std::string id = yes.form == "md1" ? "mg1-wait" : yes.form;
        const AppliedForm* form = result.form(id);
        ASSERT_TRUE(form) << yes.drawing << ": " << forms(result) << "\n" << reasons(result);
        const std::vector<double> arguments = yes.form == "md1" ? std::vector<double>{100, 0.001, 0} : yes.arguments;
        ASSERT_EQ(form->arguments.size(), arguments.size()) << yes.drawing;
        for (std::size_t i = 0; i < arguments.size(); ++i) EXPECT_NEAR(form->arguments[i], arguments[i], 1e-9) << yes.drawing << ", argument " << i;
        EXPECT_TRUE(std::isfinite(form->value())) << yes.drawing;
        EXPECT_TRUE(form->because.ends_with('.')) << yes.drawing;
        const KindDecl* kind = test::catalog()->registry.kind(test::scene(yes.drawing).component(yes.component)->kind);
        for (const auto& [measure, value] : form->expected) {
            EXPECT_TRUE(kind->measure(measure)) << measure;
            EXPECT_TRUE(std::isfinite(value)) << yes.drawing << ": " << measure;
        }
    }
}

TEST(Applicable, GivesTheValuesOfTheMeasures)
{
    const Applicability queue = of(direct("workers=1, service=exp(10ms)"), "web");
    EXPECT_NEAR(expected(queue, "mmc-wait", "wait_s.mean"), 0.04, 1e-12);
    EXPECT_NEAR(expected(queue, "mmc-wait", "sojourn_s.mean"), 0.05, 1e-12);
    EXPECT_NEAR(expected(queue, "mmc-wait", "queue_mean"), 3.2, 1e-12);
    EXPECT_NEAR(expected(queue, "mmc-wait", "utilisation"), 0.8, 1e-12);
    EXPECT_NEAR(expected(queue, "mmc-wait", "sojourn_s.p99"), -std::log(0.01) / 20, 1e-9);
    EXPECT_NEAR(expected(of(direct("workers=1, queue=0, service=exp(10ms)"), "web"), "erlang-b", "throughput"), 80 / 1.8, 1e-9);
    EXPECT_NEAR(expected(of(direct("workers=1, queue=0, service=exp(10ms)"), "web"), "erlang-b", "utilisation"), 0.8 / 1.8, 1e-9);
    const Applicability bounded = of(direct("workers=1, queue=3, service=exp(12.5ms)"), "web"); // load 1: all of 0 .. 4 alike
    EXPECT_NEAR(expected(bounded, "mm1k-blocking", "throughput"), 64, 1e-9);
    EXPECT_NEAR(expected(bounded, "mm1k-blocking", "queue_mean"), (1 + 2 + 3) / 5.0, 1e-9);
    const Applicability sharing = of(direct("scheduling=processor-sharing, cores=1, service=const(10ms)"), "web");
    EXPECT_NEAR(expected(sharing, "ps-sojourn", "busy_mean"), 4, 1e-9);
    EXPECT_NEAR(expected(sharing, "ps-sojourn", "cpu_utilisation"), 0.8, 1e-9);
    EXPECT_NEAR(of(direct("workers=4, service=exp(10ms)"), "web").form("capacity")->value(), 400, 1e-9);
    EXPECT_NEAR(expected(of("users(arrivals=poisson(10/s), keys=zipf(10000, 0.8)) -> web:web-server -> cache(capacity=100), db:database", "cache"), "lru-hit-ratio", "hit_ratio"),
                lruHitRatio(zipf(10'000, 0.8), 100), 1e-12);
}

struct No {
    std::string drawing, component, reason;
};

TEST(Applicable, SaysWhyNothingHolds)
{
    const std::string server = "web:web-server(workers=1, service=exp(5ms))";
    const std::string people = "users(arrivals=poisson(80/s)";
    const std::string reads = "users(arrivals=poisson(100/s), keys=zipf(10000, 0.9)) -> web:web-server -> ";
    const std::vector<No> cases = {
        {"users(arrivals=constant(80/s)) -> " + server, "web", "not Poisson: those of Users"},
        {"users(arrivals=closed(users=5, think=const(1s)), timeout=1s) -> " + server, "web", "closed population"},
        {people + ", timeout=1s) -> " + server, "web", "give up or try again"},
        {people + ", retries=1) -> " + server, "web", "give up or try again"},
        {people + ", session-requests=3, think=1s) -> " + server, "web", "sessions"},
        {people + ") -> " + server + "; users -> other:web-server", "web", "ask several components"},
        {people + ") -> limiter:rate-limiter -> " + server, "web", "they come through Rate limiter \"limiter\""},
        {people + ") -> lb:load-balancer(algorithm=round-robin) -> " + server + ", b:web-server", "web", "more even than Poisson"},
        {people + ") -> lb:load-balancer(algorithm=power-of-two) -> " + server + ", b:web-server", "web", "depend on each other"},
        {people + ") -> lb:load-balancer(algorithm=ip-hash) -> " + server + ", b:web-server", "web", "always the same way"},
        {people + ") -> lb:load-balancer(algorithm=random) -> " + server + ", b:web-server(mtbf=1h)", "web", "fails at random"},
        {people + ") -> lb:load-balancer(algorithm=random, sticky=true) -> " + server + ", b:web-server", "web", "\"Sticky sessions\""},
        {people + ") -loss=0.1-> " + server, "web", "\"Loss\" of the wire"},
        {people + ") -latency=exp(1ms)-> " + server, "web", "latency of the wire"},
        {people + ") -> " + server + "; @10s crash web", "web", "Scheduled events"},
        {people + ") -> web:web-server(workers=1, service=exp(5ms), mtbf=1h)", "web", "\"Fails every\""},
        {people + ") -> web:web-server(workers=1, service=exp(5ms), warm-up=1s)", "web", "\"Warm-up\""},
        {people + ") -> web:web-server(workers=1, service=exp(5ms)) -> db:database(service=exp(1ms))", "web", "It waits for Database \"db\" while it holds a worker"},
        {people + ") -> web:web-server(workers=4) -> db:database(connections=1, service=exp(1ms))", "db", "holding one of its workers"},
        {people + ") -> web:web-server(workers=1, service=exp(12.5ms))", "web", "The offered load of 1 Erlang is not below the 1"},
        {people + ") -> web:web-server(workers=2, service=const(5ms))", "web", "no exact closed form"},
        {people + ") -> web:web-server(workers=1, queue=5, service=const(5ms))", "web", "bounded"},
        {people + ") -> web:web-server(workers=1, service=pareto(5ms, alpha=1.5))", "web", "no variance"},
        {people + ") -> web:web-server(workers=1)", "web", "takes no time"},
        {people + ", mix={read=1, write=1}) -> web:web-server -> db:database(connections=1, service=exp(1ms), write-service=exp(2ms))", "db", "different service times"},
        {people + ", mix={read=1, job=1}) -> " + server, "web", "Jobs"},
        {people + ") -> web:web-server -> db:database(connections=1, service=exp(1ms)) -> replica:database(role=replica); web -> replica", "db", "works together with"},
        {reads + "cache(capacity=10), db:database(connections=1, service=exp(1ms))", "db", "Only what a cache misses"},
        {"lonely:web-server(workers=1, service=exp(1ms))", "lonely", "Nothing calls"},
        {reads + "cache(capacity=100, policy=lfu), db:database", "cache", "counts of uses"},
        {reads + "cache(capacity=64MB), db:database", "cache", "in bytes"},
        {reads + "cache(capacity=100, ttl=1s), db:database", "cache", "either"},
        {reads + "cache, db:database", "cache", "room for all keys"},
        {reads + "cache(capacity=10)", "cache", "Nothing fills it"},
        {reads + "a:cache(capacity=10), b:cache(capacity=10), db:database", "a", "among several caches"},
        {"users(keys=hotset(100)) -> web:web-server -> cache(capacity=10), db:database", "cache", "do not follow Zipf's law"},
        {"users(keys=zipf(100, 1), mix={read=9, write=1}) -> web:web-server -> cache(capacity=10), db:database", "cache", "do not only read"},
        {"users(keys=zipf(100, 1), retries=2) -> web:web-server -> cache(capacity=10), db:database", "cache", "ask again"},
        {"users -> web:web-server -> router:shard-router(strategy=ring, isolate=7) -> a:database, b:database", "router", "rules of their own"},
        {"users", "web", "no component \"web\" of a known kind"},
    };
    for (const No& no : cases) {
        const Applicability result = of(no.drawing, no.component);
        EXPECT_EQ(forms(result).find("wait"), std::string::npos) << no.drawing << ": " << forms(result);
        EXPECT_EQ(forms(result).find("ratio"), std::string::npos) << no.drawing << ": " << forms(result);
        EXPECT_NE(reasons(result).find(no.reason), std::string::npos) << no.drawing << "\n" << reasons(result);
    }
}

TEST(Applicable, HoldsNothingBeforeAFailingDataCenter)
{
    Scene scene = test::scene(direct("workers=1, service=exp(5ms)"));
    Zone zone{"paris", "data-center", {"web"}, {}};
    zone.params.set("mtbf", "1h");
    scene.zones = {zone};
    const Applicability result = applicable(test::catalog()->registry, scene, "web");
    EXPECT_EQ(forms(result), "");
    EXPECT_NE(reasons(result).find("The data center \"paris\" fails"), std::string::npos);
}

} // namespace
} // namespace scalelab
