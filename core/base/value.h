// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace scalelab {

struct Value;
struct Member;
using List = std::vector<Value>;

/// Named values in the order they were written; names are unique.
struct Object {
    std::vector<Member> members;

    [[nodiscard]] const Value* find(std::string_view name) const;
    [[nodiscard]] Value* find(std::string_view name);
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view name) const;
    /// Replaces the value of `name`, or appends it.
    void set(std::string_view name, Value value);
    /// Takes `name` out; false if it was not there.
    bool erase(std::string_view name);
    [[nodiscard]] bool empty() const { return members.empty(); }
    bool operator==(const Object&) const;
};

/// What a scene file can say: null, boolean, integer, number, text, list or object, as authored ("5ms" stays "5ms").
struct Value {
    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> data;

    Value() = default;
    Value(bool b);
    Value(int i);
    Value(std::int64_t i);
    Value(double d);
    Value(const char* s);
    Value(std::string s);
    Value(std::string_view s);
    Value(List l);
    Value(Object o);

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(data); }
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data); }
    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data); }
    [[nodiscard]] const List* list() const { return std::get_if<List>(&data); }
    [[nodiscard]] const Object* object() const { return std::get_if<Object>(&data); }
    /// Integer or number as a double.
    [[nodiscard]] std::optional<double> number() const;

    bool operator==(const Value&) const = default;
};

struct Member {
    std::string name;
    Value value;
    bool operator==(const Member&) const = default;
};

inline Value::Value(bool b) : data(b) {}
inline Value::Value(int i) : data(static_cast<std::int64_t>(i)) {}
inline Value::Value(std::int64_t i) : data(i) {}
inline Value::Value(double d) : data(d) {}
inline Value::Value(const char* s) : data(std::string(s)) {}
inline Value::Value(std::string s) : data(std::move(s)) {}
inline Value::Value(std::string_view s) : data(std::string(s)) {}
inline Value::Value(List l) : data(std::move(l)) {}
inline Value::Value(Object o) : data(std::move(o)) {}

/// "text", "number", "list": what `value` is, for messages.
[[nodiscard]] std::string_view typeName(const Value& value);
/// The value as a person would type it: text as it is, numbers shortest, lists and objects as JSON.
[[nodiscard]] std::string toText(const Value& value);
/// Shortest decimal text that reads back as `number`, whatever the locale.
[[nodiscard]] std::string numberText(double number);

} // namespace scalelab
