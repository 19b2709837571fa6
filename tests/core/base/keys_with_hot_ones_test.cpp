// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keys.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string_view>
#include <vector>

namespace scalelab {
namespace {

constexpr int draws = 200'000;
constexpr SimTime seconds(double s) { return SimTime::fromSeconds(s); }

KeyPopularity parsed(std::string_view text)
{
    const auto keys = KeyPopularity::parse(text);
    EXPECT_TRUE(keys.ok()) << text << ": " << (keys.ok() ? "" : keys.error().message);
    return keys ? *keys : KeyPopularity();
}

std::vector<double> countsOf(const KeyPopularity& keys, SimTime age = {})
{
    std::vector<double> counts(keys.count());
    Rng rng(1);
    for (int i = 0; i < draws; ++i) ++counts.at(keys.sample(rng, 0, age));
    return counts;
}

void expectShare(double count, double share, std::string_view what)
{
    EXPECT_NEAR(count, draws * share, 4 * std::sqrt(draws * share * (1 - share))) << what;
}

TEST(KeysWithHotOnes, AHotSetTakesItsTrafficEvenly)
{
    const std::vector<double> counts = countsOf(parsed("hotset(20, share=10%, traffic=90%)"));
    for (std::size_t key = 0; key < 20; ++key) expectShare(counts[key], key < 2 ? 0.45 : 0.1 / 18, "key");
}

TEST(KeysWithHotOnes, AHotSetMovesOnByItsSizeAndRoundAtTheEnd)
{
    const KeyPopularity keys = parsed("hotset(20, share=10%, traffic=90%, shift=60s)");
    const auto hottest = [&](SimTime age) {
        const std::vector<double> counts = countsOf(keys, age);
        std::vector<std::size_t> hot;
        for (std::size_t key = 0; key < 20; ++key)
            if (counts[key] > 0.3 * draws) hot.push_back(key);
        return hot;
    };
    using Keys = std::vector<std::size_t>;
    EXPECT_EQ(hottest({}), (Keys{0, 1}));
    EXPECT_EQ(hottest(seconds(59.999)), (Keys{0, 1}));
    EXPECT_EQ(hottest(seconds(60)), (Keys{2, 3}));
    EXPECT_EQ(hottest(seconds(9 * 60)), (Keys{18, 19}));
    EXPECT_EQ(hottest(seconds(10 * 60)), (Keys{0, 1}));
}

TEST(KeysWithHotOnes, AHotSetHasAtLeastOneKeyAndMayHaveAll)
{
    expectShare(countsOf(parsed("hotset(5, share=1%, traffic=60%)"))[0], 0.6, "the only hot one");
    const std::vector<double> all = countsOf(parsed("hotset(4, share=100%, traffic=50%)"));
    for (const double count : all) expectShare(count, 0.25, "one of all");
}

TEST(KeysWithHotOnes, CelebritiesStandBesideAUniformRest)
{
    const std::vector<double> counts = countsOf(parsed("celebrity(12, keys=2, traffic=50%)"));
    for (std::size_t key = 0; key < 12; ++key) expectShare(counts[key], key < 2 ? 0.25 : 0.05, "key");
}

TEST(KeysWithHotOnes, CelebritiesStandBesideAZipfRest)
{
    const std::vector<double> counts = countsOf(parsed("celebrity(6, keys=2, traffic=40%, s=1)"));
    const double harmonic = 1 + 0.5 + 1.0 / 3 + 0.25;
    for (std::size_t key = 0; key < 2; ++key) expectShare(counts[key], 0.2, "celebrity");
    for (std::size_t key = 2; key < 6; ++key) expectShare(counts[key], 0.6 / harmonic / static_cast<double>(key - 1), "rest");
}

TEST(KeysWithHotOnes, SequentialKeysComeOneAfterTheOtherAndDrawNothing)
{
    const KeyPopularity keys = parsed("sequential(3)");
    Rng rng(1);
    for (std::uint64_t drawn = 0; drawn < 7; ++drawn) EXPECT_EQ(keys.sample(rng, drawn), drawn % 3);
    EXPECT_EQ(rng, Rng(1));
}

TEST(KeysWithHotOnes, ABillionKeysCostNoMoreThanTen)
{
    Rng rng(3);
    const KeyPopularity keys = parsed("hotset(1000000000, share=50%, traffic=0.1, shift=1ns)");
    for (int i = 0; i < 1000; ++i) EXPECT_LT(keys.sample(rng, 0, {i * 1'000'000'007ll}), 1'000'000'000u);
    EXPECT_LT(parsed("celebrity(1e9, keys=1e8, traffic=1%, s=0.9)").sample(rng), 1'000'000'000u);
}

TEST(KeysWithHotOnes, TextReadsBackAsTheSame)
{
    for (const char* text : {"hotset(1000, share=10%, traffic=90%)", "hotset(7, share=33%, traffic=100%, shift=1min)", "celebrity(1000, keys=5, traffic=50%, s=0)",
                             "celebrity(1000000000, keys=1, traffic=12.5%, s=0.9)", "sequential(1000)"}) {
        const KeyPopularity keys = parsed(text);
        EXPECT_EQ(keys.text(), text);
        EXPECT_EQ(parsed(keys.text()), keys);
    }
    EXPECT_EQ(parsed("hotset(1000)").text(), "hotset(1000, share=10%, traffic=90%)");
    EXPECT_EQ(parsed("celebrity(traffic=0.2, 1000)").text(), "celebrity(1000, keys=5, traffic=20%, s=0)");
    EXPECT_NE(parsed("hotset(1000)"), parsed("hotset(1000, shift=1s)"));
}

TEST(KeysWithHotOnes, RejectBadParameters)
{
    for (const char* text : {"hotset()", "hotset(10, share=0%)", "hotset(10, share=101%)", "hotset(10, traffic=0)", "hotset(10, traffic=much)", "hotset(10, shift=0s)",
                             "hotset(10, shift=-1s)", "hotset(10, 5%)", "celebrity(10, keys=10)", "celebrity(10, keys=0)", "celebrity(10, traffic=200%)", "celebrity(10, s=-1)",
                             "celebrity(10, share=1%)", "sequential(0)", "sequential(10, 2)"}) {
        const auto keys = KeyPopularity::parse(text);
        ASSERT_FALSE(keys.ok()) << text;
        EXPECT_FALSE(keys.error().message.empty());
    }
    EXPECT_EQ(KeyPopularity::parse("hotset(10, share=0%)").error().message, "share of hotset(): the share must be above 0 and at most 100%");
}

} // namespace
} // namespace scalelab
