// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/places.h"

#include "base/call_text.h"
#include "base/data_table.h"
#include "base/embedded.h"
#include "base/portable_trigonometry.h"
#include "base/suggestion.h"
#include "base/units.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

namespace scalelab {

namespace {

constexpr double earthRadius = 6'371'008.8;             // [m]
constexpr double speedInFibre = 299'792'458.0 * 2 / 3; // [m/s]

bool sameLetters(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// The point on the sphere of radius 1.
std::array<double, 3> direction(const Place& place)
{
    constexpr double degree = std::numbers::pi / 180;
    const double latitude = place.latitude * degree, longitude = place.longitude * degree;
    const double outward = portableCos(latitude);
    return {outward * portableCos(longitude), outward * portableSin(longitude), portableSin(latitude)};
}

Result<double> degrees(std::string_view text, double most, const char* what)
{
    const auto number = parseNumber(text);
    if (number && *number >= -most && *number <= most) return number;
    return Error{"the " + std::string(what) + " must be a number of degrees from -" + formatNumber(most) + " to " + formatNumber(most) + ", not " + quoted(text)};
}

Result<Place> placeAt(std::string_view latitude, std::string_view longitude)
{
    const auto north = degrees(latitude, 90, "latitude");
    if (!north) return north.error();
    const auto east = degrees(longitude, 180, "longitude");
    if (!east) return east.error();
    Place place{std::string(latitude) + ", " + std::string(longitude), {}, {}, *north, *east};
    const auto nearer = [&](const Place& a, const Place& b) { return distanceBetween(place, a) < distanceBetween(place, b); };
    place.region = std::min_element(places().begin(), places().end(), nearer)->region;
    return place;
}

Result<Place> placeNamed(std::string_view name)
{
    const auto& all = places();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Place& place) { return sameLetters(place.name, name); });
    if (found != all.end()) return *found;
    std::vector<std::string_view> names;
    for (const Place& place : all) names.push_back(place.name);
    return Error{"this program knows no place " + quoted(name) + "." + suggestion(name, names)
                 + " Give the English name of a large city, or a latitude and longitude in degrees such as \"52.37, 4.89\""};
}

} // namespace

const std::vector<Place>& places()
{
    static const std::vector<Place> all = [] {
        std::vector<Place> read;
        for (const auto& row : tableRows(embedded::places)) read.push_back({std::string(row[0]), row[1], row[2], tableNumber(row[3]), tableNumber(row[4])});
        return read;
    }();
    return all;
}

Result<Place> parsePlace(std::string_view text)
{
    auto read = parsePlaces(text);
    if (!read) return read.error();
    if (read->size() == 1) return std::move(read->front());
    return Error{"expected one place such as \"Amsterdam\" or \"52.37, 4.89\", not " + quoted(text)};
}

Result<std::vector<Place>> parsePlaces(std::string_view text)
{
    std::vector<Place> read;
    if (trimmed(text).empty()) return Error{"expected places such as \"Frankfurt, Singapore\", not an empty text"};
    const std::vector<std::string_view> parts = split(text, ',');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view part = trimmed(parts[i]);
        const bool number = parseNumber(part).ok();
        if (number && i + 1 == parts.size()) return Error{"the latitude " + quoted(part) + " has no longitude behind it; write both, such as \"52.37, 4.89\""};
        auto place = number ? placeAt(part, trimmed(parts[++i])) : placeNamed(part);
        if (!place) return place.error();
        const auto same = [&](const Place& other) { return other.latitude == place->latitude && other.longitude == place->longitude; };
        if (std::any_of(read.begin(), read.end(), same)) return Error{"the place " + quoted(place->name) + " is listed twice; leave one out"};
        read.push_back(std::move(place).value());
    }
    return read;
}

std::string placesText(const std::vector<Place>& listed)
{
    std::string text;
    for (const Place& place : listed) text += (text.empty() ? "" : ", ") + place.name;
    return text;
}

double distanceBetween(const Place& a, const Place& b)
{
    const auto from = direction(a), to = direction(b);
    double square = 0;
    for (std::size_t i = 0; i < from.size(); ++i) square += (to[i] - from[i]) * (to[i] - from[i]);
    return 2 * earthRadius * portableAsin(std::min(1.0, std::sqrt(square) / 2));
}

SimTime latencyBetween(const Place& a, const Place& b, double routeFactor)
{
    return SimTime::fromSpan(distanceBetween(a, b) / speedInFibre * routeFactor);
}

} // namespace scalelab
