// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/intervals.h"

#include "base/portable_math.h"
#include "base/special_functions.h"

#include <cmath>
#include <limits>
#include <vector>

namespace scalelab {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// 1 + d1 / (1 + d2 / (1 + ...)) of the incomplete beta function (DLMF 8.17.22), by Lentz's method; quick for
/// x < (a + 1) / (a + b + 2).
double betaFraction(double a, double b, double x)
{
    constexpr int mostTerms = 10000;
    double c = 1, d = 0, fraction = 1;
    for (int i = 1; i <= mostTerms; ++i) {
        const double m = i / 2;
        const double numerator = i % 2 != 0 ? -(a + m) * (a + b + m) * x : m * (b - m) * x;
        const double denominator = i % 2 != 0 ? (a + 2 * m) * (a + 2 * m + 1) : (a + 2 * m - 1) * (a + 2 * m);
        const double coefficient = numerator / denominator;
        d = 1 / (1 + coefficient * d);
        c = 1 + coefficient / c;
        fraction *= c * d;
        if (std::abs(c * d - 1) < 1e-15) break;
    }
    return fraction;
}

/// Regularised incomplete beta function I_x(a, b), with y = 1 - x given apart to keep its digits.
double regularisedBeta(double a, double b, double x, double y)
{
    if (x == 0) return 0;
    if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(b, a, y, x);
    const double logFactor = a * portableLog(x) + b * portableLog(y) + logGamma(a + b) - logGamma(a) - logGamma(b);
    return portableExp(logFactor) / (a * betaFraction(a, b, x));
}

/// Probability that Student's t exceeds `t` >= 0.
double upperTail(double t, double degreesOfFreedom)
{
    const double sum = degreesOfFreedom + t * t;
    return 0.5 * regularisedBeta(0.5 * degreesOfFreedom, 0.5, degreesOfFreedom / sum, t * t / sum);
}

double meanOf(std::span<const double> values)
{
    double sum = 0;
    for (const double value : values) sum += value;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

} // namespace

double studentTQuantile(double probability, double degreesOfFreedom)
{
    if (probability < 0.5) return -studentTQuantile(1 - probability, degreesOfFreedom);
    const double tail = 1 - probability;
    if (tail >= 0.5) return 0;
    double low = 0, high = 1;
    while (upperTail(high, degreesOfFreedom) > tail && high < 1e150) high *= 2;
    for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high))
        (upperTail(middle, degreesOfFreedom) > tail ? low : high) = middle;
    return high;
}

Interval meanInterval(std::span<const double> observations, double confidence)
{
    const double mean = meanOf(observations);
    if (observations.size() < 2) return {mean, infinity, observations.size()};
    double squares = 0;
    for (const double value : observations) squares += (value - mean) * (value - mean);
    const auto count = static_cast<double>(observations.size());
    const double standardError = std::sqrt(squares / (count - 1) / count);
    return {mean, studentTQuantile(0.5 + 0.5 * confidence, count - 1) * standardError, observations.size()};
}

Interval batchMeans(std::span<const double> observations, int batches, double confidence)
{
    const std::size_t count = batches < 0 ? 0 : static_cast<std::size_t>(batches);
    const std::size_t size = count == 0 ? 0 : observations.size() / count;
    if (size == 0) return {meanOf(observations), infinity, 0};
    const auto used = observations.last(size * count);
    std::vector<double> means;
    for (std::size_t i = 0; i < count; ++i) means.push_back(meanOf(used.subspan(i * size, size)));
    return meanInterval(means, confidence);
}

} // namespace scalelab
