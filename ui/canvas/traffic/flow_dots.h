// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/traffic/dot.h"

#include <cstdint>
#include <span>
#include <vector>

namespace scalelab {

/// Calls and replies counted on one wire since the last look, by kind of dot.
using WireCounts = PerDotKind<std::uint64_t>;

/// Near and above real time: a dot stands for n counted calls or replies, and is sent off when so many have been counted.
class FlowDots {
public:
    static constexpr int mostDots = 600;

    /// The wires' lengths in scene units; dots keep their wires if the number stays the same.
    void setWires(std::vector<double> lengths);
    /// Counts what happened on a wire during the last `seconds` of wall-clock time.
    void count(int wire, const WireCounts& counts, double seconds);
    /// Moves all dots on by wall-clock time, and fits the number of requests per dot to the traffic.
    void advance(double seconds);
    void clear();

    /// How many requests one dot stands for: 1, 2, 5, 10, 20, ...
    [[nodiscard]] std::uint64_t perDot() const { return perDot_; }
    void collect(std::vector<Dot>& dots) const;

private:
    struct Moving {
        Dot dot;
        float speed = 0; ///< Shares of the wire per second.
    };
    struct WireFlow {
        double length = 0;
        PerDotKind<double> waiting{};    ///< Counted, but no dot sent off for them yet.
        PerDotKind<double> sinceDot{};   ///< Seconds since the last dot while something waits.
        PerDotKind<double> rate{};       ///< Counted per second, smoothed.
    };
    [[nodiscard]] static double travelTime(double length);
    /// How many requests a dot has to stand for at the present rates.
    [[nodiscard]] double wantedPerDot() const;
    void send(int wire, DotKind kind, std::uint64_t dots, double seconds);

    std::vector<WireFlow> wires_;
    std::vector<Moving> moving_;
    std::uint64_t perDot_ = 1;
    double fading_ = 1; ///< Moving maximum of the requests per dot that the traffic asks for.
};

} // namespace scalelab
