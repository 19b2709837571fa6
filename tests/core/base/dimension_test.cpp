// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/dimension.h"

#include <gtest/gtest.h>

namespace scalelab {

TEST(Dimension, ProductsAndQuotientsCompose)
{
    EXPECT_EQ(rateDimension * timeDimension, plainNumber);
    EXPECT_EQ(plainNumber / timeDimension, rateDimension);
    EXPECT_EQ((bytesDimension / timeDimension) * timeDimension, bytesDimension);
    EXPECT_NE(moneyDimension, bytesDimension);
}

TEST(Dimension, NamesAreThoseOfMessages)
{
    EXPECT_EQ(dimensionName(plainNumber), "a number");
    EXPECT_EQ(dimensionName(rateDimension), "a rate");
    EXPECT_EQ(dimensionName(bytesDimension / timeDimension), "bytes times seconds^-1");
}

} // namespace scalelab
