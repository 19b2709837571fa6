// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

using namespace test;

/// A run for a while with requests for objects of 1 MB.
Simulation storageFor(SimTime end, const std::string& rate, const std::string& params)
{
    return runFor("users(arrivals=constant(" + rate + "/s), mix={static=1}) -> object-storage(object-size=1MB" + params + ")", end);
}

TEST(ObjectStorage, ATransferTakesItsSizeOverItsSpeedAfterTheFirstByte)
{
    const Simulation run = storageFor(1050_ms, "10", ", latency=const(10ms), throughput=8Mbit/s");
    EXPECT_EQ(run.totals().completed, 0u);
    const Simulation later = storageFor(2050_ms, "10", ", latency=const(10ms), throughput=8Mbit/s");
    EXPECT_EQ(later.totals().completed, 10u); // 0.1 s to 1.0 s, all at the same time
    EXPECT_EQ(later.latency().min(), 1010_ms);
    EXPECT_EQ(later.latency().max(), 1010_ms);
    EXPECT_EQ(measure(later, "object-storage", "bandwidth_used"), 0);
    EXPECT_EQ(measure(later, "object-storage", "wait_s.mean"), 0);
}

TEST(ObjectStorage, WithoutLimitsItTakesNoTime)
{
    const Simulation run = storageFor(1050_ms, "10", "");
    EXPECT_EQ(run.totals().completed, 10u);
    EXPECT_EQ(run.latency().max(), SimTime{});
}

TEST(ObjectStorage, TransfersShareTheBandwidthInOrderOfArrival)
{
    // 1 s each: from 0.5, 1.5 and 2.5 s; the later ones still wait.
    const Simulation run = storageFor(3600_ms, "2", ", bandwidth=8Mbit/s");
    EXPECT_EQ(run.totals().completed, 3u);
    EXPECT_EQ(run.latency().min(), 1000_ms);
    EXPECT_EQ(run.latency().max(), 2000_ms);
    EXPECT_DOUBLE_EQ(measure(run, "object-storage", "wait_s.mean"), (0 + 0.5 + 1 + 1.5 + 2 + 2.5 + 3) / 7);
    EXPECT_DOUBLE_EQ(measure(run, "object-storage", "bandwidth_used"), 3.1 / 3.6);
    Simulation later = run;
    later.restartMeasures();
    later.advance(5600_ms);
    EXPECT_DOUBLE_EQ(measure(later, "object-storage", "bandwidth_used"), 1);
}

TEST(ObjectStorage, ATransferSlowerThanTheBandwidthLeavesTheRestToOthers)
{
    // Each takes 2 s, and two of them fill the bandwidth.
    const Simulation run = storageFor(4600_ms, "1", ", bandwidth=8Mbit/s, throughput=4Mbit/s");
    EXPECT_EQ(run.totals().completed, 2u);
    EXPECT_EQ(run.latency().max(), 2000_ms);
    EXPECT_EQ(measure(run, "object-storage", "wait_s.mean"), 0);
    const Simulation crowded = storageFor(5600_ms, "2", ", bandwidth=8Mbit/s, throughput=4Mbit/s");
    EXPECT_EQ(crowded.totals().completed, 4u); // those of 0.5, 1.0, 1.5 and 2.0 s begin at 0.5, 1.5, 2.5 and 3.5 s
    EXPECT_EQ(crowded.latency().max(), 3500_ms);
}

TEST(ObjectStorage, ACrashForgetsTransfersButKeepsObjects)
{
    Simulation run = simulate("users(arrivals=constant(2/s), mix={write=1}) -> object-storage(object-size=1MB, bandwidth=8Mbit/s)\n"
                              "@2200ms crash object-storage\n@2300ms recover object-storage");
    run.advance(2250_ms);
    EXPECT_EQ(measure(run, "object-storage", "writes"), 1);
    EXPECT_EQ(run.totals().failed[static_cast<std::size_t>(Outcome::Unreachable)], 3u);
    run.advance(3600_ms);
    EXPECT_EQ(measure(run, "object-storage", "writes"), 2); // that of 2.5 s finds the bandwidth free
    EXPECT_EQ(run.latency().max(), 1000_ms);
    EXPECT_DOUBLE_EQ(measure(run, "object-storage", "bandwidth_used"), (1.7 + 1.1) / 3.6); // 0.5 to 2.2 s and from 2.5 s
    const ComponentId storage = run.find("object-storage");
    EXPECT_EQ(run.latestVersion(storage, 0), 2u);
}

