// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/rate_limit.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace scalelab {
namespace {

constexpr std::int64_t ms = 1'000'000;
constexpr auto all = {LimitAlgorithm::TokenBucket, LimitAlgorithm::LeakyBucket, LimitAlgorithm::FixedWindow, LimitAlgorithm::SlidingWindow};

/// The waits of calls at these times [ms]: a number of milliseconds, or "-" if refused.
std::string waits(const RateLimit& limit, const std::vector<std::int64_t>& times)
{
    LimitState state;
    std::string text;
    for (const std::int64_t time : times) {
        const auto wait = admit(state, limit, {time * ms});
        text += (text.empty() ? "" : " ") + (wait ? std::to_string(wait->ns / ms) : "-");
    }
    return text;
}

TEST(RateLimit, ATokenBucketGivesTheBurstAndThenTheRate)
{
    const RateLimit limit = RateLimit::of(LimitAlgorithm::TokenBucket, 10, 3, {}, {ms});
    EXPECT_EQ(waits(limit, {0, 0, 0, 0, 99, 100, 100, 199, 200}), "0 0 0 - - 0 - - 0");
    EXPECT_EQ(waits(limit, {0, 0, 0, 250, 250, 250, 1000, 1000, 1000, 1000}), "0 0 0 0 0 - 0 0 0 -"); // at 250 two and a half tokens are there
}

TEST(RateLimit, ATokenIsThereAtItsNanosecondAndNotBefore)
{
    const RateLimit limit = RateLimit::of(LimitAlgorithm::TokenBucket, 3, 1, {}, {ms});
    EXPECT_EQ(limit.intervalNs, 333'333'333);
    LimitState state;
    EXPECT_TRUE(admit(state, limit, {7}));
    EXPECT_FALSE(admit(state, limit, {7 + 333'333'332}));
    EXPECT_TRUE(admit(state, limit, {7 + 333'333'333}));
}

TEST(RateLimit, ALeakyBucketLetsCallsOutEvenlyAndRefusesThoseWithoutAPlace)
{
    const RateLimit limit = RateLimit::of(LimitAlgorithm::LeakyBucket, 10, 1, 2, {ms});
    EXPECT_EQ(waits(limit, {0, 0, 0, 0, 50, 99, 100, 100, 199, 200, 1000}), "0 100 200 - - - 200 - - 200 0");
    const RateLimit without = RateLimit::of(LimitAlgorithm::LeakyBucket, 10, 1, 0, {ms});
    EXPECT_EQ(waits(without, {0, 50, 100, 150}), "0 - 0 -");
    const RateLimit endless = RateLimit::of(LimitAlgorithm::LeakyBucket, 10, 1, {}, {ms});
    EXPECT_EQ(waits(endless, {0, 0, 0, 0, 0}), "0 100 200 300 400");
}

TEST(RateLimit, AFixedWindowCountsFromItsBorderOn)
{
    const RateLimit limit = RateLimit::of(LimitAlgorithm::FixedWindow, 3, 1, {}, {1000 * ms});
    EXPECT_EQ(limit.perWindow, 3);
    EXPECT_EQ(waits(limit, {900, 990, 999, 999, 1000, 1000, 1000, 1001, 1999, 2000}), "0 0 0 - 0 0 0 - - 0"); // six in a hundredth of a second
    EXPECT_EQ(waits(limit, {0, 0, 0, 3500, 3500, 3500, 3500}), "0 0 0 0 0 0 -");
}

TEST(RateLimit, ASlidingWindowCountsThePartOfTheWindowBeforeThatIsStillInIt)
{
    const RateLimit limit = RateLimit::of(LimitAlgorithm::SlidingWindow, 4, 1, {}, {1000 * ms});
    // At 1000 all four of the window before count, at 1250 three of them, at 1500 two.
    EXPECT_EQ(waits(limit, {600, 700, 800, 900, 999, 1000, 1001, 1002, 1250, 1251, 1500, 1501}), "0 0 0 0 - - 0 - - 0 - 0");
    EXPECT_EQ(waits(limit, {0, 0, 0, 0, 2000, 2000, 2000, 2000, 2000}), "0 0 0 0 0 0 0 0 -"); // a whole window was empty
}

TEST(RateLimit, AWindowThatIsMuchSmallerThanTheRateAllowsOne)
{
    EXPECT_EQ(RateLimit::of(LimitAlgorithm::FixedWindow, 1, 1, {}, {ms}).perWindow, 1);
    EXPECT_EQ(RateLimit::of(LimitAlgorithm::FixedWindow, 10.0 / 60, 1, {}, {60'000 * ms}).perWindow, 10);
    EXPECT_EQ(RateLimit::of(LimitAlgorithm::TokenBucket, 10.0 / 60, 1, {}, {ms}).intervalNs, 6000 * ms);
    EXPECT_EQ(RateLimit::of(LimitAlgorithm::TokenBucket, 1e12, 1, {}, {ms}).intervalNs, 1);
}

TEST(RateLimit, CallsAtExactlyTheRateAllPass)
{
    for (const LimitAlgorithm algorithm : {LimitAlgorithm::TokenBucket, LimitAlgorithm::LeakyBucket, LimitAlgorithm::FixedWindow}) {
        const RateLimit limit = RateLimit::of(algorithm, 8, 1, 0, {1000 * ms});
        LimitState state;
        for (std::int64_t i = 0; i < 1000; ++i) ASSERT_EQ(admit(state, limit, {i * limit.intervalNs}), SimTime{}) << i;
    }
}

TEST(RateLimit, UnderALoadThatIsTooHighTheRatePasses)
{
    for (const LimitAlgorithm algorithm : all) {
        const RateLimit limit = RateLimit::of(algorithm, 50, 10, 10, {1000 * ms});
        LimitState state;
        Rng random(3);
        std::int64_t now = 0;
        int passed = 0;
        std::int64_t lastOut = -limit.intervalNs;
        while (now < 100'000 * ms) {
            now += static_cast<std::int64_t>(random.below(10 * ms)); // 200/s
            const auto wait = admit(state, limit, {now});
            passed += wait.has_value();
            if (!wait || algorithm != LimitAlgorithm::LeakyBucket) continue;
            ASSERT_GE(now + wait->ns, lastOut + limit.intervalNs);
            lastOut = now + wait->ns;
        }
        EXPECT_NEAR(passed, 5000, 60);
    }
}

/// Compares with tokens counted in real numbers.
TEST(RateLimit, TheTimeOfAFullBucketStandsForItsTokens)
{
    const RateLimit limit = RateLimit::of(LimitAlgorithm::TokenBucket, 1000, 5, {}, {ms}); // a token each millisecond
    LimitState state;
    Rng random(5);
    std::int64_t now = 0;
    std::int64_t level = 5 * ms; // millionths of a token
    std::int64_t last = 0;
    for (int i = 0; i < 100'000; ++i) {
        now += static_cast<std::int64_t>(random.below(2 * ms));
        level = std::min(5 * ms, level + (now - last));
        last = now;
        const bool passes = level >= ms;
        if (passes) level -= ms;
        ASSERT_EQ(admit(state, limit, {now}).has_value(), passes) << i;
    }
}

/// Compares with a queue that is served at the rate.
TEST(RateLimit, TheTimeOfALeakyBucketStandsForItsQueue)
{
    const RateLimit limit = RateLimit::of(LimitAlgorithm::LeakyBucket, 1000, 1, 4, {ms});
    LimitState state;
    Rng random(6);
    std::int64_t now = 0;
    std::deque<std::int64_t> departures;
    for (int i = 0; i < 100'000; ++i) {
        now += static_cast<std::int64_t>(random.below(15 * ms / 10));
        while (departures.size() > 1 && departures.front() <= now) departures.pop_front();
        const auto waiting = std::count_if(departures.begin(), departures.end(), [&](std::int64_t out) { return out > now; });
        const std::int64_t out = departures.empty() ? now : std::max(now, departures.back() + ms);
        const auto wait = admit(state, limit, {now});
        ASSERT_EQ(wait.has_value(), out == now || waiting < 4) << i;
        if (!wait) continue;
        ASSERT_EQ(now + wait->ns, out) << i;
        departures.push_back(out);
    }
}

TEST(RateLimit, NeverGoesBeyondTheEndOfTime)
{
    const RateLimit limit = RateLimit::of(LimitAlgorithm::LeakyBucket, 1e-6, 1, {}, {ms});
    LimitState state;
    int passed = 0;
    for (int i = 0; i < 20'000; ++i) passed += admit(state, limit, {}).has_value();
    EXPECT_EQ(passed, 9223); // as many periods of 11.6 days as there are in 292 years
}

} // namespace
} // namespace scalelab
