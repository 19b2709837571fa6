// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/dimension.h"
#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace scalelab {

/// A word of an expression.
struct Token {
    enum class Kind { End, Number, Name, Sign, PerSecond };
    Kind kind = Kind::End;
    std::size_t at = 0;    ///< Where it begins.
    std::string text = {}; ///< As written; a name without its backquotes.
    double number = 0;     ///< In base units.
    Dimension dimension = {};
    bool isShare = false;  ///< Written with "%".
    bool quoted = false;   ///< A name in backquotes: never a keyword or a function.
};

/// Takes the text of an expression apart, word by word.
class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    /// The next word. Errors: a character that begins no word, an unknown unit, a backquote without its end.
    [[nodiscard]] Result<Token> next();
    /// What stands up to the closing bracket, which is consumed; the opening one has been read.
    [[nodiscard]] Result<std::string_view> untilBracket();

private:
    [[nodiscard]] Result<Token> number(std::size_t start);
    void skipDigits();
    void skipNumber();
    void skipUnit();
    [[nodiscard]] Result<Token> quotedName(std::size_t start);
    [[nodiscard]] Token name(std::size_t start);
    [[nodiscard]] bool perSecondAt(std::size_t at, std::string_view unit) const;

    std::string_view text_;
    std::size_t at_ = 0;
    bool followsValue_ = false; ///< A name or bracket ended just before: "/s" straight behind it makes a rate.
};

} // namespace scalelab
