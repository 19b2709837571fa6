// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace scalelab {

/// What a computed value is a power of: seconds, bytes and dollars. A count or a share has none; a rate is one over a time.
struct Dimension {
    std::int8_t time = 0, bytes = 0, dollars = 0;

    bool operator==(const Dimension&) const = default;
    Dimension operator*(const Dimension& other) const;
    Dimension operator/(const Dimension& other) const;
};

inline constexpr Dimension plainNumber{};
inline constexpr Dimension timeDimension{.time = 1};
inline constexpr Dimension rateDimension{.time = -1};
inline constexpr Dimension bytesDimension{.bytes = 1};
inline constexpr Dimension moneyDimension{.dollars = 1};

/// "a time", "a rate", "a number", "bytes per time": for messages.
[[nodiscard]] std::string dimensionName(const Dimension& dimension);

} // namespace scalelab
