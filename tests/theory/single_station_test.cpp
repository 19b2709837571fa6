// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/queueing.h"
#include "base/distribution.h"
#include "replications.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace scalelab::theory {
namespace {

constexpr double service = 0.001;

/// Users with Poisson arrivals straight to one web server.
std::string station(double rate, const std::string& server) { return "users(arrivals=poisson(" + perSecond(rate) + ")) -> web:web-server(" + server + ")"; }

std::string workers(int count) { return "workers=" + std::to_string(count); }

TEST(SingleServer, WaitsAndQueuesLikeMM1)
{
    for (const double load : {0.5, 0.9}) {
        const double rate = load / service;
        const Replications runs(station(rate, "workers=1, service=exp(1ms)"), 20, 1500);
        const double sharpness = load < 0.8 ? 0.015 : 0.03;
        const double wait = mmcWait(1, rate, service);
        const std::string what = "load " + std::to_string(load) + ", ";
        expectAgreement(runs.of("web", "wait_s.mean"), wait, sharpness, what + "wait");
        expectAgreement(runs.of("web", "queue_mean"), rate * wait, sharpness, what + "queue");
        expectAgreement(runs.of("web", "utilisation"), load, 0.005, what + "utilisation");
        expectAgreement(runs.of("web", "sojourn_s.mean"), wait + service, sharpness, what + "sojourn");
        for (const double p : {0.5, 0.9, 0.95, 0.99, 0.999}) {
            const auto quantile = [&](const Simulation& run) { return run.latency().quantile(p).seconds(); };
            expectAgreement(runs.of(quantile), mmcSojournQuantile(p, 1, rate, service), p < 0.99 ? sharpness : 3 * sharpness, what + "quantile " + std::to_string(p), histogramRounding);
        }
    }
}

TEST(SeveralServers, WaitLikeErlangC)
{
    for (const int servers : {1, 2, 3, 5, 8, 13, 20})
        for (const double load : {0.7, 0.9}) {
            const double rate = load * servers / service;
            const Replications runs(station(rate, workers(servers) + ", service=exp(1ms)"), 2, 200'000 / rate);
            const std::string what = std::to_string(servers) + " servers, load " + std::to_string(load);
            expectAgreement(runs.of("web", "wait_s.mean"), mmcWait(servers, rate, service), 0.15, what + ", wait");
            expectAgreement(runs.of("web", "utilisation"), load, 0.01, what + ", utilisation");
        }
}

TEST(SeveralServers, WithoutWaitingPlacesRejectLikeErlangBWhateverTheServiceTimes)
{
    for (const char* distribution : {"exp(1ms)", "const(1ms)", "lognormal(1ms, cv=2)"})
        for (const int servers : {1, 2, 5, 10, 20})
            for (const double load : {0.6, 1.0, 1.5}) {
                const double rate = load * servers / service;
                const double blocked = erlangB(servers, load * servers);
                const Replications runs(station(rate, workers(servers) + ", queue=0, service=" + distribution), 1, 60'000 / rate);
                const std::string what = std::to_string(servers) + " servers, load " + std::to_string(load) + ", " + distribution;
                expectAgreement(runs.of(rejectedShare), blocked, blocked > 0.1 ? 0.06 : 0.2, what + ", rejected");
                expectAgreement(runs.of("web", "utilisation"), load * (1 - blocked), 0.03, what + ", utilisation");
            }
}

TEST(BoundedQueue, RejectsAndFillsLikeMM1K)
{
    for (const int places : {1, 2, 5, 20})
        for (const double load : {0.8, 1.0, 1.5}) {
            const double rate = load / service;
            const BoundedStation bounded = mmck(1, places, load);
            const double blocked = bounded.blocked;
            const double number = bounded.busy + bounded.queue;
            const Replications runs(station(rate, "workers=1, queue=" + std::to_string(places - 1) + ", service=exp(1ms)"), 1, 150'000 / rate);
            const std::string what = std::to_string(places) + " places, load " + std::to_string(load);
            expectAgreement(runs.of(rejectedShare), blocked, blocked > 0.1 ? 0.04 : 0.3, what + ", rejected");
            const auto inSystem = [](const Simulation& run) { return test::measure(run, "web", "busy_mean") + test::measure(run, "web", "queue_mean"); };
            expectAgreement(runs.of(inSystem), number, 0.04, what + ", number");
            expectAgreement(runs.of(meanLatency), number / (rate * (1 - blocked)), 0.03, what + ", latency");
        }
}

TEST(UnlimitedServers, HoldAPoissonNumberOfRequests)
{
    const Scene scene = test::scene(station(200, "service=lognormal(50ms, cv=1.5)"));
    std::vector<double> means;
    std::vector<double> variances;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Simulation run = test::simulate(scene, seed);
        std::vector<double> present;
        for (std::int64_t second = 5; second < 1505; ++second) {
            run.advance({second * 1'000'000'000});
            present.push_back(test::measuresOf(run, "web").present);
        }
        const double mean = std::accumulate(present.begin(), present.end(), 0.0) / static_cast<double>(present.size());
        double squares = 0;
        for (const double n : present) squares += (n - mean) * (n - mean);
        means.push_back(mean);
        variances.push_back(squares / static_cast<double>(present.size() - 1));
    }
    expectAgreement(meanInterval(means, confidence), 10, 0.02, "mean");
    expectAgreement(meanInterval(variances, confidence), 10, 0.06, "variance");
}

struct GeneralService {
    const char* text;
    double cv;
    double sharpness;
};

TEST(GeneralServiceTimes, WaitLikePollaczekAndKhinchine)
{
    // cv by the textbook formulas; that of Weibull from the gamma function.
    const double weibull = std::sqrt(std::tgamma(1 + 2 / 0.7) / std::pow(std::tgamma(1 + 1 / 0.7), 2) - 1);
    const std::vector<GeneralService> services = {
        {"const(1ms)", 0, 0.025},
        {"uniform(0ms, 2ms)", 1 / std::sqrt(3.0), 0.025},
        {"erlang(1ms, k=2)", std::sqrt(0.5), 0.025},
        {"erlang(1ms, k=20)", std::sqrt(0.05), 0.025},
        {"weibull(1ms, k=0.7)", weibull, 0.04},
        {"pareto(1ms, alpha=4.5)", std::sqrt(1 / (4.5 * 2.5)), 0.04},
        {"lognormal(1ms, cv=0.5)", 0.5, 0.025},
        {"lognormal(1ms, cv=2)", 2, 0.15},
        {"hyperexp(1ms, cv=2)", 2, 0.07},
        {"hyperexp(1ms, cv=4)", 4, 0.18},
    };
    for (const GeneralService& general : services)
        for (const double load : {0.5, 0.8}) {
            const double rate = load / service;
            const Replications runs(station(rate, std::string("workers=1, service=") + general.text), 10, 400'000 / rate);
            const std::string what = std::string(general.text) + ", load " + std::to_string(load);
            const double sharpness = load < 0.6 ? general.sharpness : 1.5 * general.sharpness;
            expectAgreement(runs.of("web", "wait_s.mean"), mg1Wait(rate, service, general.cv), sharpness, what);
        }
}

TEST(ConstantServiceTimes, WaitHalfAsLongAsExponentialOnes)
{
    for (const double load : {0.5, 0.9}) {
        const double rate = load / service;
        const Replications runs(station(rate, "workers=1, service=1ms"), 20, 1500);
        expectAgreement(runs.of("web", "wait_s.mean"), mmcWait(1, rate, service) / 2, 0.03, "load " + std::to_string(load));
    }
}

TEST(ProcessorSharing, TakesAsLongWhateverTheServiceTimes)
{
    for (const GeneralService& general : {GeneralService{"const(1ms)", 0, 0.03}, {"exp(1ms)", 1, 0.03}, {"lognormal(1ms, cv=2)", 2, 0.04}, {"hyperexp(1ms, cv=3)", 3, 0.06}})
        for (const double load : {0.5, 0.8}) {
            const double rate = load / service;
            const Replications runs(station(rate, std::string("scheduling=processor-sharing, cores=1, service=") + general.text), 10, 200'000 / rate);
            const std::string what = std::string(general.text) + ", load " + std::to_string(load);
            const double sharpness = load < 0.6 ? general.sharpness : 1.5 * general.sharpness;
            expectAgreement(runs.of("web", "sojourn_s.mean"), psSojourn(rate, service), sharpness, what + ", sojourn");
            expectAgreement(runs.of("web", "busy_mean"), load / (1 - load), 1.5 * sharpness, what + ", number");
            expectAgreement(runs.of("web", "cpu_utilisation"), load, 0.02, what + ", utilisation");
        }
}

TEST(ProcessorSharing, OnSeveralCoresOrAmongFewWorkersHasAsManyPresentAsALine)
{
    for (const char* sharing : {"cores=4", "workers=7, cores=4"}) { // exponential service: the number present is that of M/M/4 whoever is served
        const double rate = 0.85 * 4 / service;
        const Replications runs(station(rate, std::string(sharing) + ", service=exp(1ms)"), 10, 300'000 / rate);
        expectAgreement(runs.of("web", "sojourn_s.mean"), mmcWait(4, rate, service) + service, 0.05, sharing);
    }
}

TEST(PoissonArrivals, HaveExponentialGaps)
{
    std::vector<double> means;
    std::vector<double> variations;
    const Scene scene = test::scene(station(1000, "service=0s"));
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Simulation run = test::simulate(scene, seed);
        run.sampleFlights(1);
        run.advance(SimTime::fromSeconds(20));
        std::vector<double> gaps;
        SimTime last;
        for (const Flight& flight : run.takeFlights()) {
            if (flight.reply) continue;
            gaps.push_back((flight.depart - last).seconds());
            last = flight.depart;
        }
        double sum = 0;
        double squares = 0;
        for (const double gap : gaps) sum += gap, squares += gap * gap;
        const double n = static_cast<double>(gaps.size());
        means.push_back(sum / n);
        variations.push_back(std::sqrt(squares / n / (sum / n * sum / n) - 1));
    }
    expectAgreement(meanInterval(means, confidence), 0.001, 0.015, "mean gap");
    expectAgreement(meanInterval(variations, confidence), 1, 0.015, "cv of gaps");
}

TEST(ConstantArrivals, ToExponentialServiceWaitLikeDM1)
{
    const double rate = 800;
    const Replications runs("users(arrivals=constant(800/s)) -> web:web-server(workers=1, service=exp(1ms))", 10, 500);
    expectAgreement(runs.of("web", "wait_s.mean"), constantArrivalsWait(rate, service), 0.03, "wait");
}

} // namespace
} // namespace scalelab::theory
