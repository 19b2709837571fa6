// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/theory_rows.h"

#include "analysis/networks.h"
#include "analysis/queueing.h"
#include "analysis/reliability.h"
#include "base/places.h"
#include "base/portable_math.h"
#include "base/units.h"
#include "run/command_json.h"

namespace scalelab {

namespace {

/// A server without workers of its own asks first a cache in which nothing is ever found, then the database: two stations in a row.
std::function<Scene(std::uint64_t)> tandem(const std::string& arrivals)
{
    return always({users(arrivals, {{"keys", "uniform(1000000000)"}}), component("web", "web-server"),
                   component("cache", "cache", {{"capacity", 1}, {"workers", 1}, {"service", "exp(4ms)"}}),
                   component("db", "database", {{"connections", 1}, {"service", "exp(6ms)"}})},
                  {{"users", "web", {}}, {"web", "cache", {}}, {"web", "db", {}}});
}

void addOpenNetworks(std::vector<TheoryScene>& table)
{
    for (const double rate : {100.0, 150.0}) {
        const double first = 1 / 0.004 - rate;
        const double second = 1 / 0.006 - rate;
        const double sharpness = rate < 120 ? 0.05 : 0.1;
        const std::string parameters = "rate " + formatRate(rate) + ", service 4ms and 6ms";
        table.push_back({"Tandem at " + formatRate(rate),
                         tandem(poisson(rate)),
                         30,
                         rate < 120 ? 1000.0 : 3000.0,
                         {row("mmc-wait", {1, rate, 0.004}, measureOf("cache", "wait_s.mean"), sharpness),
                          row("mmc-wait", {1, rate, 0.006}, measureOf("db", "wait_s.mean"), sharpness),
                          row("tandem", parameters, 1 / first + 1 / second, meanLatency(), sharpness),
                          row("tandem, quantile", "p 0.99, " + parameters, twoPhaseQuantile(0.99, first, second), latencyQuantile(0.99),
                              2 * sharpness, histogramRounding)}});
    }

    // Two streams, split at random, that meet again at one database.
    const std::vector<JacksonStation> stations = {{.arrivals = 100, .servers = 1, .service = 0.007, .onward = {0, 0, 1}},
                                                  {.arrivals = 100, .servers = 2, .service = 0.012, .onward = {0, 0, 1}},
                                                  {.arrivals = 0, .servers = 3, .service = 0.012}};
    const std::vector<JacksonLoad> loads = jacksonNetwork(stations);
    const std::string parameters = "100/s to 1 x 7ms and to 2 x 12ms, both to 3 x 12ms";
    table.push_back({"Jackson network",
                     always({users("poisson(200/s)", {{"keys", "uniform(1000000000)"}}), component("lb", "load-balancer", {{"algorithm", "random"}}),
                             component("web1", "web-server"), component("web2", "web-server"),
                             component("cache1", "cache", {{"capacity", 1}, {"workers", 1}, {"service", "exp(7ms)"}}),
                             component("cache2", "cache", {{"capacity", 1}, {"workers", 2}, {"service", "exp(12ms)"}}),
                             component("db", "database", {{"connections", 3}, {"service", "exp(12ms)"}})},
                            {{"users", "lb", {}},
                             {"lb", "web1", {}},
                             {"lb", "web2", {}},
                             {"web1", "cache1", {}},
                             {"web2", "cache2", {}},
                             {"web1", "db", {}},
                             {"web2", "db", {}}}),
                     20,
                     600,
                     {row("jackson, wait", parameters, loads[0].wait, measureOf("cache1", "wait_s.mean"), 0.06),
                      row("jackson, wait", parameters, loads[1].wait, measureOf("cache2", "wait_s.mean"), 0.06),
                      row("jackson, wait", parameters, loads[2].wait, measureOf("db", "wait_s.mean"), 0.06),
                      row("jackson, sojourn", parameters, jacksonSojourn(stations), meanLatency(), 0.03)}});

    // An answer that is an error comes back after a while: feedback. The while is a station that nobody waits at, and changes nothing.
    const std::vector<JacksonStation> feedback = {{.arrivals = 56, .servers = 1, .service = 0.01, .onward = {0.3}}};
    table.push_back(
        {"Jackson network with feedback",
         always({users("poisson(56/s)", {{"retries", 1000}, {"backoff", "0s"}}),
                 component("web", "web-server", {{"workers", 1}, {"service", "exp(10ms)"}})},
                {{"users", "web", {}}}, {parseEvent("0s errors web 30%").value()}),
         50,
         2000,
         {row("jackson, wait", "56/s to 1 x 10ms, 30% of them again", jacksonNetwork(feedback)[0].wait, measureOf("web", "wait_s.mean"), 0.05),
          row("jackson, sojourn", "56/s to 1 x 10ms, 30% of them again", jacksonSojourn(feedback), meanLatency(), 0.05),
          row("attempts", {0.3, 1000}, attemptsPerRequest(), 0.01)}});
}

void addClosedNetworks(std::vector<TheoryScene>& table)
{
    for (const int people : {1, 5, 40, 120})
        for (const char* think : {"exp(500ms)", "const(500ms)"}) {
            const ClosedNetwork exact = meanValueAnalysis(people, 0.5, std::vector<double>{0.004, 0.006});
            const std::string parameters = "users " + std::to_string(people) + ", think 500ms, service 4ms and 6ms";
            table.push_back({"Closed network of " + std::to_string(people) + " users, think " + think,
                             tandem("closed(users=" + std::to_string(people) + ", think=" + think + ")"),
                             20,
                             20'000 / exact.throughput,
                             {row("mean value analysis, throughput", parameters, exact.throughput, measureOf("db", "throughput"), 0.02),
                              row("mean value analysis, response", parameters, exact.response, meanLatency(), 0.05)}});
        }
    for (const int people : {5, 30, 60}) {
        const std::vector<double> arguments = {double(people), 0.1, 3, 0.01};
        table.push_back({"Repairman with " + std::to_string(people) + " users",
                         always({users("closed(users=" + std::to_string(people) + ", think=exp(100ms))"),
                                 component("web", "web-server", {{"workers", 3}, {"service", "exp(10ms)"}})},
                                {{"users", "web", {}}}),
                         5,
                         20'000 / repairman(people, 0.1, 3, 0.01).throughput,
                         {row("repairman-throughput", arguments, measureOf("web", "throughput"), 0.02),
                          row("repairman-response", arguments, meanLatency(), 0.05)}});
    }
}

/// A hundred servers behind one load balancer.
std::function<Scene(std::uint64_t)> farm(double load)
{
    std::vector<Component> components = {users(poisson(load * 10'000)), component("lb", "load-balancer", {{"algorithm", "power-of-two"}})};
    std::vector<Link> links = {{"users", "lb", {}}};
    for (int i = 0; i < 100; ++i) {
        const std::string id = "s" + std::to_string(i);
        components.push_back(component(id, "web-server", {{"workers", 1}, {"service", "exp(10ms)"}}));
        links.push_back({"lb", id, {}});
    }
    return always(std::move(components), std::move(links));
}

void addChoices(std::vector<TheoryScene>& table)
{
    // The model is that of infinitely many servers: a hundred have a little longer queues, the more the busier they are.
    for (const auto& [load, finite] : {std::pair{0.5, 0.02}, {0.8, 0.03}, {0.9, 0.06}})
        table.push_back({"Two choices of a hundred servers at load " + formatShare(load),
                         farm(load),
                         3,
                         12,
                         {row("supermarket-wait", {load, 0.01}, meanLatency(0.01), 0.05, finite)}});
}

/// A join asks all shards and waits for the slowest.
void addJoins(std::vector<TheoryScene>& table)
{
    for (const int shards : {2, 10, 50}) {
        std::vector<Component> components = {users("poisson(100/s)", {{"mix", Object{{{"join", 1}}}}}), component("web", "web-server"),
                                             component("router", "shard-router")};
        std::vector<Link> links = {{"users", "web", {}}, {"web", "router", {}}};
        for (int i = 0; i < shards; ++i) {
            const std::string id = "db" + std::to_string(i);
            components.push_back(component(id, "database", {{"service", "exp(10ms)"}}));
            links.push_back({"router", id, {}});
        }
        TheoryMeasure multiple = meanLatency();
        multiple.name += " / 10ms";
        multiple.value = [mean = multiple.value](const Simulation& run) { return mean(run) / 0.01; };
        table.push_back({"Join of " + std::to_string(shards) + " shards",
                         always(std::move(components), std::move(links)),
                         1,
                         60,
                         {row("harmonic", {double(shards)}, multiple, 0.02)}});
    }
}

void addRetries(std::vector<TheoryScene>& table)
{
    // Enough workers, so that each attempt is late independently.
    const double late = portableExp(-1);
    for (const int retries : {0, 1, 3, 8})
        table.push_back({"Time-outs with " + std::to_string(retries) + " retries",
                         always({users("poisson(200/s)", {{"timeout", "20ms"}, {"backoff", "10ms"}, {"retries", retries}}),
                                 component("web", "web-server", {{"service", "exp(20ms)"}})},
                                {{"users", "web", {}}}),
                         5,
                         100,
                         {row("attempts", {late, double(retries)}, attemptsPerRequest(), 0.02)}});

    // Back-off so long and so random that attempts are nearly a Poisson stream; the share rejected is then a fixed point.
    double blocked = 0.5;
    for (int i = 0; i < 1000; ++i) blocked = erlangB(4, 3.2 * attempts(blocked, 3));
    table.push_back({"Rejected requests that are tried again",
                     always({users("poisson(160/s)", {{"backoff", "1s"}, {"jitter", 1}, {"retries", 3}}),
                             component("web", "web-server", {{"workers", 4}, {"queue", 0}, {"service", "exp(20ms)"}})},
                            {{"users", "web", {}}}),
                     20,
                     500,
                     {row("attempts", {blocked, 3}, attemptsPerRequest(), 0.03, 0.005)}});
}

void addReliability(std::vector<TheoryScene>& table)
{
    const std::vector<Member> failing = {{"mtbf", "10s"}, {"mttr", "2s"}};
    const double ofOne = availability(10, 2);
    const std::string arrivals = "poisson(10/s)";
    table.push_back({"One server that fails",
                     always({users(arrivals), component("web", "web-server", failing)}, {{"users", "web", {}}}),
                     50,
                     8000,
                     {row("availability", {10, 2}, shareCompleted(), 0.02)}});
    table.push_back({"Two servers in a row that fail",
                     always({users(arrivals), component("web", "web-server", failing), component("db", "database", failing)},
                            {{"users", "web", {}}, {"web", "db", {}}}),
                     50,
                     8000,
                     {row("availability-in-series", {ofOne, 2}, shareCompleted(), 0.02)}});
    table.push_back({"Two servers side by side that fail",
                     always({users(arrivals, {{"fallback", true}}), component("a", "web-server", failing), component("b", "web-server", failing)},
                            {{"users", "a", {}}, {"users", "b", {}}}),
                     50,
                     8000,
                     {row("availability-in-parallel", {ofOne, 2}, shareCompleted(), 0.02)}});
}

void addDistance(std::vector<TheoryScene>& table)
{
    const Place from = parsePlace("San Francisco").value();
    const Place to = parsePlace("Amsterdam").value();
    TheoryMeasure oneWay = meanLatency();
    oneWay.name += " / 2";
    oneWay.value = [mean = oneWay.value](const Simulation& run) { return mean(run) / 2; };
    table.push_back(
        {"San Francisco to Amsterdam and back",
         always({users("poisson(10/s)", {{"place", from.name}}), component("web", "web-server", {{"place", to.name}})}, {{"users", "web", {}}}),
         1,
         20,
         {row("distance-latency", {from.latitude, from.longitude, to.latitude, to.longitude}, oneWay, 1e-6, 1e-6)}});
}

} // namespace

void addNetworks(std::vector<TheoryScene>& table)
{
    addOpenNetworks(table);
    addClosedNetworks(table);
    addChoices(table);
    addJoins(table);
    addRetries(table);
    addReliability(table);
    addDistance(table);
}

} // namespace scalelab
