// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/objectives.h"

#include "base/call_text.h"
#include "base/units.h"

#include <string>
#include <string_view>

namespace scalelab {

namespace {

constexpr std::string_view between = " within ";

Result<Objective> parseObjective(const Value& value)
{
    const auto wrong = [](const std::string& problem) { return Error{problem + "; write a share and a time, such as \"99% within 200ms\""}; };
    if (value.text() == nullptr) return wrong("expected an objective, not " + std::string(typeName(value)));
    const std::string_view text = *value.text();
    const auto split = text.find(between);
    if (split == std::string_view::npos) return wrong(quoted(text) + " does not say within which time");
    const auto share = parseShare(text.substr(0, split));
    if (!share) return share.error();
    if (!(*share > 0 && *share <= 1)) return wrong("the share in " + quoted(text) + " must be above 0 and at most 100%");
    const auto time = parseDuration(text.substr(split + between.size()));
    if (!time) return time.error();
    if (time->ns <= 0) return wrong("the time in " + quoted(text) + " must be longer than 0");
    return Objective{*share, *time};
}

} // namespace

Result<Objectives> Objectives::parse(const Value& value)
{
    if (value.object() == nullptr) return Error{"expected objectives such as { \"read\": \"99% within 200ms\" }, not " + std::string(typeName(value))};
    Objectives objectives;
    for (const Member& member : value.object()->members) {
        const auto requestClass = classOf(member.name);
        if (!requestClass) return requestClass.error();
        const auto objective = parseObjective(member.value);
        if (!objective) return Error{member.name + ": " + objective.error().message};
        objectives.byClass[static_cast<std::size_t>(*requestClass)] = *objective;
    }
    return objectives;
}

Value Objectives::value() const
{
    Object object;
    for (std::size_t i = 0; i < requestClassCount; ++i)
        if (byClass[i]) object.set(className(static_cast<RequestClass>(i)), Value(formatShare(byClass[i]->share) + std::string(between) + formatDuration(byClass[i]->within)));
    return object;
}

} // namespace scalelab
