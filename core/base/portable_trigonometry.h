// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/portable_math.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

// Sine, cosine and arcsine built from + - * / and sqrt alone, so that every machine, compiler and C library gives the same bits.

namespace scalelab {

namespace portable {

/// An angle as quarter turns and what is left of it, between -pi/4 and pi/4.
struct Quarters {
    std::int64_t turns;
    double rest;
};

/// Takes out the nearest number of quarter turns in three steps (Cody and Waite 1980); |angle| <= 1e6.
constexpr Quarters quarters(double angle)
{
    constexpr double toWhole = 0x1.8p52;                   // adding it rounds to a whole number
    constexpr double high = 0x1.921fb54400000p+0;          // pi / 2 to 33 bits: exact when multiplied by a count below 2^20
    constexpr double middle = 0x1.0b4611a600000p-34;       // the next 33 bits
    constexpr double low = 0x1.3198a2e037073p-69;          // the rest
    const double count = (angle * 0x1.45f306dc9c883p-1 + toWhole) - toWhole;
    return {static_cast<std::int64_t>(count), ((angle - count * high) - count * middle) - count * low};
}

/// Taylor's series of the sine for |x| <= pi/4.
constexpr double sineNearZero(double x)
{
    const double z = x * x;
    constexpr std::array<double, 8> c = {-1.0 / 6,        1.0 / 120,           -1.0 / 5040,            1.0 / 362880,
                                         -1.0 / 39916800, 1.0 / 6227020800, -1.0 / 1307674368000, 1.0 / 355687428096000};
    double sum = 0;
    for (std::size_t i = c.size(); i-- > 0;) sum = sum * z + c[i];
    return x + x * (z * sum);
}

/// Taylor's series of the cosine for |x| <= pi/4.
constexpr double cosineNearZero(double x)
{
    const double z = x * x;
    constexpr std::array<double, 8> c = {-1.0 / 2,       1.0 / 24,        -1.0 / 720,         1.0 / 40320,
                                         -1.0 / 3628800, 1.0 / 479001600, -1.0 / 87178291200, 1.0 / 20922789888000};
    double sum = 0;
    for (std::size_t i = c.size(); i-- > 0;) sum = sum * z + c[i];
    return 1 + z * sum;
}

/// The sine of so many quarter turns and a rest.
constexpr double sineOf(Quarters angle)
{
    const double size = (angle.turns & 1) != 0 ? cosineNearZero(angle.rest) : sineNearZero(angle.rest);
    return (angle.turns & 2) != 0 ? -size : size;
}

/// The series of the arcsine, x + x^3/6 + 3x^5/40 + ..., for |x| <= 1/2, where the 26th term is below 2^-53 of the first.
constexpr double arcsineNearZero(double x)
{
    constexpr std::size_t terms = 26;
    constexpr auto coefficients = [] {
        std::array<double, terms> c{};
        double binomial = 1; // (2n)! / (4^n n!^2)
        for (std::size_t n = 0; n < terms; ++n) {
            c[n] = binomial / static_cast<double>(2 * n + 1);
            binomial *= static_cast<double>(2 * n + 1) / static_cast<double>(2 * n + 2);
        }
        return c;
    }();
    const double z = x * x;
    double sum = 0;
    for (std::size_t n = terms; n-- > 1;) sum = (sum + coefficients[n]) * z;
    return x + x * sum;
}

} // namespace portable

/// Sine of an angle in radians, |angle| <= 1e6, within 1e-15.
constexpr double portableSin(double angle) { return portable::sineOf(portable::quarters(angle)); }

/// Cosine of an angle in radians, |angle| <= 1e6, within 1e-15.
constexpr double portableCos(double angle)
{
    portable::Quarters shifted = portable::quarters(angle);
    ++shifted.turns;
    return portable::sineOf(shifted);
}

/// The angle from -pi/2 to pi/2 whose sine is `x`, -1 <= x <= 1, within 1e-15.
inline double portableAsin(double x)
{
    const double size = x < 0 ? -x : x;
    if (size <= 0.5) return portable::arcsineNearZero(x);
    const double angle = std::numbers::pi / 2 - 2 * portable::arcsineNearZero(std::sqrt((1 - size) / 2));
    return x < 0 ? -angle : angle;
}

} // namespace scalelab
