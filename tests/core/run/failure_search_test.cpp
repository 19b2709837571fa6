// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/failure_search.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

/// Requests at 1, 2, ... s: of 5 s each, on one worker without a queue; the server is down from 7.5 to 9.5 s.
Simulation busyRun()
{
    Simulation run = simulate("people:users(arrivals=constant(1/s)) -> Web:web-server(workers=1, queue=0, service=const(5s)), web2:web-server\n@7500ms crash Web\n@11500ms recover Web\n@8s crash web2\n@9s remove web2");
    run.keepFailures();
    run.advance(13_s);
    return run;
}

std::vector<std::string> lines(const Simulation& run, const FailureFilter& filter)
{
    std::vector<std::string> found;
    for (const FailureRecord& failure : searchFailures(run, filter)) found.push_back(failureLine(run, failure));
    return found;
}

using Lines = std::vector<std::string>;

TEST(FailureSearch, GivesAllOfTheLogInOrder)
{
    const Simulation run = busyRun();
    EXPECT_EQ(lines(run, {}), (Lines{"3s Web: queue full, read 2 of people", "5s Web: queue full, read 4 of people", "7.5s Web: down, read 6 of people", "8s web2: down, read 7 of people",
                                     "9s Web: down, read 8 of people", "10s Web: down, read 9 of people", "11s Web: down, read 10 of people"}));
}

TEST(FailureSearch, FiltersByComponentCauseTimeAndText)
{
    const Simulation run = busyRun();
    EXPECT_EQ(lines(run, {.component = "web2"}), (Lines{"8s web2: down, read 7 of people"}));
    EXPECT_EQ(lines(run, {.cause = Cause::QueueFull}).size(), 2u);
    EXPECT_EQ(lines(run, {.from = 7500_ms, .until = 9_s}), (Lines{"7.5s Web: down, read 6 of people", "8s web2: down, read 7 of people"}));
    EXPECT_EQ(lines(run, {.text = "wEb: DOWN"}).size(), 4u);
    EXPECT_EQ(lines(run, {.text = "read 1"}), (Lines{"11s Web: down, read 10 of people"}));
    EXPECT_EQ(lines(run, {.component = "Web", .cause = Cause::Crashed, .most = 2}), (Lines{"10s Web: down, read 9 of people", "11s Web: down, read 10 of people"}));
    EXPECT_EQ(lines(run, {.component = "web"}), Lines{});
}

TEST(FailureSearch, CountsByComponentAndCause)
{
    const Simulation run = busyRun();
    const std::vector<FailureCount> counts = countFailures(run);
    ASSERT_EQ(counts.size(), 3u);
    EXPECT_EQ(run.componentName(counts[0].component), "Web");
    EXPECT_EQ(counts[0].cause, Cause::Crashed);
    EXPECT_EQ(counts[0].count, 4u);
    EXPECT_EQ(counts[1].cause, Cause::QueueFull);
    EXPECT_EQ(counts[1].count, 2u);
    EXPECT_EQ(run.componentName(counts[2].component), "web2");
    EXPECT_EQ(counts[2].count, 1u);
}

TEST(FailureSearch, WritesTables)
{
    Simulation run = busyRun();
    EXPECT_EQ(failuresCsv(run, searchFailures(run, {.until = 4_s})), "time_s,component,cause,request,class,source\n3,Web,queue full,2,read,people\n");
    EXPECT_EQ(failuresCsv(run, {FailureRecord{.at = 1500_ms, .component = run.find("Web"), .cause = Cause::TimedOut}}), "time_s,component,cause,request,class,source\n1.5,Web,timed out,,,\n");
}

} // namespace
} // namespace scalelab
