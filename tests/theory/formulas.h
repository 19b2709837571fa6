// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

/// Closed forms of queueing and caching theory; times in seconds, rates per second. Standard results without a source of their own are in
/// L. Kleinrock, "Queueing Systems", volume 1 (1975).
namespace scalelab::theory {

/// Erlang B: share of calls lost by `servers` without waiting places under an offered load in Erlang, by the usual recursion.
inline double erlangB(int servers, double load)
{
    double blocked = 1;
    for (int k = 1; k <= servers; ++k) blocked = load * blocked / (k + load * blocked);
    return blocked;
}

/// Erlang C: share of calls that wait in M/M/c, load < servers.
inline double erlangC(int servers, double load)
{
    const double blocked = erlangB(servers, load);
    return blocked / (1 - load / servers * (1 - blocked));
}

/// Mean time in the queue of M/M/c.
inline double mmcWait(int servers, double rate, double service) { return erlangC(servers, rate * service) * service / (servers - rate * service); }

/// Value that the sojourn time in M/M/1 stays below with probability p: it is exponential with rate 1/service - rate.
inline double mm1SojournQuantile(double p, double rate, double service) { return -std::log1p(-p) / (1 / service - rate); }

/// Mean time in the queue of M/G/1 (Pollaczek and Khinchine); cv is that of the service time.
inline double mg1Wait(double rate, double service, double cv)
{
    const double load = rate * service;
    return load * service * (1 + cv * cv) / (2 * (1 - load));
}

/// Probability of n in system in M/M/1 with room for `places` in all, load = rate * service.
inline double mm1kProbability(int n, int places, double load)
{
    double sum = 0;
    for (int k = 0; k <= places; ++k) sum += std::pow(load, k);
    return std::pow(load, n) / sum;
}

/// Mean number in system of the same.
inline double mm1kNumber(int places, double load)
{
    double mean = 0;
    for (int n = 1; n <= places; ++n) mean += n * mm1kProbability(n, places, load);
    return mean;
}

/// Mean time in the queue of G/M/1 whose arrivals are every `phases`-th of a Poisson stream; rate is that of the arrivals left.
inline double erlangArrivalsWait(int phases, double rate, double service)
{
    double root = 0.5;
    for (int i = 0; i < 1000; ++i) root = std::pow(phases * rate / (phases * rate + (1 - root) / service), phases);
    return root * service / (1 - root);
}

/// Share of tandem M/M/1 sojourns, exponential with these two different rates and independent (Reich 1957), longer than t.
inline double twoPhaseTail(double t, double first, double second)
{
    return (second * std::exp(-first * t) - first * std::exp(-second * t)) / (second - first);
}

/// The t at which twoPhaseTail is 1 - p.
inline double twoPhaseQuantile(double p, double first, double second)
{
    double low = 0;
    double high = 100 / first + 100 / second;
    for (int i = 0; i < 200; ++i) {
        const double middle = (low + high) / 2;
        (twoPhaseTail(middle, first, second) > 1 - p ? low : high) = middle;
    }
    return low;
}

struct ClosedNetwork {
    double throughput = 0;
    double response = 0; ///< Time between the ends of thinking and the answer.
};

/// Exact mean value analysis of single-server stations with these mean service times, and users who think (Reiser and Lavenberg 1980).
inline ClosedNetwork meanValueAnalysis(int users, double think, const std::vector<double>& services)
{
    std::vector<double> queue(services.size(), 0);
    ClosedNetwork network;
    for (int n = 1; n <= users; ++n) {
        network.response = 0;
        std::vector<double> times;
        for (std::size_t i = 0; i < services.size(); ++i) network.response += times.emplace_back(services[i] * (1 + queue[i]));
        network.throughput = n / (think + network.response);
        for (std::size_t i = 0; i < services.size(); ++i) queue[i] = network.throughput * times[i];
    }
    return network;
}

/// M/M/c with a finite population of users who think (the machine repairman), by its birth and death equations.
inline ClosedNetwork repairman(int users, double think, int servers, double service)
{
    double weight = 1;
    double sum = 1;
    double busy = 0;
    double present = 0;
    for (int n = 1; n <= users; ++n) {
        weight *= (users - n + 1) / think * service / std::fmin(n, servers);
        sum += weight;
        busy += std::fmin(n, servers) * weight;
        present += n * weight;
    }
    const double throughput = busy / sum / service;
    return {throughput, present / sum / throughput};
}

/// Share of servers with at least k requests when each request joins the less busy of two, for very many servers (Mitzenmacher 2001).
inline double supermarketTail(int k, double load) { return std::pow(load, std::pow(2, k) - 1); }

/// Mean number of attempts if each fails with probability p and there are at most `retries` more.
inline double attempts(double p, int retries) { return (1 - std::pow(p, retries + 1)) / (1 - p); }

/// Probabilities of Zipf's law, most popular first.
inline std::vector<double> zipf(int keys, double exponent)
{
    std::vector<double> probabilities;
    double sum = 0;
    for (int k = 1; k <= keys; ++k) sum += probabilities.emplace_back(std::pow(k, -exponent));
    for (double& p : probabilities) p /= sum;
    return probabilities;
}

/// Hit ratio of a cache in which a key is present with probability inCache(p * T), where T is such that `capacity` keys are present on average.
template <class Presence>
double characteristicTimeHitRatio(const std::vector<double>& probabilities, double capacity, Presence inCache)
{
    const auto present = [&](double time, bool byPopularity) {
        double sum = 0;
        for (const double p : probabilities) sum += (byPopularity ? p : 1) * inCache(p * time);
        return sum;
    };
    double low = 0;
    double high = 1e12;
    for (int i = 0; i < 200; ++i) {
        const double middle = (low + high) / 2;
        (present(middle, false) < capacity ? low : high) = middle;
    }
    return present(low, true);
}

/// LRU by the approximation of Che, Tung and Wang (2002).
inline double lruHitRatio(const std::vector<double>& probabilities, double capacity)
{
    return characteristicTimeHitRatio(probabilities, capacity, [](double x) { return -std::expm1(-x); });
}

/// FIFO by the same approximation (Fricker, Robert and Roberts 2012).
inline double fifoHitRatio(const std::vector<double>& probabilities, double capacity)
{
    return characteristicTimeHitRatio(probabilities, capacity, [](double x) { return x / (1 + x); });
}

/// The best that any cache can do with independent requests: it holds the most popular keys.
inline double idealHitRatio(const std::vector<double>& probabilities, std::size_t capacity)
{
    double sum = 0;
    for (std::size_t i = 0; i < capacity; ++i) sum += probabilities[i];
    return sum;
}

/// Cache without limit that keeps each key for `ttl` from its miss: hits per miss are Poisson arrivals in that time.
inline double ttlHitRatio(const std::vector<double>& probabilities, double rate, double ttl)
{
    double sum = 0;
    for (const double p : probabilities) sum += p * (p * rate * ttl) / (1 + p * rate * ttl);
    return sum;
}

} // namespace scalelab::theory
