// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check.h"

#include "model/utf8.h"

#include <cmath>
#include <set>
#include <string>

namespace scalelab {

namespace {

bool isBlankOrControl(char32_t c)
{
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F
           || c == 0x3000;
}

Result<void> badId(std::string_view id, const std::string& why) { return Error{"\"" + std::string(id) + "\" cannot be an id: " + why}; }

} // namespace

Result<void> checkId(std::string_view id)
{
    if (id.empty()) return badId(id, "an id needs at least one character.");
    int length = 0;
    for (std::string_view rest = id; !rest.empty(); ++length) {
        const auto character = takeCharacter(rest);
        if (!character) return Error{"An id must be valid UTF-8 text."};
        if (*character == U'.') return badId(id, "ids have no dots, because a dot separates an id from its parameters.");
        if (isBlankOrControl(*character)) return badId(id, "ids have no spaces, line breaks or control characters; use the label for those.");
    }
    if (length > maxIdLength) return badId(id, "it is longer than 100 characters; use the label for long names.");
    return {};
}

Result<void> checkStorable(const Value& value, int around)
{
    if (const auto* text = value.text(); text && !isUtf8(*text)) return Error{"The text is not valid UTF-8."};
    if (const auto number = value.number(); number && !std::isfinite(*number)) return Error{"A number must be finite."};
    if ((value.list() || value.object()) && around >= maxNesting) return Error{"Lists and objects are nested deeper than 64 levels."};
    if (value.list()) {
        for (const auto& item : *value.list())
            if (auto inner = checkStorable(item, around + 1); !inner) return inner;
    }
    return value.object() ? checkStorable(*value.object(), around + 1) : Result<void>{};
}

Result<void> checkStorable(const Object& object, int around)
{
    std::set<std::string_view> names;
    for (const auto& member : object.members) {
        if (!isUtf8(member.name)) return Error{"The name of a field is not valid UTF-8."};
        if (!names.insert(member.name).second) return Error{"There are two fields \"" + member.name + "\"."};
        if (auto inner = checkStorable(member.value, around); !inner) return inner;
    }
    return {};
}

} // namespace scalelab
