// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/rate_limit.h"

#include "base/random.h"

#include <algorithm>

namespace scalelab {

namespace {

std::int64_t dividedUp(std::int64_t a, std::int64_t b) { return a / b + (a % b != 0); }

/// Moves the time of a bucket on by an interval from where it stands or from now; false if that is beyond all time.
bool takeInterval(LimitState& state, const RateLimit& limit, SimTime now)
{
    const std::int64_t from = std::max(state.time, now.ns);
    if (from > SimTime::never().ns - limit.intervalNs) return false;
    state.time = from + limit.intervalNs;
    return true;
}

/// The bucket as the time at which it would be full again (the generic cell rate algorithm of ITU-T I.371): each token taken moves it on by an interval.
std::optional<SimTime> admitByTokens(LimitState& state, const RateLimit& limit, SimTime now)
{
    const std::int64_t untilFull = std::max<std::int64_t>(state.time - now.ns, 0);
    if (dividedUp(untilFull, limit.intervalNs) >= limit.burst || !takeInterval(state, limit, now)) return std::nullopt;
    return SimTime{};
}

std::optional<SimTime> admitToQueue(LimitState& state, const RateLimit& limit, SimTime now)
{
    const std::int64_t wait = std::max<std::int64_t>(state.time - now.ns, 0);
    const std::int64_t waiting = dividedUp(wait, limit.intervalNs) - 1; // those that leave later than now
    if ((limit.places && waiting >= *limit.places && wait > 0) || !takeInterval(state, limit, now)) return std::nullopt;
    return SimTime{wait};
}

/// Lets the present window be the one that `now` lies in.
void moveOn(LimitState& state, std::int64_t window)
{
    if (state.time == window) return;
    state.before = state.time == window - 1 ? state.count : 0;
    state.count = 0;
    state.time = window;
}

std::optional<SimTime> admitToWindow(LimitState& state, const RateLimit& limit, SimTime now)
{
    moveOn(state, now.ns / limit.windowNs);
    if (state.count >= limit.perWindow) return std::nullopt;
    ++state.count;
    return SimTime{};
}

std::optional<SimTime> admitToSlidingWindow(LimitState& state, const RateLimit& limit, SimTime now)
{
    moveOn(state, now.ns / limit.windowNs);
    const auto times = [](std::int64_t a, std::int64_t b) { return static_cast<Uint128>(a) * static_cast<Uint128>(b); };
    const std::int64_t left = limit.windowNs - now.ns % limit.windowNs; // part of the window before that counts
    if (times(state.before, left) + times(state.count, limit.windowNs) >= times(limit.perWindow, limit.windowNs)) return std::nullopt;
    ++state.count;
    return SimTime{};
}

} // namespace

RateLimit RateLimit::of(LimitAlgorithm algorithm, double rate, std::int64_t burst, std::optional<std::int64_t> places, SimTime window)
{
    RateLimit limit;
    limit.algorithm = algorithm;
    limit.intervalNs = std::max<std::int64_t>(SimTime::fromSpan(1 / rate).ns, 1);
    limit.burst = burst;
    limit.places = places;
    limit.windowNs = window.ns;
    limit.perWindow = std::max<std::int64_t>(static_cast<std::int64_t>(rate * window.seconds() + 0.5), 1);
    return limit;
}

std::optional<SimTime> admit(LimitState& state, const RateLimit& limit, SimTime now)
{
    switch (limit.algorithm) {
    case LimitAlgorithm::LeakyBucket: return admitToQueue(state, limit, now);
    case LimitAlgorithm::FixedWindow: return admitToWindow(state, limit, now);
    case LimitAlgorithm::SlidingWindow: return admitToSlidingWindow(state, limit, now);
    default: return admitByTokens(state, limit, now);
    }
}

} // namespace scalelab
