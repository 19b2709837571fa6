// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"

#include "base/call_text.h"
#include "base/random.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

namespace scalelab {

namespace {

struct Unit {
    std::string_view name;
    double times = 1;   ///< Base units in one of it ...
    double divided = 1; ///< ... divided by this; one of the two is 1, so that reading rounds only once.

    [[nodiscard]] double toBase(double number) const { return number * times / divided; }
    [[nodiscard]] double fromBase(double base) const { return base / times * divided; }
};

/// How a kind of quantity is written.
struct Form {
    std::string_view what;
    std::string_view example;
    std::span<const Unit> units;
};

constexpr std::array<Unit, 7> durationUnits = {{{"ns"}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}, {"h", 3600e9}, {"d", 86400e9}}};
constexpr std::array<Unit, 4> rateUnits = {{{"/s"}, {"/min", 1, 60}, {"/h", 1, 3600}, {"/day", 1, 86400}}};
constexpr std::array<Unit, 9> byteUnits = {{{"B"}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12},
                                            {"KiB", 0x1p10}, {"MiB", 0x1p20}, {"GiB", 0x1p30}, {"TiB", 0x1p40}}};
constexpr std::array<Unit, 8> bandwidthUnits = {{{"bit/s", 1, 8}, {"kbit/s", 125}, {"Mbit/s", 125e3}, {"Gbit/s", 125e6}, {"B/s"}, {"kB/s", 1e3}, {"MB/s", 1e6}, {"GB/s", 1e9}}};
constexpr std::array<Unit, 1> shareUnits = {{{"%", 1, 100}}};
constexpr Form durationForm = {"a duration", "5ms", durationUnits};
constexpr Form rateForm = {"a rate", "200/s", rateUnits};
constexpr Form byteForm = {"a size", "64GB", byteUnits};
constexpr Form bandwidthForm = {"a bandwidth", "100Mbit/s", bandwidthUnits};
constexpr Form shareForm = {"a share", "80% or 0.8", shareUnits};
constexpr Form numberForm = {"a number", "0.9", {}};

constexpr std::uint64_t longestNs = 9'200'000'000'000'000'000;

Error wrong(std::string_view text, std::string_view problem, const Form& form)
{
    std::string message = text.empty() ? std::string("the text") : quoted(text);
    message.append(" ").append(problem).append("; write ").append(form.what);
    for (std::size_t i = 0; i < form.units.size() && form.units.size() > 1; ++i)
        message.append(i == 0 ? " with one of the units " : ", ").append(form.units[i].name);
    return {message.append(", such as ").append(form.example)};
}

/// A number and what follows it.
struct Measured {
    double number = 0;
    std::string_view digits;
    std::string_view unit;
};

Result<Measured> split(std::string_view text, const Form& form)
{
    const std::string_view whole = trimmed(text);
    if (whole.empty()) return wrong(whole, "is empty", form);
    const char first = whole[0] == '-' && whole.size() > 1 ? whole[1] : whole[0];
    if (first != '.' && (first < '0' || first > '9')) return wrong(whole, "does not begin with a number", form);
    Measured measured;
    const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), measured.number);
    if (error == std::errc::invalid_argument) return wrong(whole, "does not begin with a number", form);
    if (error == std::errc::result_out_of_range) return wrong(whole, "is out of range", form);
    measured.digits = whole.substr(0, static_cast<std::size_t>(end - whole.data()));
    measured.unit = trimmed(whole.substr(measured.digits.size()));
    return measured;
}

Error unitProblem(std::string_view text, std::string_view unit, const Form& form)
{
    if (unit.empty()) return wrong(trimmed(text), "has no unit", form);
    return wrong(trimmed(text), std::string("has the unknown unit ") + quoted(unit), form);
}

const Unit* findUnit(std::string_view name, const Form& form)
{
    const auto it = std::find_if(form.units.begin(), form.units.end(), [&](const Unit& unit) { return unit.name == name; });
    return it == form.units.end() ? nullptr : &*it;
}

