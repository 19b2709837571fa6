// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/sim_time.h"

#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A point on the map.
struct Place {
    std::string name;         ///< "Amsterdam", or its coordinates as they were written.
    std::string_view country; ///< Two letters (ISO 3166); empty for coordinates.
    std::string_view region;  ///< Of the world, as price lists cut it; for coordinates that of the nearest city.
    double latitude = 0;      ///< Degrees north.
    double longitude = 0;     ///< Degrees east.

    bool operator==(const Place&) const = default;
};

/// Cities and data-center towns (resources/data/places.csv).
[[nodiscard]] const std::vector<Place>& places();

/// Reads the name of a city, whatever the case of its letters, or coordinates in degrees such as "52.37, 4.89".
[[nodiscard]] Result<Place> parsePlace(std::string_view text);
/// Reads one or more places between commas, each once: "Frankfurt, 52.37, 4.89, Singapore".
[[nodiscard]] Result<std::vector<Place>> parsePlaces(std::string_view text);
/// The text that parsePlaces reads back as these places.
[[nodiscard]] std::string placesText(const std::vector<Place>& places);

/// Length of the great circle between two places [m], on a sphere with the Earth's mean radius of 6,371,008.8 m (IUGG).
[[nodiscard]] double distanceBetween(const Place& a, const Place& b);

/// How much longer the way of a packet is than the great circle: with it California to the Netherlands and back takes the 150 ms of J. Dean,
/// "Numbers Everyone Should Know" (2009). Over all
/// distances 2.1 is the rule of thumb (Bozkurt et al., "Dissecting Latency in the Internet's Fiber Infrastructure", 2018).
inline constexpr double defaultRouteFactor = 1.7;

/// Time one way over so much fibre, in which light travels at 2/3 of its speed in a vacuum.
[[nodiscard]] SimTime latencyBetween(const Place& a, const Place& b, double routeFactor = defaultRouteFactor);

} // namespace scalelab
