// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <chrono>
#include <cmath>

namespace scalelab {

/// Tells how far a run should have come by a moment of wall-clock time: as fast as possible, or at a multiple of real time.
class Clock {
public:
    using Wall = std::chrono::steady_clock;

    /// Simulated seconds per second of wall-clock time; infinity: as fast as possible.
    void setSpeed(double factor) { speed_ = factor; }
    [[nodiscard]] bool unpaced() const { return std::isinf(speed_); }
    /// From `wall` on, simulated time goes on from `simulated`.
    void start(SimTime simulated, Wall::time_point wall)
    {
        simulated_ = simulated;
        wall_ = wall;
    }
    /// Where simulated time should be at `wall`; never() if not paced.
    [[nodiscard]] SimTime at(Wall::time_point wall) const
    {
        if (unpaced()) return SimTime::never();
        return simulated_ + SimTime::fromSeconds(std::chrono::duration<double>(wall - wall_).count() * speed_);
    }
    /// When simulated time gets to `simulated`.
    [[nodiscard]] Wall::time_point when(SimTime simulated) const
    {
        const double seconds = unpaced() ? 0 : (simulated - simulated_).seconds() / speed_;
        if (seconds > 3600) return wall_ + std::chrono::hours(1);
        return wall_ + std::chrono::duration_cast<Wall::duration>(std::chrono::duration<double>(seconds));
    }

private:
    double speed_ = 1;
    SimTime simulated_;
    Wall::time_point wall_ = Wall::now();
};

} // namespace scalelab
