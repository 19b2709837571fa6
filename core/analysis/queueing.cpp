// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/queueing.h"

#include "base/portable_math.h"
#include "base/special_functions.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace scalelab {

namespace {

constexpr double none = portable::notANumber;

bool positive(double x) { return x > 0 && std::isfinite(x); }

/// Whether `servers` can carry work that comes at this rate.
bool carries(int servers, double rate, double service) { return servers >= 1 && positive(rate) && positive(service) && rate * service < servers; }

/// Probabilities of 0 .. places calls in M/M/c/K, from the most probable one outwards so that nothing overflows.
std::vector<double> bounded(int servers, int places, double load)
{
    std::vector<double> weights(static_cast<std::size_t>(places) + 1);
    const auto step = [&](std::size_t n) { return load / static_cast<double>(std::min(n, static_cast<std::size_t>(servers))); };
    std::size_t top = 0;
    while (top + 1 < weights.size() && step(top + 1) > 1) ++top;
    weights[top] = 1;
    for (std::size_t n = top + 1; n < weights.size(); ++n) weights[n] = weights[n - 1] * step(n);
    for (std::size_t n = top; n > 0; --n) weights[n - 1] = weights[n] / step(n);
    double sum = 0;
    for (const double weight : weights) sum += weight;
    for (double& weight : weights) weight /= sum;
    return weights;
}

/// The root in (0, 1) of x = next(x), which is the share of arrivals that wait in G/M/1, as a mean wait.
template <class Next>
double waitOfRoot(double service, Next next)
{
    double low = 0;
    double high = 1 - 1e-12;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (next(middle) > middle ? low : high) = middle;
    }
    return low * service / (1 - low);
}

} // namespace

double erlangB(int servers, double load)
{
    if (servers < 0 || !positive(load)) return none;
    double blocked = 1;
    for (int k = 1; k <= servers; ++k) blocked = load * blocked / (k + load * blocked);
    return blocked;
}

double erlangC(int servers, double load)
{
    if (!carries(servers, load, 1)) return none;
    const double blocked = erlangB(servers, load);
    return blocked / (1 - load / servers * (1 - blocked));
}

double mmcWait(int servers, double rate, double service)
{
    if (!carries(servers, rate, service)) return none;
    return erlangC(servers, rate * service) * service / (servers - rate * service);
}

double mmcQueue(int servers, double load) { return mmcWait(servers, load, 1) * load; }

double mmcSojournTail(double t, int servers, double rate, double service)
{
    if (!carries(servers, rate, service) || t < 0) return none;
    // A share C waits an exponential time with rate (c - load) / service first; the sum of both has two exponentials.
    const double spare = servers - rate * service;
    const double x = t / service;
    const double waited = x * expMinusOneOver(-(spare - 1) * x); // (1 - e^-(spare - 1)x) / (spare - 1)
    return portableExp(-x) * (1 + erlangC(servers, rate * service) * waited);
}

double mmcSojournQuantile(double p, int servers, double rate, double service)
{
    if (!carries(servers, rate, service) || !(p > 0 && p < 1)) return none;
    double low = 0;
    double high = service;
    while (mmcSojournTail(high, servers, rate, service) > 1 - p) high *= 2;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (mmcSojournTail(middle, servers, rate, service) > 1 - p ? low : high) = middle;
    }
    return low;
}

BoundedStation mmck(int servers, int places, double load)
{
    if (servers < 1 || places < servers || !positive(load)) return {none, none, none};
    const std::vector<double> probabilities = bounded(servers, places, load);
    BoundedStation station{.blocked = probabilities.back()};
    for (std::size_t n = 0; n < probabilities.size(); ++n) {
        const double inService = static_cast<double>(std::min(n, static_cast<std::size_t>(servers)));
        station.busy += probabilities[n] * inService;
        station.queue += probabilities[n] * (static_cast<double>(n) - inService);
    }
    return station;
}

double mm1kProbability(int n, int places, double load)
{
    if (n < 0 || n > places || places < 1 || !positive(load)) return none;
    return bounded(1, places, load)[static_cast<std::size_t>(n)];
}

double mg1Wait(double rate, double service, double cv)
{
    if (!carries(1, rate, service) || !(cv >= 0)) return none;
    const double load = rate * service;
    return load * service * (1 + cv * cv) / (2 * (1 - load));
}

double md1Wait(double rate, double service) { return mg1Wait(rate, service, 0); }

double psSojourn(double rate, double service) { return carries(1, rate, service) ? service / (1 - rate * service) : none; }

double unlimitedProbability(int n, double load)
{
    if (n < 0 || !positive(load)) return none;
    return portableExp(n * portableLog(load) - load - logGamma(n + 1.0));
}

double erlangArrivalsWait(int phases, double rate, double service)
{
    if (phases < 1 || !carries(1, rate, service)) return none;
    return waitOfRoot(service, [&](double x) { return portablePow(phases * rate / (phases * rate + (1 - x) / service), phases); });
}

double constantArrivalsWait(double rate, double service)
{
    if (!carries(1, rate, service)) return none;
    return waitOfRoot(service, [&](double x) { return portableExp(-(1 - x) / (rate * service)); });
}

double littleNumber(double rate, double time) { return rate >= 0 && time >= 0 ? rate * time : none; }

double supermarketTail(int k, double load)
{
    if (k < 0 || !carries(1, load, 1)) return none;
    return portablePow(load, portablePow(2, k) - 1);
}

double supermarketWait(double load, double service)
{
    if (!carries(1, load, 1) || !positive(service)) return none;
    double sum = 0;
    for (double power = 4; portablePow(load, power - 2) > 1e-18 && power < 0x1p60; power *= 2) sum += portablePow(load, power - 2);
    return service * sum;
}

} // namespace scalelab