Result<double> parseMeasured(std::string_view text, const Form& form, bool unitNeeded)
{
    const auto measured = split(text, form);
    if (!measured) return measured.error();
    if (measured->unit.empty() && (!unitNeeded || measured->number == 0)) return measured->number;
    const Unit* unit = findUnit(measured->unit, form);
    if (unit == nullptr) return unitProblem(text, measured->unit, form);
    const double value = unit->toBase(measured->number);
    if (!std::isfinite(value)) return wrong(trimmed(text), "is out of range", form);
    return value;
}

std::optional<std::uint64_t> wholeNumber(std::string_view digits)
{
    if (digits.empty()) return 0;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// digits * nsPerUnit without going through a double, rounded half up; nothing if beyond `longestNs`.
std::optional<std::uint64_t> exactNs(std::string_view digits, std::uint64_t nsPerUnit)
{
    constexpr std::size_t fractionDigits = 18;
    const auto point = digits.find('.');
    const auto whole = wholeNumber(digits.substr(0, point));
    const auto fractionText = point == std::string_view::npos ? std::string_view() : digits.substr(point + 1, fractionDigits);
    const auto fraction = wholeNumber(fractionText);
    if (!whole || !fraction) return std::nullopt;
    std::uint64_t denominator = 1;
    for (std::size_t i = 0; i < fractionText.size(); ++i) denominator *= 10;
    const Uint128 rest = (static_cast<Uint128>(*fraction) * nsPerUnit + denominator / 2) / denominator;
    const Uint128 total = static_cast<Uint128>(*whole) * nsPerUnit + rest;
    if (total > longestNs) return std::nullopt;
    return static_cast<std::uint64_t>(total);
}

/// The same for digits with an exponent, to the precision of a double.
std::optional<std::uint64_t> nearestNs(double number, const Unit& unit)
{
    const double ns = unit.toBase(number);
    if (!(ns < static_cast<double>(longestNs))) return std::nullopt;
    return static_cast<std::uint64_t>(ns + 0.5);
}

/// `number` rounded to 15 significant digits.
double roundedToFifteenDigits(double number)
{
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::general, 15).ptr;
    std::from_chars(buffer.data(), end, number);
    return number;
}

/// `base` in `unit` as text that reads back exactly; nothing if no short number does.
std::optional<std::string> textIn(const Unit& unit, double base)
{
    const double number = unit.fromBase(base);
    for (const double candidate : {roundedToFifteenDigits(number), number})
        if (unit.toBase(candidate) == base) return formatNumber(candidate) + std::string(unit.name);
    return std::nullopt;
}

/// The text in the largest of `units` of which there is at least one; the first unit serves where none fits.
std::string textInLargest(std::span<const Unit> units, double base)
{
    for (std::size_t i = units.size(); i-- > 1;) {
        if (std::abs(base) < units[i].toBase(1)) continue;
        if (auto text = textIn(units[i], base)) return *text;
    }
    return formatNumber(units[0].fromBase(base)) + std::string(units[0].name);
}

} // namespace

Result<SimTime> parseDuration(std::string_view text)
{
    const auto measured = split(text, durationForm);
    if (!measured) return measured.error();
    if (measured->unit.empty() && measured->number == 0) return SimTime{0};
    const Unit* unit = findUnit(measured->unit, durationForm);
    if (unit == nullptr) return unitProblem(text, measured->unit, durationForm);
    const bool negative = measured->digits.front() == '-';
    const bool hasExponent = measured->digits.find_first_of("eE") != std::string_view::npos;
    const auto ns = hasExponent ? nearestNs(std::abs(measured->number), *unit)
                                : exactNs(measured->digits.substr(negative ? 1 : 0), static_cast<std::uint64_t>(unit->times));
    if (!ns) return wrong(trimmed(text), "is longer than 292 years", durationForm);
    return SimTime{negative ? -static_cast<std::int64_t>(*ns) : static_cast<std::int64_t>(*ns)};
}

Result<double> parseSeconds(std::string_view text)
{
    const auto time = parseDuration(text);
    if (!time) return time.error();
    const auto measured = split(text, durationForm);
    return measured->unit == "s" ? measured->number : time->seconds();
}

Result<double> parseRate(std::string_view text) { return parseMeasured(text, rateForm, true); }
Result<double> parseBytes(std::string_view text) { return parseMeasured(text, byteForm, true); }
Result<double> parseBandwidth(std::string_view text) { return parseMeasured(text, bandwidthForm, true); }

