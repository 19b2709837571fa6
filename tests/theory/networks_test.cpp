// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/networks.h"
#include "analysis/queueing.h"
#include "analysis/reliability.h"
#include "replications.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace scalelab::theory {
namespace {

/// A server without workers of its own asks first a cache in which nothing is ever found, then the database: two stations in a row.
std::string tandem(const std::string& arrivals, const std::string& cacheService, const std::string& databaseService)
{
    return "users(arrivals=" + arrivals + ", keys=uniform(1000000000)) -> web:web-server -> cache(capacity=1, workers=1, service=" + cacheService
           + "), db:database(connections=1, service=" + databaseService + ")";
}

TEST(Tandem, OfTwoStationsIsTwoIndependentQueues)
{
    const double rate = 100;
    const Replications runs(tandem("poisson(100/s)", "exp(4ms)", "exp(6ms)"), 20, 5000);
    const double first = 1 / 0.004 - rate;
    const double second = 1 / 0.006 - rate;
    expectAgreement(runs.of("cache", "wait_s.mean"), mmcWait(1, rate, 0.004), 0.02, "first wait");
    expectAgreement(runs.of("db", "wait_s.mean"), mmcWait(1, rate, 0.006), 0.02, "second wait");
    expectAgreement(runs.of(meanLatency), 1 / first + 1 / second, 0.01, "latency");
    for (const double p : {0.5, 0.9, 0.99}) {
        const auto quantile = [&](const Simulation& run) { return run.latency().quantile(p).seconds(); };
        expectAgreement(runs.of(quantile), twoPhaseQuantile(p, first, second), 0.03, "quantile " + std::to_string(p), histogramRounding);
    }
}

TEST(Tandem, BehindUnlimitedWorkersTheDatabaseSeesPoissonArrivals)
{
    const Replications runs("users(arrivals=poisson(100/s)) -20ms-> web:web-server(service=lognormal(30ms, cv=1)) -> db:database(connections=2, service=exp(15ms))", 20, 3000);
    expectAgreement(runs.of("db", "wait_s.mean"), mmcWait(2, 100, 0.015), 0.03, "wait");
    expectAgreement(runs.of(meanLatency), 0.04 + 0.03 + 0.015 + mmcWait(2, 100, 0.015), 0.01, "latency");
}

TEST(WorkersHeldDuringCalls, MakeTheDatabaseTheServiceTime)
{
    // One worker that computes 4 ms and holds on for 6 ms of the database: service with mean 10 ms and variance 4^2 + 6^2.
    const Replications runs("users(arrivals=poisson(70/s)) -> web:web-server(workers=1, service=exp(4ms)) -> db:database(connections=1, service=exp(6ms))", 20, 5000);
    expectAgreement(runs.of("web", "wait_s.mean"), mg1Wait(70, 0.01, std::sqrt(0.52)), 0.03, "wait");
    expectAgreement(runs.of("web", "utilisation"), 0.7, 0.01, "utilisation");
    for (const Simulation& run : runs.runs()) EXPECT_EQ(test::measure(run, "db", "queue_mean"), 0);
}

TEST(ClosedNetwork, OfTwoStationsFollowsMeanValueAnalysis)
{
    for (const int users : {1, 5, 40, 120})
        for (const char* think : {"exp(500ms)", "const(500ms)"}) {
            const ClosedNetwork exact = meanValueAnalysis(users, 0.5, std::vector<double>{0.004, 0.006});
            const Replications runs(tandem("closed(users=" + std::to_string(users) + ", think=" + think + ")", "exp(4ms)", "exp(6ms)"), 20, 60'000 / exact.throughput);
            const std::string what = std::to_string(users) + " users, think " + think;
            expectAgreement(runs.of("users", "throughput"), exact.throughput, 0.01, what + ", throughput");
            expectAgreement(runs.of(meanLatency), exact.response, 0.04, what + ", latency");
            for (const Simulation& run : runs.runs()) EXPECT_LE(run.totals().inFlight, static_cast<std::uint64_t>(users));
        }
}

TEST(ClosedNetwork, OfSeveralWorkersFollowsTheRepairman)
{
    for (const int users : {5, 30, 60}) {
        const ClosedNetwork exact = repairman(users, 0.1, 3, 0.01);
        const Replications runs("users(arrivals=closed(users=" + std::to_string(users) + ", think=exp(100ms))) -> web:web-server(workers=3, service=exp(10ms))", 5, 60'000 / exact.throughput);
        expectAgreement(runs.of("users", "throughput"), exact.throughput, 0.01, std::to_string(users) + " users, throughput");
        expectAgreement(runs.of(meanLatency), exact.response, 0.03, std::to_string(users) + " users, latency");
    }
}

TEST(LittlesLaw, HoldsExactlyAtEveryInstantWhateverHappens)
{
    const Scene scene = test::scene("users(arrivals=poisson(300/s), mix={read=3, write=1}, keys=zipf(1000, 0.9), timeout=200ms, retries=2) -5ms-> lb:load-balancer\n"
                                    "lb -> web1:web-server(workers=4, queue=20, service=exp(8ms)), web2:web-server(workers=4, service=lognormal(8ms, cv=2))\n"
                                    "web1 -> cache(capacity=100, workers=2, service=0.2ms), db:database(connections=2, queue=50, service=exp(4ms))\n"
                                    "web2 -> cache, db\n"
                                    "@2s crash web1\n@4s set web2.workers=1\n@6s recover web1\n@7s set web1.workers=2\n@8s restart cache\n@9s crash db\n"
                                    "@10s set web2.workers=none\n@11s recover db\n@12s set web2.workers=3\n@13s set cache.workers=none\n@14s set web2.queue=0\n@15s set cache.workers=1");
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Simulation run = test::simulate(scene, seed);
        for (int step = 1; step <= 200; ++step) {
            run.advance({step * 100'000'007ll});
            ASSERT_EQ(littlesLawViolation(run), "") << "at " << run.now().seconds() << " s with seed " << seed;
            if (step % 37 == 0) run.restartMeasures();
        }
    }
}

TEST(LittlesLaw, RelatesMeanNumberRateAndMeanTime)
{
    const Replications runs("users(arrivals=poisson(800/s)) -> web:web-server(workers=5, service=hyperexp(5ms, cv=2))", 20, 500);
    for (const Simulation& run : runs.runs()) {
        const double number = test::measure(run, "web", "busy_mean") + test::measure(run, "web", "queue_mean");
        const double rateTimesTime = test::measure(run, "web", "throughput") * test::measure(run, "web", "sojourn_s.mean");
        EXPECT_NEAR(rateTimesTime, number, 0.003 * number); // Only those present at the two ends count differently.
    }
}

TEST(RoundRobin, GivesEachOfTwoServersEverySecondArrival)
{
    const Replications runs("users(arrivals=poisson(160/s)) -> lb:load-balancer(algorithm=round-robin) -> a:web-server(workers=1, service=exp(10ms)), b:web-server(workers=1, service=exp(10ms))",
                            50, 4000);
    for (const char* server : {"a", "b"}) expectAgreement(runs.of(server, "wait_s.mean"), erlangArrivalsWait(2, 80, 0.01), 0.05, server);
}

TEST(RandomBalancing, SplitsOnePoissonStreamIntoIndependentOnes)
{
    const Replications runs("users(arrivals=poisson(160/s)) -> lb:load-balancer(algorithm=random) -> a:web-server(workers=1, service=exp(10ms)), b:web-server(workers=1, service=exp(5ms))", 50, 5000);
    expectAgreement(runs.of("a", "wait_s.mean"), mmcWait(1, 80, 0.01), 0.03, "slow server");
    expectAgreement(runs.of("b", "wait_s.mean"), mmcWait(1, 80, 0.005), 0.03, "quick server");
}

/// Servers named s0, s1, ... behind one load balancer.
std::string farm(const std::string& balancer, int servers, const std::string& arrivals, const std::string& server, const std::string& wire = "->")
{
    std::string drawing = "users(arrivals=" + arrivals + ") -> lb:load-balancer(" + balancer + ") " + wire;
    for (int i = 0; i < servers; ++i) drawing += (i == 0 ? " s" : ", s") + std::to_string(i) + ":web-server(" + server + ")";
    return drawing;
}

TEST(RandomBalancing, GivesSharesWithinBinomialBounds)
{
    const int servers = 8;
    const Replications runs(farm("algorithm=random", servers, "poisson(1000/s)", "service=1ms"), 0, 100, 5);
    for (const Simulation& run : runs.runs()) {
        const double all = static_cast<double>(run.totals().offered);
        double chi = 0;
        for (int i = 0; i < servers; ++i) {
            const double got = static_cast<double>(test::measuresOf(run, "s" + std::to_string(i)).arrived);
            const double expected = all / servers;
            EXPECT_NEAR(got, expected, 4 * std::sqrt(all / servers * (1 - 1.0 / servers)));
            chi += (got - expected) * (got - expected) / expected;
        }
        EXPECT_LT(chi, 24.3);  // 99.9% of chi squared with 7 degrees of freedom
        EXPECT_GT(chi, 0.598); // 0.1%: chance is not evened out
    }
}

TEST(WeightedBalancing, GivesExactSharesOverEachRound)
{
    const Simulation run = test::runFor("users(arrivals=poisson(1000/s)) -> lb:load-balancer(algorithm=weighted); lb -weight=5-> a:web-server; lb -weight=2-> b:web-server; lb -> c:web-server",
                                        test::operator""_s(50));
    const auto arrived = [&](const char* id) { return static_cast<double>(test::measuresOf(run, id).arrived); };
    const double all = arrived("a") + arrived("b") + arrived("c");
    EXPECT_NEAR(arrived("a"), all * 5 / 8, 3);
    EXPECT_NEAR(arrived("b"), all * 2 / 8, 3);
    EXPECT_NEAR(arrived("c"), all * 1 / 8, 3);
    EXPECT_GT(all, 49'000);
}

/// Mean share of servers with at least k requests, for k = 0 .. 6, looked at ten times a second after a warm-up.
std::vector<double> tails(const std::string& drawing, int servers, std::uint64_t seed)
{
    Simulation run = test::simulate(drawing, seed);
    std::vector<double> tail(7, 0);
    constexpr int looks = 400;
    for (int look = 0; look < looks; ++look) {
        run.advance(SimTime::fromSeconds(3 + 0.1 * look));
        for (int i = 0; i < servers; ++i) {
            const std::uint32_t present = test::measuresOf(run, "s" + std::to_string(i)).present;
            for (std::size_t k = 0; k <= std::min<std::size_t>(present, 6); ++k) tail[k] += 1.0 / (looks * servers);
        }
    }
    return tail;
}

TEST(PowerOfTwoChoices, HasTheTailsOfTheSupermarketModel)
{
    const int servers = 100;
    const double load = 0.8;
    const std::string drawing = farm("algorithm=power-of-two", servers, "poisson(8000/s)", "workers=1, service=exp(10ms)");
    std::vector<std::vector<double>> observed(7);
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const std::vector<double> tail = tails(drawing, servers, seed);
        for (std::size_t k = 0; k < tail.size(); ++k) observed[k].push_back(tail[k]);
    }
    // The model is that of infinitely many servers; with 100 the tails are heavier, the more the further out.
    const std::vector<double> finite = {0, 0.01, 0.02, 0.05, 0.2};
    for (int k = 1; k <= 4; ++k)
        expectAgreement(meanInterval(observed[static_cast<std::size_t>(k)], confidence), supermarketTail(k, load), 0.15, "at least " + std::to_string(k), finite[static_cast<std::size_t>(k)]);
    for (const double share : observed[6]) EXPECT_LT(share, 1e-3); // Random balancing has 0.8^6 = 0.26 here.
}

TEST(Retries, AfterTimeoutsMultiplyTheAttempts)
{
    // Enough workers, so that attempts are independent and each is late with the probability exp(-timeout / service).
    const double late = std::exp(-1.0);
    for (const int retries : {0, 1, 3, 8}) {
        const Replications runs("users(arrivals=poisson(200/s), timeout=20ms, backoff=10ms, retries=" + std::to_string(retries) + ") -> web:web-server(service=exp(20ms))", 5, 300);
        const std::string what = std::to_string(retries) + " retries, ";
        const auto perRequest = [](const Simulation& run) { return static_cast<double>(run.totals().attempts) / static_cast<double>(run.totals().offered); };
        expectAgreement(runs.of(perRequest), attempts(late, retries), 0.01, what + "attempts");
        const auto failed = [](const Simulation& run) { return static_cast<double>(run.totals().failed[static_cast<std::size_t>(Outcome::Timeout)]) / static_cast<double>(run.totals().offered); };
        if (retries <= 3) expectAgreement(runs.of(failed), std::pow(late, retries + 1), 0.1, what + "timed out");
        // What callers gave up is worked on to its end.
        expectAgreement(runs.of("web", "busy_mean"), 200 * attempts(late, retries) * 0.02, 0.02, what + "busy");
    }
}

TEST(Retries, AtAServerThatIsDownAreAllOfThem)
{
    for (const int retries : {0, 1, 5}) {
        const Simulation run = test::runFor("users(arrivals=poisson(100/s), backoff=0s, retries=" + std::to_string(retries) + ") -> web:web-server; @0s crash web", test::operator""_s(60));
        EXPECT_GT(run.totals().offered, 5000u);
        EXPECT_EQ(run.totals().attempts, run.totals().offered * static_cast<std::uint64_t>(retries + 1));
        EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], run.totals().offered);
    }
}

TEST(Retries, OfRejectedRequestsFeedBackIntoErlangB)
{
    // Back-off so long and so random that attempts are a Poisson stream again; the share rejected is then a fixed point.
    const int servers = 4;
    const int retries = 3;
    const double offered = 3.2;
    double blocked = 0.5;
    for (int i = 0; i < 1000; ++i) blocked = erlangB(servers, offered * attempts(blocked, retries));
    const Replications runs("users(arrivals=poisson(160/s), backoff=5s, jitter=1, retries=3) -> web:web-server(workers=4, queue=0, service=exp(20ms))", 100, 1000);
    const auto perRequest = [](const Simulation& run) { return static_cast<double>(run.totals().attempts) / static_cast<double>(run.totals().offered); };
    expectAgreement(runs.of(perRequest), attempts(blocked, retries), 0.02, "attempts", 0.005);
    expectAgreement(runs.of(rejectedShare), std::pow(blocked, retries + 1), 0.08, "rejected in the end", 0.02);
}

} // namespace
} // namespace scalelab::theory
