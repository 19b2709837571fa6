// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/number_set.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

TEST(NumberSet, HoldsEachNumberOnce)
{
    NumberSet set;
    EXPECT_FALSE(set.contains(0));
    EXPECT_TRUE(set.add(63));
    EXPECT_TRUE(set.add(64));
    EXPECT_TRUE(set.add(1'000'000));
    EXPECT_FALSE(set.add(64));
    EXPECT_EQ(set.size(), 3u);
    EXPECT_TRUE(set.contains(64));
    EXPECT_FALSE(set.contains(65));
    EXPECT_FALSE(set.contains(~0u));
    EXPECT_TRUE(set.remove(64));
    EXPECT_FALSE(set.remove(64));
    EXPECT_FALSE(set.remove(~0u));
    EXPECT_FALSE(set.contains(64));
    EXPECT_EQ(set.size(), 2u);
    set.clear();
    EXPECT_EQ(set.size(), 0u);
    EXPECT_FALSE(set.contains(63));
}

TEST(NumberSet, ACopyIsItsOwn)
{
    NumberSet set;
    set.add(5);
    NumberSet copy = set;
    copy.add(6);
    set.remove(5);
    EXPECT_TRUE(copy.contains(5));
    EXPECT_FALSE(set.contains(6));
}

} // namespace
} // namespace scalelab
