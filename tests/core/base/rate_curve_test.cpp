// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rate_curve.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace scalelab {
namespace {

constexpr SimTime seconds(double s) { return SimTime::fromSeconds(s); }

const RateCurve steps = RateCurve::of({{{}, 10, 0}, {seconds(2), 0, 0}, {seconds(5), 4, 0}});
const RateCurve rising = RateCurve::of({{{}, 0, 1}, {seconds(10), 10, 0}});
const RateCurve falling = RateCurve::of({{{}, 10, -1}, {seconds(10), 0, 0}});

TEST(RateCurve, StepsAreReadAndInvertedExactly)
{
    EXPECT_EQ(steps.at({}), 10);
    EXPECT_EQ(steps.at(seconds(2)), 0);
    EXPECT_EQ(steps.at(seconds(4.9)), 0);
    EXPECT_EQ(steps.at(seconds(1e6)), 4);
    EXPECT_EQ(steps.after({}, 5), seconds(0.5));
    EXPECT_EQ(steps.after({}, 22), seconds(5.5));
    EXPECT_EQ(steps.after(seconds(1), 12), seconds(5.5));
    EXPECT_EQ(steps.after(seconds(3), 4), seconds(6));
    EXPECT_EQ(steps.after(seconds(100), 2), seconds(100.5));
    EXPECT_EQ(steps.after({}, 0), SimTime{});
}

TEST(RateCurve, BeforeTheFirstPieceNothingHappens)
{
    const RateCurve late = RateCurve::of({{seconds(3), 2, 0}});
    EXPECT_EQ(late.at(seconds(2)), 0);
    EXPECT_EQ(late.after({}, 1), seconds(3.5));
}

TEST(RateCurve, SlopesAreInvertedByTheRootOfTheirIntegral)
{
    EXPECT_EQ(rising.at(seconds(4)), 4);
    EXPECT_EQ(rising.after({}, 8), seconds(4));
    EXPECT_EQ(rising.after(seconds(4), 10.5), seconds(std::sqrt(37.0)));
    EXPECT_EQ(rising.after({}, 60), seconds(11));
    EXPECT_EQ(rising.after({}, 0), SimTime{});
    EXPECT_EQ(falling.after({}, 18), seconds(2));
    EXPECT_EQ(falling.after(seconds(2), 32 - 0.5), seconds(9));
    EXPECT_EQ(falling.after({}, 50.001), SimTime::never());
}

TEST(RateCurve, AWaveIsLowestAtTheStartAndHighestHalfAPeriodLater)
{
    const RateCurve wave = RateCurve::wave(1, 3, seconds(10));
    EXPECT_EQ(wave.at({}), 1);
    EXPECT_NEAR(wave.at(seconds(2.5)), 2, 1e-15);
    EXPECT_EQ(wave.at(seconds(5)), 3);
    EXPECT_EQ(wave.at(seconds(30)), 1);
    EXPECT_EQ(wave.after({}, 10), seconds(5));
    EXPECT_EQ(wave.after({}, 20), seconds(10));
    EXPECT_EQ(wave.after(seconds(5), 2e6 + 10), seconds(1e6 + 10));
}

TEST(RateCurve, AWaveIsInvertedToTheNanosecond)
{
    constexpr double period = 86400, low = 2, high = 50;
    const RateCurve wave = RateCurve::wave(low, high, seconds(period));
    const auto integral = [&](SimTime time) {
        const double t = time.seconds();
        return (low + high) / 2 * t - (high - low) / 2 * period / (2 * std::numbers::pi) * std::sin(2 * std::numbers::pi * t / period);
    };
    for (const double from : {0.0, 7.0, 20'000.0, 43'200.0, 80'000.0})
        for (const double events : {1e-6, 0.3, 40.0, 9'000.0, 1e6}) {
            const SimTime after = wave.after(seconds(from), events);
            EXPECT_NEAR(integral(after) - integral(seconds(from)), events, 1e-7 + wave.at(after) * 2e-9) << from << " " << events;
        }
}

TEST(RateCurve, AFlatWaveIsAConstantRateAndAnEmptyOneNothing)
{
    EXPECT_EQ(RateCurve::wave(4, 4, seconds(10)).after(seconds(3), 6), seconds(4.5));
    EXPECT_EQ(RateCurve::wave(0, 0, seconds(10)).after({}, 1), SimTime::never());
    EXPECT_EQ(RateCurve().after({}, 1), SimTime::never());
    EXPECT_EQ(RateCurve().at(seconds(1)), 0);
}

TEST(RateCurve, NothingComesAfterTheEndOfTime)
{
    EXPECT_EQ(RateCurve::of({{{}, 1e-12, 0}}).after(seconds(1), 1), SimTime::never());
    EXPECT_EQ(RateCurve::wave(0, 1e-12, seconds(10)).after(seconds(1), 1), SimTime::never());
}

TEST(RateCurve, EqualCurvesAreEqual)
{
    EXPECT_EQ(rising, RateCurve::of({{{}, 0, 1}, {seconds(10), 10, 0}}));
    EXPECT_NE(rising, falling);
    EXPECT_NE(RateCurve::wave(1, 2, seconds(3)), RateCurve::wave(1, 2, seconds(4)));
    EXPECT_NE(RateCurve(), steps);
}

} // namespace
} // namespace scalelab
