// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_list.h"

#include "base/call_text.h"
#include "base/units.h"

#include <algorithm>

namespace scalelab {

namespace {

constexpr std::int64_t largestKey = (std::int64_t{1} << 53) - 1;

Result<KeyRange> parseRange(std::string_view text, bool named)
{
    KeyRange range;
    const auto equals = text.find('=');
    if (named) {
        if (equals != std::string_view::npos) range.name = trimmed(text.substr(equals + 1));
        if (range.name.empty()) return Error{"expected keys and where they belong, such as \"7=db2\" or \"100-199=db1\", not " + quoted(text)};
        text = trimmed(text.substr(0, equals));
    } else if (equals != std::string_view::npos) {
        return Error{"expected keys alone, such as \"7, 100-199\", not " + quoted(text)};
    }
    const auto dash = text.find('-');
    const auto first = parseInteger(trimmed(text.substr(0, dash)), 0, largestKey);
    const auto last = dash == std::string_view::npos ? first : parseInteger(trimmed(text.substr(dash + 1)), 0, largestKey);
    if (!first) return Error{"expected a key or a range of keys, such as \"7\" or \"100-199\": " + first.error().message};
    if (!last) return Error{"expected a key or a range of keys, such as \"7\" or \"100-199\": " + last.error().message};
    if (*last < *first) return Error{"the range " + quoted(text) + " ends before it begins"};
    range.first = static_cast<std::uint64_t>(*first);
    range.last = static_cast<std::uint64_t>(*last);
    return range;
}

Result<std::vector<KeyRange>> parseRanges(std::string_view text, bool named)
{
    std::vector<KeyRange> ranges;
    text = trimmed(text);
    if (text.empty() || text == "none") return ranges;
    while (true) {
        const auto comma = text.find(',');
        const auto range = parseRange(trimmed(text.substr(0, comma)), named);
        if (!range) return range.error();
        ranges.push_back(*range);
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
    }
    std::sort(ranges.begin(), ranges.end(), [](const KeyRange& a, const KeyRange& b) { return a.first < b.first; });
    for (std::size_t i = 1; i < ranges.size(); ++i)
        if (ranges[i].first <= ranges[i - 1].last) return Error{"the key " + std::to_string(ranges[i].first) + " is named twice"};
    return ranges;
}

std::string textOf(const std::vector<KeyRange>& ranges)
{
    std::string text;
    for (const KeyRange& range : ranges) {
        if (!text.empty()) text += ", ";
        text += std::to_string(range.first);
        if (range.last != range.first) text += "-" + std::to_string(range.last);
        if (!range.name.empty()) text += "=" + range.name;
    }
    return text;
}

template <class Keys>
Result<void> readKeys(Keys& out, const Value& value, const char* example)
{
    if (!value.text() && !value.integer()) return Error{std::string("expected text such as \"") + example + "\", not " + std::string(typeName(value))};
    auto keys = Keys::parse(toText(value)); // a single key may stand as a number
    if (!keys) return keys.error();
    out = std::move(keys).value();
    return {};
}

} // namespace

Result<KeyList> KeyList::parse(std::string_view text)
{
    auto ranges = parseRanges(text, false);
    if (!ranges) return ranges.error();
    KeyList list;
    list.ranges_ = std::move(ranges).value();
    return list;
}

std::string KeyList::text() const { return textOf(ranges_); }

const KeyRange* KeyList::find(std::uint64_t key) const
{
    const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), key, [](std::uint64_t k, const KeyRange& range) { return k < range.first; });
    return after != ranges_.begin() && key <= std::prev(after)->last ? &*std::prev(after) : nullptr;
}

Result<KeyTable> KeyTable::parse(std::string_view text)
{
    auto ranges = parseRanges(text, true);
    if (!ranges) return ranges.error();
    KeyTable table;
    table.ranges_ = std::move(ranges).value();
    return table;
}

std::string KeyTable::text() const { return textOf(ranges_); }

Result<void> readValue(KeyList& out, const Value& value, const ParamDecl&) { return readKeys(out, value, "7, 100-199"); }
Result<void> readValue(KeyTable& out, const Value& value, const ParamDecl&) { return readKeys(out, value, "7=db2, 100-199=db1"); }
Value writeValue(const KeyList& value, const ParamDecl&) { return Value(value.text()); }
Value writeValue(const KeyTable& value, const ParamDecl&) { return Value(value.text()); }

} // namespace scalelab
