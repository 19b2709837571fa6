// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace scalelab {

/// How a call or a request ended.
enum class Outcome : std::uint8_t { Ok, Rejected, Timeout, Unreachable, Unauthenticated, Error };
inline constexpr std::size_t outcomeCount = 6;
/// The ways to fail, in the order of reports.
inline constexpr std::array failureOutcomes = {Outcome::Rejected, Outcome::Timeout, Outcome::Unreachable, Outcome::Unauthenticated, Outcome::Error};

/// Why it failed; each cause belongs to one outcome.
enum class Cause : std::uint8_t {
    None,
    QueueFull,       ///< All workers busy and no waiting place left.
    TimedOut,        ///< The caller gave up waiting.
    Crashed,         ///< The callee is down, or went down while it served the call.
    NoHealthyTarget, ///< Every target is out of the pool or there is none.
    PrivateAddress,  ///< A client outside tried an address that is only reachable inside.
    NoRoute,         ///< The wire or the component is gone.
    NameUnknown,     ///< No DNS server answered with an address.
    NoMaster,        ///< A write found no master database.
    Partitioned,     ///< The wire is cut, or the network between the two places is.
    RateLimited,     ///< A rate limiter refused it.
    BreakerOpen,     ///< The caller's circuit breaker did not let it go.
    StorageFull,     ///< No room for what it brings.
    NoQuorum,        ///< Too few copies of the data could be reached.
    SessionLost,     ///< The server does not know the user's session.
    ServerError,     ///< The callee made a mistake.
};
inline constexpr std::size_t causeCount = 16;

[[nodiscard]] constexpr Outcome outcomeOf(Cause cause)
{
    switch (cause) {
    case Cause::None: return Outcome::Ok;
    case Cause::QueueFull:
    case Cause::RateLimited:
    case Cause::BreakerOpen:
    case Cause::StorageFull: return Outcome::Rejected;
    case Cause::TimedOut: return Outcome::Timeout;
    case Cause::SessionLost: return Outcome::Unauthenticated;
    case Cause::ServerError: return Outcome::Error;
    default: return Outcome::Unreachable;
    }
}

/// "ok", "rejected", "timeout", "unreachable", "unauthenticated", "error": keys in result files.
[[nodiscard]] std::string_view outcomeName(Outcome outcome);
/// "queue full", "crashed": the cause in words, as on badges.
[[nodiscard]] std::string_view causeText(Cause cause);

/// State of a component as people see it.
enum class Health : std::uint8_t {
    Up,
    Down,
    Removed,
    Starting, ///< On, and not ready yet.
    Off,      ///< Switched off on purpose.
};

} // namespace scalelab
