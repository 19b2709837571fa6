// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/parameters.h"

#include "base/arrivals.h"
#include "base/distribution.h"
#include "base/keys.h"
#include "base/units.h"

#include <limits>
#include <string>

namespace scalelab {

namespace {

constexpr Dimension bandwidthDimension{.time = -1, .bytes = 1};

Result<ParameterValue> measured(const Value& value, Result<double> (*parse)(std::string_view), Dimension dimension)
{
    if (const auto number = value.number()) return ParameterValue{*number, dimension};
    const auto number = parse(toText(value));
    if (!number) return number.error();
    return ParameterValue{*number, dimension};
}

Error noSuchPart(std::string_view part) { return {"it has no \"" + std::string(part) + "\""}; }

Result<ParameterValue> ofDistribution(const Value& value, std::string_view part)
{
    const auto distribution = Distribution::parse(toText(value));
    if (!distribution) return distribution.error();
    if (distribution->needsSamples()) return Error{"its samples are in a file, so that it has no mean here"};
    if (part.empty() || part == "mean") return ParameterValue{distribution->mean(), timeDimension};
    if (part == "cv") return ParameterValue{distribution->cv(), plainNumber};
    return noSuchPart(part);
}

Result<ParameterValue> ofArrivals(const Value& value, std::string_view part)
{
    const auto arrivals = Arrivals::parse(toText(value));
    if (!arrivals) return arrivals.error();
    if (!part.empty()) return noSuchPart(part);
    switch (arrivals->process) {
    case Arrivals::Process::Poisson:
    case Arrivals::Process::Constant: return ParameterValue{arrivals->rate, rateDimension};
    case Arrivals::Process::OnOff: return ParameterValue{arrivals->rate * arrivals->on.mean() / (arrivals->on.mean() + arrivals->off.mean()), rateDimension};
    default: return Error{"arrivals of this form have no mean rate; use what was measured, such as requests.offered/s"};
    }
}

Result<ParameterValue> ofKeys(const Value& value, std::string_view part)
{
    const auto keys = KeyPopularity::parse(toText(value));
    if (!keys) return keys.error();
    if (part == "count") return ParameterValue{static_cast<double>(keys->count()), plainNumber};
    if (part == "exponent") return ParameterValue{keys->exponent(), plainNumber};
    return Error{"write .count or .exponent behind it"};
}

Result<ParameterValue> ofQuantity(Quantity quantity, const Value& value)
{
    switch (quantity) {
    case Quantity::Integer:
    case Quantity::Number: return measured(value, parseNumber, plainNumber);
    case Quantity::Duration: return measured(value, parseSeconds, timeDimension);
    case Quantity::Rate: return measured(value, parseRate, rateDimension);
    case Quantity::Share: return measured(value, parseShare, plainNumber);
    case Quantity::Bytes: return measured(value, parseBytes, bytesDimension);
    case Quantity::Capacity: return value.number() ? measured(value, parseNumber, plainNumber) : measured(value, parseBytes, bytesDimension);
    case Quantity::Bandwidth: return measured(value, parseBandwidth, bandwidthDimension);
    case Quantity::Money: return measured(value, parseMoney, moneyDimension);
    default: return Error{"it is no number"};
    }
}

Dimension dimensionWithoutLimit(Quantity quantity)
{
    const auto some = ofQuantity(quantity, Value(1));
    return some ? some->dimension : timeDimension;
}

} // namespace

Result<ParameterValue> parameterValue(const ParamDecl& decl, const Object& params, std::string_view part)
{
    const Value* given = params.find(decl.id);
    if (!given && decl.quantity == Quantity::Integer && decl.noneAllowed && params.find("instance"))
        return Error{"it is left out and may follow the instance type; give it a value in the scene"};
    const Value& value = given ? *given : decl.fallback;
    if (decl.noneAllowed && value.text() && *value.text() == "none") return ParameterValue{std::numeric_limits<double>::infinity(), dimensionWithoutLimit(decl.quantity)};
    if (decl.quantity == Quantity::Distribution) return ofDistribution(value, part);
    if (decl.quantity == Quantity::Arrivals) return ofArrivals(value, part);
    if (decl.quantity == Quantity::Keys) return ofKeys(value, part);
    if (!part.empty()) return noSuchPart(part);
    return ofQuantity(decl.quantity, value);
}

} // namespace scalelab
