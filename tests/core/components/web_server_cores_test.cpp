// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "doubles.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

const std::string three = "v:visitors(script=100ms read | 200ms read | 300ms read) -> web:web-server(service=const(250ms), ";

/// When the answers came, such as "600ms 850ms".
std::string answers(Simulation& run, SimTime end)
{
    run.sampleFlights(1);
    run.advance(end);
    std::string times;
    for (const std::string& passage : passages(run))
        if (const auto at = passage.find(" v<web"); at != std::string::npos) times += (times.empty() ? "" : " ") + passage.substr(0, at);
    return times;
}

TEST(SharedCores, WhatComputesAtTheSameTimeGetsSlowerAlike)
{
    // The first has 100 ms of work done at 0.2 s, 150 at 0.3 s and the rest at a third of the speed; then two share the core, then one is left.
    Simulation run = simulateWithDoubles(three + "cores=1)");
    EXPECT_EQ(answers(run, 1_s), "600ms 800ms 850ms");
    EXPECT_DOUBLE_EQ(measure(run, "web", "cpu_utilisation"), 0.75);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(SharedCores, AsManyAsThereAreCoresComputeAtFullSpeed)
{
    // Two are undisturbed until 0.3 s; from there each of three gets two thirds of a core, until 0.375 s.
    Simulation two = simulateWithDoubles(three + "cores=2)");
    EXPECT_EQ(answers(two, 1_s), "375ms 475ms 575ms");
    EXPECT_DOUBLE_EQ(measure(two, "web", "cpu_utilisation"), 0.375);
    Simulation four = simulateWithDoubles(three + "cores=4)");
    EXPECT_EQ(answers(four, 1_s), "350ms 450ms 550ms");
}

TEST(SharedCores, WorkersBoundHowManyShareThem)
{
    // The third waits until the first is done at 0.5 s: 100 + 300/2 = 250; then it shares with the second, which has 100 left.
    Simulation run = simulateWithDoubles(three + "cores=1, workers=2)");
    EXPECT_EQ(answers(run, 2_s), "500ms 700ms 850ms");
    EXPECT_DOUBLE_EQ(measure(run, "web", "wait_s.mean"), 0.2 / 3);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(SharedCores, ProcessorSharingKnowsNeitherWorkersNorQueue)
{
    Simulation run = simulateWithDoubles(three + "cores=1, workers=1, queue=0, scheduling=processor-sharing)");
    EXPECT_EQ(answers(run, 1_s), "600ms 800ms 850ms");
    Simulation unlimited = simulateWithDoubles(three + "workers=1, scheduling=processor-sharing)");
    EXPECT_EQ(answers(unlimited, 1_s), "350ms 450ms 550ms");
}

TEST(SharedCores, WhoWaitsForTheDatabaseNeedsNone)
{
    const Simulation run = runFor("users(arrivals=constant(10/s)) -> web:web-server(cores=1, service=const(100ms)) -> db:database(service=const(400ms))", 2_s);
    EXPECT_EQ(run.latency().min(), 500_ms);
    EXPECT_EQ(run.latency().max(), 500_ms);
    EXPECT_DOUBLE_EQ(measure(run, "web", "cpu_utilisation"), 0.95);
}

TEST(SharedCores, AChangedNumberCountsFromNowOn)
{
    Simulation more = simulateWithDoubles(three + "cores=1)\n@300ms set web.cores=3");
    EXPECT_EQ(answers(more, 1_s), "400ms 500ms 550ms"); // 150, 50 and 0 ms of 250 are done
    Simulation none = simulateWithDoubles(three + "cores=1)\n@250ms set web.cores=none");
    EXPECT_EQ(answers(none, 1_s), "375ms 475ms 550ms"); // 125 and 25 ms are done
    EXPECT_EQ(measure(none, "web", "cpu_utilisation"), 0);
}

TEST(SharedCores, ManyThatEndAtOnceEndInTheOrderInWhichTheyCame)
{
    Simulation run = simulateWithDoubles("v:visitors(script=1s read u1 | 1s read u2 | 1s read u3) -> web:web-server(cores=1, service=const(10ms))");
    run.sampleFlights(1);
    run.advance(2_s);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(run.latency().min(), 30_ms);
    EXPECT_EQ(run.latency().max(), 30_ms);
}

TEST(SharedCores, ACrashForgetsEverything)
{
    Simulation run = simulateWithDoubles("v:visitors(script=100ms read | 200ms read | 500ms read) -> web:web-server(cores=1, service=const(250ms))\n@300ms restart web");
    EXPECT_EQ(answers(run, 2_s), "300ms 300ms 750ms");
    EXPECT_EQ(measuresOf(run, "web").failedBy[static_cast<std::size_t>(Cause::Crashed)], 2u);
    EXPECT_EQ(run.callsInUse(), 0u);
}

TEST(SharedCores, ASlowServerHasMoreToDo)
{
    Simulation run = simulateWithDoubles(three + "cores=1)\n@0s slow web 2x");
    EXPECT_EQ(answers(run, 2_s), "1.35s 1.55s 1.6s"); // 500 ms each: three from 0.3 s on, 350 left of the first
}

TEST(SharedCores, AnInstanceTypeGivesWorkersAndCores)
{
    Simulation run = simulateWithDoubles("v:visitors(script=100ms read | 110ms read | 120ms read) -> web:web-server(service=const(250ms), instance=m5.large)");
    EXPECT_EQ(answers(run, 1_s), "350ms 360ms 600ms"); // two virtual processors
    Simulation more = simulateWithDoubles("v:visitors(script=100ms read | 100ms read | 100ms read | 100ms read) -> web:web-server(service=const(100ms), workers=4, instance=m5.large)");
    EXPECT_EQ(answers(more, 1_s), "300ms 300ms 300ms 300ms");
}

TEST(WarmUp, TimeFallsInAStraightLineToItsUsualLength)
{
    Simulation run = simulateWithDoubles("v:visitors(script=500ms read | 1s read | 2s read | 6s read | 11s read | 12s read) -> web:web-server(service=const(10ms), warm-up=10s, warm-up-factor=3)\n@900ms restart web\n@1s restart web");
    EXPECT_EQ(answers(run, 20_s), "510ms 1.03s 2.028s 6.02s 11.01s 12.01s"); // warm from the beginning, three times as long at 1 s
}

TEST(WarmUp, AServerThatIsAddedOrBootsIsCold)
{
    Simulation run = simulateWithDoubles("v:visitors(script=3s read | 6s read) -> web:web-server(service=const(10ms), warm-up=2s, warm-up-factor=2); op:operator");
    run.advance(1_s);
    ASSERT_TRUE(tell(run, "set op.order=off web"));
    ASSERT_TRUE(tell(run, "set op.order=on web 1s"));
    EXPECT_EQ(answers(run, 5_s), "3.015s"); // half warm
    ASSERT_TRUE(tell(run, "remove web"));
    ASSERT_TRUE(run.apply(AddComponentCommand{{"web", "web-server", {{{"service", "const(10ms)"}, {"warm-up", "2s"}, {"warm-up-factor", 2}}}}}));
    ASSERT_TRUE(run.apply(AddWireCommand{{"v", "web", {}}}));
    EXPECT_EQ(answers(run, 10_s), "6.015s");
}

TEST(WarmUp, SharesCoresToo)
{
    Simulation run = simulateWithDoubles("v:visitors(script=2s read | 2s read) -> web:web-server(service=const(10ms), cores=1, warm-up=2s, warm-up-factor=3)\n@1s restart web");
    EXPECT_EQ(answers(run, 5_s), "2.04s 2.04s");
}

TEST(LateRequests, AreDroppedWhenTheirTurnComesAfterTheirDeadline)
{
    const std::string visits = "v:visitors(script=100ms read by 1s | 200ms read by 300ms | 210ms read by 1s | 220ms read by 600ms) -> web:web-server(workers=1, service=const(250ms), ";
    Simulation run = simulateWithDoubles(visits + "drop-late=true)");
    EXPECT_EQ(answers(run, 2_s), "350ms 350ms 600ms 600ms"); // the second and the fourth at once
    EXPECT_EQ(measure(run, "web", "dropped_late"), 2);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Timeout)], 2u);
    EXPECT_EQ(littlesLawViolation(run), "");
    Simulation all = simulateWithDoubles(visits + "drop-late=false)");
    EXPECT_EQ(answers(all, 2_s), "350ms 600ms 850ms 1.1s");
}

} // namespace
} // namespace scalelab
