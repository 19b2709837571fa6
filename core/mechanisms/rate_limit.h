// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sim_time.h"

#include <cstdint>
#include <optional>

namespace scalelab {

enum class LimitAlgorithm : std::uint8_t { TokenBucket, LeakyBucket, FixedWindow, SlidingWindow };

/// What a rate limit allows, in whole nanoseconds and calls, so that decisions at a boundary are exact.
struct RateLimit {
    LimitAlgorithm algorithm = LimitAlgorithm::TokenBucket;
    std::int64_t intervalNs = 1;               ///< Between two tokens, or two calls that leave a leaky bucket.
    std::int64_t burst = 1;                    ///< Tokens in a full bucket.
    std::optional<std::int64_t> places;        ///< Calls that may wait in a leaky bucket; none: without limit.
    std::int64_t windowNs = 1;                 ///< Of the two algorithms with windows.
    std::int64_t perWindow = 1;                ///< Calls allowed in a window.

    /// A limit of `rate` calls a second; the interval is rounded to the nanosecond, the calls of a window to whole ones, both at least 1.
    static RateLimit of(LimitAlgorithm algorithm, double rate, std::int64_t burst, std::optional<std::int64_t> places, SimTime window);
};

/// What a limit remembers of one client; all zero for a client without a past.
struct LimitState {
    std::int64_t time = 0;     ///< When the bucket is full again; when the leaky bucket lets the next call out; number of the present window.
    std::uint32_t count = 0;   ///< Calls of the present window.
    std::uint32_t before = 0;  ///< Calls of the window before it.
};

/// How long a call that comes now has to wait, usually not at all; nothing if it is refused.
///
/// - Token bucket: tokens come at the rate, up to the burst; a call takes one or is refused.
/// - Leaky bucket: calls leave at the rate, in the order in which they came; one that finds no place to wait is refused.
/// - Fixed window: so many calls in each window; windows begin at multiples of their length.
/// - Sliding window: as long as fewer have come within one length before now, where the window before counts by the part of it that still lies
///   within (the two counters that Cloudflare described in 2017).
[[nodiscard]] std::optional<SimTime> admit(LimitState& state, const RateLimit& limit, SimTime now);

} // namespace scalelab
