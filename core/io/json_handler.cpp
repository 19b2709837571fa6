// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json_handler.h"

#include "model/check.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace scalelab {

bool ValueBuilder::add(Value value)
{
    if (open_.empty()) {
        root_ = std::move(value);
        return true;
    }
    Open& top = open_.back();
    if (auto* list = std::get_if<List>(&top.value.data)) list->push_back(std::move(value));
    else std::get_if<Object>(&top.value.data)->members.push_back({std::move(top.name), std::move(value)});
    return true;
}

bool ValueBuilder::open(Value value)
{
    takeMark();
    if (open_.size() >= maxNesting) return fail(tokenStart(), "Lists and objects are nested deeper than " + std::to_string(maxNesting) + " levels.");
    open_.push_back({std::move(value), {}, {}});
    return true;
}

bool ValueBuilder::close()
{
    takeMark();
    Value value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value));
}

bool ValueBuilder::isDuplicate(Open& object, const std::string& name)
{
    constexpr std::size_t few = 16;
    const auto& members = std::get_if<Object>(&object.value.data)->members;
    if (members.size() < few) return std::any_of(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
    if (object.names.empty())
        for (const Member& member : members) object.names.insert(member.name);
    return !object.names.insert(name).second;
}

bool ValueBuilder::key(std::string& name)
{
    takeString();
    Open& top = open_.back();
    if (isDuplicate(top, name)) return fail(tokenStart(), "The name \"" + name + "\" is here a second time; names in an object must differ.");
    top.name = std::move(name);
    return true;
}

bool ValueBuilder::null()
{
    takeWord();
    return add(Value());
}

bool ValueBuilder::boolean(bool value)
{
    takeWord();
    return add(Value(value));
}

bool ValueBuilder::number_integer(std::int64_t value)
{
    takeWord();
    return add(Value(value));
}

bool ValueBuilder::number_unsigned(std::uint64_t value)
{
    takeWord();
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return fail(tokenStart(), "The whole number is too large.");
    return add(Value(static_cast<std::int64_t>(value)));
}

/// Reads the digits of the text itself: what the library read depends on the locale.
bool ValueBuilder::number_float(double, const std::string&)
{
    takeWord();
    const std::string_view digits = token();
    if (digits.find_first_of(".eE") == std::string_view::npos) return fail(tokenStart(), "The whole number is too large.");
    double number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc{}) return fail(tokenStart(), "The number is too large or too small.");
    return add(Value(number));
}

bool ValueBuilder::string(std::string& value)
{
    takeString();
    return add(Value(std::move(value)));
}

bool ValueBuilder::start_object(std::size_t) { return open(Value(Object{})); }
bool ValueBuilder::end_object() { return close(); }
bool ValueBuilder::start_array(std::size_t) { return open(Value(List{})); }
bool ValueBuilder::end_array() { return close(); }

bool PositionFinder::word()
{
    takeWord();
    enter();
    return true;
}

bool PositionFinder::string(std::string&)
{
    takeString();
    enter();
    return true;
}

bool PositionFinder::open(bool isList)
{
    takeMark();
    enter();
    levels_.push_back({path_.size(), isList});
    return true;
}

bool PositionFinder::close()
{
    takeMark();
    path_.resize(levels_.back().pathLength);
    levels_.pop_back();
    return true;
}

bool PositionFinder::key(std::string& name)
{
    takeString();
    path_.resize(levels_.back().pathLength);
    if (!path_.empty()) path_ += '.';
    path_ += name;
    return true;
}

/// Completes the path of the value that starts at the current token, and notes its position if it is wanted.
void PositionFinder::enter()
{
    if (!levels_.empty() && levels_.back().isList) {
        path_.resize(levels_.back().pathLength);
        path_ += '[' + std::to_string(levels_.back().next++) + ']';
    }
    if (!wanted_.contains(path_)) return;
    for (; counted_ < tokenStart(); ++counted_) {
        if (text()[counted_] == '\n') reached_ = {reached_.line + 1, 1};
        else if (startsCharacter(text()[counted_])) ++reached_.column;
    }
    found_.try_emplace(path_, reached_);
}

} // namespace scalelab
