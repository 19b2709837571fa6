// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "doubles.h"
#include "mechanisms/key_index.h"
#include "run/report.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;
using Passages = std::vector<std::string>;

Simulation runWithDoubles(std::string_view drawing, SimTime end)
{
    Simulation run = simulateWithDoubles(drawing);
    run.sampleFlights(1);
    run.advance(end);
    return run;
}

TEST(Assets, ComeFromAStorageIfThereIsOne)
{
    Simulation run = runWithDoubles("v:visitors(script=1s static | 2s static | 3s read) -> web:web-server(service=const(1ms)) -> s1:depot(offers=storage, service=const(9ms)), s2:depot(offers=storage)", 5_s);
    EXPECT_EQ(passages(run), (Passages{"1s v>web", "1.001s web>s1", "1.01s web<s1", "1.01s v<web", "2s v>web", "2.001s web>s2", "2.001s web<s2", "2.001s v<web", "3s v>web", "3.001s v<web"}));
}

TEST(Assets, AndJobsAreNothingForACache)
{
    Simulation run = runWithDoubles("v:visitors(script=1s static | 2s job | 3s read) -> web:web-server -> c:cache -> db:database; web -> q:depot(offers=queue)", 5_s);
    EXPECT_EQ(passages(run), (Passages{"1s v>web", "1s v<web", "2s v>web", "2s web>q", "2s web<q", "2s v<web", "3s v>web", "3s web>c", "3s c>db", "3s c<db", "3s web<c", "3s v<web"}));
}

TEST(Assets, AreOfNoUseIfTheirStorageIsDown)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s static) -> web:web-server -> s:depot(offers=storage)\n@0s crash s", 5_s);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 1u);
}

TEST(Jobs, AreAnsweredWhenTheQueueHasThem)
{
    Simulation run = runWithDoubles("v:visitors(script=1s job | 2s job) -> web:web-server(workers=1, service=const(1ms), job-service=const(500ms)) -> q:depot(offers=queue, service=const(4ms)); web -> db:database", 5_s);
    EXPECT_EQ(passages(run), (Passages{"1s v>web", "1.001s web>q", "1.005s web<q", "1.005s v<web", "2s v>web", "2.001s web>q", "2.005s web<q", "2.005s v<web"}));
}

TEST(Jobs, AreDoneByWorkersBehindARealQueue)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s job | 2s job | 3s static) -> web:web-server(service=const(1ms)) -> q:message-queue(service=const(1ms)), s:object-storage(latency=const(20ms)); "
                                          "q -> w:workers(workers=1, service=const(500ms))", 5_s);
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(run.latency().min(), 2_ms);
    EXPECT_EQ(measuresOf(run, "w").completed(), 2u);
    EXPECT_EQ(measuresOf(run, "s").completed(), 1u);
}

TEST(Jobs, AreDoneByTheServerItselfIfThereIsNoQueue)
{
    Simulation run = runWithDoubles("v:visitors(script=1s job | 1100ms job | 2s read) -> web:web-server(workers=1, service=const(1ms), job-service=const(500ms)) -> db:database(service=const(4ms))", 5_s);
    EXPECT_EQ(passages(run), (Passages{"1s v>web", "1.1s v>web", "1.501s web>db", "1.505s web<db", "1.505s v<web", "2s v>web", "2.006s web>db", "2.01s web<db", "2.01s v<web", "2.011s web>db", "2.015s web<db", "2.015s v<web"}));
    EXPECT_EQ(littlesLawViolation(run), "");
}

TEST(Jobs, ShareTheCoresWithEverythingElse)
{
    Simulation run = runWithDoubles("v:visitors(script=1s job | 1100ms read) -> web:web-server(cores=1, service=const(50ms), job-service=const(100ms))", 5_s);
    EXPECT_EQ(passages(run), (Passages{"1s v>web", "1.1s v>web", "1.2s v<web", "1.2s v<web"})); // the job has 50 ms left at 1.1 s, as much as the read
}

TEST(Jobs, NeedTheirSessionOnlyOnce)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s login u1 | 2s job u1) -> web:web-server(sessions=store, job-service=const(10ms)) -> depot", 5_s);
    EXPECT_EQ(measuresOf(run, "depot").arrived, 2u);
    EXPECT_EQ(run.totals().completed, 2u);
}

TEST(NonRelationalData, OfAShareOfTheKeysIsAlwaysInTheSameStore)
{
    Simulation run = runWithDoubles("users(arrivals=constant(1000/s), keys=uniform(400)) -> web:web-server(nosql=beside, nosql-share=30%) -> db:database, n:depot(offers=nosql), c:cache", 10_s);
    std::uint64_t moved = 0;
    for (std::uint64_t key = 0; key < 400; ++key) moved += static_cast<double>(mixKey(key) >> 11) * 0x1p-53 < 0.3;
    EXPECT_EQ(measure(run, "c", "keys"), static_cast<double>(400 - moved)); // every other key is read and cached
    EXPECT_NEAR(static_cast<double>(measuresOf(run, "n").arrived) / 9999, static_cast<double>(moved) / 400, 0.02);
    EXPECT_NEAR(static_cast<double>(moved) / 400, 0.3, 0.1);
}

TEST(NonRelationalData, LeavesTheDatabaseItsJoins)
{
    Simulation run = runWithDoubles("v:visitors(script=1s read | 2s write | 3s join) -> web:web-server(nosql=beside) -> db:database, n:depot(offers=nosql), c:cache", 5_s);
    EXPECT_EQ(passages(run), (Passages{"1s v>web", "1s web>n", "1s web<n", "1s v<web", "2s v>web", "2s web>n", "2s web<n", "2s v<web", "3s v>web", "3s web>db", "3s web<db", "3s v<web"}));
    Simulation alone = runWithDoubles("v:visitors(script=1s join) -> web:web-server(nosql=beside) -> n:depot(offers=nosql)", 5_s);
    EXPECT_EQ(passages(alone), (Passages{"1s v>web", "1s web>n", "1s web<n", "1s v<web"}));
}

TEST(NonRelationalData, IsSharedBySeveralStoresKeyByKey)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s read k0 | 2s read k1 | 3s read k2 | 4s read k2) -> web:web-server(nosql=beside) -> n1:depot(offers=nosql), n2:depot(offers=nosql)", 5_s);
    EXPECT_EQ(measuresOf(run, "n1").arrived, 3u);
    EXPECT_EQ(measuresOf(run, "n2").arrived, 1u);
}

TEST(NonRelationalData, WithAShareOfNoughtTheStoreIsNotAsked)
{
    const Simulation run = runWithDoubles("v:visitors(script=1s read | 2s write) -> web:web-server(nosql=beside, nosql-share=0%) -> db:database, n:depot(offers=nosql)", 5_s);
    EXPECT_EQ(measuresOf(run, "n").arrived, 0u);
    EXPECT_EQ(measuresOf(run, "db").arrived, 2u);
}

} // namespace
} // namespace scalelab
