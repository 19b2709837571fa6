// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/places.h"
#include "base/prices.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace scalelab {
namespace {

TEST(Prices, AreDollarsForOneUnit)
{
    EXPECT_DOUBLE_EQ(dollarsPer("transfer-out") * 1e9, 0.09);
    EXPECT_DOUBLE_EQ(dollarsPer("storage-reads") * 1000, 0.0004);
    EXPECT_DOUBLE_EQ(dollarsPer("storage-space") * 1e9 * 730, 0.023);
    EXPECT_DOUBLE_EQ(dollarsPer("queue-requests") * 1e6, 0.4);
    EXPECT_DOUBLE_EQ(dollarsPer("load-balancer-time"), 0.0225);
}

TEST(Prices, OfTransferDependOnTheRegion)
{
    EXPECT_DOUBLE_EQ(dollarsPer("cdn-transfer", "japan") * 1e9, 0.114);
    EXPECT_DOUBLE_EQ(dollarsPer("cdn-transfer", "asia") * 1e9, 0.120);
    EXPECT_DOUBLE_EQ(dollarsPer("cdn-transfer") * 1e9, 0.085);
    EXPECT_DOUBLE_EQ(dollarsPer("transfer-out", "japan") * 1e9, 0.09);
    std::set<std::string_view> priced;
    for (const Price& price : prices())
        if (price.item == "cdn-transfer") priced.insert(price.region);
    for (const Place& place : places()) EXPECT_TRUE(priced.contains(place.region)) << place.name;
}

TEST(Prices, TheListIsWellFormed)
{
    std::set<std::pair<std::string_view, std::string_view>> listed;
    for (const Price& price : prices()) {
        EXPECT_TRUE(listed.insert({price.item, price.region}).second) << price.item;
        EXPECT_GT(price.dollars, 0) << price.item;
        EXPECT_TRUE((std::set<std::string_view>{"bytes", "requests", "hours", "byte-hours"}).contains(price.unit)) << price.item;
    }
}

} // namespace
} // namespace scalelab
