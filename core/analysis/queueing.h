// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Closed forms of single stations: times in seconds, rates per second, load = rate * service in Erlang. What does not hold, such as a wait at a load that
/// the servers cannot carry, is NaN. Results without a source of their own stand in L. Kleinrock, "Queueing Systems", volume 1 (1975).
namespace scalelab {

/// Erlang B: share of calls lost by `servers` without waiting places, whatever the service times (M/G/c/c), by the usual recursion.
[[nodiscard]] double erlangB(int servers, double load);

/// Erlang C: share of calls that wait in M/M/c, load < servers.
[[nodiscard]] double erlangC(int servers, double load);

/// Mean time in the queue of M/M/c.
[[nodiscard]] double mmcWait(int servers, double rate, double service);
/// Mean number in the queue of M/M/c.
[[nodiscard]] double mmcQueue(int servers, double load);
/// Share of calls that are in an M/M/c, queue and service, for longer than t.
[[nodiscard]] double mmcSojournTail(double t, int servers, double rate, double service);
/// The time that a share p of the calls stay below in M/M/c, queue and service; 0 < p < 1.
[[nodiscard]] double mmcSojournQuantile(double p, int servers, double rate, double service);

/// A station that turns away what finds no place, in its steady state.
struct BoundedStation {
    double blocked = 0; ///< Share of the calls that are turned away.
    double busy = 0;    ///< Mean number in service.
    double queue = 0;   ///< Mean number waiting.
};

/// M/M/c/K: exponential service by `servers` and room for `places` in all, servers included; any load.
[[nodiscard]] BoundedStation mmck(int servers, int places, double load);
/// Probability of n calls in M/M/1/K, room for `places` in all.
[[nodiscard]] double mm1kProbability(int n, int places, double load);

/// Mean time in the queue of M/G/1, first come first served (Pollaczek 1930, Khinchine 1932); cv is that of the service time.
[[nodiscard]] double mg1Wait(double rate, double service, double cv);
/// The same for constant service (M/D/1).
[[nodiscard]] double md1Wait(double rate, double service);

/// Mean time in M/G/1 that serves all present at once, each with an equal share (processor sharing), whatever the service times
/// (L. Kleinrock, "Queueing Systems", volume 2, 1976).
[[nodiscard]] double psSojourn(double rate, double service);

/// Probability of n calls in a station of unlimited servers, whatever the service times (M/G/infinity): Poisson's with mean load.
[[nodiscard]] double unlimitedProbability(int n, double load);

/// Mean time in the queue of G/M/1 whose arrivals are every `phases`-th of a Poisson stream; rate is that of the arrivals left.
[[nodiscard]] double erlangArrivalsWait(int phases, double rate, double service);
/// Mean time in the queue of D/M/1: arrivals at equal intervals.
[[nodiscard]] double constantArrivalsWait(double rate, double service);

/// Little's law: mean number present of what arrives at a rate and stays for a time (J. Little 1961).
[[nodiscard]] double littleNumber(double rate, double time);

/// Share of servers with at least k calls when each call joins the less busy of two, for very many servers of one worker each; load is that of a server
/// (M. Mitzenmacher 2001).
[[nodiscard]] double supermarketTail(int k, double load);
/// Mean time in the queue of the same.
[[nodiscard]] double supermarketWait(double load, double service);

} // namespace scalelab
