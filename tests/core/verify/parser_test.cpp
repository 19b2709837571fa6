// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/expression.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

/// The tree with brackets round every operation.
std::string shown(const Term& term, const std::vector<Reference>& references)
{
    const auto part = [&](std::size_t i) { return shown(term.operands[i], references); };
    switch (term.op) {
    case Term::Op::Number: return std::to_string(term.number).substr(0, std::to_string(term.number).find('.'));
    case Term::Op::Reference: return nameText(references[term.reference].name);
    case Term::Op::Negate: return "(-" + part(0) + ")";
    case Term::Op::Add: return "(" + part(0) + "+" + part(1) + ")";
    case Term::Op::Subtract: return "(" + part(0) + "-" + part(1) + ")";
    case Term::Op::Multiply: return "(" + part(0) + "*" + part(1) + ")";
    case Term::Op::Divide: return "(" + part(0) + "/" + part(1) + ")";
    case Term::Op::Call: break;
    }
    std::string text = std::string(term.function->id) + "(";
    for (std::size_t i = 0; i < term.operands.size(); ++i) text += (i > 0 ? "," : "") + part(i);
    return text + ")";
}

Comparison parsed(const std::string& text)
{
    auto comparison = parseComparison(text);
    EXPECT_TRUE(comparison) << text << ": " << comparison.error().message;
    return comparison ? std::move(comparison).value() : Comparison();
}

std::string leftOf(const std::string& text)
{
    const Comparison comparison = parsed(text + " < 1");
    return shown(comparison.left, comparison.references);
}

std::string errorOf(const std::string& text)
{
    const auto comparison = parseComparison(text);
    EXPECT_FALSE(comparison) << text;
    return comparison ? "" : comparison.error().message;
}

Reference referenceIn(const std::string& text)
{
    const Comparison comparison = parsed(text + " < 1");
    EXPECT_EQ(comparison.references.size(), 1u) << text;
    return comparison.references.empty() ? Reference() : comparison.references.front();
}

Term numberIn(const std::string& text) { return parsed(text + " < 1").left; }

TEST(Parser, BindsTighterTheWayArithmeticDoes)
{
    EXPECT_EQ(leftOf("1 + 2 * 3"), "(1+(2*3))");
    EXPECT_EQ(leftOf("1 - 2 - 3"), "((1-2)-3)");
    EXPECT_EQ(leftOf("8 / 4 / 2"), "((8/4)/2)");
    EXPECT_EQ(leftOf("(1 + 2) * 3"), "((1+2)*3)");
    EXPECT_EQ(leftOf("-1 * -(2 + 3)"), "((-1)*(-(2+3)))");
    EXPECT_EQ(leftOf("max(1, 2 + 3, x.y) * 2"), "(max(1,(2+3),x.y)*2)");
    EXPECT_EQ(leftOf("erlang-b(3, 2) + 1"), "(erlang-b(3,2)+1)");
}

TEST(Parser, TakesADashIntoANameUnlessABlankFollows)
{
    EXPECT_EQ(referenceIn("web-1.wait_s.mean").name, (std::vector<std::string>{"web-1", "wait_s", "mean"}));
    EXPECT_EQ(leftOf("a.x - b.x"), "(a.x-b.x)");
    EXPECT_EQ(leftOf("a.x -b.x"), "(a.x-b.x)");
    EXPECT_EQ(leftOf("a.x- b.x"), "(a.x-b.x)");
    EXPECT_EQ(referenceIn("a.x-b").name, (std::vector<std::string>{"a", "x-b"}));
}

TEST(Parser, TakesAnythingWithinBackquotesAsAName)
{
    EXPECT_EQ(referenceIn("`web->db`.latency").name, (std::vector<std::string>{"web->db", "latency"}));
    EXPECT_EQ(referenceIn("x.failed_by_cause.`queue full`").name, (std::vector<std::string>{"x", "failed_by_cause", "queue full"}));
    EXPECT_EQ(referenceIn("`min`.reads").name, (std::vector<std::string>{"min", "reads"}));
    EXPECT_EQ(referenceIn("café.reads").name, (std::vector<std::string>{"café", "reads"}));
    EXPECT_EQ(nameText({"web 1", "reads"}), "`web 1`.reads");
}

TEST(Parser, ReadsQuantitiesWithTheirUnits)
{
    const auto expectNumber = [](const std::string& text, double number, Dimension dimension) {
        const Term term = numberIn(text);
        EXPECT_DOUBLE_EQ(term.number, number) << text;
        EXPECT_EQ(term.dimension, dimension) << text;
    };
    expectNumber("0.5", 0.5, plainNumber);
    expectNumber("1.5e3", 1500, plainNumber);
    expectNumber("80%", 0.8, plainNumber);
    expectNumber("200ms", 0.2, timeDimension);
    expectNumber("0s", 0, timeDimension);
    expectNumber("0", 0, plainNumber);
    expectNumber("2min", 120, timeDimension);
    expectNumber("50/s", 50, rateDimension);
    expectNumber("30/min", 0.5, rateDimension);
    expectNumber("2MB", 2e6, bytesDimension);
    expectNumber("8Mbit/s", 1e6, {.time = -1, .bytes = 1});
    expectNumber("$3.5", 3.5, moneyDimension);
    EXPECT_EQ(leftOf("6 / 3"), "(6/3)");
    EXPECT_EQ(leftOf("6/2"), "(6/2)");
    EXPECT_EQ(leftOf("6/seconds"), "(6/seconds)");
}

