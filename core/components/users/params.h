// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/arrivals.h"
#include "base/keys.h"
#include "base/mix.h"
#include "base/objectives.h"
#include "base/request_sizes.h"
#include "schema/builder.h"

#include <cstdint>
#include <optional>
#include <string>

namespace scalelab {

enum class SessionLength { Geometric, Constant };

struct UsersParams {
    Arrivals arrivals = {.process = Arrivals::Process::Poisson, .rate = 10};
    Mix mix;
    KeyPopularity keys;
    RequestSizes size;
    std::optional<std::int64_t> population;
    double sessionRequests = 1;
    SessionLength sessionLength = SessionLength::Geometric;
    Distribution think;
    bool login = false;
    std::optional<SimTime> timeout;
    std::optional<SimTime> deadline;
    std::int64_t retries = 0;
    SimTime backoff{100'000'000};
    double jitter = 0;
    std::optional<double> retryBudget;
    bool fallback = false;
    Objectives objectives;
    double scale = 1;
};

/// Declares ports, parameters and measures of the users.
void declareUsers(DeclBuilder<UsersParams>& kind);

} // namespace scalelab
