// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "engine/context.h"

#include <cstdint>

namespace scalelab {

/// The user who asks, as one number within a run.
[[nodiscard]] inline std::uint64_t userOf(const Request& request) { return static_cast<std::uint64_t>(request.source) << 32 | request.user; }

/// Well-mixed bits of where a request comes from, by name: the same whatever else is in the scene.
[[nodiscard]] inline std::uint64_t hashOfSource(Context cx, const Request& request) { return hashText(cx.name(request.source)); }

/// The same of the user who asks.
[[nodiscard]] inline std::uint64_t hashOfUser(Context cx, const Request& request)
{
    std::uint64_t state = hashOfSource(cx, request) + request.user;
    return splitmix64(state);
}

} // namespace scalelab
