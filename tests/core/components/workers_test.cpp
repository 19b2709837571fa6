// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

std::string jobs(const std::string& rate, const std::string& workers)
{
    return "users(arrivals=constant(" + rate + "), mix={job=1}) -> queue:message-queue -> crew:workers(" + workers + ")";
}

TEST(Workers, DoAsManyJobsAtOnceAsThereAreWorkers)
{
    const Simulation run = runFor(jobs("10/s", "workers=2, service=const(300ms)"), 1050_ms);
    // Published at 0.1 to 1.0 s; begun at 0.1, 0.2, 0.4, 0.5, 0.7, 0.8 and 1.0 s.
    EXPECT_EQ(measuresOf(run, "crew").arrived, 7u);
    EXPECT_EQ(measuresOf(run, "crew").completed(), 5u); // at 0.4, 0.5, 0.7, 0.8 and 1.0 s
    EXPECT_DOUBLE_EQ(measure(run, "crew", "busy_mean"), (5 * 0.3 + 0.25 + 0.05) / 1.05);
    EXPECT_EQ(measure(run, "crew", "wait_s.mean"), 0); // who has no worker waits in the queue
    EXPECT_EQ(measure(run, "queue", "backlog"), 3);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(Workers, WithoutANumberThereAreAsManyAsProcessors)
{
    EXPECT_EQ(measure(runFor(jobs("10/s", "service=const(10s)"), 1050_ms), "queue", "in_flight"), 10);
    EXPECT_EQ(measure(runFor(jobs("10/s", "service=const(10s), instance=m5.xlarge"), 1050_ms), "queue", "in_flight"), 4);
    Simulation run = runFor(jobs("10/s", "service=const(10s), workers=1, instance=m5.xlarge"), 1050_ms);
    EXPECT_EQ(measure(run, "queue", "in_flight"), 1);
    ASSERT_TRUE(tell(run, "set crew.workers=none"));
    EXPECT_EQ(measure(run, "queue", "in_flight"), 4);
    ASSERT_TRUE(tell(run, "set crew.instance=m5.2xlarge"));
    EXPECT_EQ(measure(run, "queue", "in_flight"), 8);
}

TEST(Workers, JobsThatFailGoBackToTheQueue)
{
    const Simulation run = runFor(jobs("100/s", "workers=10, service=const(5ms), failure-rate=25%"), 100_s);
    const double done = measure(run, "queue", "done"), again = measure(run, "queue", "redelivered");
    EXPECT_EQ(done, 9998);
    EXPECT_EQ(measuresOf(run, "crew").failedBy[static_cast<std::size_t>(Cause::ServerError)], static_cast<std::uint64_t>(again));
    EXPECT_NEAR(again / (done + again), 0.25, 0.01);
    EXPECT_EQ(run.totals().completed, 9999u); // whoever published it does not care
}

TEST(Workers, TheShareOfFailuresDoesNotShiftOtherDraws)
{
    const auto busy = [](const std::string& rate) {
        return measure(runFor(jobs("10/s", "workers=10, service=exp(50ms), failure-rate=" + rate), 1_s), "crew", "busy_mean");
    };
    EXPECT_GT(busy("100%"), busy("0%"));
    EXPECT_NE(measure(runFor(jobs("10/s", "workers=10, service=exp(50ms)"), 1_s, 2), "crew", "busy_mean"), busy("0%"));
}

TEST(Workers, ACrashGivesTheirJobsBack)
{
    Simulation run = runFor(jobs("10/s", "workers=2, service=const(300ms)") + "; queue -> other:workers(workers=1, service=const(300ms))\n@250ms crash crew", 280_ms);
    // In service from 0.1 s (crew), 0.2 s (other); both are gone or busy after the crash.
    EXPECT_EQ(measure(run, "queue", "backlog"), 1);
    run.advance(510_ms); // the job of 0.1 s comes first when the other worker is free at 0.5 s
    EXPECT_EQ(measure(run, "queue", "redelivered"), 1);
    EXPECT_EQ(measure(run, "queue", "done"), 1);
    EXPECT_EQ(measure(run, "queue", "backlog"), 3);
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(Workers, SlowOnesTakeLonger)
{
    const Simulation run = runFor(jobs("1/s", "workers=1, service=const(100ms)") + "\n@0s slow crew 5x", 1550_ms);
    EXPECT_EQ(measuresOf(run, "crew").sojourn.max(), 500_ms);
}

} // namespace
} // namespace scalelab
