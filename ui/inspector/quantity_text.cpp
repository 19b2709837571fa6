// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/quantity_text.h"

#include "run/command_json.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>

namespace scalelab {

namespace {

struct Unit {
    double size;
    const char* name;
};

constexpr Unit timeUnits[] = {{1e-9, "ns"}, {1e-6, "µs"}, {1e-3, "ms"}, {1, "s"}};
constexpr Unit byteUnits[] = {{1, "B"}, {1e3, "kB"}, {1e6, "MB"}, {1e9, "GB"}, {1e12, "TB"}};
constexpr Unit bitUnits[] = {{1, "bit/s"}, {1e3, "kbit/s"}, {1e6, "Mbit/s"}, {1e9, "Gbit/s"}};

/// Three significant digits, and all digits left of the point.
QString number(double value)
{
    const double size = std::abs(value);
    const int decimals = size == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return QLocale().toString(value, 'f', value == std::floor(value) && size < 1e15 ? 0 : decimals);
}

template <std::size_t count>
QString scaled(double value, const Unit (&units)[count])
{
    const Unit* unit = &units[0];
    for (const Unit& candidate : units)
        if (std::abs(value) >= candidate.size) unit = &candidate;
    if (value == 0) unit = &units[count == std::size(timeUnits) ? 2 : 0];
    return number(value / unit->size) + QChar::Nbsp + QString::fromUtf8(unit->name);
}

QString tr(const char* text) { return QCoreApplication::translate("QuantityText", text); }

} // namespace

QString quantityText(Quantity quantity, double value)
{
    if (!std::isfinite(value)) return QStringLiteral("–");
    switch (quantity) {
    case Quantity::Duration: return scaled(value, timeUnits);
    case Quantity::Bytes: return scaled(value, byteUnits);
    case Quantity::Rate: return number(value) + QChar::Nbsp + QStringLiteral("/s");
    case Quantity::Bandwidth: return scaled(value * 8, bitUnits);
    case Quantity::Money: return QStringLiteral("$") + (std::abs(value) < 0.01 && value != 0 ? QLocale().toString(value, 'g', 2) : QLocale().toString(value, 'f', 2));
    case Quantity::Share: return QLocale().toString(value * 100, 'f', 1) + QChar::Nbsp + QLocale().percent();
    case Quantity::Integer: return QLocale().toString(value, 'f', 0);
    default: return number(value);
    }
}

QString shareText(double share)
{
    const double missing = 100 * (1 - share);
    if (!(missing > 0 && missing < 1)) return quantityText(Quantity::Share, share);
    const int decimals = std::min(10, 1 - static_cast<int>(std::floor(std::log10(missing))));
    return QLocale().toString(share * 100, 'f', decimals) + QChar::Nbsp + QLocale().percent();
}

QString quantityHint(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Integer: return tr("A whole number.");
    case Quantity::Number: return tr("A number.");
    case Quantity::Duration: return tr("A time with its unit, such as 5ms, 2s or 1min.");
    case Quantity::Rate: return tr("A rate with its unit, such as 200/s.");
    case Quantity::Share: return tr("A share, such as 0.8 or 80%.");
    case Quantity::Bytes: return tr("A size with its unit, such as 64MB.");
    case Quantity::Money: return tr("An amount in dollars, such as $0.10.");
    case Quantity::Bandwidth: return tr("A bandwidth with its unit, such as 100Mbit/s or 12MB/s.");
    case Quantity::Capacity: return tr("A whole number of items, or a size with its unit, such as 64MB.");
    case Quantity::Distribution: return tr("A time such as exp(5ms), const(5ms) or lognormal(5ms, cv=1.5).");
    case Quantity::Arrivals: return tr("Traffic such as poisson(200/s), spike(100/s, 1000/s, at=30s, for=10s) or closed(users=20, think=5s).");
    case Quantity::Keys: return tr("Keys such as zipf(1000000, 0.9), uniform(1000) or hotset(1000, share=10%, traffic=90%).");
    case Quantity::Mix: return tr("Shares such as 0.8 or 80%; only their proportion counts.");
    case Quantity::Place: return tr("A city such as Amsterdam, or a latitude and longitude such as 52.37, 4.89.");
    case Quantity::Places: return tr("Cities or coordinates between commas, such as Frankfurt, Singapore.");
    case Quantity::Sizes: return tr("Sizes such as 20kB, lognormal(20kB, cv=2) or {\"static\": \"exp(200kB)\"}.");
    case Quantity::Objectives: return tr("Objectives by class, such as {\"read\": \"99% within 200ms\"}.");
    default: return {};
    }
}

Value typedValue(Quantity quantity, const QString& text)
{
    const std::string typed = text.trimmed().toStdString();
    if (quantity == Quantity::Sizes || quantity == Quantity::Objectives) return parseSettingValue(typed);
    const bool bare = quantity == Quantity::Integer || quantity == Quantity::Number || quantity == Quantity::Share ||
                      quantity == Quantity::Bytes || quantity == Quantity::Capacity || quantity == Quantity::Bandwidth || quantity == Quantity::Mix || quantity == Quantity::Money;
    if (!bare) return typed;
    const char* end = typed.data() + typed.size();
    std::int64_t whole = 0;
    if (const auto read = std::from_chars(typed.data(), end, whole); read.ec == std::errc() && read.ptr == end)
        return whole;
    double real = 0;
    if (const auto read = std::from_chars(typed.data(), end, real); read.ec == std::errc() && read.ptr == end)
        return real;
    return typed;
}

} // namespace scalelab