TEST(ObjectStorage, EveryWriteIsANewVersion)
{
    Simulation run = runFor("users(arrivals=constant(10/s), mix={write=1}, keys=uniform(2)) -> object-storage(object-size=1MB)", 550_ms);
    const ComponentId storage = run.find("object-storage");
    EXPECT_EQ(std::max(run.latestVersion(storage, 0), run.latestVersion(storage, 1)), 5u);
    EXPECT_GT(std::min(run.latestVersion(storage, 0), run.latestVersion(storage, 1)), 0u);
    EXPECT_EQ(run.latestVersion(storage, 2), 0u);
    EXPECT_EQ(run.node(storage).newestVersion, 5u);
    EXPECT_EQ(measure(run, "object-storage", "bytes_in"), 5e6);
    EXPECT_EQ(measure(run, "object-storage", "bytes_out"), 0);
}

TEST(ObjectStorage, RequestsAndTransferToUsersArePaidFor)
{
    const Simulation direct = storageFor(1050_ms, "10", "");
    EXPECT_EQ(measure(direct, "object-storage", "reads"), 10);
    EXPECT_EQ(measure(direct, "object-storage", "bytes_out"), 10e6);
    EXPECT_DOUBLE_EQ(measure(direct, "object-storage", "cost"), 10 * 0.0004 / 1000 + 10e6 * 0.09 / 1e9);
    const Simulation behind = runFor("users(arrivals=constant(10/s), mix={static=1, write=1}) -> load-balancer -> object-storage(object-size=1MB)", 1050_ms);
    const double reads = measure(behind, "object-storage", "reads"), writes = measure(behind, "object-storage", "writes");
    EXPECT_EQ(reads + writes, 10);
    EXPECT_GT(writes, 0);
    EXPECT_DOUBLE_EQ(measure(behind, "object-storage", "cost"), reads * 0.0004 / 1000 + writes * 0.005 / 1000);
}

TEST(ObjectStorage, MeasuresCanBeStartedAnew)
{
    Simulation run = storageFor(1050_ms, "10", ", bandwidth=1Gbit/s");
    run.restartMeasures();
    EXPECT_EQ(measure(run, "object-storage", "cost"), 0);
    EXPECT_EQ(measure(run, "object-storage", "bandwidth_used"), 0);
    run.advance(2050_ms);
    EXPECT_EQ(measure(run, "object-storage", "reads"), 10);
    EXPECT_DOUBLE_EQ(measure(run, "object-storage", "bandwidth_used"), 0.08); // 8 ms each
}

TEST(ObjectStorage, AFaultCanSlowItDown)
{
    Simulation run = storageFor(1050_ms, "1", ", latency=const(10ms), throughput=80Mbit/s");
    ASSERT_TRUE(tell(run, "slow object-storage 3x"));
    run.advance(3_s);
    EXPECT_EQ(run.latency().min(), 110_ms); // the transfer of 1 s had begun
    EXPECT_EQ(run.latency().max(), 330_ms);
}

TEST(ObjectStorage, LimitsChangeWhileItRuns)
{
    Simulation run = storageFor(1050_ms, "10", "");
    ASSERT_TRUE(tell(run, "set object-storage.throughput=8Mbit/s"));
    ASSERT_TRUE(tell(run, "set object-storage.object-size=500kB"));
    run.advance(1650_ms);
    EXPECT_EQ(run.latency().max(), 500_ms);
    EXPECT_EQ(measure(run, "object-storage", "bytes_out"), 10.5e6);
}

} // namespace
} // namespace scalelab
