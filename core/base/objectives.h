// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mix.h"
#include "base/result.h"
#include "base/sim_time.h"
#include "base/value.h"

#include <array>
#include <optional>

namespace scalelab {

/// A service level objective: which share of the requests is to be answered well within which time; the rest is the error budget.
struct Objective {
    double share = 1; ///< Above 0, at most 1.
    SimTime within;   ///< Longer than 0.
    bool operator==(const Objective&) const = default;
};

/// The objectives of the request classes that have one.
struct Objectives {
    std::array<std::optional<Objective>, requestClassCount> byClass;

    /// Reads { "read": "99% within 200ms", "write": "99.9% within 1s" }.
    [[nodiscard]] static Result<Objectives> parse(const Value& value);
    [[nodiscard]] bool empty() const { return *this == Objectives(); }
    /// Whether a request of the class that took so long is over its objective.
    [[nodiscard]] bool isSlow(RequestClass requestClass, SimTime latency) const
    {
        const auto& objective = byClass[static_cast<std::size_t>(requestClass)];
        return objective && latency > objective->within;
    }
    /// The object, which parse() reads back as the same objectives.
    [[nodiscard]] Value value() const;
    bool operator==(const Objectives&) const = default;
};

} // namespace scalelab
