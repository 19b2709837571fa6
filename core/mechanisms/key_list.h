// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "schema/read_value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A key or a range of keys, ends included, in a list or table.
struct KeyRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::string name; ///< Where the keys belong; empty in a list.
    bool operator==(const KeyRange&) const = default;
};

/// Keys and ranges of keys in ascending order, written "7, 100-199", or as a number if it is one key; a list without keys is written "" or "none".
class KeyList {
public:
    [[nodiscard]] static Result<KeyList> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] const std::vector<KeyRange>& ranges() const { return ranges_; }
    [[nodiscard]] bool contains(std::uint64_t key) const { return !ranges_.empty() && find(key) != nullptr; }
    bool operator==(const KeyList&) const = default;

private:
    [[nodiscard]] const KeyRange* find(std::uint64_t key) const;
    std::vector<KeyRange> ranges_;
};

/// Where keys belong, written "7=db2, 100-199=db1"; a table without keys is written "" or "none".
class KeyTable {
public:
    [[nodiscard]] static Result<KeyTable> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    /// In ascending order, none over another.
    [[nodiscard]] const std::vector<KeyRange>& ranges() const { return ranges_; }
    bool operator==(const KeyTable&) const = default;

private:
    std::vector<KeyRange> ranges_;
};

template <> inline constexpr Quantity defaultQuantity<KeyList> = Quantity::Text;
template <> inline constexpr Quantity defaultQuantity<KeyTable> = Quantity::Text;
Result<void> readValue(KeyList& out, const Value& value, const ParamDecl& decl);
Result<void> readValue(KeyTable& out, const Value& value, const ParamDecl& decl);
Value writeValue(const KeyList& value, const ParamDecl& decl);
Value writeValue(const KeyTable& value, const ParamDecl& decl);

} // namespace scalelab
