// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace scalelab {
namespace {

using namespace test;

using Times = std::vector<double>;

Times timesOf(const Simulation& run)
{
    Times times;
    for (const Seen& seen : seenBy(run, "probe")) times.push_back(seen.at);
    return times;
}

/// Requests seen from `begin` to before `end` [s].
double countOf(const Simulation& run, double begin, double end)
{
    double count = 0;
    for (const double at : timesOf(run)) count += at >= begin && at < end;
    return count;
}

void expectCount(const Simulation& run, double begin, double end, double expected)
{
    EXPECT_NEAR(countOf(run, begin, end), expected, 4 * std::sqrt(expected) + 1e-9) << begin << " to " << end;
}

std::shared_ptr<const DataFiles> filesOf(DataFile content)
{
    DataFiles files;
    files.contents.emplace(DataFileUse{DataKind::Traffic, "f"}, std::move(content));
    return std::make_shared<const DataFiles>(std::move(files));
}

std::shared_ptr<const DataFiles> logOf(std::vector<LoggedRequest> requests) { return filesOf(std::make_shared<const TrafficLog>(TrafficLog{std::move(requests)})); }

TEST(UsersTraffic, ASpikeComesAndGoes)
{
    Simulation run = simulateProbes("users(arrivals=spike(100/s, 2000/s, at=10s, for=5s)) -> probe");
    run.advance(30_s);
    expectCount(run, 0, 10, 1000);
    expectCount(run, 10, 15, 10'000);
    expectCount(run, 15, 30, 1500);
}

TEST(UsersTraffic, StepsAreMultipliedByTheTraffic)
{
    Simulation run = simulateProbes("users(arrivals=steps(100/s, 10s, 0/s, 10s, 500/s), scale=2) -> probe");
    run.advance(25_s);
    ASSERT_TRUE(tell(run, "set users.scale=0.5"));
    run.advance(30_s);
    expectCount(run, 0, 10, 2000);
    expectCount(run, 10, 20, 0);
    expectCount(run, 20, 25, 5000);
    expectCount(run, 25, 30, 1250);
}

TEST(UsersTraffic, NewArrivalsBeginTheirTimeAnew)
{
    Simulation run = simulateProbes("users(arrivals=constant(10/s)) -> probe");
    run.advance(100_s);
    ASSERT_TRUE(tell(run, "set users.arrivals=steps(0/s, 10s, 1000/s)"));
    run.advance(120_s);
    expectCount(run, 100, 110, 0);
    expectCount(run, 110, 120, 10'000);
}

TEST(UsersTraffic, UsersAddedLaterBeginTheirTimeThen)
{
    Simulation run = simulateProbes("probe");
    run.advance(100_s);
    ASSERT_TRUE(run.apply(AddComponentCommand{{"users", "users", Object{{{"arrivals", "ramp(0/s, 1000/s, over=10s)"}}}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"users", "probe", {}}}));
    run.advance(120_s);
    expectCount(run, 100, 105, 1250);
    expectCount(run, 110, 120, 10'000);
}

TEST(UsersTraffic, BurstsComeInTheirPhases)
{
    Simulation run = simulateProbes("users(arrivals=onoff(1000/s, on=1s, off=9s)) -> probe");
    run.advance(100_s);
    for (const double at : timesOf(run)) EXPECT_LT(std::fmod(at, 10), 1);
    expectCount(run, 0, 100, 10'000);
}

TEST(UsersTraffic, ALogIsReplayedRequestByRequest)
{
    Simulation run = simulateProbes("users(arrivals=trace(f), mix={job=1}, size=1MB, population=1) -> probe",
                                    logOf({{{}, 70, 0, 100, RequestClass::Read}, {1_s, 80, 1, 200, RequestClass::Write}, {1500_ms, 70, 0, 300, RequestClass::Static}}));
    run.advance(10_s);
    const std::vector<Seen>& seen = seenBy(run, "probe");
    ASSERT_EQ(seen.size(), 3u);
    EXPECT_EQ(timesOf(run), (Times{0, 1, 1.5}));
    EXPECT_EQ(seen[1].requestClass, RequestClass::Write);
    EXPECT_EQ(seen[1].key, 80u);
    EXPECT_EQ(seen[1].user, 1u);
    EXPECT_EQ(seen[1].bytes, 200u);
    EXPECT_EQ(seen[2].requestClass, RequestClass::Static);
    EXPECT_EQ(seen[2].user, 0u);
    EXPECT_EQ(run.totals().offered, 3u);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(measure(run, "users", "classes.static.completed"), 1);
    EXPECT_EQ(run.pendingEvents(), 0u);
}

TEST(UsersTraffic, UsersOfALogLogInOnceAndKeepWhatTheyWanted)
{
    Simulation run = simulateProbes("users(arrivals=trace(f), login=true) -> probe(sessions=true)",
                                    logOf({{1_s, 70, 3, 100, RequestClass::Write}, {2_s, 80, 3, 200, RequestClass::Read}}));
    run.advance(10_s);
    const std::vector<Seen>& seen = seenBy(run, "probe");
    ASSERT_EQ(seen.size(), 3u);
    EXPECT_EQ(seen[0].requestClass, RequestClass::Login);
    EXPECT_EQ(seen[0].user, 3u);
    EXPECT_EQ(seen[0].bytes, 0u);
    EXPECT_EQ(seen[1].requestClass, RequestClass::Write);
    EXPECT_EQ(seen[1].bytes, 100u);
    EXPECT_EQ(seen[2].requestClass, RequestClass::Read);
}

TEST(UsersTraffic, ALogIsReplayedFasterWithMoreTraffic)
{
    Simulation run = simulateProbes("users(arrivals=trace(f), scale=2) -> probe", logOf({{1_s, 0, 0, 0, {}}, {2_s, 0, 0, 0, {}}, {4_s, 0, 0, 0, {}}}));
    run.advance(1500_ms);
    ASSERT_TRUE(tell(run, "set users.scale=1"));
    run.advance(10_s);
    EXPECT_EQ(timesOf(run), (Times{0.5, 1, 2.5}));
}

TEST(UsersTraffic, RatesOfAFileAreAPoissonProcess)
{
    Simulation run = simulateProbes("users(arrivals=trace(f)) -> probe", filesOf(RateCurve::of({{5_s, 1000, 0}, {10_s, 100, 0}})));
    run.advance(20_s);
    expectCount(run, 0, 5, 0);
    expectCount(run, 5, 10, 5000);
    expectCount(run, 10, 20, 1000);
}

TEST(UsersTraffic, AFileThatWasNotReadIsRefusedBeforeAndDuringTheRun)
{
    EXPECT_THROW((void)simulateProbes("users(arrivals=trace(f)) -> probe"), std::invalid_argument);
    Simulation run = simulateProbes("users(arrivals=constant(10/s)) -> probe");
    run.advance(1_s);
    const auto refused = tell(run, "set users.arrivals=trace(f)");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "users.arrivals: the file \"f\" has not been read; name it in the scene before the run begins");
    run.advance(2_s);
    EXPECT_EQ(run.totals().offered, 19u);
}

TEST(UsersTraffic, ACopyGoesOnIdentically)
{
    for (const char* arrivals : {"onoff(500/s, on=exp(300ms), off=exp(300ms))", "daily(0/s, 400/s, period=7s)", "trace(f)"}) {
        std::vector<LoggedRequest> requests;
        for (std::int64_t i = 0; i < 2000; ++i) requests.push_back({SimTime{i * 3'000'001}, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i % 7), 0, {}});
        Simulation run = simulateProbes("users(arrivals=" + std::string(arrivals) + ", keys=hotset(100, shift=1s), login=true, session-requests=3, think=exp(50ms), deadline=20ms, population=40,"
                                        " objectives={read=\"90% within 5ms\"}) -> probe(sessions=true, service=exp(8ms))\n@2s restart probe", logOf(requests));
        run.advance(3_s);
        Simulation copy = run;
        run.advance(6_s);
        copy.advance(6_s);
        EXPECT_EQ(run.fingerprint(), copy.fingerprint()) << arrivals;
        EXPECT_EQ(run.report(run.find("users")).values(), copy.report(copy.find("users")).values()) << arrivals;
        EXPECT_GT(run.totals().completed, 100u);
    }
}

TEST(Users, LeaveOutSitesThatAreSwitchedOff)
{
    Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(workers=1, service=const(50ms)); "
                            "autoscaling-group(maximum=3, policy=manual, desired=2, boot-time=const(0s)) -> web", 5_s);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 0u);
    EXPECT_EQ(measuresOf(run, "web-2").arrived, measuresOf(run, "web").arrived - 1);
    ASSERT_TRUE(tell(run, "set autoscaling-group.desired=1"));
    run.advance(20_s);
    EXPECT_EQ(run.node(run.find("web-2")).health, Health::Off);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 0u);
}

} // namespace
} // namespace scalelab
