// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace scalelab {

/// What one unit of something costs.
struct Price {
    std::string_view item;   ///< "cdn-transfer"
    std::string_view region; ///< As in Place; empty: the same everywhere.
    std::string_view unit;   ///< "bytes", "requests", "hours" or "byte-hours".
    double dollars = 0;
};

/// All prices that are known (resources/data/prices.csv).
[[nodiscard]] const std::vector<Price>& prices();

/// Dollars for one unit of an item, which must be in the list; without the region the price is that of the first region in the list.
[[nodiscard]] double dollarsPer(std::string_view item, std::string_view region = {});

} // namespace scalelab
