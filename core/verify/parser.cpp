// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/suggestion.h"
#include "base/units.h"
#include "verify/expression.h"
#include "verify/lexer.h"

#include <algorithm>
#include <utility>

namespace scalelab {

namespace {

/// Thrown within the parser only, and caught at its door.
struct SyntaxError {
    Error error;
};

/// Reads a comparison by recursive descent: comparison, sum, product, factor, value.
class Parser {
public:
    explicit Parser(std::string_view text) : lexer_(text) { advance(); }

    Comparison comparison()
    {
        Comparison result;
        result.left = sum();
        result.at = token_.at;
        result.relation = relation();
        result.right = sum();
        if (result.relation == Relation::Between) {
            if (!takeWord("and")) expected("\"and\" and the upper bound");
            result.upper = sum();
        }
        if (result.relation == Relation::Equal && takeWord("within")) {
            result.relation = Relation::Within;
            result.within = tolerance();
        }
        if (token_.kind != Token::Kind::End) expected(result.relation == Relation::Equal ? "an operator, \"within\" or the end" : "an operator or the end");
        result.references = std::move(references_);
        return result;
    }

private:
    static constexpr int deepest = 100;

    template <class T>
    static T orFail(Result<T> result)
    {
        if (!result) throw SyntaxError{result.error()};
        return std::move(result).value();
    }

    void advance() { token_ = orFail(lexer_.next()); }

    [[noreturn]] void expected(const std::string& what) const
    {
        throw SyntaxError{errorAt(token_.at, "expected " + what + (token_.kind == Token::Kind::End ? ", not the end" : ", not \"" + token_.text + "\""))};
    }

    bool isSign(std::string_view sign) const { return token_.kind == Token::Kind::Sign && token_.text == sign; }

    bool takeSign(std::string_view sign)
    {
        if (!isSign(sign)) return false;
        advance();
        return true;
    }

    bool takeWord(std::string_view word)
    {
        if (token_.kind != Token::Kind::Name || token_.quoted || token_.text != word) return false;
        advance();
        return true;
    }

    Relation relation()
    {
        for (const Relation relation : {Relation::Less, Relation::LessOrEqual, Relation::Greater, Relation::GreaterOrEqual, Relation::Equal})
            if (takeSign(relationText(relation))) return relation;
        if (takeWord("between")) return Relation::Between;
        expected("an operator or a comparison (<, <=, >, >=, = or between)");
    }

    Tolerance tolerance()
    {
        if (token_.kind != Token::Kind::Number) expected("a share such as 2%, or a quantity such as 1ms");
        Tolerance tolerance{token_.number, token_.dimension, token_.isShare, token_.at, token_.text};
        advance();
        return tolerance;
    }

    Term sum()
    {
        Term left = product();
        while (isSign("+") || isSign("-")) left = binary(isSign("+") ? Term::Op::Add : Term::Op::Subtract, std::move(left), &Parser::product);
        return left;
    }

    Term product()
    {
        Term left = factor();
        while (isSign("*") || isSign("/")) left = binary(isSign("*") ? Term::Op::Multiply : Term::Op::Divide, std::move(left), &Parser::factor);
        return left;
    }

    Term binary(Term::Op op, Term left, Term (Parser::*operand)())
    {
        Term term{.op = op, .at = token_.at};
        advance();
        term.operands.push_back(std::move(left));
        term.operands.push_back((this->*operand)());
        return term;
    }

    Term factor()
    {
        if (++depth_ > deepest) throw SyntaxError{errorAt(token_.at, "brackets and signs are nested too deeply")};
        Term term = isSign("-") ? negated() : value();
        --depth_;
        return term;
    }

    Term negated()
    {
        Term term{.op = Term::Op::Negate, .at = token_.at};
        advance();
        term.operands.push_back(factor());
        return term;
    }

    Term value()
    {
        if (token_.kind == Token::Kind::Number) {
            const Term term{.at = token_.at, .number = token_.number, .dimension = token_.dimension};
            advance();
            return term;
        }
        if (takeSign("(")) {
            Term inner = sum();
            if (!takeSign(")")) expected("\")\"");
            if (token_.kind == Token::Kind::PerSecond) throw SyntaxError{errorAt(token_.at, "\"/s\" stands behind a count; write / seconds behind brackets")};
            return inner;
        }
        if (token_.kind != Token::Kind::Name) expected("a number, a name or \"(\"");
        const Token first = token_;
        advance();
        return !first.quoted && isSign("(") ? call(first) : reference(first);
    }

