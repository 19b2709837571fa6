// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

// Logarithm, exponential and power built from + - * / alone, so that every machine, compiler and C library gives
// the same bits; the C library's own differ with and without fused multiply-add. All work at compile time.

namespace scalelab {

namespace portable {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
inline constexpr double ln2High = 0x1.62e42fee00000p-1; ///< ln 2 to 32 bits: exact when multiplied by an exponent.
inline constexpr double ln2Low = 0x1.a39ef35793c76p-33; ///< What ln2High lacks.

/// A number as the unevaluated sum of two doubles, the second below half a unit in the last place of the first.
struct Pair {
    double high;
    double low;
};

/// a + b without rounding error (Knuth's two-sum).
constexpr Pair exactSum(double a, double b)
{
    const double sum = a + b;
    const double bPart = sum - a;
    return {sum, (a - (sum - bPart)) + (b - bPart)};
}

/// a * b without rounding error (Dekker's product on Veltkamp's halves); |a| and |b| below 2^990.
constexpr Pair exactProduct(double a, double b)
{
    constexpr double splitter = 0x1p27 + 1;
    const double aTimes = splitter * a, aHigh = aTimes - (aTimes - a), aLow = a - aHigh;
    const double bTimes = splitter * b, bHigh = bTimes - (bTimes - b), bLow = b - bHigh;
    const double product = a * b;
    return {product, ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow};
}

constexpr Pair add(Pair a, Pair b)
{
    const Pair sum = exactSum(a.high, b.high);
    return exactSum(sum.high, sum.low + (a.low + b.low));
}

constexpr Pair multiply(Pair a, Pair b)
{
    const Pair product = exactProduct(a.high, b.high);
    return exactSum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/// value * 2^exponent, rounded once, for |exponent| <= 1100.
constexpr double scaleByPowerOfTwo(double value, int exponent)
{
    const auto power = [](int e) { return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52); };
    if (exponent > 1023) return value * 0x1p1023 * power(exponent - 1023);
    if (exponent < -1022) return value * power(exponent + 128) * 0x1p-128;
    return value * power(exponent);
}

/// A positive finite number as mantissa * 2^exponent with the mantissa between sqrt(1/2) and sqrt(2).
struct Parts {
    double mantissa;
    int exponent;
};

constexpr Parts split(double x)
{
    int exponent = 0;
    if (x < std::numeric_limits<double>::min()) {
        x *= 0x1p54;
        exponent = -54;
    }
    // Counted from sqrt(1/2), the exponent field is the exponent that leaves the mantissa in the wanted range; no branch.
    const auto bits = std::bit_cast<std::int64_t>(x);
    const std::int64_t field = (bits - std::bit_cast<std::int64_t>(0x1.6a09e667f3bcdp-1)) >> 52;
    return {std::bit_cast<double>(bits - field * (std::int64_t{1} << 52)), static_cast<int>(field) + exponent};
}

/// The sum of z^(i - first) / (2i + 1) from i = first to 14: the far end of the series of atanh(sqrt(z)) / sqrt(z), z <= 0.0295.
constexpr double atanhTail(double z, int first)
{
    double sum = 0;
    for (int i = 14; i >= first; --i) sum = sum * z + 1.0 / (2 * i + 1);
    return sum;
}

/// c[0] + c[1] x + ... + c[11] x^11 in short chains of operations that a processor overlaps (Estrin's scheme).
constexpr double polynomial(const std::array<double, 12>& c, double x)
{
    const double x2 = x * x, x4 = x2 * x2;
    const double first = (c[0] + c[1] * x) + (c[2] + c[3] * x) * x2;
    const double second = (c[4] + c[5] * x) + (c[6] + c[7] * x) * x2;
    const double third = (c[8] + c[9] * x) + (c[10] + c[11] * x) * x2;
    return first + x4 * (second + x4 * third);
}

/// e^(high + low) for |high| < 800 and low far smaller: Taylor's series after taking out whole powers of two.
constexpr double expOfSum(double high, double low)
{
    constexpr double toWhole = 0x1.8p52; // adding it rounds to a whole number
    const int k = static_cast<int>((high * 0x1.71547652b82fep+0 + toWhole) - toWhole);
    const double first = high - k * ln2High;
    const double second = low - k * ln2Low;
    const double r = first + second;
    const double lost = (first - r) + second;
    constexpr std::array<double, 12> coefficients = {1.0 / 2,      1.0 / 6,       1.0 / 24,       1.0 / 120,       1.0 / 720,       1.0 / 5040,
                                                     1.0 / 40320,  1.0 / 362880,  1.0 / 3628800,  1.0 / 39916800,  1.0 / 479001600, 1.0 / 6227020800};
    const double series = polynomial(coefficients, r);
    const double y = 1.0 + (r + (lost + lost * r + r * r * series));
    return scaleByPowerOfTwo(y, k);
}

/// ln x of a positive finite number to about 2^-68, relatively.
constexpr Pair logPair(double x)
{
    const auto [m, k] = split(x);
    const double f = m - 1.0;
    const Pair denominator = exactSum(m, 1.0);
    const double quotient = f / denominator.high;
    const Pair back = exactProduct(quotient, denominator.high);
    const Pair s = exactSum(quotient, ((f - back.high) - back.low - quotient * denominator.low) / denominator.high);
    const Pair z = multiply(s, s);
    constexpr Pair third = {1.0 / 3.0, 0x1.5555555555555p-56};
    constexpr Pair fifth = {1.0 / 5.0, -0x1.999999999999ap-57};
    Pair series = add(fifth, multiply(z, exactSum(atanhTail(z.high, 3), 0.0)));
    series = add(third, multiply(z, series));
    series = add({1.0, 0.0}, multiply(z, series));
    const Pair logMantissa = multiply({2 * s.high, 2 * s.low}, series);
    return add(exactSum(k * ln2High, k * ln2Low), logMantissa);
}

} // namespace portable

/// Natural logarithm within 1 unit in the last place; -inf at 0, NaN below 0 and at NaN.
constexpr double portableLog(double x)
{
    using namespace portable;
    if (x != x || x < 0) return notANumber;
    if (x == 0) return -infinity;
    if (x == infinity) return infinity;
    // With s = f / (2 + f): ln(1 + f) = 2 atanh(s) = 2s + s R = f - f^2/2 + s (f^2/2 + R), R = 2 s^2 (1/3 + s^2/5 + ...).
    const auto [m, k] = split(x);
    const double f = m - 1.0;
    const double s = f / (2.0 + f);
    const double z = s * s;
    constexpr std::array<double, 12> coefficients = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13,
                                                     2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23, 2.0 / 25};
    const double series = polynomial(coefficients, z);
    const double halfSquare = 0.5 * f * f;
    return k * ln2High - ((halfSquare - (s * (halfSquare + z * series) + k * ln2Low)) - f);
}

