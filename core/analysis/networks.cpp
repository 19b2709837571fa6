// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/networks.h"

#include "analysis/queueing.h"
#include "base/portable_math.h"
#include "base/special_functions.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr double none = portable::notANumber;

/// Solves the traffic equations by elimination; empty if they have no solution.
std::vector<double> trafficRates(std::span<const JacksonStation> stations)
{
    const std::size_t n = stations.size();
    std::vector<std::vector<double>> rows(n, std::vector<double>(n + 1, 0));
    for (std::size_t i = 0; i < n; ++i) {
        rows[i][i] = 1;
        rows[i][n] = stations[i].arrivals;
    }
    for (std::size_t from = 0; from < n; ++from)
        for (std::size_t to = 0; to < std::min(n, stations[from].onward.size()); ++to) rows[to][from] -= stations[from].onward[to];
    for (std::size_t i = 0; i < n; ++i) {
        const auto pivot = std::ranges::max_element(rows.begin() + static_cast<std::ptrdiff_t>(i), rows.end(), {},
                                                    [i](const auto& row) { return std::fabs(row[i]); });
        std::swap(rows[i], *pivot);
        if (std::fabs(rows[i][i]) < 1e-12) return {};
        for (std::size_t other = 0; other < n; ++other) {
            if (other == i) continue;
            const double factor = rows[other][i] / rows[i][i];
            for (std::size_t column = i; column <= n; ++column) rows[other][column] -= factor * rows[i][column];
        }
    }
    std::vector<double> rates;
    for (std::size_t i = 0; i < n; ++i) rates.push_back(rows[i][n] / rows[i][i]);
    return rates;
}

} // namespace

ClosedNetwork meanValueAnalysis(int users, double think, std::span<const double> services)
{
    if (users < 1 || !(think >= 0) || std::ranges::any_of(services, [](double service) { return !(service > 0); })) return {none, none};
    std::vector<double> queue(services.size(), 0);
    std::vector<double> times(services.size(), 0);
    ClosedNetwork network;
    for (int n = 1; n <= users; ++n) {
        network.response = 0;
        for (std::size_t i = 0; i < services.size(); ++i) network.response += times[i] = services[i] * (1 + queue[i]);
        network.throughput = n / (think + network.response);
        for (std::size_t i = 0; i < services.size(); ++i) queue[i] = network.throughput * times[i];
    }
    return network;
}

ClosedNetwork repairman(int users, double think, int servers, double service)
{
    if (users < 1 || servers < 1 || !(think > 0) || !(service > 0)) return {none, none};
    double weight = 1; // of n present; all are scaled down together before they overflow
    double sum = 1;
    double busy = 0;
    double present = 0;
    for (int n = 1; n <= users; ++n) {
        weight *= (users - n + 1) / think * service / std::min(n, servers);
        sum += weight;
        busy += std::min(n, servers) * weight;
        present += n * weight;
        if (weight < 0x1p900) continue;
        for (double* value : {&weight, &sum, &busy, &present}) *value *= 0x1p-900;
    }
    const double throughput = busy / sum / service;
    return {throughput, present / sum / throughput};
}

std::vector<JacksonLoad> jacksonNetwork(std::span<const JacksonStation> stations)
{
    const std::vector<double> rates = trafficRates(stations);
    std::vector<JacksonLoad> loads;
    for (std::size_t i = 0; i < rates.size(); ++i) loads.push_back({rates[i], mmcWait(stations[i].servers, rates[i], stations[i].service)});
    return loads;
}

double jacksonSojourn(std::span<const JacksonStation> stations)
{
    const std::vector<JacksonLoad> loads = jacksonNetwork(stations);
    double arrivals = 0;
    double present = 0;
    for (std::size_t i = 0; i < loads.size(); ++i) {
        arrivals += stations[i].arrivals;
        present += loads[i].rate * (loads[i].wait + stations[i].service);
    }
    return loads.empty() || !(arrivals > 0) ? none : present / arrivals;
}

double twoPhaseTail(double t, double first, double second)
{
    if (!(first > 0) || !(second > 0) || t < 0) return none;
    return portableExp(-first * t) * (1 + first * t * expMinusOneOver((first - second) * t));
}

double twoPhaseQuantile(double p, double first, double second)
{
    if (!(p > 0 && p < 1) || !(first > 0) || !(second > 0)) return none;
    double low = 0;
    double high = 1 / first + 1 / second;
    while (twoPhaseTail(high, first, second) > 1 - p) high *= 2;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (twoPhaseTail(middle, first, second) > 1 - p ? low : high) = middle;
    }
    return low;
}

} // namespace scalelab