TEST(Parser, TakesASlashSStraightBehindANameAsARate)
{
    EXPECT_TRUE(referenceIn("db.reads/s").perSecond);
    EXPECT_TRUE(referenceIn("db.reads[1s..2s]/s").perSecond);
    EXPECT_FALSE(referenceIn("db.reads").perSecond);
    EXPECT_EQ(leftOf("db.reads/s.x"), "(db.reads/s.x)");
    EXPECT_EQ(leftOf("db.reads / s"), "(db.reads/s)");
    EXPECT_EQ(leftOf("db.reads/seconds"), "(db.reads/seconds)");
}

TEST(Parser, ReadsSpanAndVariantBehindANameInAnyOrder)
{
    for (const char* text : {"db.reads/s[20s..1min]@no-cache", "db.reads@no-cache[20s..60s]/s"}) {
        const Reference reference = referenceIn(text);
        EXPECT_EQ(reference.span, (Span{SimTime{20'000'000'000}, SimTime{60'000'000'000}})) << text;
        EXPECT_EQ(reference.variant, "no-cache") << text;
        EXPECT_TRUE(reference.perSecond) << text;
    }
    EXPECT_EQ(referenceIn("x.y[auto..5s]").span, (Span{std::nullopt, SimTime{5'000'000'000}}));
}

TEST(Parser, KnowsEveryComparison)
{
    EXPECT_EQ(parsed("1 < 2").relation, Relation::Less);
    EXPECT_EQ(parsed("1 <= 2").relation, Relation::LessOrEqual);
    EXPECT_EQ(parsed("1 > 2").relation, Relation::Greater);
    EXPECT_EQ(parsed("1>=2").relation, Relation::GreaterOrEqual);
    EXPECT_EQ(parsed("1 = 2").relation, Relation::Equal);
    const Comparison share = parsed("a.b = 2 within 5%");
    EXPECT_EQ(share.relation, Relation::Within);
    EXPECT_TRUE(share.within.isShare);
    EXPECT_DOUBLE_EQ(share.within.amount, 0.05);
    const Comparison amount = parsed("a.b = 2s within 5ms");
    EXPECT_FALSE(amount.within.isShare);
    EXPECT_EQ(amount.within.dimension, timeDimension);
    const Comparison between = parsed("a.b between 1 and 2 + 3");
    EXPECT_EQ(between.relation, Relation::Between);
    EXPECT_EQ(shown(between.upper, {}), "(2+3)");
}

TEST(Parser, TellsWhereAnErrorIsAndWhatWasExpected)
{
    EXPECT_EQ(errorOf("a.b <"), "at character 6: expected a number, a name or \"(\", not the end");
    EXPECT_EQ(errorOf("a.b"), "at character 4: expected an operator or a comparison (<, <=, >, >=, = or between), not the end");
    EXPECT_EQ(errorOf("a.b < 1 2"), "at character 9: expected an operator or the end, not \"2\"");
    EXPECT_EQ(errorOf("(1 + 2 < 3"), "at character 8: expected \")\", not \"<\"");
    EXPECT_EQ(errorOf("a. < 3"), "at character 4: expected the name of a measure or parameter, not \"<\"");
    EXPECT_EQ(errorOf("a.b between 1 or 2"), "at character 15: expected \"and\" and the upper bound, not \"or\"");
    EXPECT_EQ(errorOf("a.b < 1 within 5%"), "at character 9: expected an operator or the end, not \"within\"");
    EXPECT_EQ(errorOf("a.b = 1 within x"), "at character 16: expected a share such as 2%, or a quantity such as 1ms, not \"x\"");
    EXPECT_EQ(errorOf("a.b ? 1"), "at character 5: \"?\" has no meaning here");
    EXPECT_EQ(errorOf("`a.b < 1"), "at character 1: the closing backquote of a name is missing");
    EXPECT_EQ(errorOf("1 < maxx(1, 2)"), "at character 5: there is no function \"maxx\". Did you mean \"max\"?");
    EXPECT_TRUE(errorOf("5parsecs < 1").starts_with("at character 1: \"5parsecs\" is no quantity"));
    EXPECT_EQ(errorOf("a.b[5s..5s] < 1"), "at character 5: the span \"5s..5s\" is empty: it must end after it begins");
    EXPECT_TRUE(errorOf("a.b[5s] < 1").starts_with("at character 5: expected a span"));
    EXPECT_TRUE(errorOf("(a.b + a.c)/s < 1").starts_with("at character 12: \"/s\" stands behind a count"));
    EXPECT_TRUE(errorOf(std::string(3000, '(') + "1 < 2").find("nested too deeply") != std::string::npos);
    EXPECT_TRUE(errorOf(std::string(3000, '-') + "1 < 2").find("nested too deeply") != std::string::npos);
}

TEST(Parser, RefusesTextsWithoutEnd)
{
    std::string sum = "1";
    while (sum.size() < 100'000) sum += "+1";
    EXPECT_TRUE(errorOf(sum + " < 2").starts_with("at character 4001: the text is longer than 4000 bytes"));
}

TEST(SpanText, IsReadBack)
{
    for (const char* text : {"0s..1s", "20s..1min", "auto..90s", " 1ms .. 2ms "}) {
        const auto span = parseSpan(text);
        ASSERT_TRUE(span) << text;
        const auto again = parseSpan(spanText(*span));
        ASSERT_TRUE(again) << text;
        EXPECT_EQ(*again, *span);
    }
    for (const char* text : {"", "5s", "5s..4s", "auto..0s", "-1s..5s", "a..b", "1..2"}) EXPECT_FALSE(parseSpan(text)) << text;
}

} // namespace
} // namespace scalelab
