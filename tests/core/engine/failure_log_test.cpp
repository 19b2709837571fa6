// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/failure_log.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace scalelab {
namespace {

/// A log that was told of failures at 0, 1, ... ns.
FailureLog logOf(std::size_t most, std::int64_t told)
{
    FailureLog log;
    log.keep(most);
    for (std::int64_t at = 0; at < told; ++at) log.add({.at = {at}});
    return log;
}

TEST(FailureLog, KeepsNothingBeforeItIsAsked)
{
    EXPECT_FALSE(FailureLog().isOn());
    EXPECT_EQ(FailureLog().size(), 0u);
    EXPECT_TRUE(logOf(1, 0).isOn());
}

TEST(FailureLog, KeepsTheLatestInTheirOrderWhateverItsPages)
{
    for (const std::size_t most : {std::size_t{1}, std::size_t{5}, FailureLog::pageSize - 1, FailureLog::pageSize, FailureLog::pageSize + 1, 3 * FailureLog::pageSize + 7})
        for (const std::int64_t told : {0, 1, 4, 511, 512, 513, 1023, 1024, 1025, 2047, 2048, 5000}) {
            const FailureLog log = logOf(most, told);
            ASSERT_EQ(log.size(), std::min(most, static_cast<std::size_t>(told))) << most << " of " << told;
            for (std::size_t i = 0; i < log.size(); ++i) ASSERT_EQ(log[i].at.ns, told - static_cast<std::int64_t>(log.size() - i)) << most << " of " << told;
        }
}

TEST(FailureLog, TheMostThatAnyoneAskedForCounts)
{
    FailureLog log = logOf(100, 50);
    log.keep(10);
    for (std::int64_t at = 50; at < 150; ++at) log.add({.at = {at}});
    EXPECT_EQ(log.size(), 100u);
    log.keep(200);
    for (std::int64_t at = 150; at < 400; ++at) log.add({.at = {at}});
    EXPECT_EQ(log.size(), 200u);
    EXPECT_EQ(log[0].at.ns, 200);
}

TEST(FailureLog, ACopyGoesItsOwnWay)
{
    FailureLog log = logOf(2000, 1800);
    const FailureLog copy = log;
    for (std::int64_t at = 5000; at < 6000; ++at) log.add({.at = {at}});
    EXPECT_EQ(copy.size(), 1800u);
    EXPECT_EQ(copy[1799].at.ns, 1799);
    EXPECT_EQ(log.size(), 2000u);
    EXPECT_EQ(log[0].at.ns, 800);
    EXPECT_EQ(log[1999].at.ns, 5999);
    EXPECT_EQ(&copy[800], &log[0]); // pages that are full are shared
}

} // namespace
} // namespace scalelab
