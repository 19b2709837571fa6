// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <memory>
#include <span>
#include <vector>

namespace scalelab {

/// A rate that changes with time, in events per second; time counts from the start of the curve. A value; copies share the pieces.
class RateCurve {
public:
    /// A part of the curve that lasts until the next one begins; the last one lasts for ever and has no slope.
    struct Piece {
        SimTime begin;
        double rate = 0;  ///< At its begin [1/s], finite and >= 0.
        double slope = 0; ///< Change of the rate [1/s^2]; the rate stays >= 0 within the piece.
        bool operator==(const Piece&) const = default;
    };

    /// Zero for ever.
    RateCurve() = default;
    /// At least one piece, their begins in ascending order; before the first the rate is zero.
    [[nodiscard]] static RateCurve of(std::vector<Piece> pieces);
    /// A cosine over and over: `low` at time 0, `high` half a period later; 0 <= low <= high.
    [[nodiscard]] static RateCurve wave(double low, double high, SimTime period);

    /// The rate at a time >= 0 [1/s].
    [[nodiscard]] double at(SimTime time) const;
    /// The instant up to which `events` events are expected from `from` on: where the integral of the rate since then reaches that number. never()
    /// if it does not. With an exponential number of mean 1 this is the next event of the Poisson process that has this rate.
    [[nodiscard]] SimTime after(SimTime from, double events) const;

    /// The pieces; empty for a wave and for zero.
    [[nodiscard]] std::span<const Piece> pieces() const { return pieces_ ? std::span<const Piece>(*pieces_) : std::span<const Piece>(); }

    bool operator==(const RateCurve& other) const;

private:
    [[nodiscard]] double waveAt(double seconds) const;
    [[nodiscard]] SimTime afterInWave(SimTime from, double events) const;
    [[nodiscard]] double expectedInWave(double from, double span) const;

    std::shared_ptr<const std::vector<Piece>> pieces_; ///< Null for a wave and for zero.
    double low_ = 0, high_ = 0;
    SimTime period_;
};

} // namespace scalelab
