// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/theory_rows.h"

#include "analysis/queueing.h"
#include "base/units.h"

#include <utility>

namespace scalelab {

namespace {

constexpr double service = 0.001;
constexpr double serviceRate = 1000; ///< 1 / service, exactly.

/// Users with Poisson arrivals straight to one web server.
std::function<Scene(std::uint64_t)> station(double rate, std::vector<Member> server)
{
    return always({users(poisson(rate)), component("web", "web-server", std::move(server))}, {{"users", "web", {}}});
}

std::string at(double load) { return " at load " + formatShare(load); }

/// Measures over so many arrivals, after a few hundredths as many.
TheoryScene scene(std::string name, std::function<Scene(std::uint64_t)> drawn, double rate, double arrivals, std::vector<TheoryRow> rows)
{
    return {std::move(name), std::move(drawn), 0.03 * arrivals / rate, arrivals / rate, std::move(rows)};
}

/// The closer to its capacity, the longer a station has to be watched.
double arrivalsFor(double load) { return load < 0.7 ? 80'000 : load < 0.9 ? 200'000 : 1'200'000; }

void addWaiting(std::vector<TheoryScene>& table)
{
    for (const int servers : {1, 2, 10, 100})
        for (const double load : {0.5, 0.8, 0.95}) {
            if (servers == 100 && load < 0.9) continue; // hardly anybody waits
            const double rate = load * servers * serviceRate;
            const double usual = load < 0.9 ? 0.04 : 0.08;
            const double sharpness = usual * (servers < 10 || load > 0.9 ? 1 : load > 0.7 ? 3 : 6); // where few calls wait at all
            const TheoryMeasure wait = measureOf("web", "wait_s.mean");
            table.push_back(scene(
                "M/M/" + std::to_string(servers) + at(load), station(rate, {{"workers", servers}, {"service", "exp(1ms)"}}), rate,
                (servers < 100 ? 1 : 2) * arrivalsFor(load),
                {row("mmc-wait", {double(servers), rate, service}, wait, sharpness),
                 row("mmc-queue", {double(servers), rate * service}, measureOf("web", "queue_mean"), sharpness),
                 row("little", {rate, service}, measureOf("web", "busy_mean"), 0.02),
                 row("mmc-sojourn-quantile", {0.5, double(servers), rate, service}, latencyQuantile(0.5), usual, histogramRounding),
                 row("mmc-sojourn-quantile", {0.99, double(servers), rate, service}, latencyQuantile(0.99), 2 * usual, histogramRounding)}));
        }
}

void addLosses(std::vector<TheoryScene>& table)
{
    for (const int servers : {1, 2, 10, 100})
        for (const double load : {0.95, 1.5})
            for (const char* times : {"exp(1ms)", "const(1ms)", "hyperexp(1ms, cv=2)"}) {
                const double rate = load * servers * serviceRate;
                table.push_back(scene("M/G/" + std::to_string(servers) + "/" + std::to_string(servers) + at(load) + ", service " + times,
                                      station(rate, {{"workers", servers}, {"queue", 0}, {"service", times}}), rate, servers < 100 ? 50'000 : 250'000,
                                      {row("erlang-b", {double(servers), rate * service}, shareOf(Outcome::Rejected), load < 1 ? 0.08 : 0.03)}));
            }
}

void addBoundedQueues(std::vector<TheoryScene>& table)
{
    for (const int servers : {1, 4})
        for (const int waiting : {1, 4, 19})
            for (const double load : {0.8, 1.0, 1.5}) {
                const double rate = load * servers * serviceRate;
                const std::vector<double> arguments = {double(servers), double(servers + waiting), rate * service};
                const bool rare = load < 1 && waiting > 4;
                std::vector<TheoryRow> rows = {row("mmck-queue", arguments, measureOf("web", "queue_mean"), 0.08)};
                const TheoryMeasure rejected = shareOf(Outcome::Rejected);
                if (servers == 1) rows.push_back(row("mm1k-blocking", {double(1 + waiting), rate * service}, rejected, rare ? 0.4 : 0.08));
                else rows.push_back(row("mmck-blocking", arguments, rejected, rare ? 0.4 : 0.08));
                table.push_back(scene("M/M/" + std::to_string(servers) + " with " + std::to_string(waiting) + " waiting places" + at(load),
                                      station(rate, {{"workers", servers}, {"queue", waiting}, {"service", "exp(1ms)"}}), rate, 100'000, std::move(rows)));
            }
    const double rate = 2 * 4 * serviceRate;
    table.push_back(scene("Overload", station(rate, {{"workers", 4}, {"queue", 100}, {"service", "exp(1ms)"}}), rate, 100'000,
                          {row("capacity", {4, service}, measureOf("web", "throughput"), 0.02)}));
}

void addGeneralService(std::vector<TheoryScene>& table)
{
    struct Times {
        const char* text;
        double cv, longer;
    };
    for (const Times& times : {Times{"const(1ms)", 0, 1},
                               {"erlang(1ms, k=4)", 0.5, 1},
                               {"hyperexp(1ms, cv=2)", 2, 2},
                               {"hyperexp(1ms, cv=4)", 4, 4},
                               {"lognormal(1ms, cv=1)", 1, 1}})
        for (const double load : {0.5, 0.8, 0.95}) {
            const double rate = load * serviceRate;
            const double sharpness = (load < 0.9 ? 0.04 : 0.08) * (times.cv > 1 ? 1.5 : 1);
            const TheoryMeasure wait = measureOf("web", "wait_s.mean");
            std::vector<TheoryRow> rows = {row("mg1-wait", {rate, service, times.cv}, wait, sharpness)};
            if (times.cv == 0) rows.push_back(row("md1-wait", {rate, service}, wait, sharpness));
            table.push_back(scene(std::string("M/G/1, service ") + times.text + at(load), station(rate, {{"workers", 1}, {"service", times.text}}),
                                  rate, times.longer * arrivalsFor(load), std::move(rows)));
        }
}

void addProcessorSharing(std::vector<TheoryScene>& table)
{
    for (const auto& [times, longer] : {std::pair{"const(1ms)", 1}, {"exp(1ms)", 1}, {"hyperexp(1ms, cv=3)", 5}})
        for (const double load : {0.5, 0.8, 0.95}) {
            const double rate = load * serviceRate;
            table.push_back(scene(std::string("Processor sharing, service ") + times + at(load),
                                  station(rate, {{"scheduling", "processor-sharing"}, {"cores", 1}, {"service", times}}), rate,
                                  0.5 * longer * arrivalsFor(load),
                                  {row("ps-sojourn", {rate, service}, measureOf("web", "sojourn_s.mean"), load < 0.9 ? 0.05 : 0.12)}));
        }
}

void addUnlimited(std::vector<TheoryScene>& table)
{
    for (const char* times : {"const(50ms)", "lognormal(50ms, cv=2)"})
        table.push_back({std::string("M/G/infinity, service ") + times,
                         station(1000, {{"service", times}}),
                         1,
                         100,
                         {row("little", {1000, 0.05}, measureOf("web", "busy_mean"), 0.015)}});
}

void addOtherArrivals(std::vector<TheoryScene>& table)
{
    const std::vector<Member> server = {{"workers", 1}, {"service", "exp(10ms)"}};
    table.push_back({"D/M/1", always({users("constant(80/s)"), component("web", "web-server", server)}, {{"users", "web", {}}}), 50, 1000,
                     {row("dm1-wait", {80, 0.01}, measureOf("web", "wait_s.mean"), 0.05)}});
    table.push_back({"Every second arrival by round robin",
                     always({users("poisson(160/s)"), component("lb", "load-balancer", {{"algorithm", "round-robin"}}),
                             component("a", "web-server", server), component("b", "web-server", server)},
                            {{"users", "lb", {}}, {"lb", "a", {}}, {"lb", "b", {}}}),
                     50,
                     1000,
                     {row("G/M/1", "phases 2, rate 80/s, service 10ms", erlangArrivalsWait(2, 80, 0.01), measureOf("a", "wait_s.mean"), 0.05)}});
}

} // namespace

void addStations(std::vector<TheoryScene>& table)
{
    addWaiting(table);
    addLosses(table);
    addBoundedQueues(table);
    addGeneralService(table);
    addProcessorSharing(table);
    addUnlimited(table);
    addOtherArrivals(table);
}

} // namespace scalelab
