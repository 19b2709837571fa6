// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

/// Hit ratios and stale shares of caches under independent requests: times in seconds, rates per second, capacities in keys; NaN where a formula does not
/// hold.
namespace scalelab {

/// Keys that are asked for equally often.
struct KeyGroup {
    double probability = 0; ///< That a request is for this key, for each of them.
    double keys = 1;        ///< How many there are.
};

/// Which keys requests are for, as groups; the probabilities of all keys add up to 1.
using Popularity = std::vector<KeyGroup>;

/// Zipf's law, key k with a probability in proportion to k^-exponent. The first keys stand for themselves; of further ones each group stands for a stretch of
/// keys, by Gauss and Legendre's rule, so that sums of smooth functions over up to 10^9 keys are right within 1e-8.
[[nodiscard]] Popularity zipf(double keys, double exponent);

/// 1 + 2^-exponent + ... + n^-exponent.
[[nodiscard]] double generalizedHarmonic(double n, double exponent);

/// LRU by the approximation of H. Che, Y. Tung and Z. Wang (2002); whatever fits wholly is hit always.
[[nodiscard]] double lruHitRatio(const Popularity& popularity, double capacity);
/// FIFO by the same approximation (Fricker, Robert and Roberts 2012); random replacement has the same hit ratio (E. Gelenbe 1973).
[[nodiscard]] double fifoHitRatio(const Popularity& popularity, double capacity);
/// The best that any cache can do with independent requests: it holds the most popular keys, as LFU with perfect counts does.
[[nodiscard]] double idealHitRatio(double keys, double exponent, double capacity);
/// Cache without limit that keeps each key for `ttl` from its miss: hits per miss are the Poisson arrivals in that time (Jung, Berger and Balakrishnan 2003).
[[nodiscard]] double ttlHitRatio(const Popularity& popularity, double rate, double ttl);

/// Share of the reads of a key that a cache, which keeps it for `ttl` from its miss and hears of no writes, answers with a value that has been overwritten;
/// `reads` and `writes` are the rates of Poisson streams. In a time to live there are reads * ttl hits, and one at age t is stale with probability
/// 1 - e^(-writes * t).
[[nodiscard]] double ttlStaleShare(double reads, double writes, double ttl);
/// Share of the reads from a copy, `lag` behind its original, of a key that is written at this rate by a Poisson stream: those with a write within the lag.
[[nodiscard]] double lagStaleShare(double writes, double lag);

} // namespace scalelab
