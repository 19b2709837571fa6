// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace scalelab {

namespace {

struct Scale {
    double size;
    std::string_view unit;
};

constexpr std::array<Scale, 4> timeScales = {{{1, "s"}, {1e-3, "ms"}, {1e-6, "us"}, {1e-9, "ns"}}};
constexpr std::array<Scale, 5> byteScales = {{{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}, {1, "B"}}};

std::string digits(double value) { return std::abs(value) >= 1e4 && std::abs(value) < 1e15 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value); }

std::string scaled(double value, std::span<const Scale> scales)
{
    for (const Scale& scale : scales)
        if (std::abs(value) >= scale.size) return digits(value / scale.size) + std::string(scale.unit);
    const Scale& smallest = value == 0 ? *std::ranges::find(scales, 1.0, &Scale::size) : scales.back();
    return digits(value / smallest.size) + std::string(smallest.unit);
}

std::string intervalText(const Interval& interval, const Dimension& dimension)
{
    if (std::isnan(interval.mean)) return "no value";
    const std::string mean = measureText(interval.mean, dimension);
    return interval.halfWidth == 0 || !std::isfinite(interval.mean) ? mean : mean + " ± " + measureText(interval.halfWidth, dimension);
}

std::string rightText(const Comparison& comparison, const Judgement& judgement, const Dimension& dimension)
{
    const std::string right = std::string(relationText(comparison.relation)) + " " + intervalText(judgement.right, dimension);
    if (comparison.relation == Relation::Within) return right + " within " + comparison.within.text;
    if (comparison.relation == Relation::Between) return right + " and " + intervalText(judgement.upper, dimension);
    return right;
}

std::string resultText(const Claim& claim, const Judgement& judgement)
{
    const std::string why = judgement.why.empty() ? "" : ": " + judgement.why;
    if (!claim.mustFail) return (judgement.verdict == Verdict::Failed ? "FAILED" : std::string(verdictText(judgement.verdict))) + why;
    if (judgement.verdict == Verdict::Failed) return "failed, as it must";
    return (judgement.verdict == Verdict::Passed ? "PASSED, BUT MUST FAIL" : "UNDECIDED, BUT MUST FAIL") + why;
}

using Row = std::array<std::string, 5>;

std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Row rowOf(const Plan& plan, const Claim& claim, const Judgement& judgement)
{
    const Expectation& expectation = plan.expectations[claim.expectation];
    const Variant& variant = plan.variants[claim.variant];
    const std::string member = variant.member.empty() ? "" : " (" + variant.member + ")";
    const std::string what = claim.mustFail ? fmt::format("  {}: fails without its mechanism ({})", expectation.id, variant.name())
                                            : fmt::format("{}: {}{}", expectation.id, expectation.that, member);
    return {what, intervalText(judgement.left, claim.dimension), rightText(expectation.comparison, judgement, claim.dimension), std::to_string(judgement.runs),
            resultText(claim, judgement)};
}

std::string lineOf(const Row& row, const std::array<std::size_t, 5>& widths)
{
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string padding(widths[i] - width(row[i]), ' ');
        const bool rightAligned = i == 3;
        line += " " + (rightAligned ? padding + row[i] : i + 1 < row.size() ? row[i] + padding : row[i]) + " ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

/// A number that JSON can hold.
Value finite(double number) { return std::isfinite(number) ? Value(number) : Value(); }

Value intervalValue(const Interval& interval)
{
    Object object;
    object.set("mean", finite(interval.mean));
    object.set("low", finite(interval.low()));
    object.set("high", finite(interval.high()));
    return object;
}

Value claimValue(const Plan& plan, const Claim& claim, const Judgement& judgement)
{
    const Expectation& expectation = plan.expectations[claim.expectation];
    Object object;
    object.set("id", expectation.id);
    object.set("that", expectation.that);
    object.set("expect", expectation.text);
    object.set("over", spanText(expectation.over));
    object.set("variant", plan.variants[claim.variant].id);
    if (const std::string& member = plan.variants[claim.variant].member; !member.empty()) object.set("member", member);
    object.set("must_fail", claim.mustFail);
    object.set("verdict", verdictText(judgement.verdict));
    if (!judgement.why.empty()) object.set("why", judgement.why);
    object.set("as_expected", isAsExpected(claim, judgement));
    object.set("runs", static_cast<std::int64_t>(judgement.runs));
    object.set("confidence", expectation.confidence);
    object.set("left", intervalValue(judgement.left));
    object.set("right", intervalValue(judgement.right));
    if (expectation.comparison.relation == Relation::Between) object.set("upper", intervalValue(judgement.upper));
    object.set("difference", intervalValue(judgement.difference));
    return object;
}

} // namespace

std::string measureText(double value, const Dimension& dimension)
{
    if (!std::isfinite(value)) return std::isnan(value) ? "no value" : value > 0 ? "without limit" : "below any limit";
    if (dimension == timeDimension) return scaled(value, timeScales);
    if (dimension == rateDimension) return digits(value) + "/s";
    if (dimension == bytesDimension) return scaled(value, byteScales);
    if (dimension == moneyDimension) return "$" + digits(value);
    return digits(value);
}

std::string verificationTable(std::string_view heading, const Plan& plan, const std::vector<Judgement>& judgements)
{
    std::vector<Row> rows = {{"expected", "measured", "compared with", "runs", "result"}};
    for (std::size_t i = 0; i < judgements.size(); ++i) rows.push_back(rowOf(plan, plan.claims[i], judgements[i]));
    std::array<std::size_t, 5> widths{};
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    std::string table = std::string(heading) + "\n";
    for (const Row& row : rows) table += lineOf(row, widths);
    return table;
}

Value verificationValue(const Plan& plan, const std::vector<Judgement>& judgements)
{
    List claims;
    for (std::size_t i = 0; i < judgements.size(); ++i) claims.push_back(claimValue(plan, plan.claims[i], judgements[i]));
    return claims;
}

} // namespace scalelab
