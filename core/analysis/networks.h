// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

/// Closed forms of several stations: times in seconds, rates per second; NaN where a formula does not hold.
namespace scalelab {

/// A closed network in its steady state.
struct ClosedNetwork {
    double throughput = 0;
    double response = 0; ///< Time between the end of thinking and the answer.
};

/// Exact mean value analysis of single-server stations with these mean service times in all, and users who think (Reiser and Lavenberg 1980). Service is
/// exponential, or shared whatever its distribution; the distribution of think times does not matter.
[[nodiscard]] ClosedNetwork meanValueAnalysis(int users, double think, std::span<const double> services);

/// M/M/c with a finite population of users who think (the machine repairman), by its birth and death equations
/// (L. Kleinrock, "Queueing Systems", volume 1, 1975).
[[nodiscard]] ClosedNetwork repairman(int users, double think, int servers, double service);

/// A station of an open network.
struct JacksonStation {
    double arrivals = 0; ///< Rate at which calls come from outside.
    int servers = 1;
    double service = 0; ///< Mean of its exponential service times.
    std::vector<double> onward = {}; ///< Probability that a call goes on to each station; else it leaves.
};

/// What a station of an open network has in its steady state.
struct JacksonLoad {
    double rate = 0; ///< Of calls that come from outside and from other stations.
    double wait = 0; ///< Mean time in its queue, each time.
};

/// Open network of M/M/c stations (J. Jackson 1957): by their traffic equations each is as if alone. Empty if calls cannot leave.
[[nodiscard]] std::vector<JacksonLoad> jacksonNetwork(std::span<const JacksonStation> stations);
/// Mean time that a call from outside spends in it, over all its visits.
[[nodiscard]] double jacksonSojourn(std::span<const JacksonStation> stations);

/// Share of the sojourns longer than t in two M/M/1 in a row, which are independent and exponential with these two rates (E. Reich 1957).
[[nodiscard]] double twoPhaseTail(double t, double first, double second);
/// The t at which twoPhaseTail is 1 - p.
[[nodiscard]] double twoPhaseQuantile(double p, double first, double second);

} // namespace scalelab
