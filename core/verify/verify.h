// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/claims.h"
#include "verify/judging.h"
#include "verify/replications.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace scalelab {

/// Seeds from the first to the last.
struct SeedRange {
    std::uint64_t from = 0, to = 0;
};

struct VerifyOptions {
    std::optional<SeedRange> seeds = {}; ///< Exactly these; else the scene's and those that follow it, in rounds, until every side is known precisely enough.
    unsigned threads = 1;
    std::stop_token stop = {}; ///< Asks to give up, which takes no longer than the runs that have begun.
};

/// Runs a plan without errors and judges its claims, in their order. Errors: a run failed, or it was stopped.
[[nodiscard]] Result<std::vector<Judgement>> verify(const Plan& plan, const VerifyOptions& options, const StartRun& start);

/// Whether a claim came out as it should: passed, or failed where it must fail.
[[nodiscard]] bool isAsExpected(const Claim& claim, const Judgement& judgement);

/// Whether something is expected, and all of it came out as it should.
[[nodiscard]] bool isVerified(const Plan& plan, const std::vector<Judgement>& judgements);

} // namespace scalelab
