// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/read_value.h"

#include "base/units.h"

#include <cmath>
#include <utility>

namespace scalelab {

namespace {

Error wrong(const Value& value, const ParamDecl& decl, const std::string& expected)
{
    const std::string none = decl.noneAllowed ? " (or \"none\")" : "";
    return {"expected " + expected + none + ", not " + std::string(typeName(value)) + (value.isNull() ? "" : " " + toText(value))};
}

Result<void> checkBounds(double number, const Value& value, const ParamDecl& decl)
{
    if (!std::isfinite(number)) return Error{"must be a finite number, not " + toText(value)};
    const auto shown = [&](double bound) {
        if (decl.quantity == Quantity::Duration) return formatDuration(SimTime::fromSeconds(bound));
        if (decl.quantity == Quantity::Rate) return formatRate(bound);
        if (decl.quantity == Quantity::Bytes) return formatBytes(bound);
        if (decl.quantity == Quantity::Bandwidth) return formatBandwidth(bound);
        if (decl.quantity == Quantity::Money) return formatMoney(bound);
        return numberText(bound);
    };
    if (decl.min && number < *decl.min) return Error{"must be at least " + shown(*decl.min) + ", not " + toText(value)};
    if (decl.max && number > *decl.max) return Error{"must be at most " + shown(*decl.max) + ", not " + toText(value)};
    return {};
}

template <class T>
Result<void> readParsed(T& out, const Value& value, const ParamDecl& decl, const char* example)
{
    if (!value.text()) return wrong(value, decl, std::string(quantityName(decl.quantity)) + " such as \"" + example + "\"");
    auto parsed = T::parse(*value.text());
    if (!parsed) return parsed.error();
    out = std::move(parsed).value();
    return {};
}

Result<double> readQuantity(const Value& value, const ParamDecl& decl)
{
    switch (decl.quantity) {
    case Quantity::Rate:
        if (value.text()) return parseRate(*value.text());
        return wrong(value, decl, "a rate with its unit, such as \"200/s\"");
    case Quantity::Bytes:
        if (value.text()) return parseBytes(*value.text());
        return wrong(value, decl, "a size with its unit, such as \"64GB\"");
    case Quantity::Bandwidth:
        if (value.text()) return parseBandwidth(*value.text());
        return wrong(value, decl, "a bandwidth with its unit, such as \"100Mbit/s\"");
    case Quantity::Money:
        if (value.text()) return parseMoney(*value.text());
        break;
    case Quantity::Share:
        if (value.text()) return parseShare(*value.text());
        break;
    default:
        if (value.text()) return wrong(value, decl, "a number");
    }
    if (const auto number = value.number()) return *number;
    return wrong(value, decl, decl.quantity == Quantity::Share ? "a share such as 0.8 or \"80%\"" : "a number");
}

} // namespace

Result<void> readValue(std::int64_t& out, const Value& value, const ParamDecl& decl)
{
    if (!value.integer()) return wrong(value, decl, "a whole number");
    const auto bounds = checkBounds(static_cast<double>(*value.integer()), value, decl);
    if (bounds) out = *value.integer();
    return bounds;
}

Result<void> readValue(double& out, const Value& value, const ParamDecl& decl)
{
    const auto number = readQuantity(value, decl);
    if (!number) return number.error();
    const auto bounds = checkBounds(*number, value, decl);
    if (bounds) out = *number;
    return bounds;
}

Result<void> readValue(SimTime& out, const Value& value, const ParamDecl& decl)
{
    if (!value.text()) return wrong(value, decl, "a duration with its unit, such as \"5ms\"");
    const auto time = parseDuration(*value.text());
    if (!time) return time.error();
    const auto bounds = checkBounds(time->seconds(), value, decl);
    if (bounds) out = *time;
    return bounds;
}

Result<void> readValue(std::string& out, const Value& value, const ParamDecl& decl)
{
    if (!value.text()) return wrong(value, decl, "text");
    out = *value.text();
    return {};
}

Result<void> readValue(bool& out, const Value& value, const ParamDecl& decl)
{
    if (!value.boolean()) return wrong(value, decl, "true or false");
    out = *value.boolean();
    return {};
}

Result<void> readValue(Capacity& out, const Value& value, const ParamDecl& decl)
{
    if (const std::int64_t* items = value.integer()) {
        const auto bounds = checkBounds(static_cast<double>(*items), value, decl);
        if (bounds) out = {Capacity::Unit::Items, static_cast<std::uint64_t>(*items)};
        return bounds;
    }
    if (!value.text()) return wrong(value, decl, "a number of items, or a size with its unit such as \"64MB\"");
    const auto bytes = parseBytes(*value.text());
    if (!bytes) return bytes.error();
    constexpr double most = 1e15;
    if (!(*bytes >= 1 && *bytes <= most)) return Error{"must be from 1B to " + formatBytes(most) + ", not " + toText(value)};
    out = {Capacity::Unit::Bytes, static_cast<std::uint64_t>(*bytes + 0.5)};
    return {};
}

Result<void> readValue(Distribution& out, const Value& value, const ParamDecl& decl) { return readParsed(out, value, decl, "exp(5ms)"); }
Result<void> readValue(Arrivals& out, const Value& value, const ParamDecl& decl) { return readParsed(out, value, decl, "poisson(200/s)"); }
Result<void> readValue(KeyPopularity& out, const Value& value, const ParamDecl& decl) { return readParsed(out, value, decl, "zipf(1000000, 0.9)"); }

Result<void> readValue(Mix& out, const Value& value, const ParamDecl& decl)
{
    if (!value.object()) return wrong(value, decl, "shares such as { \"read\": 0.9, \"write\": 0.1 }");
    auto mix = Mix::parse(value);
    if (!mix) return mix.error();
    out = *mix;
    return {};
}

Result<void> readValue(Place& out, const Value& value, const ParamDecl& decl)
{
    if (!value.text()) return wrong(value, decl, "a place such as \"Amsterdam\"");
    auto place = parsePlace(*value.text());
    if (!place) return place.error();
    out = std::move(place).value();
    return {};
}

Result<void> readValue(InstanceType& out, const Value& value, const ParamDecl& decl)
{
    if (!value.text()) return wrong(value, decl, "the name of an instance type such as \"m5.large\"");
    const auto type = parseInstanceType(*value.text());
    if (!type) return type.error();
    out = *type;
    return {};
}

Result<void> readValue(std::vector<Place>& out, const Value& value, const ParamDecl& decl)
{
    if (!value.text()) return wrong(value, decl, "places such as \"Frankfurt, Singapore\"");
    auto places = parsePlaces(*value.text());
    if (!places) return places.error();
    out = std::move(places).value();
    return {};
}

Result<void> readValue(RequestSizes& out, const Value& value, const ParamDecl& decl)
{
    if (!value.text() && !value.object()) return wrong(value, decl, "sizes such as \"20kB\" or { \"static\": \"exp(200kB)\" }");
    auto sizes = RequestSizes::parse(value);
    if (!sizes) return sizes.error();
    out = std::move(sizes).value();
    return {};
}

Result<void> readValue(Objectives& out, const Value& value, const ParamDecl& decl)
{
    if (!value.object()) return wrong(value, decl, "objectives such as { \"read\": \"99% within 200ms\" }");
    auto objectives = Objectives::parse(value);
    if (!objectives) return objectives.error();
    out = *objectives;
    return {};
}

Result<std::size_t> readChoice(const Value& value, const ParamDecl& decl)
{
    std::string all;
    for (std::size_t i = 0; i < decl.choices.size(); ++i) {
        if (value.text() && *value.text() == decl.choices[i].id) return i;
        all += (i ? ", " : "") + decl.choices[i].id;
    }
    return wrong(value, decl, "one of " + all);
}

Value writeValue(std::int64_t value, const ParamDecl&) { return Value(value); }

Value writeValue(double value, const ParamDecl& decl)
{
    if (decl.quantity == Quantity::Rate) return Value(formatRate(value));
    if (decl.quantity == Quantity::Bytes) return Value(formatBytes(value));
    if (decl.quantity == Quantity::Bandwidth) return Value(formatBandwidth(value));
    if (decl.quantity == Quantity::Money) return Value(formatMoney(value));
    if (decl.quantity == Quantity::Share) return Value(formatShare(value));
    if (value == static_cast<double>(static_cast<std::int64_t>(value))) return Value(static_cast<std::int64_t>(value));
    return Value(value);
}

Value writeValue(const Capacity& value, const ParamDecl&)
{
    if (value.unit == Capacity::Unit::Bytes) return Value(formatBytes(static_cast<double>(value.amount)));
    return Value(static_cast<std::int64_t>(value.amount));
}

Value writeValue(SimTime value, const ParamDecl&) { return Value(formatDuration(value)); }
Value writeValue(const std::string& value, const ParamDecl&) { return Value(value); }
Value writeValue(bool value, const ParamDecl&) { return Value(value); }
Value writeValue(const Distribution& value, const ParamDecl&) { return Value(value.text()); }
Value writeValue(const Arrivals& value, const ParamDecl&) { return Value(value.text()); }
Value writeValue(const KeyPopularity& value, const ParamDecl&) { return Value(value.text()); }
Value writeValue(const InstanceType& value, const ParamDecl&) { return Value(std::string(value.name)); }
Value writeValue(const Mix& value, const ParamDecl&) { return value.value(); }
Value writeValue(const Place& value, const ParamDecl&) { return Value(value.name); }
Value writeValue(const std::vector<Place>& value, const ParamDecl&) { return Value(placesText(value)); }
Value writeValue(const RequestSizes& value, const ParamDecl&) { return value.value(); }
Value writeValue(const Objectives& value, const ParamDecl&) { return value.value(); }

} // namespace scalelab
