// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/traffic/dot.h"
#include "engine/flight.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace scalelab {

/// Slow motion: every dot is one recorded passage, at its place in simulated time.
class FlightDots {
public:
    /// Adds passages; `wireOf` gives the canvas's wire for the run's index, negative if it is not drawn. A passage shorter than `dwell` simulated seconds
    /// is shown that long, after the previous passage of the same request, so that instant hops are seen in their order.
    void add(std::span<const Flight> flights, std::span<const int> wireOf, double dwell);
    /// Shows the instant, in simulated seconds, and forgets passages that are over.
    void advance(double now);
    void clear();

    [[nodiscard]] double now() const { return now_; }
    /// Appends a dot for each passage under way.
    void collect(std::vector<Dot>& dots) const;

private:
    struct Passage {
        double depart = 0;
        double arrive = 0;
        Dot dot;
    };
    std::vector<Passage> passages_;
    std::unordered_map<std::uint64_t, double> busyUntil_; ///< By request: when its latest passage is over.
    double now_ = 0;
};

/// Which dot stands for the passage.
[[nodiscard]] DotKind dotKindOf(const Flight& flight);

} // namespace scalelab
