// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "base/value.h"
#include "io/json.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace scalelab {

/// Whether a byte of UTF-8 text is the first of its character.
[[nodiscard]] constexpr bool startsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// Line and column (in characters) of a byte of the text.
[[nodiscard]] TextPosition positionAt(std::string_view text, std::size_t offset);

/// What the handlers of the library's parser events have in common: it follows the text token by token, and keeps the first error.
class JsonHandler {
public:
    explicit JsonHandler(std::string_view text);

    bool parse_error(std::size_t read, const std::string& token, const nlohmann::json::exception& exception);
    [[nodiscard]] const std::optional<Problem>& error() const { return error_; }

protected:
    void takeString();
    void takeWord();
    void takeMark();
    [[nodiscard]] std::string_view token() const { return text_.substr(start_, end_ - start_); }
    [[nodiscard]] std::size_t tokenStart() const { return start_; }
    [[nodiscard]] std::string_view text() const { return text_; }
    bool fail(std::size_t offset, std::string message);

private:
    std::size_t startOfToken();

    std::string_view text_;
    std::size_t start_ = 0, end_ = 0;
    std::optional<Problem> error_;
};

/// Builds the value of a JSON text.
class ValueBuilder : public JsonHandler {
public:
    using JsonHandler::JsonHandler;
    [[nodiscard]] Value take() { return std::move(root_); }

    bool null();
    bool boolean(bool value);
    bool number_integer(std::int64_t value);
    bool number_unsigned(std::uint64_t value);
    bool number_float(double value, const std::string& raw);
    bool string(std::string& value);
    bool binary(std::vector<std::uint8_t>&) { return false; }
    bool start_object(std::size_t);
    bool key(std::string& name);
    bool end_object();
    bool start_array(std::size_t);
    bool end_array();

private:
    /// A list or object that is still open.
    struct Open {
        Value value;
        std::string name; ///< Of the member that comes next.
        std::unordered_set<std::string> names; ///< Of its members, once there are too many to compare one by one.
    };
    bool add(Value value);
    bool open(Value value);
    bool close();
    bool isDuplicate(Open& object, const std::string& name);

    std::vector<Open> open_;
    Value root_;
};

/// Finds the positions of given paths in a JSON text.
class PositionFinder : public JsonHandler {
public:
    PositionFinder(std::string_view text, const Paths& wanted) : JsonHandler(text), wanted_(wanted.begin(), wanted.end()) {}
    [[nodiscard]] Positions take() { return std::move(found_); }

    bool null() { return word(); }
    bool boolean(bool) { return word(); }
    bool number_integer(std::int64_t) { return word(); }
    bool number_unsigned(std::uint64_t) { return word(); }
    bool number_float(double, const std::string&) { return word(); }
    bool string(std::string&);
    bool binary(std::vector<std::uint8_t>&) { return false; }
    bool start_object(std::size_t) { return open(false); }
    bool key(std::string& name);
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(true); }
    bool end_array() { return close(); }

private:
    struct Level {
        std::size_t pathLength; ///< Of the list or object itself.
        bool isList;
        std::size_t next = 0; ///< Index of the next item.
    };
    bool word();
    bool open(bool isList);
    bool close();
    void enter();

    std::unordered_set<std::string> wanted_;
    Positions found_;
    std::vector<Level> levels_;
    std::string path_;
    std::size_t counted_ = 0;      ///< Bytes before the position reached_, counted once, for a file may be one long line.
    TextPosition reached_{1, 1};
};

} // namespace scalelab
