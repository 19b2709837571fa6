// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/mix.h"

#include "base/call_text.h"
#include "base/units.h"

#include <cmath>
#include <string>

namespace scalelab {

namespace {

constexpr std::array<std::string_view, requestClassCount> names = {"read", "write", "static", "login", "job", "join"};

Result<double> shareOf(const Value& value)
{
    if (value.text() != nullptr) return parseShare(*value.text());
    if (const auto number = value.number()) return *number;
    return Error{"expected a share such as 0.8 or \"80%\", not " + std::string(typeName(value))};
}

} // namespace

std::string_view className(RequestClass requestClass) { return names[static_cast<std::size_t>(requestClass)]; }

Result<RequestClass> classOf(std::string_view name)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<RequestClass>(i);
    return Error{quoted(name) + " is not a request class; write read, write, static, login, job or join"};
}

Result<Mix> Mix::of(const std::array<double, requestClassCount>& weights)
{
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!(weights[i] >= 0) || !std::isfinite(weights[i]))
            return Error{"the share of " + std::string(names[i]) + " must be a finite number that is not negative"};
        sum += weights[i];
    }
    if (!(sum > 0) || !std::isfinite(sum)) return Error{"the shares must have a finite sum above 0; give at least one class, such as read, a share"};
    Mix mix;
    mix.authored = weights;
    int present = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        mix.shares[i] = weights[i] / sum;
        if (weights[i] == 0) continue;
        ++present;
        mix.last = static_cast<RequestClass>(i);
    }
    double end = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) mix.ends[i] = i < static_cast<std::size_t>(mix.last) ? end += mix.shares[i] : 1;
    mix.single = present == 1;
    return mix;
}

Result<Mix> Mix::parse(const Value& value)
{
    if (value.object() == nullptr) return Error{"expected shares such as { \"read\": 0.9, \"write\": 0.1 }, not " + std::string(typeName(value))};
    std::array<double, requestClassCount> weights{};
    for (const auto& member : value.object()->members) {
        const auto requestClass = classOf(member.name);
        if (!requestClass) return requestClass.error();
        const auto share = shareOf(member.value);
        if (!share) return Error{member.name + ": " + share.error().message};
        weights[static_cast<std::size_t>(*requestClass)] = *share;
    }
    return of(weights);
}

Value Mix::value() const
{
    Object object;
    for (std::size_t i = 0; i < authored.size(); ++i)
        if (authored[i] > 0) object.set(names[i], Value(authored[i]));
    return object;
}

} // namespace scalelab
