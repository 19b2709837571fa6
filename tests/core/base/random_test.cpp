// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <set>

namespace scalelab {
namespace {

TEST(Splitmix64, GivesThePublishedSequence)
{
    std::uint64_t state = 1234567;
    const std::array<std::uint64_t, 5> expected = {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
                                                   4593380528125082431ULL, 16408922859458223821ULL};
    for (const auto value : expected) EXPECT_EQ(splitmix64(state), value);
}

/// The algorithm as published, to compare with: xoshiro256++ on an explicit state.
struct Published {
    std::uint64_t s[4];
    static std::uint64_t rotl(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
    std::uint64_t next()
    {
        const std::uint64_t result = rotl(s[0] + s[3], 23) + s[0];
        const std::uint64_t t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = rotl(s[3], 45);
        return result;
    }
};

TEST(Rng, FollowsThePublishedAlgorithm)
{
    Published from1234{{1, 2, 3, 4}};
    const std::array<std::uint64_t, 4> expected = {41943041ULL, 58720359ULL, 3588806011781223ULL, 3591011842654386ULL};
    for (const auto value : expected) ASSERT_EQ(from1234.next(), value);

    std::uint64_t state = 99;
    Published published{};
    for (auto& word : published.s) word = splitmix64(state);
    Rng rng(99);
    for (int i = 0; i < 1000; ++i) ASSERT_EQ(rng.next(), published.next());
}

TEST(Rng, IsAValueWhoseCopyGoesOnIdentically)
{
    Rng rng(7);
    rng.next();
    Rng copy = rng;
    EXPECT_EQ(copy, rng);
    EXPECT_EQ(copy.next(), rng.next());
    rng.next();
    EXPECT_NE(copy, rng);
}

TEST(Rng, UniformNumbersStayInTheirIntervalAndHaveTheRightMoments)
{
    Rng rng(11);
    constexpr int draws = 1'000'000;
    double sum = 0, squares = 0, openSum = 0;
    for (int i = 0; i < draws; ++i) {
        const double u = rng.uniform(), open = rng.uniformOpen();
        ASSERT_TRUE(u >= 0 && u < 1);
        ASSERT_TRUE(open > 0 && open < 1);
        sum += u;
        squares += u * u;
        openSum += open;
    }
    EXPECT_NEAR(sum / draws, 0.5, 0.0012); // four standard errors
    EXPECT_NEAR(openSum / draws, 0.5, 0.0012);
    EXPECT_NEAR(squares / draws, 1.0 / 3.0, 0.0012);
}

TEST(Rng, BelowIsUnbiasedEvenWhereMultiplicationAloneIsNot)
{
    // For n = 3/4 of 2^64, every third value would come twice as often as the others without rejection.
    constexpr std::uint64_t n = 3ULL << 62;
    Rng rng(12);
    constexpr int draws = 300'000;
    std::array<int, 3> byRest{};
    for (int i = 0; i < draws; ++i) {
        const std::uint64_t value = rng.below(n);
        ASSERT_LT(value, n);
        ++byRest[value % 3];
    }
    for (const int count : byRest) EXPECT_NEAR(count, draws / 3, 1100); // four standard deviations
}

TEST(Rng, BelowReachesEveryValue)
{
    Rng rng(13);
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 200; ++i) seen.insert(rng.below(7));
    EXPECT_EQ(seen.size(), 7u);
    EXPECT_EQ(*seen.rbegin(), 6u);
    EXPECT_EQ(rng.below(1), 0u);
}

TEST(RandomStream, DependsOnEachPartAndOnNothingElse)
{
    Rng stream = randomStream(1, "web1", "service");
    EXPECT_EQ(stream, randomStream(1, "web1", "service"));
    EXPECT_NE(stream, randomStream(2, "web1", "service"));
    EXPECT_NE(stream, randomStream(1, "web2", "service"));
    EXPECT_NE(stream, randomStream(1, "web1", "failures"));
    EXPECT_NE(randomStream(1, "ab", "c"), randomStream(1, "a", "bc"));
}

TEST(HashText, KeepsItsValuesForEver)
{
    EXPECT_EQ(hashText(""), 0x5b21f68ffa77f14cULL);
    EXPECT_EQ(hashText("web1"), 0xd26e19f26930ba80ULL);
    EXPECT_EQ(hashText("web1", 1), 0xaeb364452d81c542ULL);
    EXPECT_EQ(randomStream(1, "web1", "service").next(), 0xc39495ca71b8318bULL);
}

} // namespace
} // namespace scalelab