Result<double> parseMoney(std::string_view text)
{
    std::string_view number = trimmed(text);
    if (number.starts_with('$')) number.remove_prefix(1);
    const auto dollars = parseNumber(number);
    if (!dollars) return Error{quoted(trimmed(text)) + " is not an amount of money such as \"$0.09\""};
    return *dollars;
}

Result<double> parseShare(std::string_view text) { return parseMeasured(text, shareForm, false); }

Result<double> parseNumber(std::string_view text)
{
    const auto measured = split(text, numberForm);
    if (!measured) return measured.error();
    if (!measured->unit.empty()) return wrong(trimmed(text), "is not just a number", numberForm);
    return measured->number;
}

Result<std::int64_t> parseInteger(std::string_view text, std::int64_t low, std::int64_t high)
{
    const auto number = parseNumber(text);
    const bool fits = number && *number >= static_cast<double>(low) && *number <= static_cast<double>(high) && std::floor(*number) == *number;
    if (fits) return static_cast<std::int64_t>(*number);
    return Error{quoted(trimmed(text)) + " is not a whole number from " + std::to_string(low) + " to " + std::to_string(high)};
}

std::string formatNumber(double number)
{
    std::array<char, 64> buffer{};
    const double size = std::abs(number);
    const auto format = size == 0 || (size >= 1e-6 && size < 1e15) ? std::chars_format::fixed : std::chars_format::general;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number + 0.0, format).ptr;
    return {buffer.data(), end};
}

std::string formatDuration(SimTime time)
{
    if (time.ns == 0) return "0s";
    const auto ns = time.ns < 0 ? 0 - static_cast<std::uint64_t>(time.ns) : static_cast<std::uint64_t>(time.ns);
    const std::string sign = time.ns < 0 ? "-" : "";
    for (std::size_t i = durationUnits.size(); i-- > 0;) {
        const Unit& unit = durationUnits[i];
        const auto size = static_cast<std::uint64_t>(unit.times);
        const bool decimal = unit.times <= 1e9; // a fraction of a minute, an hour or a day does not read well
        if (ns < size || (!decimal && ns % size != 0)) continue;
        std::string text = sign + std::to_string(ns / size);
        if (ns % size != 0) {
            const std::string fraction = std::to_string(size + ns % size).substr(1);
            text.append(".").append(fraction, 0, fraction.find_last_not_of('0') + 1);
        }
        return text + std::string(unit.name);
    }
    return "0s";
}

std::string formatSeconds(double seconds)
{
    const SimTime time = SimTime::fromSeconds(seconds);
    return time.seconds() == seconds && time != SimTime::never() ? formatDuration(time) : formatNumber(seconds) + "s";
}

std::string formatRate(double perSecond)
{
    constexpr std::size_t shortEnough = 4; // "0.25"
    const std::string number = formatNumber(perSecond);
    std::string best = number + "/s";
    if (std::abs(perSecond) >= 1 || number.size() <= shortEnough) return best;
    std::size_t least = number.size();
    for (const Unit& unit : rateUnits) {
        const auto text = textIn(unit, perSecond);
        if (!text || text->size() - unit.name.size() >= least) continue;
        best = *text;
        least = text->size() - unit.name.size();
    }
    return best;
}

std::string formatBytes(double bytes)
{
    const std::array<Unit, 5> binaryUnits = {byteUnits[0], byteUnits[5], byteUnits[6], byteUnits[7], byteUnits[8]};
    const std::string decimal = textInLargest(std::span(byteUnits).first(5), bytes);
    const std::string binary = textInLargest(binaryUnits, bytes);
    return binary.size() < decimal.size() ? binary : decimal;
}

std::string formatBandwidth(double bytesPerSecond) { return textInLargest(std::span(bandwidthUnits).first(4), bytesPerSecond); }

std::string formatMoney(double dollars) { return "$" + formatNumber(dollars); }

std::string formatShare(double share)
{
    const auto percent = textIn(shareUnits[0], share);
    return percent ? *percent : formatNumber(share);
}

} // namespace scalelab
