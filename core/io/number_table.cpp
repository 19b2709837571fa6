// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/number_table.h"

#include "base/units.h"
#include "io/text_lines.h"

#include <utility>

namespace scalelab {

namespace {

/// Lines of data but for the first one, if that holds headings.
template <class Read>
Result<void> readTable(std::string_view text, Read read)
{
    bool first = true;
    return readLines(text, [&](std::string_view line) -> Result<void> {
        const bool headings = std::exchange(first, false) && std::string_view("0123456789.-").find(line.front()) == std::string_view::npos;
        return headings ? Result<void>() : read(line);
    });
}

/// A bare number, or one with a unit that `parse` understands; not negative.
Result<double> quantity(std::string_view text, Result<double> (*parse)(std::string_view))
{
    const auto bare = parseNumber(text);
    auto number = bare ? bare : parse(text);
    if (number && *number < 0) return Error{quoted(trimmed(text)) + " is negative"};
    return number;
}

} // namespace

Result<std::vector<double>> parseSamples(std::string_view text, Distribution::Unit unit)
{
    std::vector<double> samples;
    const auto read = readTable(text, [&](std::string_view line) -> Result<void> {
        const auto sample = quantity(line, unit == Distribution::Unit::Bytes ? parseBytes : parseSeconds);
        if (!sample) return sample.error();
        samples.push_back(*sample);
        return {};
    });
    if (!read) return read.error();
    if (samples.empty()) return Error{"it holds no samples, only headings"};
    return samples;
}

Result<RateCurve> parseRateTable(std::string_view text)
{
    constexpr double longest = 9e9; // [s], near the end of time
    std::vector<RateCurve::Piece> pieces;
    const auto read = readTable(text, [&](std::string_view line) -> Result<void> {
        const auto comma = line.find(',');
        if (comma == std::string_view::npos) return Error{"expected a time and a rate with a comma between, such as 60, 200"};
        const auto time = quantity(line.substr(0, comma), parseSeconds);
        if (!time) return time.error();
        const auto rate = quantity(line.substr(comma + 1), parseRate);
        if (!rate) return rate.error();
        if (*time > longest) return Error{"the time is longer than 285 years"};
        const SimTime begin = SimTime::fromSeconds(*time);
        if (!pieces.empty() && begin <= pieces.back().begin) return Error{"its time is not later than the one before it"};
        pieces.push_back({begin, *rate, 0});
        return {};
    });
    if (!read) return read.error();
    if (pieces.empty()) return Error{"it holds no rows, only headings"};
    return RateCurve::of(std::move(pieces));
}

} // namespace scalelab
