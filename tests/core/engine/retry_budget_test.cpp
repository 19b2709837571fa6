// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/retry_budget.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

int retriesLeft(RetryBudget budget)
{
    int retries = 0;
    while (budget.allowsRetry()) ++retries;
    return retries;
}

TEST(RetryBudget, StartsFullAndIsFilledByFirstAttempts)
{
    RetryBudget budget;
    budget.configure(0.1, 3);
    EXPECT_EQ(budget.tokens(), 3);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(budget.allowsRetry());
    EXPECT_FALSE(budget.allowsRetry());
    for (int i = 0; i < 9; ++i) budget.countFirstAttempt();
    EXPECT_FALSE(budget.allowsRetry());
    budget.countFirstAttempt();
    EXPECT_TRUE(budget.allowsRetry()); // ten tenths are one
    EXPECT_FALSE(budget.allowsRetry());
    EXPECT_EQ(budget.tokens(), 0);
}

TEST(RetryBudget, KeepsNoMoreThanItsMost)
{
    RetryBudget budget;
    budget.configure(1, 5);
    for (int i = 0; i < 100; ++i) budget.countFirstAttempt();
    EXPECT_EQ(retriesLeft(budget), 5);
}

TEST(RetryBudget, ALastingFaultIsRetriedAtItsShare)
{
    RetryBudget budget;
    budget.configure(0.2, 10);
    int retries = 0;
    for (int request = 0; request < 1000; ++request) {
        budget.countFirstAttempt();
        while (budget.allowsRetry()) ++retries;
    }
    EXPECT_EQ(retries, 10 + 999 / 5); // the first attempt finds the budget full
}

TEST(RetryBudget, ChangesKeepWhatWasSpent)
{
    RetryBudget budget;
    budget.configure(0, 10);
    for (int i = 0; i < 4; ++i) (void)budget.allowsRetry();
    budget.configure(0, 20);
    EXPECT_EQ(retriesLeft(budget), 16);
    budget.configure(0, 5);
    EXPECT_EQ(retriesLeft(budget), 5);
    budget.countFirstAttempt();
    EXPECT_EQ(retriesLeft(budget), 5);
}

} // namespace
} // namespace scalelab
