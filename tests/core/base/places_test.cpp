// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace scalelab {
namespace {

Place at(std::string_view text) { return parsePlace(text).value(); }

TEST(Places, TheListIsWellFormed)
{
    const std::set<std::string_view> regions = {"north-america", "south-america", "europe", "africa-middle-east", "asia", "india", "japan", "oceania"};
    std::set<std::string> names;
    for (const Place& place : places()) {
        EXPECT_TRUE(names.insert(place.name).second) << place.name;
        EXPECT_FALSE(place.name.empty());
        EXPECT_EQ(place.country.size(), 2u) << place.name;
        EXPECT_TRUE(regions.contains(place.region)) << place.name;
        EXPECT_LE(std::abs(place.latitude), 90) << place.name;
        EXPECT_LE(std::abs(place.longitude), 180) << place.name;
        EXPECT_EQ(place.name.find(','), std::string::npos) << place.name;
    }
    EXPECT_GE(places().size(), 200u);
}

TEST(Places, ACityIsFoundWhateverTheCaseOfItsLetters)
{
    EXPECT_EQ(at("Amsterdam"), (Place{"Amsterdam", "NL", "europe", 52.37, 4.89}));
    EXPECT_EQ(at(" sAO pAULO "), (Place{"Sao Paulo", "BR", "south-america", -23.55, -46.64}));
    for (const char* town : {"Ashburn", "Boardman", "San Jose", "Frankfurt", "Dublin", "Singapore", "Tokyo", "Mumbai", "Sydney", "Johannesburg"})
        EXPECT_EQ(at(town).name, town);
}

TEST(Places, CoordinatesAreAPlaceToo)
{
    EXPECT_EQ(at("52.5,-0.25"), (Place{"52.5, -0.25", "", "europe", 52.5, -0.25}));
    EXPECT_EQ(at("-37, 145").region, "oceania");
    EXPECT_EQ(at("-90, 180").longitude, 180);
}

TEST(Places, ErrorsSayWhatToDo)
{
    const auto message = [](std::string_view text) { return parsePlace(text).error().message; };
    EXPECT_EQ(message("amsterdm"), "this program knows no place \"amsterdm\". Did you mean \"Amsterdam\"? Give the English name of a large city, or a latitude and "
                                   "longitude in degrees such as \"52.37, 4.89\"");
    EXPECT_EQ(message("52.37"), "the latitude \"52.37\" has no longitude behind it; write both, such as \"52.37, 4.89\"");
    EXPECT_EQ(message("91, 0"), "the latitude must be a number of degrees from -90 to 90, not \"91\"");
    EXPECT_EQ(message("0, 181"), "the longitude must be a number of degrees from -180 to 180, not \"181\"");
    EXPECT_EQ(message("0, north"), "the longitude must be a number of degrees from -180 to 180, not \"north\"");
    EXPECT_EQ(message(""), "expected places such as \"Frankfurt, Singapore\", not an empty text");
    EXPECT_EQ(message("Rome, Paris"), "expected one place such as \"Amsterdam\" or \"52.37, 4.89\", not \"Rome, Paris\"");
}

TEST(Places, SeveralStandBetweenCommas)
{
    const auto read = parsePlaces("Frankfurt, 52.5, -0.25,singapore");
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 3u);
    EXPECT_EQ((*read)[1].latitude, 52.5);
    EXPECT_EQ(placesText(*read), "Frankfurt, 52.5, -0.25, Singapore");
    EXPECT_EQ(*parsePlaces(placesText(*read)), *read);
    EXPECT_FALSE(parsePlaces(" "));
    EXPECT_EQ(parsePlaces("Rome, rome").error().message, "the place \"Rome\" is listed twice; leave one out");
    EXPECT_FALSE(parsePlaces("Rome,"));
    EXPECT_FALSE(parsePlaces("Rome,,Paris"));
}

TEST(Places, DistancesAreThoseOfTheGlobe)
{
    const double quarter = std::numbers::pi / 2 * 6'371'008.8;
    EXPECT_NEAR(distanceBetween(at("0, 0"), at("0, 90")), quarter, 1e-3);
    EXPECT_NEAR(distanceBetween(at("90, 17"), at("0, 90")), quarter, 1e-3);
    EXPECT_NEAR(distanceBetween(at("0, 0"), at("0, 180")), 2 * quarter, 1);
    EXPECT_NEAR(distanceBetween(at("0, 179"), at("0, -179")), quarter / 45, 1e-3);
    EXPECT_EQ(distanceBetween(at("Rome"), at("Rome")), 0);
    EXPECT_NEAR(distanceBetween(at("London"), at("New York")), 5570e3, 10e3);
    EXPECT_NEAR(distanceBetween(at("San Francisco"), at("Tokyo")), 8270e3, 15e3);
    for (const Place& a : places())
        for (const Place& b : places()) EXPECT_EQ(distanceBetween(a, b), distanceBetween(b, a));
}

TEST(Places, DistancesAgreeWithTheHaversineFormula)
{
    const double degree = std::numbers::pi / 180;
    for (const Place& a : places()) {
        const Place& b = places().front();
        const double north = std::sin((b.latitude - a.latitude) * degree / 2), east = std::sin((b.longitude - a.longitude) * degree / 2);
        const double haversine = north * north + std::cos(a.latitude * degree) * std::cos(b.latitude * degree) * east * east;
        EXPECT_NEAR(distanceBetween(a, b), 2 * 6'371'008.8 * std::asin(std::sqrt(haversine)), 1e-3) << a.name;
    }
}

TEST(Places, LatencyGrowsWithTheDistance)
{
    EXPECT_EQ(latencyBetween(at("0, 0"), at("0, 90"), 1).ns, 50'072'427); // 10,007.557 km at 199,861.639 km/s
    EXPECT_EQ(latencyBetween(at("0, 0"), at("0, 90"), 2).ns, 100'144'853);
    EXPECT_EQ(latencyBetween(at("Rome"), at("Rome")), SimTime{});
}

TEST(Places, CaliforniaToTheNetherlandsAndBackTakes150Milliseconds)
{
    EXPECT_NEAR(2 * latencyBetween(at("San Francisco"), at("Amsterdam")).seconds(), 0.150, 0.001);
}

} // namespace
} // namespace scalelab
