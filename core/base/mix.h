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
enum class RequestClass : std::uint8_t {
    Read,
    Write,
    Static, ///< An asset, such as a picture or a script.
    Login,  ///< Begins a session of its user.
    Job,    ///< Work for a queue; the answer does not wait until it is done.
    Join,   ///< A read that spans keys.
};

inline constexpr std::size_t requestClassCount = 6;

/// "read", "write", "static", "login", "job" or "join", as in scene files.
[[nodiscard]] std::string_view className(RequestClass requestClass);
/// The class with this name.
[[nodiscard]] Result<RequestClass> classOf(std::string_view name);

/// Shares of the request classes in a workload; by default everything is a read.
struct Mix {
    std::array<double, requestClassCount> authored = {1}; ///< As written: >= 0, finite, not all 0; by RequestClass.
    std::array<double, requestClassCount> shares = {1};   ///< The same divided by their sum.

    /// Reads { "read": 0.8, "write": "20%" }; classes left out have no share.
    [[nodiscard]] static Result<Mix> parse(const Value& value);
    /// Mix with these weights, or why there is none.
    [[nodiscard]] static Result<Mix> of(const std::array<double, requestClassCount>& weights);

    /// The class of one request; draws nothing if only one class has a share.
    [[nodiscard]] RequestClass sample(Rng& rng) const
    {
        if (single) return last;
        const double u = rng.uniform();
        std::size_t index = 0;
        while (u >= ends[index]) ++index;
        return static_cast<RequestClass>(index);
    }

    /// The object as authored, without classes that have no share.
    [[nodiscard]] Value value() const;
    bool operator==(const Mix&) const = default;

    std::array<double, requestClassCount> ends = {1}; ///< Derived: a draw is of the first class whose end lies above it.
    RequestClass last = RequestClass::Read; ///< Derived: the last class that has a share.
    bool single = true;                     ///< Derived: no other class has one.
};

} // namespace scalelab
