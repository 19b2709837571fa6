// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace scalelab {

/// An instant of simulated time, or a span of it: a signed count of nanoseconds.
struct SimTime {
    std::int64_t ns = 0;

    friend constexpr auto operator<=>(SimTime, SimTime) = default;
    friend constexpr SimTime operator+(SimTime a, SimTime b) { return {a.ns + b.ns}; }
    friend constexpr SimTime operator-(SimTime a, SimTime b) { return {a.ns - b.ns}; }
    constexpr SimTime& operator+=(SimTime other) { ns += other.ns; return *this; }

    /// The same span in seconds, rounded to the nearest double.
    [[nodiscard]] constexpr double seconds() const { return static_cast<double>(ns) / 1e9; }

    /// Nearest nanosecond to `s` seconds; beyond about 292 years (or NaN) it saturates at `never()`.
    [[nodiscard]] static constexpr SimTime fromSeconds(double s)
    {
        const double ns = s * 1e9;
        if (!(ns < 9.2e18)) return never();
        if (ns < -9.2e18) return {-never().ns};
        return {static_cast<std::int64_t>(ns < 0 ? ns - 0.5 : ns + 0.5)};
    }

    /// The same for a span that is not negative, as drawn by the million.
    [[nodiscard]] static constexpr SimTime fromSpan(double s)
    {
        const double ns = s * 1e9;
        return ns < 9.2e18 ? SimTime{static_cast<std::int64_t>(ns + 0.5)} : never();
    }

    /// Later than every event.
    [[nodiscard]] static constexpr SimTime never() { return {std::numeric_limits<std::int64_t>::max()}; }
};

} // namespace scalelab
