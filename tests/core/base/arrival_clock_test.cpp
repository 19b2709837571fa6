// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/arrival_clock.h"

#include "kolmogorov.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

namespace scalelab {
namespace {

constexpr double strict = 1.95; // exceeded by chance once in a thousand seeds
constexpr SimTime seconds(double s) { return SimTime::fromSeconds(s); }

Arrivals parsed(std::string_view text)
{
    auto arrivals = Arrivals::parse(text);
    EXPECT_TRUE(arrivals.ok()) << text << ": " << (arrivals.ok() ? "" : arrivals.error().message);
    return arrivals ? *arrivals : Arrivals();
}

/// An open process under way, as a source drives it.
struct Source {
    explicit Source(Arrivals process, double scale = 1, SimTime start = {}) : arrivals(std::move(process)), now(start)
    {
        clock.start(arrivals, scale, now, Rng(2));
        due = clock.next(arrivals, now, gaps);
    }

    /// Goes on to the next request; false if there is none before `end`.
    bool request(SimTime end)
    {
        while (due < end) {
            now = due;
            const bool isRequest = clock.isRequest(arrivals);
            if (isRequest && arrivals.log) taken.push_back(clock.takeLogged(arrivals));
            due = clock.next(arrivals, now, gaps);
            if (isRequest) return true;
            phaseEnds.push_back(now);
        }
        now = end;
        return false;
    }

    std::vector<SimTime> requestsUntil(SimTime end)
    {
        std::vector<SimTime> all;
        while (request(end)) all.push_back(now);
        return all;
    }

    void rescale(double scale)
    {
        clock.rescale(arrivals, scale, now);
        due = clock.next(arrivals, now, gaps);
    }

