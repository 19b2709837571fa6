// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/autoscaling_group/scaling_steps.h"

#include "base/call_text.h"
#include "base/units.h"

#include <algorithm>

namespace scalelab {

namespace {

constexpr std::int64_t mostAtOnce = 1000;

Result<double> parseThreshold(std::string_view text)
{
    if (text.ends_with('%')) return parseShare(text);
    if (text.find('/') != std::string_view::npos) return parseRate(text);
    return parseNumber(text);
}

} // namespace

Result<ScalingSteps::Step> ScalingSteps::parseStep(std::string_view text)
{
    const Error wrong{"expected a threshold and what to do there, such as \"70%: +1\" or \"20: -1\", not " + quoted(text)};
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return wrong;
    const auto threshold = parseThreshold(trimmed(text.substr(0, colon)));
    const std::string_view change = trimmed(text.substr(colon + 1));
    if (!threshold || *threshold < 0 || change.size() < 2 || (change[0] != '+' && change[0] != '-')) return wrong;
    const auto size = parseInteger(change.substr(1), 1, mostAtOnce);
    if (!size) return Error{"a step adds or takes away 1 to " + std::to_string(mostAtOnce) + " instances, not " + quoted(change)};
    return Step{*threshold, change[0] == '+' ? *size : -*size};
}

Result<ScalingSteps> ScalingSteps::parse(std::string_view text)
{
    ScalingSteps steps;
    steps.text_ = text;
    while (true) {
        const auto comma = text.find(',');
        const auto step = parseStep(trimmed(text.substr(0, comma)));
        if (!step) return step.error();
        steps.steps_.push_back(*step);
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
    }
    std::sort(steps.steps_.begin(), steps.steps_.end(), [](const Step& a, const Step& b) { return a.threshold < b.threshold; });
    for (std::size_t i = 1; i < steps.steps_.size(); ++i) {
        const Step& lower = steps.steps_[i - 1];
        const Step& upper = steps.steps_[i];
        if (lower.threshold == upper.threshold) return Error{"two steps have the threshold " + formatNumber(upper.threshold) + "; give each its own"};
        if (lower.change > 0 && upper.change < 0)
            return Error{"at " + formatNumber(upper.threshold) + " instances are taken away, but from " + formatNumber(lower.threshold) + " on they are added; let every step down lie below every step up"};
    }
    return steps;
}

std::int64_t ScalingSteps::adjustment(double metric) const
{
    std::int64_t change = 0;
    for (const Step& step : steps_) {
        if (step.change < 0 && metric <= step.threshold) return step.change;
        if (step.change > 0 && metric >= step.threshold) change = step.change;
    }
    return change;
}

Result<void> readValue(ScalingSteps& out, const Value& value, const ParamDecl&)
{
    const std::string example = "steps such as \"70%: +1, 90%: +3, 30%: -1\"";
    if (!value.text()) return Error{"expected " + example + " (or \"none\"), not " + std::string(typeName(value)) + " " + toText(value)};
    auto steps = ScalingSteps::parse(*value.text());
    if (!steps) return steps.error();
    out = std::move(steps).value();
    return {};
}

Value writeValue(const ScalingSteps& value, const ParamDecl&) { return Value(value.text()); }

} // namespace scalelab
