// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/closed_forms.h"

#include "analysis/caching.h"
#include "analysis/networks.h"
#include "analysis/queueing.h"
#include "analysis/reliability.h"
#include "base/places.h"
#include "base/portable_math.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

using Arguments = std::span<const double>;

constexpr double none = portable::notANumber;

constexpr std::string_view kleinrock = "L. Kleinrock, Queueing Systems, volume 1, 1975";
constexpr std::string_view fricker = "C. Fricker, P. Robert, J. Roberts, A Versatile and Accurate Approximation for LRU Cache Performance, 2012";
constexpr std::string_view trivedi = "K. Trivedi, Probability and Statistics with Reliability, Queuing, and Computer Science Applications, 2002";
constexpr std::string_view mitzenmacher = "M. Mitzenmacher, The Power of Two Choices in Randomized Load Balancing, 2001";

/// The argument as a count from 0 to ten million; -1, which no formula takes, if it is none.
int count(double x) { return x >= 0 && x <= 1e7 && std::floor(x) == x ? static_cast<int>(x) : -1; }

double distanceLatency(Arguments x)
{
    const auto isPlace = [](double latitude, double longitude) { return std::fabs(latitude) <= 90 && std::fabs(longitude) <= 180; };
    if (!isPlace(x[0], x[1]) || !isPlace(x[2], x[3])) return none;
    const Place from{.name = {}, .country = {}, .region = {}, .latitude = x[0], .longitude = x[1]};
    const Place to{.name = {}, .country = {}, .region = {}, .latitude = x[2], .longitude = x[3]};
    return latencyBetween(from, to).seconds();
}

