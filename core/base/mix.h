// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "base/result.h"
#include "base/value.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace scalelab {

/// What a request wants.
enum class RequestClass : std::uint8_t { Read, Write, Static };

inline constexpr std::size_t requestClassCount = 3;

/// "read", "write" or "static", as in scene files.
[[nodiscard]] std::string_view className(RequestClass requestClass);

/// Shares of the request classes in a workload; by default everything is a read.
struct Mix {
    std::array<double, requestClassCount> authored = {1, 0, 0}; ///< As written: >= 0, finite, not all 0; by RequestClass.
    std::array<double, requestClassCount> shares = {1, 0, 0};   ///< The same divided by their sum.

    /// Reads { "read": 0.8, "write": "20%" }; classes left out have no share.
    [[nodiscard]] static Result<Mix> parse(const Value& value);
    /// Mix with these weights, or why there is none.
    [[nodiscard]] static Result<Mix> of(const std::array<double, requestClassCount>& weights);

    /// The class of one request; draws nothing if only one class has a share.
    [[nodiscard]] RequestClass sample(Rng& rng) const
    {
        if (single) return last;
        const double u = rng.uniform();
        if (u < readEnd) return RequestClass::Read;
        if (u < writeEnd) return RequestClass::Write;
        return last;
    }

    /// The object as authored, without classes that have no share.
    [[nodiscard]] Value value() const;
    bool operator==(const Mix&) const = default;

    double readEnd = 1;                     ///< Derived: draws below it are reads.
    double writeEnd = 1;                    ///< Derived: draws from readEnd to below it are writes.
    RequestClass last = RequestClass::Read; ///< Derived: the last class that has a share.
    bool single = true;                     ///< Derived: no other class has one.
};

} // namespace scalelab
