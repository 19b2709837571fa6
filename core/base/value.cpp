// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/value.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace scalelab {

const Value* Object::find(std::string_view name) const
{
    const auto index = indexOf(name);
    return index ? &members[*index].value : nullptr;
}

Value* Object::find(std::string_view name)
{
    const auto index = indexOf(name);
    return index ? &members[*index].value : nullptr;
}

std::optional<std::size_t> Object::indexOf(std::string_view name) const
{
    const auto it = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
    if (it == members.end()) return std::nullopt;
    return static_cast<std::size_t>(it - members.begin());
}

void Object::set(std::string_view name, Value value)
{
    if (Value* present = find(name)) *present = std::move(value);
    else members.push_back({std::string(name), std::move(value)});
}

bool Object::erase(std::string_view name)
{
    return std::erase_if(members, [&](const Member& m) { return m.name == name; }) > 0;
}

bool Object::operator==(const Object& other) const { return members == other.members; }

std::optional<double> Value::number() const
{
    if (const auto* i = integer()) return static_cast<double>(*i);
    if (const auto* d = std::get_if<double>(&data)) return *d;
    return std::nullopt;
}

std::string_view typeName(const Value& value)
{
    static constexpr std::array<std::string_view, 7> names = {"nothing", "true/false", "number", "number", "text", "list", "object"};
    return names[value.data.index()];
}

std::string numberText(double number)
{
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

namespace {

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string nested(const Value& value) { return value.text() ? quoted(*value.text()) : toText(value); }

} // namespace

std::string toText(const Value& value)
{
    if (value.isNull()) return "null";
    if (const auto* b = value.boolean()) return *b ? "true" : "false";
    if (const auto* i = value.integer()) return std::to_string(*i);
    if (const auto* s = value.text()) return *s;
    if (const auto* list = value.list()) {
        std::string out = "[";
        for (const auto& item : *list) out += (out.size() > 1 ? ", " : "") + nested(item);
        return out + "]";
    }
    if (const auto* object = value.object()) {
        std::string out = "{";
        for (const auto& member : object->members) out += (out.size() > 1 ? ", " : " ") + quoted(member.name) + ": " + nested(member.value);
        return out + (out.size() > 1 ? " }" : "}");
    }
    return numberText(*value.number());
}

} // namespace scalelab
