// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "base/rate_curve.h"
#include "base/result.h"
#include "base/traffic_log.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// How requests arrive: an open stream, whose rate may change with the time since its start, the replay of a log, or a closed population of users who
/// think between requests. A value; copies share curves and logs.
struct Arrivals {
    enum class Process { Poisson, Constant, Closed, OnOff, Daily, Ramp, Spike, Steps, Trace };
    Process process = Process::Poisson;
    double rate = 0;        ///< Requests per second, finite and >= 0; of Poisson, Constant, and OnOff while it is on.
    std::int64_t users = 0; ///< 1 to 10^7; closed process only.
    Distribution think = {}; ///< From an answer to the next request; closed process only.
    Distribution on = {}, off = {};       ///< Lengths of the phases; OnOff only.
    std::vector<double> rates = {};       ///< As written; Daily, Ramp, Spike and Steps only.
    std::vector<SimTime> times = {};      ///< The same.
    RateCurve curve = {};                 ///< Derived from both; of a trace of rates what its file says.
    std::string file = {};                ///< Trace only.
    std::shared_ptr<const TrafficLog> log = {}; ///< What a log says, once attached.

    /// Reads "poisson(200/s)", "closed(users=100, think=exp(1s))" and the other forms of scene files.
    [[nodiscard]] static Result<Arrivals> parse(std::string_view text);
    /// Canonical text, which parse() reads back as the same process.
    [[nodiscard]] std::string text() const;
    /// Whether this is a trace whose file has not been attached.
    [[nodiscard]] bool needsFile() const { return process == Process::Trace && !log && curve == RateCurve(); }
    /// Same form, same parameters and the same attached data.
    bool operator==(const Arrivals& other) const;
};

} // namespace scalelab
