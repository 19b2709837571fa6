// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check.h"
#include "model/utf8.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace scalelab {
namespace {

Value nestedLists(int depth)
{
    Value value(1);
    for (int i = 0; i < depth; ++i) value = Value(List{value});
    return value;
}

TEST(CheckId, TakesOrdinaryIdsOfAnyLanguage)
{
    for (const char* id : {"web1", "x", "A->B", "büro", "服务器", "a\"b"}) EXPECT_TRUE(checkId(id)) << id;
    EXPECT_TRUE(checkId(std::string(100, 'x')));
    std::string umlauts;
    for (int i = 0; i < 100; ++i) umlauts += "ü";
    EXPECT_TRUE(checkId(umlauts));
}

TEST(CheckId, RefusesDotsBlanksControlCharactersAndBadLengths)
{
    for (const char* id : {"", "web.1", "web 1", "web\t1", "web\n1", "\x7f", "\xC2\x85", "\xC2\xA0", "\xE2\x80\xA8", "\xE3\x80\x80"}) EXPECT_FALSE(checkId(id)) << id;
    EXPECT_FALSE(checkId(std::string(101, 'x')));
    EXPECT_FALSE(checkId(std::string_view("a\0b", 3)));
    EXPECT_EQ(checkId("a.b").error().message, "\"a.b\" cannot be an id: ids have no dots, because a dot separates an id from its parameters.");
}

TEST(CheckId, RefusesIllFormedText)
{
    for (const char* id : {"\xff", "a\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x80\x80\x80", "\x80"}) {
        EXPECT_FALSE(isUtf8(id));
        EXPECT_EQ(checkId(id).error().message, "An id must be valid UTF-8 text.");
    }
}

TEST(CheckStorable, RefusesWhatNoFileCanHold)
{
    EXPECT_TRUE(checkStorable(Value(1.5), 3));
    EXPECT_EQ(checkStorable(Value(std::numeric_limits<double>::infinity()), 3).error().message, "A number must be finite.");
    EXPECT_FALSE(checkStorable(Value(std::numeric_limits<double>::quiet_NaN()), 3));
    EXPECT_EQ(checkStorable(Value(List{"\xff"}), 3).error().message, "The text is not valid UTF-8.");
    Object twice;
    twice.members = {{"a", 1}, {"a", 2}};
    EXPECT_EQ(checkStorable(twice, 3).error().message, "There are two fields \"a\".");
    Object badName;
    badName.members = {{"\xff", 1}};
    EXPECT_FALSE(checkStorable(badName, 3));
}

TEST(CheckStorable, CountsTheLevelsAround)
{
    EXPECT_TRUE(checkStorable(nestedLists(61), 3));
    EXPECT_EQ(checkStorable(nestedLists(62), 3).error().message, "Lists and objects are nested deeper than 64 levels.");
    EXPECT_TRUE(checkStorable(nestedLists(63), 1));
    EXPECT_FALSE(checkStorable(nestedLists(64), 1));
}

} // namespace
} // namespace scalelab
