// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/outcome.h"

#include <array>

namespace scalelab {

std::string_view outcomeName(Outcome outcome)
{
    static constexpr std::array<std::string_view, outcomeCount> names = {"ok", "rejected", "timeout", "unreachable", "unauthenticated", "error"};
    return names[static_cast<std::size_t>(outcome)];
}

std::string_view causeText(Cause cause)
{
    static constexpr std::array<std::string_view, causeCount> texts = {
        "ok", "queue full", "timed out", "down", "no healthy target", "private address", "no route", "name not resolved", "no master",
        "network cut", "rate limited", "circuit open", "storage full", "no quorum", "session lost", "error"};
    return texts[static_cast<std::size_t>(cause)];
}

} // namespace scalelab
