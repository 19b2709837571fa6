// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json.h"

#include "support/sample_scene.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <limits>

namespace scalelab {
namespace {

using test::fields;

/// "line:column message" of the error in the text; "fine" if there is none.
std::string fault(std::string_view json)
{
    const JsonText text = parseJson(json);
    if (text.problems.empty()) return "fine";
    EXPECT_EQ(text.problems.size(), 1U);
    const Problem& problem = text.problems.front();
    return std::to_string(problem.position.line) + ":" + std::to_string(problem.position.column) + " " + problem.message;
}

TEST(ParseJson, ReadsEveryType)
{
    const JsonText text = parseJson(R"({"a": null, "b": [true, false], "c": -5, "d": 2.5, "e": "t\"\u00e4\n", "f": {}, "g": 5.0, "h": 9223372036854775807})");
    ASSERT_TRUE(text.problems.empty());
    EXPECT_EQ(text.value, Value(fields({{"a", Value()}, {"b", List{true, false}}, {"c", -5}, {"d", 2.5}, {"e", "t\"ä\n"}, {"f", Object{}}, {"g", 5.0},
                                        {"h", std::numeric_limits<std::int64_t>::max()}})));
}

TEST(ParseJson, SkipsAByteOrderMarkAndTakesEitherLineEnd)
{
    EXPECT_EQ(parseJson("\xEF\xBB\xBF{\"a\": 1}").value, Value(fields({{"a", 1}})));
    EXPECT_EQ(parseJson("{\r\n\"a\": 1\r\n}").value, Value(fields({{"a", 1}})));
    EXPECT_EQ(fault("\xEF\xBB\xBF{\"a\": ?}").substr(0, 4), "1:7 ");
    EXPECT_EQ(fault("{\r\n\"a\": ?}").substr(0, 4), "2:6 ");
}

TEST(ParseJson, FaultsHaveTheirPlace)
{
    EXPECT_EQ(fault(""), "1:1 There is nothing in it; a scene is expected.");
    EXPECT_EQ(fault(" \n\t"), "1:1 There is nothing in it; a scene is expected.");
    EXPECT_EQ(fault("{\"a\": 1,}"), "1:9 This is not valid JSON: unexpected '}'; expected string literal.");
    EXPECT_EQ(fault("{\"a\": 1\n"), "2:1 This is not valid JSON: unexpected end of input; expected '}'.");
    EXPECT_EQ(fault("{} x").substr(0, 4), "1:4 ");
    EXPECT_EQ(fault("{}\n{}"), "2:1 This is not valid JSON: unexpected '{'; expected end of input.");
    EXPECT_EQ(fault("{\"ä\": ?}").substr(0, 4), "1:7 ");
    EXPECT_EQ(fault("{\"a\": \"\xff\"}"), "1:8 The text is not valid UTF-8.");
    EXPECT_EQ(fault(std::string_view("{}\0", 3)), "1:3 There is a NUL byte here. The file must be UTF-8 text.");
    EXPECT_EQ(fault(std::string_view("{\0", 2)), "1:2 There is a NUL byte here. The file must be UTF-8 text.");
    EXPECT_EQ(fault("// comment\n{}").substr(0, 4), "1:1 ");
    EXPECT_EQ(fault("{\"a\": \"x\ny\"}").substr(0, 4), "1:9 ");
}

TEST(ParseJson, EscapedNulBytesAreText)
{
    const JsonText text = parseJson(R"(["\u0000"])");
    ASSERT_TRUE(text.problems.empty());
    EXPECT_EQ(text.value.list()->front(), Value(std::string(1, '\0')));
    EXPECT_EQ(writeJson(text.value), "[\"\\u0000\"]\n");
}

TEST(ParseJson, NumbersOutOfRangeAreErrors)
{
    EXPECT_EQ(fault("[1, 9223372036854775808]"), "1:5 The whole number is too large.");
    EXPECT_EQ(fault("[1,\n 18446744073709551616]"), "2:2 The whole number is too large.");
    EXPECT_EQ(fault("[-9223372036854775808]"), "fine");
    EXPECT_EQ(fault("[-9223372036854775809]"), "1:2 The whole number is too large.");
    EXPECT_EQ(fault("{\"a\": 1e400}"), "1:7 The number is too large.");
    EXPECT_EQ(fault("[1e-400]"), "1:2 The number is too large or too small.");
}

TEST(ParseJson, DuplicateNamesAreErrors)
{
    EXPECT_EQ(fault("{\"a\": 1,\n  \"a\": 2}"), "2:3 The name \"a\" is here a second time; names in an object must differ.");
    EXPECT_EQ(fault("{\"a\": {\"b\": 1}, \"c\": {\"b\": 1}}"), "fine");
    std::string many = "{";
    for (int i = 0; i < 1000; ++i) many += "\"k" + std::to_string(i) + "\": 0,\n";
    EXPECT_EQ(fault(many + "\"last\": 0}"), "fine");
    EXPECT_EQ(fault(many + "\"k500\": 0}"), "1001:1 The name \"k500\" is here a second time; names in an object must differ.");
}

TEST(ParseJson, NestingEndsAt64)
{
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(fault(nested(64)), "fine");
    EXPECT_EQ(fault(nested(65)), "1:65 Lists and objects are nested deeper than 64 levels.");
    EXPECT_EQ(fault(std::string(10000000, '[')), "1:65 Lists and objects are nested deeper than 64 levels.");
}

TEST(ParseJson, DoesNotDependOnTheLocale)
{
    const std::string before = std::setlocale(LC_ALL, nullptr);
    const bool hasComma = std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr;
    const JsonText text = parseJson("[0.25, 1.5e3]");
    const std::string written = writeJson(text.value);
    std::setlocale(LC_ALL, before.c_str());
    EXPECT_EQ(text.value, Value(List{0.25, 1500.0})) << hasComma;
    EXPECT_EQ(written, "[0.25, 1500.0]\n");
}

TEST(FindPositions, NamesThePlaceOfValues)
{
    const std::string_view json = "\xEF\xBB\xBF{\r\n  \"a\": { \"b\": 5, \"ü\": [1, [2, \"x,:\\\"]\"], {}] },\r\n  \"c\":true, \"d\" : -1.5e3\n}";
    const Positions found = findPositions(json, {"", "a", "a.b", "a.ü", "a.ü[0]", "a.ü[1]", "a.ü[1][1]", "a.ü[2]", "c", "d", "nothing", "a.b[0]"});
    const Positions expected = {{"", {1, 1}}, {"a", {2, 8}}, {"a.b", {2, 15}}, {"a.ü", {2, 23}}, {"a.ü[0]", {2, 24}}, {"a.ü[1]", {2, 27}},
                                {"a.ü[1][1]", {2, 31}}, {"a.ü[2]", {2, 42}}, {"c", {3, 7}}, {"d", {3, 19}}};
    EXPECT_EQ(found, expected);
}

TEST(FindPositions, CountsEachByteOfALongLineOnce)
{
    std::string json = "[";
    Paths wanted;
    constexpr int count = 200'000; // hours, if each position were counted from the start of the line
    for (int i = 0; i < count; ++i) {
        json += (i == 0 ? "\"ü\"" : ", \"ü\"");
        wanted.insert("[" + std::to_string(i) + "]");
    }
    json += "]";
    const Positions found = findPositions(json, wanted);
    ASSERT_EQ(found.size(), static_cast<std::size_t>(count));
    EXPECT_EQ(found.at("[" + std::to_string(count - 1) + "]"), (TextPosition{1, 2 + 5 * (count - 1)}));
}

TEST(WriteJson, KeepsShortThingsOnALine)
{
    EXPECT_EQ(writeJson(Value()), "null\n");
    EXPECT_EQ(writeJson(Value(List{})), "[]\n");
    EXPECT_EQ(writeJson(Value(Object{}), 2), "{}\n");
    EXPECT_EQ(writeJson(Value(fields({{"a", List{1, fields({{"b", "x"}})}}, {"c", true}}))), "{ \"a\": [1, { \"b\": \"x\" }], \"c\": true }\n");
    EXPECT_EQ(writeJson(Value(fields({{"a", List{1}}})), 1), "{\n  \"a\": [1]\n}\n");
    EXPECT_EQ(writeJson(Value(fields({{"a", List{1}}})), 2), "{\n  \"a\": [\n    1\n  ]\n}\n");
}

TEST(WriteJson, BreaksLinesAfter120Characters)
{
    const auto lineOf = [](std::size_t length) { return Value(List{std::string(length - 4, 'x')}); };
    const std::string fits = writeJson(lineOf(119));
    EXPECT_EQ(std::count(fits.begin(), fits.end(), '\n'), 1);
    const std::string breaks = writeJson(lineOf(121));
    EXPECT_EQ(std::count(breaks.begin(), breaks.end(), '\n'), 3);
    EXPECT_EQ(writeJson(Value(List{std::string(200, 'x'), 1})), "[\n  \"" + std::string(200, 'x') + "\",\n  1\n]\n");
}

TEST(WriteJson, NumbersKeepTheirType)
{
    EXPECT_EQ(writeJson(Value(List{5, 5.0, 0.1, 1e30, -0.0, 1e-7})), "[5, 5.0, 0.1, 1e+30, -0.0, 1e-07]\n");
    EXPECT_EQ(writeJson(Value(std::numeric_limits<double>::infinity())), "null\n");
}

TEST(WriteJson, EscapesWhatMustBeEscaped)
{
    EXPECT_EQ(writeJson(Value("a\"\\\n\t\x01/ü")), "\"a\\\"\\\\\\n\\t\\u0001/ü\"\n");
    EXPECT_EQ(writeJson(Value("a\xff")), "\"a\xEF\xBF\xBD\"\n");
}

} // namespace
} // namespace scalelab
