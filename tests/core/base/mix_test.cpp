// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/mix.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace scalelab {
namespace {

Value object(std::initializer_list<Member> members)
{
    Object out;
    out.members = members;
    return Value(out);
}

std::array<int, requestClassCount> counts(const Mix& mix, int draws)
{
    std::array<int, requestClassCount> result{};
    Rng rng(71);
    for (int i = 0; i < draws; ++i) ++result[static_cast<std::size_t>(mix.sample(rng))];
    return result;
}

TEST(Mix, NormalisesSharesByTheirSum)
{
    const auto mix = Mix::parse(object({{"read", 6}, {"write", 1.5}, {"static", 0.5}}));
    ASSERT_TRUE(mix.ok());
    EXPECT_DOUBLE_EQ(mix->shares[0], 0.75);
    EXPECT_DOUBLE_EQ(mix->shares[1], 0.1875);
    EXPECT_DOUBLE_EQ(mix->shares[2], 0.0625);
}

TEST(Mix, DrawsClassesByTheirShares)
{
    const auto mix = Mix::parse(object({{"read", "70%"}, {"write", 0.1}, {"static", 0.2}}));
    ASSERT_TRUE(mix.ok());
    constexpr int draws = 100'000;
    const auto seen = counts(*mix, draws);
    EXPECT_NEAR(seen[0], 0.7 * draws, 580); // four standard deviations
    EXPECT_NEAR(seen[1], 0.1 * draws, 380);
    EXPECT_NEAR(seen[2], 0.2 * draws, 510);
}

TEST(Mix, NeverDrawsAClassWithoutShare)
{
    EXPECT_EQ(counts(*Mix::of({0.3, 0.7, 0}), 10'000)[2], 0);
    EXPECT_EQ(counts(*Mix::of({0.3, 0, 0.7}), 10'000)[1], 0);
    EXPECT_EQ(counts(*Mix::of({0, 0.3, 0.7}), 10'000)[0], 0);
}

TEST(Mix, DrawsNothingIfThereIsOneClass)
{
    Rng rng(1), untouched(1);
    EXPECT_EQ(Mix().sample(rng), RequestClass::Read);
    EXPECT_EQ(Mix::of({0, 2, 0})->sample(rng), RequestClass::Write);
    EXPECT_EQ(Mix::of({0, 0, 1e-9})->sample(rng), RequestClass::Static);
    EXPECT_EQ(rng, untouched);
    EXPECT_NE(Mix::of({1, 1, 0})->sample(rng), RequestClass::Static);
    EXPECT_NE(rng, untouched);
}

TEST(Mix, ValueIsAsAuthored)
{
    const Value authored = object({{"read", 8.0}, {"static", 2.5}});
    const auto mix = Mix::parse(authored);
    ASSERT_TRUE(mix.ok());
    EXPECT_EQ(mix->value(), authored);
    EXPECT_EQ(*Mix::parse(mix->value()), *mix);
    EXPECT_NE(*mix, Mix());
}

TEST(Mix, RejectsWhatIsNoMix)
{
    const double inf = std::numeric_limits<double>::infinity();
    for (const Value& value : {Value(1), Value("read"), object({}), object({{"read", 0}}), object({{"read", -1}, {"write", 2}}),
                               object({{"read", inf}}), object({{"read", std::nan("")}}), object({{"read", true}}), object({{"read", "80 %%"}}),
                               object({{"read", 1e308}, {"write", 1e308}})})
        EXPECT_FALSE(Mix::parse(value).ok()) << toText(value);
    EXPECT_EQ(Mix::parse(object({{"reads", 1}})).error().message, "\"reads\" is not a request class; write read, write, static, login, job or join");
}

TEST(Mix, NamesItsClasses)
{
    EXPECT_EQ(className(RequestClass::Read), "read");
    EXPECT_EQ(className(RequestClass::Write), "write");
    EXPECT_EQ(className(RequestClass::Static), "static");
}

} // namespace
} // namespace scalelab
