// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "base/mix.h"
#include "base/result.h"
#include "base/value.h"

#include <array>
#include <cstdint>

namespace scalelab {

/// How many bytes a request brings or asks for, by its class: nothing unless it is said. A value.
class RequestSizes {
public:
    /// Nothing at all.
    RequestSizes() { byClass_.fill(Distribution::constant(0, Distribution::Unit::Bytes)); }

    /// Reads "20kB", "lognormal(20kB, cv=2)", or such texts by class: { "read": "2kB", "static": "exp(200kB)" }; at most 4 GB each.
    [[nodiscard]] static Result<RequestSizes> parse(const Value& value);

    /// The size of what has this key, in bytes, at most 4e9: drawn once for ever from the key itself, so that the same thing keeps its size.
    [[nodiscard]] std::uint32_t sizeOf(RequestClass requestClass, std::uint64_t key) const;
    /// Whether every size is 0.
    [[nodiscard]] bool areZero() const;

    [[nodiscard]] const Distribution& of(RequestClass requestClass) const { return byClass_[static_cast<std::size_t>(requestClass)]; }
    [[nodiscard]] Distribution& of(RequestClass requestClass) { return byClass_[static_cast<std::size_t>(requestClass)]; }
    /// The canonical text or object, which parse() reads back as the same sizes.
    [[nodiscard]] Value value() const;
    bool operator==(const RequestSizes&) const = default;

private:
    std::array<Distribution, requestClassCount> byClass_;
    bool sameForAll_ = true;
};

} // namespace scalelab
