// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/key_list.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

TEST(KeyList, HoldsKeysAndRangesInAnyOrder)
{
    const auto list = KeyList::parse(" 100 - 199,7 , 1e3");
    ASSERT_TRUE(list);
    EXPECT_EQ(list->text(), "7, 100-199, 1000");
    for (const std::uint64_t key : {7u, 100u, 150u, 199u, 1000u}) EXPECT_TRUE(list->contains(key)) << key;
    for (const std::uint64_t key : {0u, 6u, 8u, 99u, 200u, 999u, 1001u}) EXPECT_FALSE(list->contains(key)) << key;
    EXPECT_EQ(*KeyList::parse(list->text()), *list);
}

TEST(KeyList, CanBeEmpty)
{
    for (const char* text : {"", " ", "none"}) {
        const auto list = KeyList::parse(text);
        ASSERT_TRUE(list);
        EXPECT_EQ(list->text(), "");
        EXPECT_FALSE(list->contains(0));
    }
}

TEST(KeyList, SaysWhatIsWrong)
{
    const auto message = [](const char* text) {
        const auto list = KeyList::parse(text);
        return list ? std::string() : list.error().message;
    };
    EXPECT_EQ(message("7, x"), "expected a key or a range of keys, such as \"7\" or \"100-199\": \"x\" is not a whole number from 0 to 9007199254740991");
    EXPECT_EQ(message("9-5"), "the range \"9-5\" ends before it begins");
    EXPECT_EQ(message("1-5, 3"), "the key 3 is named twice");
    EXPECT_EQ(message("3=db"), "expected keys alone, such as \"7, 100-199\", not \"3=db\"");
    EXPECT_NE(message("1,,2"), "");
    EXPECT_NE(message("-1"), "");
}

TEST(KeyTable, NamesWhereKeysBelong)
{
    const auto table = KeyTable::parse("100-199=db-1, 7 = db2");
    ASSERT_TRUE(table);
    ASSERT_EQ(table->ranges().size(), 2u);
    EXPECT_EQ(table->ranges()[0], (KeyRange{7, 7, "db2"}));
    EXPECT_EQ(table->ranges()[1], (KeyRange{100, 199, "db-1"}));
    EXPECT_EQ(table->text(), "7=db2, 100-199=db-1");
    EXPECT_FALSE(KeyTable::parse("7"));
    EXPECT_FALSE(KeyTable::parse("7="));
    EXPECT_FALSE(KeyTable::parse("7=a, 7=b"));
    EXPECT_TRUE(KeyTable::parse("none"));
}

} // namespace
} // namespace scalelab
