// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mechanisms/log_lineage.h"
#include "mechanisms/replication_log.h"
#include "mechanisms/under_way.h"
#include "mechanisms/version_clock.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

SimTime at(std::int64_t ns) { return {ns}; }

TEST(UnderWay, NumbersArriveInTheirOrderWhenTheyAreDue)
{
    UnderWay way;
    way.add(7, at(10));
    way.add(9, at(20));
    EXPECT_EQ(way.take(at(9)), std::nullopt);
    EXPECT_EQ(way.take(at(10)), 7u);
    EXPECT_EQ(way.take(at(19)), std::nullopt);
    EXPECT_EQ(way.take(at(25)), 9u);
    EXPECT_TRUE(way.empty());
}

TEST(UnderWay, NoneOvertakesAnother)
{
    UnderWay way;
    way.add(1, at(50));
    way.add(2, at(20)); // by a faster way
    EXPECT_EQ(way.take(at(20)), std::nullopt);
    EXPECT_EQ(way.take(at(50)), 1u);
    EXPECT_EQ(way.take(at(50)), 2u);
}

TEST(UnderWay, WhatIsClearedNeverArrives)
{
    UnderWay way;
    way.add(1, at(50));
    way.clear();
    way.add(2, at(60));
    EXPECT_EQ(way.take(at(50)), std::nullopt);
    EXPECT_EQ(way.take(at(60)), 2u);
}

TEST(LogLineage, LogsOfOneTermAgreeAsFarAsBothGo)
{
    const LogLineage lineage;
    EXPECT_EQ(lineage.newest(), 0u);
    EXPECT_EQ(lineage.common({0, 5}, {0, 8}), 5u);
    EXPECT_TRUE(lineage.isPrefix({0, 5}, {0, 8}));
    EXPECT_FALSE(lineage.isPrefix({0, 8}, {0, 5}));
}

TEST(LogLineage, LogsAgreeUpToWhereANewMasterTookOver)
{
    LogLineage lineage;
    EXPECT_EQ(lineage.fork({0, 13}), 1u); // the first master went on to 15
    EXPECT_EQ(lineage.common({0, 15}, {1, 20}), 13u);
    EXPECT_EQ(lineage.common({1, 20}, {0, 15}), 13u);
    EXPECT_EQ(lineage.common({0, 11}, {1, 20}), 11u);
    EXPECT_TRUE(lineage.isPrefix({0, 13}, {1, 20}));
    EXPECT_FALSE(lineage.isPrefix({0, 14}, {1, 20}));
}

TEST(LogLineage, ATermCanGoOnFromAnyEarlierOne)
{
    LogLineage lineage;
    lineage.fork({0, 13}); // 1
    lineage.fork({1, 20}); // 2
    EXPECT_EQ(lineage.fork({0, 15}), 3u); // the first master has returned in time to be elected
    EXPECT_EQ(lineage.common({2, 30}, {3, 40}), 13u);
    EXPECT_EQ(lineage.common({1, 18}, {2, 30}), 18u);
    EXPECT_EQ(lineage.common({1, 25}, {2, 30}), 20u);
    EXPECT_EQ(lineage.common({0, 15}, {3, 40}), 15u);
    EXPECT_EQ(lineage.newest(), 3u);
}

TEST(VersionClock, VersionsFollowTimeThenOrigin)
{
    VersionClock a, b;
    const std::uint64_t early = a.next(at(100), 0);
    const std::uint64_t same = b.next(at(100), 1);
    const std::uint64_t late = a.next(at(101), 0);
    EXPECT_LT(early, same);
    EXPECT_LT(same, late);
    EXPECT_EQ(VersionClock::originOf(same), 1u);
    EXPECT_EQ(VersionClock::timeOf(late), at(101));
}

TEST(VersionClock, VersionsOfOneInstantDifferAndFollowWhatWasWitnessed)
{
    VersionClock a, b;
    const std::uint64_t first = b.next(at(100), 7);
    const std::uint64_t second = b.next(at(100), 7);
    EXPECT_LT(first, second);
    a.witness(second);
    EXPECT_GT(a.next(at(100), 3), second);
    EXPECT_LT(VersionClock().next(at(100), 3), second);
}

TEST(VersionVector, KnowsWhatCameUpToTheGreatestOfEachOrigin)
{
    VersionClock a, b;
    const std::uint64_t one = a.next(at(1), 0), two = a.next(at(2), 0), other = b.next(at(5), 4);
    VersionVector vector;
    EXPECT_TRUE(vector.empty());
    vector.add(two);
    EXPECT_TRUE(vector.knows(one));
    EXPECT_FALSE(vector.knows(a.next(at(3), 0)));
    EXPECT_FALSE(vector.knows(other));
    VersionVector more;
    more.add(one);
    more.add(other);
    vector.add(more);
    EXPECT_TRUE(vector.knows(two));
    EXPECT_TRUE(vector.knows(other));
    EXPECT_EQ(vector.of(4), other);
    EXPECT_EQ(vector.of(9), 0u);
}

TEST(ReplicationLog, ReachesBackAsFarAsItWasWrittenWithoutAGap)
{
    ReplicationLog log;
    log.append(1, {5, 1, {}});
    log.append(2, {6, 2, {}});
    EXPECT_TRUE(log.reachesBackTo(1));
    EXPECT_EQ(log.at(2).key, 6u);
    log.append(4, {7, 4, {}});
    EXPECT_FALSE(log.reachesBackTo(2));
    EXPECT_TRUE(log.reachesBackTo(4));
    for (std::uint64_t number = 5; number <= 4 + ReplicationLog::kept; ++number) log.append(number, {number, number, {}});
    EXPECT_FALSE(log.reachesBackTo(4));
    EXPECT_TRUE(log.reachesBackTo(5));
    EXPECT_EQ(log.at(5).key, 5u);
}

} // namespace
} // namespace scalelab
