// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/suggestion.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

TEST(Suggestion, IsNear)
{
    EXPECT_EQ(suggestion("wrkers", {"queue", "workers"}), " Did you mean \"workers\"?");
    EXPECT_EQ(suggestion("colour", {"queue", "workers"}), "");
    EXPECT_EQ(suggestion("RoMa", {"Paris", "Rome"}), " Did you mean \"Rome\"?");
}

} // namespace
} // namespace scalelab
