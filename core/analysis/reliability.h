// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Closed forms of availability, retries, joins, hashing and capacity; times in seconds, rates per second; NaN where a formula does not hold.
namespace scalelab {

/// Share of the time that something is up which fails after `mtbf` on average and is repaired after `mttr`.
[[nodiscard]] double availability(double mtbf, double mttr);
/// Of `parts` independent ones that must all be up.
[[nodiscard]] double availabilityInSeries(double ofOne, double parts);
/// Of `parts` independent ones of which any does.
[[nodiscard]] double availabilityInParallel(double ofOne, double parts);

/// Mean number of attempts if each fails with probability p, independently, and there are at most `retries` more after the first.
[[nodiscard]] double attempts(double p, double retries);

/// Mean of the longest of n independent exponential times of mean 1: 1 + 1/2 + ... + 1/n.
[[nodiscard]] double harmonic(double n);

/// Coefficient of variation of the share of a ring of consistent hashing that belongs to one of `nodes` with `points` random points each. The arcs between
/// points are Dirichlet distributed, so the share has the mean 1/n and the variance (n - 1) / (n^2 (n v + 1)).
[[nodiscard]] double ringImbalance(double nodes, double points);

/// Rate that `servers` can carry at most when each request takes `demand` of one of them.
[[nodiscard]] double capacityOf(double servers, double demand);

} // namespace scalelab
