// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/caching.h"

#include "base/portable_math.h"
#include "base/special_functions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace scalelab {

namespace {

constexpr double none = portable::notANumber;

/// Keys up to here are summed one by one.
constexpr double single = 1000;

/// Calls visit(rank, keys) for places and weights whose sum stands for the sum over ranks 1 .. n.
template <class Visit>
void overRanks(double n, Visit visit)
{
    for (double rank = 1; rank <= std::min(n, single); ++rank) visit(rank, 1.0);
    struct Node {
        double place, weight;
    };
    constexpr std::array<Node, 4> gaussLegendre = {{{-0.861136311594052575, 0.347854845137453857},
                                                   {-0.339981043584856265, 0.652145154862546143},
                                                   {0.339981043584856265, 0.652145154862546143},
                                                   {0.861136311594052575, 0.347854845137453857}}};
    for (double from = single + 0.5; from < n + 0.5; from *= 1.25) {
        const double half = (std::min(from * 1.25, n + 0.5) - from) / 2;
        for (const Node& node : gaussLegendre) visit(from + half * (1 + node.place), half * node.weight);
    }
}

bool isLaw(double keys, double exponent) { return keys >= 1 && keys <= 1e15 && exponent >= 0 && exponent <= 100 && std::floor(keys) == keys; }

/// Hit ratio of a cache in which a key is present with probability inCache(p * T), where T is such that `capacity` keys are present on average.
template <class Presence>
double characteristicTimeHitRatio(const Popularity& popularity, double capacity, Presence inCache)
{
    double keys = 0;
    for (const KeyGroup& group : popularity) keys += group.keys;
    if (popularity.empty() || !(capacity >= 0)) return none;
    if (capacity >= keys - 0.5) return 1;
    const auto present = [&](double time, bool byPopularity) {
        double sum = 0;
        for (const KeyGroup& group : popularity) sum += group.keys * (byPopularity ? group.probability : 1) * inCache(group.probability * time);
        return sum;
    };
    double high = capacity;
    while (high < 1e300 && present(high, false) < capacity) high *= 2;
    double low = 0;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (present(middle, false) < capacity ? low : high) = middle;
    }
    return present(low, true);
}

} // namespace

Popularity zipf(double keys, double exponent)
{
    if (!isLaw(keys, exponent)) return {};
    Popularity popularity;
    double sum = 0;
    overRanks(keys, [&](double rank, double count) {
        popularity.push_back({portablePow(rank, -exponent), count});
        sum += count * popularity.back().probability;
    });
    for (KeyGroup& group : popularity) group.probability /= sum;
    return popularity;
}

double generalizedHarmonic(double n, double exponent)
{
    if (!isLaw(n, exponent)) return none;
    double sum = 0;
    overRanks(n, [&](double rank, double count) { sum += count * portablePow(rank, -exponent); });
    return sum;
}

double lruHitRatio(const Popularity& popularity, double capacity)
{
    return characteristicTimeHitRatio(popularity, capacity, [](double x) { return x * expMinusOneOver(-x); });
}

double fifoHitRatio(const Popularity& popularity, double capacity)
{
    return characteristicTimeHitRatio(popularity, capacity, [](double x) { return x / (1 + x); });
}

double idealHitRatio(double keys, double exponent, double capacity)
{
    if (!isLaw(keys, exponent) || !(capacity >= 0)) return none;
    const double held = std::floor(std::min(capacity, keys));
    return held < 1 ? 0 : generalizedHarmonic(held, exponent) / generalizedHarmonic(keys, exponent);
}

double ttlHitRatio(const Popularity& popularity, double rate, double ttl)
{
    if (popularity.empty() || !(rate > 0) || !(ttl >= 0)) return none;
    double sum = 0;
    for (const KeyGroup& group : popularity) {
        const double perMiss = group.probability * rate * ttl;
        sum += group.keys * group.probability * perMiss / (1 + perMiss);
    }
    return sum;
}

double ttlStaleShare(double reads, double writes, double ttl)
{
    if (!(reads > 0) || !(writes >= 0) || !(ttl >= 0)) return none;
    return reads * ttl * (1 - expMinusOneOver(-writes * ttl)) / (1 + reads * ttl);
}

double lagStaleShare(double writes, double lag)
{
    if (!(writes >= 0) || !(lag >= 0)) return none;
    return writes * lag * expMinusOneOver(-writes * lag);
}

} // namespace scalelab