    Term call(const Token& name)
    {
        Term term{.op = Term::Op::Call, .at = name.at, .function = findFunction(name.text)};
        const std::string meant = term.function ? std::string() : suggestion(name.text, functionNames());
        if (!term.function) throw SyntaxError{errorAt(name.at, "there is no function \"" + name.text + "\"" + (meant.empty() ? "" : "." + meant))};
        do {
            advance();
            term.operands.push_back(sum());
        } while (isSign(","));
        if (!takeSign(")")) expected("\",\" or \")\"");
        return term;
    }

    Term reference(const Token& first)
    {
        Reference reference{.name = {first.text}, .at = first.at};
        while (takeSign(".")) {
            if (token_.kind != Token::Kind::Name && token_.kind != Token::Kind::Number) expected("the name of a measure or parameter");
            reference.name.push_back(token_.text);
            advance();
        }
        while (takePerSecond(reference) || takeSpan(reference) || takeVariant(reference)) {}
        references_.push_back(std::move(reference));
        return {.op = Term::Op::Reference, .at = first.at, .reference = references_.size() - 1};
    }

    bool takePerSecond(Reference& reference)
    {
        if (token_.kind != Token::Kind::PerSecond || reference.perSecond) return false;
        reference.perSecond = true;
        advance();
        return true;
    }

    bool takeSpan(Reference& reference)
    {
        if (!isSign("[") || reference.span) return false;
        const std::size_t at = token_.at + 1;
        const auto span = parseSpan(orFail(lexer_.untilBracket()));
        if (!span) throw SyntaxError{errorAt(at, span.error().message)};
        reference.span = *span;
        advance();
        return true;
    }

    bool takeVariant(Reference& reference)
    {
        if (reference.variant || !takeSign("@")) return false;
        if (token_.kind != Token::Kind::Name) expected("the name of a variant, or scene");
        reference.variant = token_.text;
        advance();
        return true;
    }

    Lexer lexer_;
    Token token_;
    std::vector<Reference> references_;
    int depth_ = 0;
};

bool isPlainName(std::string_view name)
{
    Lexer lexer(name);
    const auto first = lexer.next();
    return first && first->kind == Token::Kind::Name && !first->quoted && first->text == name;
}

std::string_view trim(std::string_view text)
{
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

} // namespace

Result<Comparison> parseComparison(std::string_view text)
{
    constexpr std::size_t longest = 4000;
    if (text.size() > longest) return errorAt(longest, "the text is longer than " + std::to_string(longest) + " bytes; say less in one expectation");
    try {
        return Parser(text).comparison();
    } catch (const SyntaxError& syntax) {
        return syntax.error;
    }
}

Error errorAt(std::size_t at, const std::string& message) { return {"at character " + std::to_string(at + 1) + ": " + message}; }

std::string nameText(const std::vector<std::string>& name)
{
    std::string text;
    for (const std::string& part : name) text += (text.empty() ? "" : ".") + (isPlainName(part) ? part : "`" + part + "`");
    return text;
}

std::string_view relationText(Relation relation)
{
    switch (relation) {
    case Relation::Less: return "<";
    case Relation::LessOrEqual: return "<=";
    case Relation::Greater: return ">";
    case Relation::GreaterOrEqual: return ">=";
    case Relation::Between: return "between";
    default: return "=";
    }
}

Result<Span> parseSpan(std::string_view text)
{
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) return Error{"expected a span such as 20s..60s or auto..60s, not \"" + std::string(text) + "\""};
    const std::string_view from = trim(text.substr(0, dots));
    const auto to = parseDuration(text.substr(dots + 2));
    if (!to) return Error{"the end of the span: " + to.error().message};
    Span span{.from = std::nullopt, .to = *to};
    if (from != "auto") {
        const auto begin = parseDuration(from);
        if (!begin) return Error{"the start of the span: " + begin.error().message + " (or auto: where the warm-up ends)"};
        if (begin->ns < 0) return Error{"a span cannot begin before 0s"};
        span.from = *begin;
    }
    if (span.from.value_or(SimTime{}) >= span.to) return Error{"the span \"" + std::string(trim(text)) + "\" is empty: it must end after it begins"};
    return span;
}

std::string spanText(const Span& span) { return (span.from ? formatDuration(*span.from) : "auto") + ".." + formatDuration(span.to); }

} // namespace scalelab
