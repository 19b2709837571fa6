// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/call_text.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace scalelab {
namespace {

TEST(ParseCall, SplitsAtTheOutermostCommas)
{
    const auto call = parseCall(" closed( users=100, think = hyperexp(1s, cv=2) ,x) ");
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->name, "closed");
    ASSERT_EQ(call->arguments.size(), 3u);
    EXPECT_EQ(call->arguments[0].name, "users");
    EXPECT_EQ(call->arguments[0].value, "100");
    EXPECT_EQ(call->arguments[1].name, "think");
    EXPECT_EQ(call->arguments[1].value, "hyperexp(1s, cv=2)");
    EXPECT_EQ(call->arguments[2].name, "");
    EXPECT_EQ(call->arguments[2].value, "x");
}

TEST(ParseCall, LeavesEqualSignsOfNestedCallsAlone)
{
    const auto call = parseCall("f(g(a=1))");
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->arguments[0].name, "");
    EXPECT_EQ(call->arguments[0].value, "g(a=1)");
}

TEST(ParseCall, RejectsParenthesesThatDoNotMatch)
{
    for (const char* text : {"exp", "exp(5ms", "exp(5ms))", "exp((5ms)", "exp)5ms(", "exp(5ms) x", ""}) EXPECT_FALSE(parseCall(text).ok()) << text;
}

TEST(MatchArguments, PutsArgumentsInTheOrderOfTheForm)
{
    const std::array<std::string_view, 3> wanted = {"mean", "cv=", "k="};
    const auto call = parseCall("f(k=3, 5ms, cv=2)");
    const auto values = matchArguments(*call, wanted, "f(mean, cv=, k=)", "f(1s, cv=1, k=2)");
    ASSERT_TRUE(values.ok());
    EXPECT_EQ((*values)[0], "5ms");
    EXPECT_EQ((*values)[1], "2");
    EXPECT_EQ((*values)[2], "3");
}

TEST(MatchArguments, ExplainsWhatDoesNotFit)
{
    const std::array<std::string_view, 2> wanted = {"mean", "cv="};
    const auto problem = [&](const char* text) {
        const auto call = parseCall(text);
        const auto values = matchArguments(*call, wanted, "f(mean, cv=)", "f(1s, cv=1)");
        EXPECT_FALSE(values.ok()) << text;
        return values.ok() ? std::string() : values.error().message;
    };
    EXPECT_EQ(problem("f(1s)"), "the argument \"cv=\" of f() is missing; write f(mean, cv=), for example f(1s, cv=1)");
    EXPECT_EQ(problem("f(cv=1)"), "the argument \"mean\" of f() is missing; write f(mean, cv=), for example f(1s, cv=1)");
    EXPECT_EQ(problem("f(1s, 2)"), "the argument \"2\" has no place in f(); write f(mean, cv=), for example f(1s, cv=1)");
    EXPECT_EQ(problem("f(1s, sd=2)"), "the argument \"sd=\" has no place in f(); write f(mean, cv=), for example f(1s, cv=1)");
    EXPECT_EQ(problem("f(1s, cv=1, cv=2)"), "the argument \"cv=\" is given twice; write f(mean, cv=), for example f(1s, cv=1)");
    EXPECT_EQ(problem("f(1s, cv=)"), "an argument of f() is empty; write f(mean, cv=), for example f(1s, cv=1)");
    EXPECT_EQ(problem("f(, cv=1)"), "an argument of f() is empty; write f(mean, cv=), for example f(1s, cv=1)");
}

} // namespace
} // namespace scalelab