    Arrivals arrivals;
    ArrivalClock clock;
    Rng gaps{1};
    SimTime now, due;
    std::vector<SimTime> phaseEnds;
    std::vector<LoggedRequest> taken;
};

/// Whether the spans of expected requests between requests are exponential with mean 1, as of a Poisson process with that integral of its rate.
template <class Integral>
void expectPoisson(std::string_view text, SimTime end, Integral integral)
{
    Source source(parsed(text));
    std::vector<double> spans;
    double before = 0;
    for (const SimTime at : source.requestsUntil(end)) {
        const double expected = integral(at.seconds());
        spans.push_back(expected - before);
        before = expected;
    }
    const auto count = static_cast<double>(spans.size());
    EXPECT_NEAR(count, integral(end.seconds()), 4 * std::sqrt(count)) << text;
    EXPECT_LT(kolmogorovStatistic(spans, [](double x) { return 1 - std::exp(-x); }), strict) << text;
}

TEST(ArrivalClock, ConstantRequestsComeOneGapApart)
{
    Source source(parsed("constant(10/s)"), 2);
    EXPECT_EQ(source.requestsUntil(seconds(0.2)), (std::vector<SimTime>{seconds(0.05), seconds(0.1), seconds(0.15)}));
}

TEST(ArrivalClock, EveryVariableRateIsAnExactPoissonProcess)
{
    const double day = 1000;
    expectPoisson("poisson(200/s)", seconds(500), [](double t) { return 200 * t; });
    expectPoisson("ramp(0/s, 200/s, over=1000s)", seconds(1000), [](double t) { return 0.1 * t * t; });
    expectPoisson("ramp(200/s, 0/s, over=1000s)", seconds(1000), [](double t) { return 200 * t - 0.1 * t * t; });
    expectPoisson("daily(0/s, 200/s, period=1000s)", seconds(1500),
                  [&](double t) { return 100 * t - 100 * day / (2 * std::numbers::pi) * std::sin(2 * std::numbers::pi * t / day); });
    expectPoisson("spike(10/s, 2000/s, at=30s, for=40s)", seconds(1000),
                  [](double t) { return 10 * t + 1990 * std::min(40.0, std::max(0.0, t - 30)); });
    expectPoisson("steps(100/s, 200s, 0/s, 100s, 50/s, 300s, 400/s)", seconds(800),
                  [](double t) { return 100 * std::min(t, 200.0) + 50 * std::min(300.0, std::max(0.0, t - 300)) + 400 * std::max(0.0, t - 600); });
}

TEST(ArrivalClock, ACurveBeginsWhenItsProcessDoes)
{
    Source source(parsed("steps(0/s, 10s, 1000/s)"), 1, seconds(70));
    ASSERT_TRUE(source.request(seconds(1e6)));
    EXPECT_GE(source.now, seconds(80));
    EXPECT_LT(source.now, seconds(80.02));
}

TEST(ArrivalClock, AScaleMultipliesEveryRateFromItsInstantOn)
{
    for (const char* text : {"poisson(100/s)", "constant(100/s)", "daily(100/s, 100/s, period=10s)", "steps(100/s)", "onoff(100/s, on=1d, off=1d)"}) {
        Source source(parsed(text));
        EXPECT_NEAR(static_cast<double>(source.requestsUntil(seconds(100)).size()), 1e4, 400) << text;
        source.rescale(3);
        EXPECT_NEAR(static_cast<double>(source.requestsUntil(seconds(200)).size()), 3e4, 700) << text;
        source.rescale(0);
        EXPECT_FALSE(source.request(seconds(1000))) << text;
        source.rescale(1);
        EXPECT_NEAR(static_cast<double>(source.requestsUntil(seconds(1100)).size()), 1e4, 400) << text;
    }
}

TEST(ArrivalClock, RequestsComeOnlyWhileTheProcessIsOn)
{
    Source source(parsed("onoff(1000/s, on=1s, off=2s)"));
    const std::vector<SimTime> requests = source.requestsUntil(seconds(300));
    for (const SimTime at : requests) EXPECT_LT(at.ns % 3'000'000'000, 1'000'000'000);
    EXPECT_NEAR(static_cast<double>(requests.size()), 1e5, 4 * std::sqrt(1e5));
    ASSERT_EQ(source.phaseEnds.size(), 199u);
    EXPECT_EQ(source.phaseEnds[0], seconds(1));
    EXPECT_EQ(source.phaseEnds[1], seconds(3));
    EXPECT_EQ(source.phaseEnds[198], seconds(298));
}

TEST(ArrivalClock, RandomPhasesHaveTheirMeansAndAreNotMovedByTheRate)
{
    Source slow(parsed("onoff(1/s, on=exp(1s), off=exp(3s))"));
    Source fast(parsed("onoff(10/s, on=exp(1s), off=exp(3s))"));
    const auto requests = static_cast<double>(slow.requestsUntil(seconds(40'000)).size());
    EXPECT_NEAR(requests, 1e4, 4 * std::sqrt(2e4 + 1e4 * 2 * 0.75 * 0.75)); // bursts add to the variance of a Poisson number
    EXPECT_NEAR(static_cast<double>(slow.phaseEnds.size()), 2e4, 600);
    (void)fast.requestsUntil(seconds(40'000));
    EXPECT_EQ(fast.phaseEnds, slow.phaseEnds);
}

TEST(ArrivalClock, ALogIsReplayedAtItsInstantsEachRequestOnce)
{
    Arrivals arrivals = parsed("trace(access.log)");
    EXPECT_EQ(Source(arrivals).due, SimTime::never());
    const TrafficLog log{{{seconds(0), 7, 0, 100, RequestClass::Write}, {seconds(1), 8, 1, 0, {}}, {seconds(1.5), 9, 0, 0, {}}}};
    arrivals.log = std::make_shared<const TrafficLog>(log);
    Source source(arrivals, 1, seconds(10));
    EXPECT_EQ(source.requestsUntil(seconds(100)), (std::vector<SimTime>{seconds(10), seconds(11), seconds(11.5)}));
    EXPECT_EQ(source.taken, log.requests);
    EXPECT_EQ(source.due, SimTime::never());
}

TEST(ArrivalClock, AScaleMakesALogGoFasterFromItsInstantOn)
{
    TrafficLog log;
    for (int i = 0; i < 10; ++i) log.requests.push_back({seconds(i), 0, 0, 0, {}});
    Arrivals arrivals = parsed("trace(access.log)");
    arrivals.log = std::make_shared<const TrafficLog>(log);
    Source source(arrivals);
    using Times = std::vector<SimTime>;
    EXPECT_EQ(source.requestsUntil(seconds(1.5)), (Times{seconds(0), seconds(1)}));
    source.rescale(2);
    EXPECT_EQ(source.requestsUntil(seconds(2.5)), (Times{seconds(1.75), seconds(2.25)}));
    source.rescale(0);
    EXPECT_EQ(source.requestsUntil(seconds(10)), Times{});
    source.rescale(1);
    EXPECT_EQ(source.requestsUntil(seconds(11)), Times{seconds(10.5)});
}

TEST(ArrivalClock, AClosedPopulationHasNoArrivals) { EXPECT_EQ(Source(parsed("closed(users=5, think=1s)")).due, SimTime::never()); }

} // namespace
} // namespace scalelab
