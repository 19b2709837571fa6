// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/lexer.h"

#include "base/units.h"
#include "verify/expression.h"

#include <array>

namespace scalelab {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isAscii(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Letters beyond ASCII are letters too.
bool isLetter(char c) { return isAscii(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

char charAt(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

/// Whether a name goes on with the character: a dash is part of it when a letter or digit follows.
bool goesOn(std::string_view text, std::size_t at)
{
    const char c = charAt(text, at);
    if (isLetter(c) || isDigit(c)) return true;
    const char behind = charAt(text, at + 1);
    return c == '-' && (isLetter(behind) || isDigit(behind));
}

/// How a quantity can be written.
struct Form {
    Result<double> (*parse)(std::string_view);
    Dimension dimension;
};

/// Plain numbers first: without a unit a zero is one of them.
constexpr std::array<Form, 7> forms = {{{parseNumber, plainNumber}, {parseShare, plainNumber}, {parseSeconds, timeDimension}, {parseRate, rateDimension},
                                        {parseBytes, bytesDimension}, {parseBandwidth, {.time = -1, .bytes = 1}}, {parseMoney, moneyDimension}}};

} // namespace

bool Lexer::perSecondAt(std::size_t at, std::string_view unit) const
{
    if (!text_.substr(at).starts_with(unit)) return false;
    const std::size_t end = at + unit.size();
    const char behind = charAt(text_, end);
    return !goesOn(text_, end) && behind != '.' && behind != '(' && behind != '`';
}

Result<Token> Lexer::next()
{
    const std::size_t before = at_;
    while (isBlank(charAt(text_, at_))) ++at_;
    const bool straightBehind = followsValue_ && at_ == before;
    followsValue_ = false;
    const std::size_t start = at_;
    if (start == text_.size()) return Token{.at = start};
    const char c = text_[start];
    if (straightBehind && perSecondAt(start, "/s")) {
        at_ += 2;
        followsValue_ = true;
        return Token{.kind = Token::Kind::PerSecond, .at = start, .text = "/s"};
    }
    const bool beginsNumber = isDigit(c) || ((c == '.' || c == '$') && isDigit(charAt(text_, start + 1)));
    if (beginsNumber && !(straightBehind && c == '.')) return number(start);
    if (c == '`') return quotedName(start);
    if (isLetter(c)) return name(start);
    if (std::string_view("+-*/(),.<>=[]@").find(c) == std::string_view::npos) return errorAt(start, "\"" + std::string(1, c) + "\" has no meaning here");
    at_ += (c == '<' || c == '>') && charAt(text_, start + 1) == '=' ? 2 : 1;
    followsValue_ = c == ')';
    return Token{.kind = Token::Kind::Sign, .at = start, .text = std::string(text_.substr(start, at_ - start))};
}

void Lexer::skipDigits()
{
    while (isDigit(charAt(text_, at_))) ++at_;
}

void Lexer::skipNumber()
{
    skipDigits();
    if (charAt(text_, at_) == '.' && isDigit(charAt(text_, at_ + 1))) {
        ++at_;
        skipDigits();
    }
    const std::size_t sign = charAt(text_, at_ + 1) == '-' || charAt(text_, at_ + 1) == '+' ? 1 : 0;
    if ((charAt(text_, at_) != 'e' && charAt(text_, at_) != 'E') || !isDigit(charAt(text_, at_ + 1 + sign))) return;
    at_ += 1 + sign;
    skipDigits();
}

void Lexer::skipUnit()
{
    while (isAscii(charAt(text_, at_))) ++at_;
    for (const std::string_view per : {"/s", "/min", "/h", "/day"}) {
        if (!perSecondAt(at_, per)) continue;
        at_ += per.size();
        return;
    }
}

Result<Token> Lexer::number(std::size_t start)
{
    Token token{.kind = Token::Kind::Number, .at = start};
    const bool isMoney = text_[start] == '$';
    if (isMoney) ++at_;
    skipNumber();
    token.isShare = !isMoney && charAt(text_, at_) == '%';
    if (token.isShare) ++at_;
    else if (!isMoney) skipUnit();
    token.text = text_.substr(start, at_ - start);
    for (const Form& form : forms) {
        const bool fits = isMoney ? form.dimension == moneyDimension : token.isShare ? form.parse == parseShare : form.dimension != moneyDimension;
        const auto value = fits ? form.parse(token.text) : Result<double>(Error{});
        if (!value) continue;
        token.number = *value;
        token.dimension = form.dimension;
        return token;
    }
    return errorAt(start, "\"" + token.text + "\" is no quantity; write a number with a unit such as 5ms, 200/s, 2MB, 100Mbit/s, $3 or 80%");
}

Result<Token> Lexer::quotedName(std::size_t start)
{
    const std::size_t end = text_.find('`', start + 1);
    if (end == std::string_view::npos) return errorAt(start, "the closing backquote of a name is missing");
    at_ = end + 1;
    followsValue_ = true;
    return Token{.kind = Token::Kind::Name, .at = start, .text = std::string(text_.substr(start + 1, end - start - 1)), .quoted = true};
}

Token Lexer::name(std::size_t start)
{
    while (goesOn(text_, at_)) ++at_;
    followsValue_ = true;
    return Token{.kind = Token::Kind::Name, .at = start, .text = std::string(text_.substr(start, at_ - start))};
}

Result<std::string_view> Lexer::untilBracket()
{
    const std::size_t start = at_;
    const std::size_t end = text_.find(']', start);
    if (end == std::string_view::npos) return errorAt(start, "expected a span such as 20s..60s and \"]\"");
    at_ = end + 1;
    followsValue_ = true;
    return text_.substr(start, end - start);
}

} // namespace scalelab
