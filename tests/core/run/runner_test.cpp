// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runner.h"

#include "everything.h"
#include "run/clock.h"
#include "run/take_snapshot.h"
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <thread>

namespace scalelab {
namespace {

using namespace test;

constexpr double fullSpeed = std::numeric_limits<double>::infinity();

Scene drawn()
{
    Scene scene = test::scene(std::string(everything) + "\n@500ms crash backend\n@900ms recover backend");
    scene.seed = 7;
    return scene;
}

/// Lets the runner go on until simulated time has come to `at`.
void waitUntil(Runner& runner, SimTime at)
{
    while (runner.latest().now < at && runner.latest().state != Snapshot::State::Failed) std::this_thread::yield();
}

void expectSameCounts(const Snapshot& shot, const Simulation& run)
{
    Snapshot expected;
    takeSnapshot(run, expected);
    EXPECT_EQ(shot.now, expected.now);
    EXPECT_EQ(shot.events, expected.events);
    EXPECT_EQ(shot.fingerprint, expected.fingerprint);
    EXPECT_EQ(shot.requests.offered, expected.requests.offered);
    EXPECT_EQ(shot.requests.completed, expected.requests.completed);
    EXPECT_EQ(shot.requests.failed, expected.requests.failed);
    ASSERT_EQ(shot.components.size(), expected.components.size());
    ASSERT_EQ(shot.names->components.size(), expected.components.size());
    for (std::size_t i = 0; i < shot.components.size(); ++i) {
        const ComponentSnapshot &a = shot.components[i], &b = expected.components[i];
        const std::string& name = shot.names->components[i];
        EXPECT_EQ(name, run.componentName(static_cast<ComponentId>(i)));
        EXPECT_EQ(a.arrived, run.measures(static_cast<ComponentId>(i)).arrived) << name;
        EXPECT_EQ(a.completed, b.completed) << name;
        EXPECT_EQ(a.failed, b.failed) << name;
        EXPECT_EQ(a.failedHere, b.failedHere) << name;
        EXPECT_EQ(a.busy, b.busy) << name;
        EXPECT_EQ(a.queued, b.queued) << name;
        EXPECT_EQ(a.capacity, b.capacity) << name;
        EXPECT_EQ(a.busyTime, b.busyTime) << name;
        EXPECT_EQ(a.hitRatio, b.hitRatio) << name;
        EXPECT_EQ(a.lag, b.lag) << name;
        EXPECT_EQ(a.health, b.health) << name;
        EXPECT_EQ(a.master, b.master) << name;
    }
    ASSERT_EQ(shot.wires.size(), run.wires().size());
    for (std::size_t i = 0; i < shot.wires.size(); ++i) {
        EXPECT_EQ(shot.wires[i].sent, run.wires()[i].sent);
        EXPECT_EQ(shot.wires[i].answered, run.wires()[i].answered);
        EXPECT_EQ(shot.wires[i].failed, run.wires()[i].failed);
        EXPECT_EQ(shot.wires[i].hits, run.wires()[i].hits);
    }
}

void expectReplaysToTheSnapshot(Runner& runner)
{
    const Recording recording = runner.recording();
    const auto read = readRecording(writeRecording(recording), catalog()->registry);
    ASSERT_TRUE(read) << read.error().message;
    const auto again = replay(catalog(), *read);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(recording.fingerprint, again->fingerprint());
    EXPECT_EQ(recording.events, again->events());
    expectSameCounts(runner.latest(), *again);
}

TEST(Runner, StandsAtTheStartUntilItIsPlayed)
{
    Runner runner(simulate(drawn(), 7), drawn());
    runner.waitUntilPaused();
    EXPECT_EQ(runner.latest().state, Snapshot::State::Paused);
    EXPECT_EQ(runner.latest().now, SimTime{});
    EXPECT_EQ(runner.latest().events, 0u);
    EXPECT_EQ(runner.latest().names->components.front(), "users");
    EXPECT_EQ(runner.latest().names->wires.front(), (std::pair<std::string, std::string>("users", "lb")));
}

TEST(Runner, AtEverySpeedComesToWhatAFreeRunComesTo)
{
    const Simulation free = runFor(drawn(), 2_s, 7);
    for (const double speed : {40.0, 500.0, fullSpeed}) {
        Runner runner(simulate(drawn(), 7), drawn());
        runner.setSpeed(speed);
        runner.stopAt(2_s);
        runner.play();
        runner.waitUntilPaused();
        EXPECT_EQ(runner.latest().state, Snapshot::State::Paused);
        expectSameCounts(runner.latest(), free);
        expectReplaysToTheSnapshot(runner);
    }
}

TEST(Runner, CommandsGivenWhileItPlaysAreReplayedExactly)
{
    Runner runner(simulate(drawn(), 7), drawn());
    runner.setSpeed(20);
    runner.stopAt(3_s);
    runner.play();
    waitUntil(runner, 100_ms);
    runner.send(command("set users.arrivals=poisson(300/s)"));
    waitUntil(runner, 700_ms);
    runner.send(command("crash master"));
    runner.send(AddComponentCommand{{"web9", "web-server", {{{"service", "exp(3ms)"}}}}});
    runner.send(AddWireCommand{{"lb", "web9", {}}});
    runner.setSpeed(60);
    waitUntil(runner, 1500_ms);
    runner.pause();
    runner.waitUntilPaused();
    EXPECT_EQ(runner.latest().state, Snapshot::State::Paused);
    expectReplaysToTheSnapshot(runner);
    runner.send(command("restart cache"));
    runner.waitUntilPaused();
    runner.setSpeed(fullSpeed);
    runner.play();
    runner.send(command("remove web2"));
    runner.waitUntilPaused();
    EXPECT_EQ(runner.latest().now, 3_s);
    EXPECT_EQ(runner.recording().commands.size(), 8u);
    const std::vector<std::string>& names = runner.latest().names->components;
    EXPECT_NE(std::find(names.begin(), names.end(), "web9"), names.end());
    expectReplaysToTheSnapshot(runner);
}

TEST(Runner, ACommandAppliesBeforeTheEventsThatComeAfterIt)
{
    Runner runner(simulate(drawn(), 7), drawn());
    runner.send(command("set users.scale=0"));
    runner.send(command("set people.scale=0"));
    runner.stopAt(400_ms);
    runner.setSpeed(fullSpeed);
    runner.play();
    runner.waitUntilPaused();
    const Recording recording = runner.recording();
    ASSERT_EQ(recording.commands.size(), 2u);
    EXPECT_EQ(recording.commands.front().events, 0u);
    EXPECT_EQ(runner.latest().components.front().arrived, 0u);
    expectReplaysToTheSnapshot(runner);
}

TEST(Runner, AStepIsOneEvent)
{
    Runner runner(simulate(drawn(), 7), drawn());
    for (std::uint64_t i = 1; i <= 50; ++i) {
        runner.step();
        runner.waitUntilPaused();
        ASSERT_EQ(runner.latest().events, i);
        ASSERT_EQ(runner.latest().state, Snapshot::State::Paused);
    }
    expectReplaysToTheSnapshot(runner);
    for (int i = 0; i < 50; ++i) runner.step();
    runner.send(command("crash web2"));
    runner.waitUntilPaused();
    EXPECT_EQ(runner.latest().events, 100u);
    EXPECT_EQ(runner.recording().commands.size(), 1u);
    expectReplaysToTheSnapshot(runner);
}

TEST(Runner, WaitingForThePauseWaitsForEverythingAskedForBefore)
{
    Runner runner(simulate("web:web-server"), test::scene("web:web-server"));
    for (std::size_t i = 1; i <= 3000; ++i) {
        runner.send(command("restart web"));
        runner.waitUntilPaused();
        ASSERT_EQ(runner.recording().commands.size(), i);
    }
}

TEST(Runner, WhatIsTakenBackAtOnceIsWaitedForAllTheSame)
{
    Runner runner(simulate("web:web-server"), test::scene("web:web-server"));
    for (int i = 0; i < 2000; ++i) {
        runner.play();
        runner.pause(); // often before the thread has seen it play
        runner.waitUntilPaused();
    }
    EXPECT_EQ(runner.latest().state, Snapshot::State::Paused);
}

TEST(Runner, GoesOnFromWhereItStopped)
{
    Runner runner(simulate(drawn(), 7), drawn());
    runner.setSpeed(fullSpeed);
    for (const SimTime at : {300_ms, 301_ms, 1700_ms, 2_s}) {
        runner.stopAt(at);
        runner.play();
        runner.waitUntilPaused();
        EXPECT_EQ(runner.latest().now, at);
    }
    runner.stopAt(1_s); // is over already
    runner.play();
    runner.waitUntilPaused();
    expectSameCounts(runner.latest(), runFor(drawn(), 2_s, 7));
}

TEST(Runner, PausesByItselfWhenNothingIsLeftToHappen)
{
    Runner runner(simulate("users(scale=0) -> web:web-server"));
    runner.setSpeed(fullSpeed);
    runner.play();
    runner.waitUntilPaused();
    EXPECT_EQ(runner.latest().state, Snapshot::State::Paused);
    EXPECT_EQ(runner.latest().events, 0u);
}

TEST(Runner, AFailedRunSaysWhy)
{
    Simulation circle = simulate("users(arrivals=constant(10/s)) -> a:load-balancer -> b:load-balancer");
    ASSERT_TRUE(circle.apply(AddWireCommand{{"b", "a", {}}}));
    Runner runner(std::move(circle));
    runner.setSpeed(fullSpeed);
    runner.play();
    runner.waitUntilPaused();
    EXPECT_EQ(runner.latest().state, Snapshot::State::Failed);
    EXPECT_EQ(runner.latest().error.substr(0, 11), "b at 100ms:");
    std::vector<Incident> incidents;
    runner.incidentsSince(0, incidents);
    ASSERT_FALSE(incidents.empty());
    EXPECT_EQ(incidents.back().level, Incident::Level::Bad);
}

TEST(Runner, IncidentsAreTakenFromANumberOn)
{
    Runner runner(simulate("web:web-server"));
    runner.send(command("crash web"));
    runner.send(command("crash web"));
    runner.send(command("recover web"));
    runner.waitUntilPaused();
    std::vector<Incident> incidents;
    runner.incidentsSince(0, incidents);
    ASSERT_EQ(incidents.size(), 3u);
    EXPECT_EQ(incidents[0].text, "crashed");
    EXPECT_EQ(incidents[1].text, "refused: \"web\" is down already");
    EXPECT_EQ(incidents[1].level, Incident::Level::Warning);
    EXPECT_EQ(incidents[2].text, "up again");
    incidents.clear();
    runner.incidentsSince(2, incidents);
    ASSERT_EQ(incidents.size(), 1u);
    EXPECT_EQ(incidents[0].number, 2u);
    EXPECT_EQ(runner.recording().commands.size(), 2u);
}

TEST(Runner, FlightsAreTakenOnceAndChangeNothing)
{
    Runner runner(simulate(drawn(), 7), drawn());
    runner.sampleFlights(1);
    runner.setSpeed(fullSpeed);
    runner.stopAt(2_s);
    runner.play();
    runner.waitUntilPaused();
    std::vector<Flight> flights;
    runner.takeFlights(flights);
    Simulation free = simulate(drawn(), 7);
    free.sampleFlights(1);
    free.advance(2_s);
    const std::vector<Flight> expected = free.takeFlights();
    ASSERT_EQ(flights.size(), expected.size());
    for (std::size_t i = 0; i < flights.size(); ++i) {
        ASSERT_EQ(flights[i].request, expected[i].request);
        ASSERT_EQ(flights[i].depart, expected[i].depart);
        ASSERT_EQ(flights[i].arrive, expected[i].arrive);
        ASSERT_EQ(flights[i].wire, expected[i].wire);
    }
    EXPECT_EQ(runner.latest().fingerprint, free.fingerprint());
    runner.takeFlights(flights);
    EXPECT_TRUE(flights.empty());
}

TEST(Runner, MeansOfTheWatchedComponentComeWithTheirIntervals)
{
    Runner runner(simulate("users(arrivals=poisson(50/s)) -> web:web-server(workers=1, service=exp(10ms))"), {});
    runner.watch("web");
    runner.setSpeed(fullSpeed);
    runner.stopAt(600_s);
    runner.play();
    runner.waitUntilPaused();
    const auto& intervals = runner.latest().intervals;
    const auto wait = std::find_if(intervals.begin(), intervals.end(), [](const MeasureInterval& measure) { return measure.id == "wait_s.mean"; });
    ASSERT_NE(wait, intervals.end());
    EXPECT_TRUE(wait->interval.contains(0.01)) << wait->interval.mean << " +- " << wait->interval.halfWidth; // M/M/1 at one half
    EXPECT_LT(wait->interval.halfWidth, 0.002);
    runner.send(command("set web.workers=2")); // a change begins anew
    runner.stopAt(601_s);
    runner.play();
    runner.waitUntilPaused();
    for (const MeasureInterval& measure : runner.latest().intervals) EXPECT_LT(measure.interval.count, 11u);
}

TEST(Runner, SpansAreTakenOnceAndChangeNothing)
{
    Runner runner(simulate(drawn(), 7), drawn());
    runner.traceRequests(5);
    runner.setSpeed(fullSpeed);
    runner.stopAt(2_s);
    runner.play();
    runner.waitUntilPaused();
    std::vector<TraceSpan> spans;
    runner.takeSpans(spans);
    Simulation free = simulate(drawn(), 7);
    free.traceRequests(5);
    free.advance(2_s);
    EXPECT_FALSE(spans.empty());
    EXPECT_EQ(spans, free.takeSpans());
    EXPECT_EQ(runner.latest().fingerprint, free.fingerprint());
    runner.takeSpans(spans);
    EXPECT_TRUE(spans.empty());
}

TEST(Runner, TheWatchedComponentIsMeasured)
{
    Runner runner(simulate(drawn(), 7), drawn());
    runner.setSpeed(fullSpeed);
    runner.stopAt(1_s);
    runner.watch("web1");
    runner.play();
    runner.waitUntilPaused();
    const Simulation free = runFor(drawn(), 1_s, 7);
    EXPECT_EQ(runner.latest().watched, "web1");
    const Reporter reporter = free.report(free.find("web1"));
    ASSERT_EQ(runner.latest().measures.size(), reporter.values().size());
    for (std::size_t i = 0; i < reporter.values().size(); ++i) {
        EXPECT_EQ(runner.latest().measures[i].id, reporter.values()[i].first);
        EXPECT_EQ(runner.latest().measures[i].value, reporter.values()[i].second);
    }
    runner.watch("");
    runner.waitUntilPaused();
    EXPECT_TRUE(runner.latest().watched.empty());
    EXPECT_TRUE(runner.latest().measures.empty());
}

TEST(Runner, SeriesGrowWhileItPlays)
{
    Runner runner(simulate(drawn(), 7), drawn());
    runner.setSpeed(fullSpeed);
    runner.stopAt(2_s);
    runner.play();
    runner.waitUntilPaused();
    const std::vector<std::string> names = runner.seriesNames();
    for (const char* name : {"requests.offered", "requests.completed", "requests.failed.timeout", "latency.p99", "latency.mean", "web1.throughput", "web1.utilisation", "web1.queue",
                             "cache.hit_ratio", "replica.lag"})
        EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
    EXPECT_EQ(runner.series("requests.offered").size(), 20u);
    EXPECT_TRUE(runner.series("no.such").empty());
}

TEST(Runner, EndsAtOnceWhateverItIsDoing)
{
    for (const double speed : {1e-6, 1.0, fullSpeed}) {
        Runner runner(simulate(drawn(), 7), drawn());
        runner.setSpeed(speed);
        runner.play();
        if (speed > 1) waitUntil(runner, 100_ms);
    }
}

TEST(Clock, TellsHowFarARunShouldHaveCome)
{
    Clock clock;
    const auto wall = Clock::Wall::now();
    clock.setSpeed(2);
    clock.start(10_s, wall);
    EXPECT_FALSE(clock.unpaced());
    EXPECT_EQ(clock.at(wall), 10_s);
    EXPECT_EQ(clock.at(wall + std::chrono::seconds(3)), 16_s);
    EXPECT_EQ(clock.when(16_s), wall + std::chrono::seconds(3));
    EXPECT_EQ(clock.when(SimTime::never()), wall + std::chrono::hours(1));
    clock.setSpeed(fullSpeed);
    EXPECT_TRUE(clock.unpaced());
    EXPECT_EQ(clock.at(wall), SimTime::never());
    EXPECT_EQ(clock.when(16_s), wall);
}

} // namespace
} // namespace scalelab
