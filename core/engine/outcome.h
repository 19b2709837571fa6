// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace scalelab {

/// How a call or a request ended.
enum class Outcome : std::uint8_t { Ok, Rejected, Timeout, Unreachable };
inline constexpr std::size_t outcomeCount = 4;

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
};
inline constexpr std::size_t causeCount = 9;

[[nodiscard]] constexpr Outcome outcomeOf(Cause cause)
{
    if (cause == Cause::None) return Outcome::Ok;
    if (cause == Cause::QueueFull) return Outcome::Rejected;
    return cause == Cause::TimedOut ? Outcome::Timeout : Outcome::Unreachable;
}

/// "ok", "rejected", "timeout", "unreachable": keys in result files.
[[nodiscard]] std::string_view outcomeName(Outcome outcome);
/// "queue full", "crashed": the cause in words, as on badges.
[[nodiscard]] std::string_view causeText(Cause cause);

/// State of a component as people see it.
enum class Health : std::uint8_t { Up, Down, Removed };

} // namespace scalelab
