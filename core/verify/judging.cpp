// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/judging.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

/// Results of equal computations differ by no more than this share.
constexpr double rounding = 1e-9;

std::vector<double> differences(const std::vector<double>& left, const std::vector<double>& right)
{
    std::vector<double> result;
    for (std::size_t i = 0; i < left.size(); ++i) result.push_back(left[i] == right[i] ? 0 : left[i] - right[i]);
    return result;
}

bool hasMissing(const std::vector<double>& values)
{
    return std::ranges::any_of(values, [](double value) { return std::isnan(value); });
}

bool isUnbounded(const std::vector<double>& values)
{
    return std::ranges::any_of(values, [](double value) { return std::isinf(value); });
}

Verdict verdictOf(bool passed, bool failed) { return passed ? Verdict::Passed : failed ? Verdict::Failed : Verdict::Undecided; }

/// Whether the difference is below 0, or at most 0.
Verdict judgeBelow(const Interval& difference, bool orEqual)
{
    if (orEqual) return verdictOf(difference.high() <= 0, difference.low() > 0);
    return verdictOf(difference.high() < 0, difference.low() >= 0);
}

Interval mirrored(Interval interval)
{
    interval.mean = -interval.mean;
    return interval;
}

Verdict judgeWithin(const Interval& difference, double bound)
{
    return verdictOf(difference.high() <= bound && difference.low() >= -bound, difference.low() > bound || difference.high() < -bound);
}

bool differ(double a, double b) { return a != b && (std::isinf(a) || std::isinf(b) || std::abs(a - b) > rounding * std::max(std::abs(a), std::abs(b))); }

/// Failed as soon as one run differs, even if others have no value.
Verdict judgeEqual(const Observations& runs)
{
    bool missing = runs.left.empty();
    for (std::size_t i = 0; i < runs.left.size(); ++i) {
        const bool valued = !std::isnan(runs.left[i]) && !std::isnan(runs.right[i]);
        if (valued && differ(runs.left[i], runs.right[i])) return Verdict::Failed;
        missing |= !valued;
    }
    return missing ? Verdict::Undecided : Verdict::Passed;
}

Verdict both(Verdict a, Verdict b)
{
    if (a == Verdict::Failed || b == Verdict::Failed) return Verdict::Failed;
    return a == Verdict::Passed && b == Verdict::Passed ? Verdict::Passed : Verdict::Undecided;
}

Verdict judgeByInterval(const Comparison& comparison, const Judgement& judgement, const Interval& fromUpper)
{
    const Interval& difference = judgement.difference;
    switch (comparison.relation) {
    case Relation::Less: return judgeBelow(difference, false);
    case Relation::LessOrEqual: return judgeBelow(difference, true);
    case Relation::Greater: return judgeBelow(mirrored(difference), false);
    case Relation::GreaterOrEqual: return judgeBelow(mirrored(difference), true);
    case Relation::Between: return both(judgeBelow(mirrored(difference), true), judgeBelow(fromUpper, true));
    case Relation::Within: break;
    case Relation::Equal: return Verdict::Undecided;
    }
    const double amount = comparison.within.amount;
    return judgeWithin(difference, comparison.within.isShare ? amount * std::abs(judgement.right.mean) : amount);
}

bool isPrecise(const Interval& side, double precision)
{
    return side.halfWidth == 0 || side.halfWidth <= precision * std::abs(side.mean);
}

} // namespace

Interval intervalOf(const std::vector<double>& observations, double confidence)
{
    const bool same = !observations.empty() && std::ranges::all_of(observations, [&](double value) { return value == observations.front(); });
    return same && observations.size() > 1 ? Interval{observations.front(), 0, observations.size()} : meanInterval(observations, confidence);
}

Judgement judge(const Comparison& comparison, const Observations& observations, double confidence)
{
    Judgement judgement;
    judgement.runs = observations.left.size();
    judgement.left = intervalOf(observations.left, confidence);
    judgement.right = intervalOf(observations.right, confidence);
    judgement.upper = intervalOf(observations.upper, confidence);
    const std::vector<double> apart = differences(observations.left, observations.right);
    const std::vector<double> fromUpper = comparison.relation == Relation::Between ? differences(observations.left, observations.upper) : std::vector<double>();
    judgement.difference = intervalOf(apart, confidence);
    judgement.lacksValues = hasMissing(apart) || hasMissing(fromUpper);
    if (comparison.relation == Relation::Equal) {
        judgement.verdict = judgeEqual(observations);
        if (judgement.verdict == Verdict::Undecided) judgement.why = "no value in some runs";
    } else if (judgement.lacksValues || judgement.runs < 2) {
        judgement.why = judgement.runs < 2 ? "fewer than two runs" : "no value in some runs";
    } else if ((isUnbounded(apart) && judgement.difference.halfWidth != 0) || (isUnbounded(fromUpper) && intervalOf(fromUpper, confidence).halfWidth != 0)) {
        judgement.why = "infinite in some runs";
    } else {
        judgement.verdict = judgeByInterval(comparison, judgement, intervalOf(fromUpper, confidence));
        if (judgement.verdict == Verdict::Undecided) judgement.why = "the interval is too wide to tell";
    }
    return judgement;
}

bool isSettled(const Judgement& judgement, double precision)
{
    if (judgement.lacksValues) return true;
    return isPrecise(judgement.left, precision) && isPrecise(judgement.right, precision) && (judgement.upper.count == 0 || isPrecise(judgement.upper, precision));
}

std::string_view verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Passed: return "passed";
    case Verdict::Failed: return "failed";
    default: return "undecided";
    }
}

} // namespace scalelab
