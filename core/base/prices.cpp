// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/prices.h"

#include "base/data_table.h"
#include "base/embedded.h"

#include <algorithm>
#include <cassert>

namespace scalelab {

const std::vector<Price>& prices()
{
    static const std::vector<Price> all = [] {
        std::vector<Price> read;
        for (const auto& row : tableRows(embedded::prices)) read.push_back({row[0], row[1], row[4], tableNumber(row[2]) / tableNumber(row[3])});
        return read;
    }();
    return all;
}

double dollarsPer(std::string_view item, std::string_view region)
{
    const auto named = [&](const Price& price) { return price.item == item; };
    const auto there = [&](const Price& price) { return named(price) && price.region == region; };
    auto found = std::find_if(prices().begin(), prices().end(), there);
    if (found == prices().end()) found = std::find_if(prices().begin(), prices().end(), named);
    assert(found != prices().end());
    return found->dollars;
}

} // namespace scalelab
