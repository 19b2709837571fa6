// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/special_functions.h"

#include "base/portable_math.h"

#include <array>

namespace scalelab {

double logGamma(double x)
{
    double product = 1;
    for (; x < 12; x += 1) product *= x;
    // Bernoulli numbers B(2i) / (2i (2i - 1)), last first.
    constexpr std::array<double, 6> coefficients = {-691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12};
    const double inverse = 1 / x, square = inverse * inverse;
    double series = 0;
    for (const double coefficient : coefficients) series = series * square + coefficient;
    constexpr double halfLogTwoPi = 0.91893853320467274178;
    return (x - 0.5) * portableLog(x) - x + halfLogTwoPi + series * inverse - portableLog(product);
}

double normalDensity(double x)
{
    constexpr double inverseRootTwoPi = 0.39894228040143267794;
    return inverseRootTwoPi * portableExp(-0.5 * x * x);
}

double normalCdf(double x)
{
    if (x < 0) return 1 - normalCdf(-x);
    if (x > 9) return 1;
    double sum = 0;
    int n = 1;
    for (double term = x; sum + term != sum; n += 2, term *= x * x / n) sum += term; // x + x^3/3 + x^5/(3*5) + ...
    return 0.5 + normalDensity(x) * sum;
}

double expMinusOneOver(double x)
{
    if (x > 0.25 || x < -0.25) return (portableExp(x) - 1) / x;
    double series = 1;
    for (int n = 14; n >= 2; --n) series = 1 + series * x / n;
    return series;
}

double logOnePlusOver(double x)
{
    if (x > 0.25 || x < -0.25) return portableLog(1 + x) / x;
    const double s = x / (2 + x); // ln(1 + x) = 2 atanh(s)
    return 2 / (2 + x) * portable::atanhTail(s * s, 0);
}

} // namespace scalelab
