// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/job_pool.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace scalelab {
namespace {

constexpr SimTime at(std::int64_t ms) { return {ms * 1'000'000}; }

class JobPoolTest : public testing::Test {
protected:
    bool enter(std::int64_t ms, std::uint32_t subject) { return pool.enter(at(ms), 0, subject, begin); }
    void finish(std::int64_t ms, std::uint32_t slot) { pool.finish(at(ms), slot, begin); }
    void expectLittlesLaw(std::int64_t ms) const
    {
        EXPECT_TRUE(pool.occupancy().busyTime(at(ms)) + pool.occupancy().queueTime(at(ms)) == pool.timePresent(at(ms)));
    }

    JobPool pool;
    std::vector<std::uint32_t> begun; ///< Slots in the order in which they began.
    std::function<void(std::uint32_t)> begin = [this](std::uint32_t slot) { begun.push_back(slot); };
};

TEST_F(JobPoolTest, JobsWaitInLineForAWorkerAndAreTurnedAwayWhenTheLineIsFull)
{
    pool.configure(1, 2);
    EXPECT_TRUE(enter(0, 70) && enter(1, 71) && enter(2, 72));
    EXPECT_FALSE(enter(3, 73));
    ASSERT_EQ(begun.size(), 1u);
    finish(10, begun[0]);
    finish(20, begun[1]);
    ASSERT_EQ(begun.size(), 3u);
    EXPECT_EQ(pool.job(begun[2]).subject, 72u);
    EXPECT_DOUBLE_EQ(pool.meanWait(), 0.009); // 0, 9 and 18 ms
    expectLittlesLaw(25);
    finish(30, begun[2]);
    EXPECT_EQ(pool.occupancy().busy() + pool.occupancy().queued(), 0u);
    EXPECT_TRUE(pool.occupancy().busyTime(at(40)) == 30'000'000);
    EXPECT_TRUE(pool.occupancy().queueTime(at(40)) == 27'000'000);
    expectLittlesLaw(40);
}

TEST_F(JobPoolTest, WithoutALimitAllBeginAtOnceAndAreCounted)
{
    EXPECT_TRUE(enter(0, 1) && enter(0, 2) && enter(5, 3));
    EXPECT_EQ(begun.size(), 3u);
    EXPECT_EQ(pool.capacity(), 0u);
    EXPECT_TRUE(pool.occupancy().busyTime(at(10)) == 25'000'000);
    expectLittlesLaw(10);
}

TEST_F(JobPoolTest, ASmallerPoolStartsNobodyUntilItIsBelowItsSize)
{
    pool.configure(2, {});
    (void)(enter(0, 1) && enter(0, 2) && enter(0, 3));
    pool.configure(1, {});
    finish(1, begun[0]);
    EXPECT_EQ(begun.size(), 2u);
    finish(2, begun[1]);
    EXPECT_EQ(begun.size(), 3u);
    (void)enter(3, 4);
    pool.configure(3, {});
    pool.startWaiting(at(4), begin);
    EXPECT_EQ(begun.size(), 4u);
    EXPECT_EQ(pool.capacity(), 3u);
}

TEST_F(JobPoolTest, MeasuresRestartInTheMiddleOfJobsAndAClearedPoolIsEmpty)
{
    pool.configure(1, {});
    (void)(enter(0, 1) && enter(2, 2));
    pool.restartMeasures(at(10));
    expectLittlesLaw(10);
    finish(15, begun[0]);
    expectLittlesLaw(16);
    pool.clear(at(20));
    EXPECT_EQ(pool.occupancy().busy(), 0u);
    expectLittlesLaw(30);
    EXPECT_TRUE(pool.timePresent(at(30)) == 15'000'000); // from 10 to 15 ms both, until 20 ms one
    EXPECT_TRUE(enter(30, 3));
    EXPECT_EQ(begun.size(), 3u);
}

TEST_F(JobPoolTest, JobsThatEndAsTheyBeginLetTheNextBeginInTurn)
{
    pool.configure(1, {});
    std::vector<std::uint32_t> order;
    (void)pool.enter(at(0), 0, 0, [](std::uint32_t) {});
    for (std::uint32_t subject = 1; subject < 4; ++subject) (void)pool.enter(at(0), 0, subject, [](std::uint32_t) {});
    std::function<void(std::uint32_t)> endAtOnce = [&](std::uint32_t slot) {
        order.push_back(pool.job(slot).subject);
        pool.finish(at(1), slot, endAtOnce);
    };
    pool.finish(at(1), 0, endAtOnce);
    EXPECT_EQ(order, (std::vector<std::uint32_t>{1, 2, 3}));
    EXPECT_EQ(pool.occupancy().busy(), 0u);
}

} // namespace
} // namespace scalelab
