// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keys.h"
#include "base/random.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <map>

namespace scalelab {
namespace {

using namespace test;

/// Requests at a constant rate that go through a limiter to a web server.
std::string limited(const std::string& rate, const std::string& limiter, const std::string& keys = "uniform(1)")
{
    return "users(arrivals=constant(" + rate + "), keys=" + keys + ") -> gate:rate-limiter(" + limiter + ") -> web:web-server";
}

/// When requests leave the limiter.
std::string departures(const std::string& drawing, SimTime end)
{
    Simulation run = simulate(drawing);
    run.sampleFlights(1);
    run.advance(end);
    std::string times;
    for (const std::string& passage : passages(run))
        if (const auto at = passage.find(" gate>web"); at != std::string::npos) times += (times.empty() ? "" : " ") + passage.substr(0, at);
    return times;
}

TEST(RateLimiter, LetsEverythingPassWithoutARate)
{
    const Simulation run = runFor(limited("1000/s", ""), 10_s);
    EXPECT_EQ(run.totals().completed, 9999u);
    EXPECT_EQ(measure(run, "gate", "allowed"), 9999);
    EXPECT_EQ(measure(run, "gate", "limited"), 0);
}

TEST(RateLimiter, ATokenBucketLetsItsBurstThroughAndThenTheRate)
{
    EXPECT_EQ(departures(limited("4/s", "rate=1/s, burst=2"), 5100_ms), "250ms 500ms 1.25s 2.25s 3.25s 4.25s");
    const Simulation run = runFor(limited("4/s", "rate=1/s, burst=2"), 5100_ms);
    EXPECT_EQ(measure(run, "gate", "allowed"), 6);
    EXPECT_EQ(measure(run, "gate", "limited"), 14);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Rejected)], 14u);
    EXPECT_EQ(measuresOf(run, "gate").failedBy[static_cast<std::size_t>(Cause::RateLimited)], 14u);
}

TEST(RateLimiter, ALeakyBucketLetsRequestsOutEvenly)
{
    const std::string drawing = limited("40/s", "algorithm=leaky-bucket, rate=10/s, queue=2");
    EXPECT_EQ(departures(drawing, 550_ms), "25ms 125ms 225ms 325ms 425ms 525ms");
    const Simulation run = runFor(drawing, 210_ms);
    EXPECT_EQ(measure(run, "gate", "allowed"), 4); // at 25, 50, 75 and 125 ms
    EXPECT_EQ(measure(run, "gate", "queued"), 2);
    EXPECT_EQ(run.totals().completed, 2u);
    EXPECT_EQ(run.latency().max(), 75_ms);
}

TEST(RateLimiter, AFixedWindowBeginsAnewAtItsBorder)
{
    EXPECT_EQ(departures(limited("5/s", "algorithm=fixed-window, rate=2/s, window=1s"), 2500_ms), "200ms 400ms 1s 1.2s 2s 2.2s");
}

TEST(RateLimiter, ASlidingWindowRemembersTheWindowBefore)
{
    EXPECT_EQ(departures(limited("4/s", "algorithm=sliding-window, rate=2/s, window=1s"), 3100_ms), "250ms 500ms 1.25s 1.75s 2.25s 2.75s");
}

TEST(RateLimiter, OneLimitForAllOrForEachKey)
{
    const std::string many = "uniform(1000000000)";
    EXPECT_EQ(measure(runFor(limited("10/s", "rate=1/s, burst=1", many), 10050_ms), "gate", "allowed"), 10);
    EXPECT_EQ(measure(runFor(limited("10/s", "rate=1/s, burst=1, per=key", many), 10050_ms), "gate", "allowed"), 100);

    for (const std::string algorithm : {"token-bucket", "fixed-window", "sliding-window"}) {
        const Simulation run = runFor(limited("100/s", "algorithm=" + algorithm + ", rate=5/s, burst=1, per=key", "uniform(5)"), 10_s);
        EXPECT_GE(measure(run, "gate", "allowed"), 190) << algorithm; // 20 a second come for each
        EXPECT_LE(measure(run, "gate", "allowed"), 250) << algorithm;
        EXPECT_EQ(measure(run, "gate", "clients"), 5) << algorithm;
    }
}