/// e^x within 1 unit in the last place; 0 below about -745.1, inf above about 709.8, NaN at NaN.
constexpr double portableExp(double x)
{
    using namespace portable;
    if (x != x) return notANumber;
    if (x > 709.8) return infinity;
    if (x < -745.2) return 0;
    return expOfSum(x, 0);
}

/// base^exponent within 1 unit in the last place, with the special cases of IEEE 754 (`pow`): x^0 = 1^y = 1,
/// NaN for a negative base with a fractional exponent.
constexpr double portablePow(double base, double exponent)
{
    using namespace portable;
    if (exponent == 0 || base == 1) return 1;
    if (base != base || exponent != exponent) return notANumber;
    const double size = exponent < 0 ? -exponent : exponent;
    const bool whole = size >= 0x1p53 || static_cast<double>(static_cast<std::int64_t>(size)) == size;
    const bool odd = size < 0x1p53 && whole && (static_cast<std::int64_t>(size) & 1) != 0;
    const bool minus = (std::bit_cast<std::uint64_t>(base) >> 63) != 0;
    const double magnitude = minus ? -base : base;
    const double sign = minus && odd ? -1.0 : 1.0;
    if (magnitude == 0) return exponent < 0 ? sign * infinity : sign * 0.0;
    if (magnitude == infinity) return exponent < 0 ? sign * 0.0 : sign * infinity;
    if (size == infinity) {
        if (magnitude == 1) return 1;
        return (magnitude > 1) == (exponent > 0) ? infinity : 0;
    }
    if (minus && !whole) return notANumber;
    if (magnitude == 1) return sign;
    if (size > 0x1p65) return (magnitude > 1) == (exponent > 0) ? sign * infinity : sign * 0.0;
    const Pair product = multiply({exponent, 0}, logPair(magnitude));
    if (product.high > 709.8) return sign * infinity;
    if (product.high < -745.2) return sign * 0.0;
    return sign * expOfSum(product.high, product.low);
}

} // namespace scalelab
