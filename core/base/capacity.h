// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace scalelab {

/// How much fits: so many items, or so many bytes.
struct Capacity {
    enum class Unit : std::uint8_t { Items, Bytes };
    Unit unit = Unit::Items;
    std::uint64_t amount = 0;
    bool operator==(const Capacity&) const = default;
};

} // namespace scalelab
