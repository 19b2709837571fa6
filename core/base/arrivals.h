// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace scalelab {

/// How requests arrive: an open stream with a rate, or a closed population of users who think between requests.
struct Arrivals {
    enum class Process { Poisson, Constant, Closed };
    Process process = Process::Poisson;
    double rate = 0;        ///< Requests per second, finite and >= 0; open processes only.
    std::int64_t users = 0; ///< 1 to 10^7; closed process only.
    Distribution think = {}; ///< From an answer to the next request; closed process only.

    /// Reads "poisson(200/s)", "constant(50/s)" or "closed(users=100, think=exp(1s))".
    [[nodiscard]] static Result<Arrivals> parse(std::string_view text);
    /// Canonical text, which parse() reads back as the same process.
    [[nodiscard]] std::string text() const;
    bool operator==(const Arrivals&) const = default;
};

} // namespace scalelab