TEST(RateLimiter, EachUserHasALimitOfTheirOwn)
{
    const std::string two = "a:users(arrivals=constant(10/s), population=1) -> gate:rate-limiter(rate=1/s, burst=1, per=";
    const std::string rest = ") -> web:web-server; b:users(arrivals=constant(10/s), population=1) -> gate";
    EXPECT_EQ(measure(runFor(two + "whole" + rest, 10050_ms), "gate", "allowed"), 10);
    EXPECT_EQ(measure(runFor(two + "user" + rest, 10050_ms), "gate", "allowed"), 20);
}

TEST(RateLimiter, ForgetsTheClientSeenLongestAgo)
{
    const Simulation run = runFor(limited("10/s", "rate=1/h, burst=1, per=key, clients=2", "uniform(3)"), 100_s);
    Rng random = randomStream(1, "users", "keys");
    const KeyPopularity keys = KeyPopularity::uniform(3);
    std::map<std::uint64_t, int> lastSeen; // the two that are known
    int allowed = 0;
    for (int i = 0; i < 999; ++i) {
        const std::uint64_t key = keys.sample(random);
        allowed += !lastSeen.contains(key);
        lastSeen[key] = i;
        if (lastSeen.size() > 2) lastSeen.erase(std::min_element(lastSeen.begin(), lastSeen.end(), [](auto& a, auto& b) { return a.second < b.second; }));
    }
    EXPECT_EQ(measure(run, "gate", "allowed"), allowed);
    EXPECT_EQ(measure(run, "gate", "clients"), 2);
}

TEST(RateLimiter, UsesItsTargetsInTurn)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> gate:rate-limiter -> a:web-server, b:web-server, c:web-server", 1_s);
    for (const char* server : {"a", "b", "c"}) EXPECT_EQ(measuresOf(run, server).arrived, 3u);
}

TEST(RateLimiter, WithoutATargetItFails)
{
    Simulation run = runFor(limited("10/s", ""), 550_ms);
    ASSERT_TRUE(tell(run, "remove gate->web"));
    run.advance(1_s);
    EXPECT_EQ(run.totals().completed, 5u);
    EXPECT_EQ(measuresOf(run, "gate").failedBy[static_cast<std::size_t>(Cause::NoHealthyTarget)], 4u);
}

TEST(RateLimiter, APrivateAddressIsRefused)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> gate:rate-limiter(address=10.0.0.1) -> web:web-server", 1_s);
    EXPECT_EQ(run.totals().completed, 0u);
}

TEST(RateLimiter, ARestartLosesCountsAndWhatWaits)
{
    Simulation bucket = runFor(limited("10/s", "rate=1/h, burst=3"), 1050_ms);
    EXPECT_EQ(measure(bucket, "gate", "allowed"), 3);
    ASSERT_TRUE(tell(bucket, "restart gate"));
    bucket.advance(2050_ms);
    EXPECT_EQ(measure(bucket, "gate", "allowed"), 6);

    Simulation leaky = runFor(limited("10/s", "algorithm=leaky-bucket, rate=1/s"), 550_ms);
    EXPECT_EQ(measure(leaky, "gate", "queued"), 4);
    ASSERT_TRUE(tell(leaky, "restart gate"));
    EXPECT_EQ(measure(leaky, "gate", "queued"), 0);
    EXPECT_EQ(leaky.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 4u);
    leaky.advance(650_ms);
    EXPECT_EQ(leaky.totals().completed, 2u);
}

TEST(RateLimiter, ItsLimitChangesWhileItRuns)
{
    Simulation run = runFor(limited("10/s", "rate=1/h, burst=1"), 1050_ms);
    EXPECT_EQ(measure(run, "gate", "allowed"), 1);
    ASSERT_TRUE(tell(run, "set gate.rate=none"));
    run.advance(2050_ms);
    EXPECT_EQ(measure(run, "gate", "allowed"), 11);
    ASSERT_TRUE(tell(run, "set gate.rate=5/s"));
    ASSERT_TRUE(tell(run, "set gate.algorithm=leaky-bucket")); // begins with an empty bucket
    run.advance(3050_ms);
    EXPECT_EQ(measure(run, "gate", "allowed"), 21);
    EXPECT_EQ(measure(run, "gate", "queued"), 5); // out at 2.1, 2.3, 2.5, 2.7 and 2.9 s
    ASSERT_TRUE(tell(run, "set gate.queue=0"));
    run.advance(4050_ms);
    EXPECT_EQ(measure(run, "gate", "allowed"), 21);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Rejected)], 9u + 10u);
}

} // namespace
} // namespace scalelab
