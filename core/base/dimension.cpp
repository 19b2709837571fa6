// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/dimension.h"

namespace scalelab {

namespace {

void append(std::string& text, const char* unit, int power)
{
    if (power == 0) return;
    if (!text.empty()) text += " times ";
    text += unit;
    if (power != 1) text += "^" + std::to_string(power);
}

} // namespace

Dimension Dimension::operator*(const Dimension& other) const
{
    return {static_cast<std::int8_t>(time + other.time), static_cast<std::int8_t>(bytes + other.bytes), static_cast<std::int8_t>(dollars + other.dollars)};
}

Dimension Dimension::operator/(const Dimension& other) const
{
    return {static_cast<std::int8_t>(time - other.time), static_cast<std::int8_t>(bytes - other.bytes), static_cast<std::int8_t>(dollars - other.dollars)};
}

std::string dimensionName(const Dimension& dimension)
{
    if (dimension == plainNumber) return "a number";
    if (dimension == timeDimension) return "a time";
    if (dimension == rateDimension) return "a rate";
    if (dimension == bytesDimension) return "a size in bytes";
    if (dimension == moneyDimension) return "an amount of money";
    std::string text;
    append(text, "bytes", dimension.bytes);
    append(text, "dollars", dimension.dollars);
    append(text, "seconds", dimension.time);
    return text;
}

} // namespace scalelab
