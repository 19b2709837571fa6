// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rate_curve.h"

#include "base/portable_trigonometry.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace scalelab {

namespace {

using std::numbers::pi;

/// `time` and a span of seconds >= 0 after it; never() if that is beyond all time.
SimTime later(SimTime time, double seconds)
{
    const SimTime span = SimTime::fromSpan(seconds);
    return span.ns < SimTime::never().ns - time.ns ? time + span : SimTime::never();
}

/// The least x >= 0 with rate x + slope x^2 / 2 = events, in the form that is stable near slope 0.
double spanOf(double events, double rate, double slope)
{
    if (events <= 0) return 0;
    return 2 * events / (rate + std::sqrt(std::max(0.0, rate * rate + 2 * slope * events)));
}

} // namespace

RateCurve RateCurve::of(std::vector<Piece> pieces)
{
    assert(!pieces.empty() && pieces.back().slope == 0);
    RateCurve curve;
    curve.pieces_ = std::make_shared<const std::vector<Piece>>(std::move(pieces));
    return curve;
}

RateCurve RateCurve::wave(double low, double high, SimTime period)
{
    assert(low >= 0 && low <= high && period.ns > 0);
    RateCurve curve;
    curve.low_ = low;
    curve.high_ = high;
    curve.period_ = period;
    return curve;
}

double RateCurve::at(SimTime time) const
{
    if (!pieces_) return period_.ns > 0 ? waveAt(SimTime{time.ns % period_.ns}.seconds()) : 0;
    const auto next = std::upper_bound(pieces_->begin(), pieces_->end(), time, [](SimTime t, const Piece& piece) { return t < piece.begin; });
    if (next == pieces_->begin()) return 0;
    const Piece& piece = *(next - 1);
    return piece.rate + piece.slope * (time - piece.begin).seconds();
}

SimTime RateCurve::after(SimTime from, double events) const
{
    if (!pieces_) return afterInWave(from, events);
    const auto begins = [](SimTime t, const Piece& piece) { return t < piece.begin; };
    auto next = std::upper_bound(pieces_->begin(), pieces_->end(), from, begins);
    if (next == pieces_->begin()) from = (next++)->begin;
    for (;; ++next) {
        const Piece& piece = *(next - 1);
        const bool last = next == pieces_->end();
        const double rate = piece.rate + piece.slope * (from - piece.begin).seconds();
        const double span = last ? 0 : (next->begin - from).seconds();
        const double expected = span * (rate + 0.5 * piece.slope * span);
        if (last && rate == 0) return SimTime::never();
        if (last || events < expected) return later(from, spanOf(events, rate, piece.slope));
        events -= expected;
        from = next->begin;
    }
}

double RateCurve::waveAt(double seconds) const
{
    return 0.5 * (low_ + high_) - 0.5 * (high_ - low_) * portableCos(2 * pi * (seconds / period_.seconds()));
}

/// Integral of the wave over the span: sin(a + d) - sin(a) = 2 cos(a + d/2) sin(d/2) keeps short spans exact.
double RateCurve::expectedInWave(double from, double span) const
{
    const double period = period_.seconds();
    const double swing = portableCos(2 * pi * ((from + 0.5 * span) / period)) * portableSin(pi * (span / period));
    return 0.5 * (low_ + high_) * span - 0.5 * (high_ - low_) * period / pi * swing;
}

/// Newton's method kept within a bracket; whole periods are taken out first.
SimTime RateCurve::afterInWave(SimTime from, double events) const
{
    constexpr double precision = 1e-10; // [s], a tenth of the unit of time
    constexpr int mostSteps = 200;      // bisection alone needs far fewer
    const double period = period_.seconds();
    const double each = 0.5 * (low_ + high_) * period;
    if (!(each > 0)) return SimTime::never();
    const double periods = std::floor(events / each);
    const double rest = events - periods * each;
    const double phase = SimTime{from.ns % period_.ns}.seconds();
    double low = 0, high = period, span = rest / each * period;
    for (int step = 0; step < mostSteps && high - low > precision; ++step) {
        const double excess = expectedInWave(phase, span) - rest;
        (excess > 0 ? high : low) = span;
        double better = span - excess / waveAt(phase + span);
        if (!(better > low && better < high)) better = 0.5 * (low + high);
        const double moved = std::abs(better - span);
        span = better;
        if (moved < precision) break;
    }
    return later(from, periods * period + span);
}

bool RateCurve::operator==(const RateCurve& other) const
{
    if (low_ != other.low_ || high_ != other.high_ || period_ != other.period_) return false;
    return pieces_ == other.pieces_ || (pieces_ && other.pieces_ && *pieces_ == *other.pieces_);
}

} // namespace scalelab
