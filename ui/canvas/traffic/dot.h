// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace scalelab {

/// What a dot's colour and shape tell.
enum class DotKind : std::uint8_t {
    Request, ///< On its way to the callee: outcome still open.
    Ok,
    Hit,     ///< Answered from a cache.
    Failed,  ///< Timed out, crashed, unreachable, ...
    Dropped, ///< Rejected: queue full.
    Retry,   ///< A request's second or later attempt on its way.
};
inline constexpr std::size_t dotKindCount = 6;

/// One dot of the traffic on one wire of the canvas.
struct Dot {
    int wire = 0;     ///< Index in the canvas's content.
    float share = 0;  ///< Of the wire's length from its start, 0 to 1.
    bool reply = false; ///< On its way back, on the other side of the wire.
    DotKind kind = DotKind::Request;
};

/// Numbers per kind of dot.
template <class T>
using PerDotKind = std::array<T, dotKindCount>;

} // namespace scalelab
