// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/intervals.h"
#include "verify/expression.h"

#include <cstddef>
#include <string>
#include <vector>

namespace scalelab {

/// What the two sides of a comparison (and of "between" the upper bound) came to in each run; NaN where there was no value.
struct Observations {
    std::vector<double> left, right, upper;
};

enum class Verdict { Passed, Failed, Undecided };

/// How a comparison came out over all runs.
struct Judgement {
    Verdict verdict = Verdict::Undecided;
    std::string why = {}; ///< Why it is undecided.
    Interval left = {}, right = {}, upper = {}, difference = {};
    std::size_t runs = 0;
    bool lacksValues = false; ///< There was no value in some runs.
};

/// Interval for the mean, without width if all observations are equal.
[[nodiscard]] Interval intervalOf(const std::vector<double>& observations, double confidence);

/// Judges by the interval of the mean difference of the two sides, run by run; "=" alone by every single run.
[[nodiscard]] Judgement judge(const Comparison& comparison, const Observations& observations, double confidence);

/// Whether more runs would tell no more: the mean of each side is known to within this share of it, or a value is missing.
[[nodiscard]] bool isSettled(const Judgement& judgement, double precision);

/// "passed", "failed", "undecided".
[[nodiscard]] std::string_view verdictText(Verdict verdict);

} // namespace scalelab
