// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/mser.h"

#include "base/exponential.h"
#include "base/portable_math.h"

#include <gtest/gtest.h>

#include <vector>

namespace scalelab {
namespace {

TEST(Mser5, CutsATransientWhereItEnds)
{
    Rng rng(101);
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i) values.push_back((i < 200 ? 20.0 : 0.0) + sampleNormal(rng));
    const std::size_t cut = mser5Cut(values);
    EXPECT_GE(cut, 200u);
    EXPECT_LE(cut, 230u);
    EXPECT_EQ(cut % 5, 0u);
}

TEST(Mser5, CutsADecayingTransient)
{
    Rng rng(102);
    std::vector<double> values;
    for (int i = 0; i < 2000; ++i) values.push_back(30 * portableExp(-i / 50.0) + sampleNormal(rng));
    const std::size_t cut = mser5Cut(values);
    EXPECT_GE(cut, 100u);
    EXPECT_LE(cut, 600u);
}

TEST(Mser5, KeepsASteadyRun)
{
    Rng rng(103);
    std::vector<double> values;
    for (int i = 0; i < 2000; ++i) values.push_back(sampleNormal(rng));
    EXPECT_LE(mser5Cut(values), 300u);
    EXPECT_EQ(mser5Cut(std::vector<double>(100, 1.0)), 0u);
}

TEST(Mser5, NeverCutsMoreThanHalf)
{
    std::vector<double> values;
    for (int i = 0; i < 103; ++i) values.push_back(i < 95 ? i * 1.0 : 95.0);
    EXPECT_EQ(mser5Cut(values), 50u);
}

TEST(Mser5, FollowsTheDefinition)
{
    // Batch means 9, 1, 2, 1: sums of squares over the squared number kept are 44.75/16, 0.6667/9 and 0.5/4.
    std::vector<double> values;
    for (const double mean : {9.0, 1.0, 2.0, 1.0})
        for (int i = 0; i < 5; ++i) values.push_back(mean);
    EXPECT_EQ(mser5Cut(values), 5u);
}

TEST(Mser5, HasNothingToCutInAShortRun)
{
    EXPECT_EQ(mser5Cut({}), 0u);
    EXPECT_EQ(mser5Cut(std::vector<double>{1, 2, 3}), 0u);
    EXPECT_EQ(mser5Cut(std::vector<double>{1, 2, 3, 4, 5, 6, 7}), 0u);
}

} // namespace
} // namespace scalelab