const std::vector<ClosedForm>& table()
{
    static const std::vector<ClosedForm> forms = {
        {"erlang-b", "Erlang B",
         "Share of calls that find all servers busy, where none can wait; Poisson arrivals, any service times (M/G/c/c).",
         kleinrock,
         {{"servers", plainNumber}, {"load", plainNumber}}, plainNumber,
         [](Arguments x) { return erlangB(count(x[0]), x[1]); }},
        {"erlang-c", "Erlang C",
         "Share of calls that have to wait; Poisson arrivals, exponential service, load below the number of servers (M/M/c).",
         kleinrock,
         {{"servers", plainNumber}, {"load", plainNumber}}, plainNumber,
         [](Arguments x) { return erlangC(count(x[0]), x[1]); }},
        {"mmc-wait", "Wait in M/M/c",
         "Mean time in the queue; Poisson arrivals, exponential service, load below the number of servers.",
         kleinrock,
         {{"servers", plainNumber}, {"rate", rateDimension}, {"service", timeDimension}}, timeDimension,
         [](Arguments x) { return mmcWait(count(x[0]), x[1], x[2]); }},
        {"mmc-queue", "Queue of M/M/c",
         "Mean number waiting; Poisson arrivals, exponential service, load below the number of servers.",
         kleinrock,
         {{"servers", plainNumber}, {"load", plainNumber}}, plainNumber,
         [](Arguments x) { return mmcQueue(count(x[0]), x[1]); }},
        {"mmc-sojourn-quantile", "Quantile of the time in M/M/c",
         "Time in queue and service that a share p of the calls stay below; Poisson arrivals, exponential service, first come first served, load below the number of servers.",
         kleinrock,
         {{"p", plainNumber}, {"servers", plainNumber}, {"rate", rateDimension}, {"service", timeDimension}}, timeDimension,
         [](Arguments x) { return mmcSojournQuantile(x[0], count(x[1]), x[2], x[3]); }},
        {"mg1-wait", "Wait in M/G/1",
         "Mean time in the queue of one server by Pollaczek and Khinchine; Poisson arrivals, service times with this coefficient of variation, load below 1.",
         kleinrock,
         {{"rate", rateDimension}, {"service", timeDimension}, {"cv", plainNumber}}, timeDimension,
         [](Arguments x) { return mg1Wait(x[0], x[1], x[2]); }},
        {"md1-wait", "Wait in M/D/1",
         "Mean time in the queue of one server; Poisson arrivals, constant service time, load below 1.",
         kleinrock,
         {{"rate", rateDimension}, {"service", timeDimension}}, timeDimension,
         [](Arguments x) { return md1Wait(x[0], x[1]); }},
        {"dm1-wait", "Wait in D/M/1",
         "Mean time in the queue of one server; arrivals at equal intervals, exponential service, load below 1.",
         kleinrock,
         {{"rate", rateDimension}, {"service", timeDimension}}, timeDimension,
         [](Arguments x) { return constantArrivalsWait(x[0], x[1]); }},
        {"mm1k-blocking", "Calls turned away by M/M/1/K",
         "Share of calls that find all places taken, the one in service counted; one server, Poisson arrivals, exponential service, any load.",
         kleinrock,
         {{"places", plainNumber}, {"load", plainNumber}}, plainNumber,
         [](Arguments x) { return mmck(1, count(x[0]), x[1]).blocked; }},
        {"mmck-blocking", "Calls turned away by M/M/c/K",
         "Share of calls that find all places taken, those in service counted; Poisson arrivals, exponential service, any load.",
         kleinrock,
         {{"servers", plainNumber}, {"places", plainNumber}, {"load", plainNumber}}, plainNumber,
         [](Arguments x) { return mmck(count(x[0]), count(x[1]), x[2]).blocked; }},
        {"mmck-queue", "Queue of M/M/c/K",
         "Mean number waiting where there is room for so many, those in service counted; Poisson arrivals, exponential service, any load.",
         kleinrock,
         {{"servers", plainNumber}, {"places", plainNumber}, {"load", plainNumber}}, plainNumber,
         [](Arguments x) { return mmck(count(x[0]), count(x[1]), x[2]).queue; }},
        {"ps-sojourn", "Time under processor sharing",
         "Mean time in a server that works on all at once; Poisson arrivals, any service times, load below 1 (M/G/1-PS).",
         "L. Kleinrock, Queueing Systems, volume 2, 1976",
         {{"rate", rateDimension}, {"service", timeDimension}}, timeDimension,
         [](Arguments x) { return psSojourn(x[0], x[1]); }},
        {"unlimited-probability", "Calls in M/G/infinity",
         "Probability that so many are present where nobody waits; Poisson arrivals, any service times.",
         kleinrock,
         {{"n", plainNumber}, {"load", plainNumber}}, plainNumber,
         [](Arguments x) { return unlimitedProbability(count(x[0]), x[1]); }},
        {"little", "Little's law",
         "Mean number present of what arrives at a rate and stays for a time; whatever the arrivals and times.",
         "J. Little, A Proof for the Queuing Formula L = lambda W, 1961",
         {{"rate", rateDimension}, {"time", timeDimension}}, plainNumber,
         [](Arguments x) { return littleNumber(x[0], x[1]); }},
        {"capacity", "Capacity",
         "Rate that so many servers can carry at most when each request takes a time of one of them.",
         "P. Denning, J. Buzen, The Operational Analysis of Queueing Network Models, 1978",
         {{"servers", plainNumber}, {"demand", timeDimension}}, rateDimension,
         [](Arguments x) { return capacityOf(x[0], x[1]); }},
        {"repairman-throughput", "Throughput of a closed population",
         "Requests per time of users who think between an answer and the next request, before one station; exponential think and service times.",
         kleinrock,
         {{"users", plainNumber}, {"think", timeDimension}, {"servers", plainNumber}, {"service", timeDimension}}, rateDimension,
         [](Arguments x) { return repairman(count(x[0]), x[1], count(x[2]), x[3]).throughput; }},
        {"repairman-response", "Response to a closed population",
         "Mean time from a request to its answer of users who think between an answer and the next request, before one station; exponential think and service times.",
         kleinrock,
         {{"users", plainNumber}, {"think", timeDimension}, {"servers", plainNumber}, {"service", timeDimension}}, timeDimension,
         [](Arguments x) { return repairman(count(x[0]), x[1], count(x[2]), x[3]).response; }},
        {"supermarket-tail", "Servers with k calls, joined by two choices",
         "Share of servers with at least k calls when each call joins the less busy of two; very many servers of one worker, Poisson arrivals, exponential service, load of a server below 1.",
         mitzenmacher,
         {{"k", plainNumber}, {"load", plainNumber}}, plainNumber,
         [](Arguments x) { return supermarketTail(count(x[0]), x[1]); }},
        {"supermarket-wait", "Wait with two choices",
         "Mean time in the queue when each call joins the less busy of two; very many servers of one worker, Poisson arrivals, exponential service, load of a server below 1.",
         mitzenmacher,
         {{"load", plainNumber}, {"service", timeDimension}}, timeDimension,
         [](Arguments x) { return supermarketWait(x[0], x[1]); }},
        {"lru-hit-ratio", "Hits of LRU",
         "Share of requests that a cache finds which throws out what was used longest ago; independent requests for keys by Zipf's law, capacity in keys (Che's approximation).",
         "H. Che, Y. Tung, Z. Wang, Hierarchical Web Caching Systems: Modeling, Design and Experimental Results, 2002",
         {{"keys", plainNumber}, {"exponent", plainNumber}, {"capacity", plainNumber}}, plainNumber,
         [](Arguments x) { return lruHitRatio(zipf(x[0], x[1]), x[2]); }},
        {"fifo-hit-ratio", "Hits of FIFO and random replacement",
         "Share of requests that a cache finds which throws out what came first, or anything; independent requests for keys by Zipf's law, capacity in keys.",
         fricker,
         {{"keys", plainNumber}, {"exponent", plainNumber}, {"capacity", plainNumber}}, plainNumber,
         [](Arguments x) { return fifoHitRatio(zipf(x[0], x[1]), x[2]); }},
        {"ideal-hit-ratio", "Hits of the best cache",
         "Share of requests that a cache finds which holds the most popular keys, as LFU does in the long run; independent requests for keys by Zipf's law, capacity in keys.",
         fricker,
         {{"keys", plainNumber}, {"exponent", plainNumber}, {"capacity", plainNumber}}, plainNumber,
         [](Arguments x) { return idealHitRatio(x[0], x[1], x[2]); }},
        {"ttl-hit-ratio", "Hits with a time to live",
         "Share of requests that a cache without limit finds which keeps each key for a time from its miss; Poisson requests for keys by Zipf's law.",
         "J. Jung, A. Berger, H. Balakrishnan, Modeling TTL-based Internet Caches, 2003",
         {{"keys", plainNumber}, {"exponent", plainNumber}, {"rate", rateDimension}, {"ttl", timeDimension}}, plainNumber,
         [](Arguments x) { return ttlHitRatio(zipf(x[0], x[1]), x[2], x[3]); }},
        {"ttl-stale-share", "Stale reads with a time to live",
         "Share of the reads of a key that a cache, which keeps it for a time from its miss and hears of no writes, answers with an overwritten value; Poisson reads and writes.",
         "J. Jung, A. Berger, H. Balakrishnan, Modeling TTL-based Internet Caches, 2003",
         {{"reads", rateDimension}, {"writes", rateDimension}, {"ttl", timeDimension}}, plainNumber,
         [](Arguments x) { return ttlStaleShare(x[0], x[1], x[2]); }},
        {"lag-stale-share", "Stale reads behind a lag",
         "Share of the reads of a key from a copy a constant lag behind that miss a write; Poisson writes of the key.",
         kleinrock,
         {{"writes", rateDimension}, {"lag", timeDimension}}, plainNumber,
         [](Arguments x) { return lagStaleShare(x[0], x[1]); }},
        {"ring-imbalance", "Imbalance of a ring",
         "Standard deviation over mean of the share of consistent hashing that falls to a node; so many random points for each node.",
         "L. Devroye, Non-Uniform Random Variate Generation, chapter 5, 1986",
         {{"nodes", plainNumber}, {"points", plainNumber}}, plainNumber,
         [](Arguments x) { return ringImbalance(x[0], x[1]); }},
        {"harmonic", "Longest of n",
         "Mean of the longest of n independent exponential times, as a multiple of their mean: 1 + 1/2 + ... + 1/n.",
         "H. David, H. Nagaraja, Order Statistics, 2003",
         {{"n", plainNumber}}, plainNumber,
         [](Arguments x) { return harmonic(x[0]); }},
        {"attempts", "Attempts",
         "Mean number of attempts where each fails with probability p, independently, and so many retries are allowed.",
         trivedi,
         {{"p", plainNumber}, {"retries", plainNumber}}, plainNumber,
         [](Arguments x) { return attempts(x[0], x[1]); }},
        {"availability", "Availability",
         "Share of the time that something is up, by its mean times to failure and to repair.",
         trivedi,
         {{"mtbf", timeDimension}, {"mttr", timeDimension}}, plainNumber,
         [](Arguments x) { return availability(x[0], x[1]); }},
        {"availability-in-series", "Availability of all",
         "Share of the time that independent parts are all up, each of this availability.",
         trivedi,
         {{"availability", plainNumber}, {"parts", plainNumber}}, plainNumber,
         [](Arguments x) { return availabilityInSeries(x[0], x[1]); }},
        {"availability-in-parallel", "Availability of any",
         "Share of the time that at least one of independent parts is up, each of this availability.",
         trivedi,
         {{"availability", plainNumber}, {"parts", plainNumber}}, plainNumber,
         [](Arguments x) { return availabilityInParallel(x[0], x[1]); }},
        {"distance-latency", "Latency of a distance",
         "Time one way over fibre between two places in degrees north and east: the great circle at 2/3 of the speed of light, times a route factor of 1.7.",
         "J. Dean, Numbers Everyone Should Know, 2009",
         {{"latitude-1", plainNumber}, {"longitude-1", plainNumber}, {"latitude-2", plainNumber}, {"longitude-2", plainNumber}}, timeDimension,
         [](Arguments x) { return distanceLatency(x); }},
    };
    return forms;
}

} // namespace

std::span<const ClosedForm> closedForms() { return table(); }

const ClosedForm* closedForm(std::string_view id)
{
    const auto found = std::ranges::find(table(), id, &ClosedForm::id);
    return found == table().end() ? nullptr : &*found;
}

} // namespace scalelab
