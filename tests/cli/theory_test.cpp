// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include "io/json.h"

#include <gtest/gtest.h>

namespace scalelab::cli {
namespace {

TEST(TheoryCommand, PrintsWhatTheorySaysBesideWhatIsMeasured)
{
    const Finished finished = runCli({"theory", "--seeds", "1..2", "distance-latency"});
    EXPECT_EQ(finished.exitCode, 0) << finished.err;
    EXPECT_NE(finished.out.find("San Francisco to Amsterdam and back"), std::string::npos) << finished.out;
    EXPECT_NE(finished.out.find("1 of 1 rows agree"), std::string::npos) << finished.out;
}

TEST(TheoryCommand, FailsIfARowIsNotSharp)
{
    const Finished finished = runCli({"theory", "--seeds", "1..2", "Repairman with 5 users"}); // two replications tell next to nothing
    EXPECT_EQ(finished.exitCode, 1);
    EXPECT_NE(finished.out.find("undecided: the interval is not sharp enough"), std::string::npos) << finished.out;
    EXPECT_NE(finished.out.find("0 of 2 rows agree"), std::string::npos) << finished.out;
}

TEST(TheoryCommand, WritesTheTableAsJson)
{
    const Finished finished = runCli({"theory", "--seeds", "5..6", "distance", "--json", "-"});
    EXPECT_EQ(finished.exitCode, 0) << finished.err;
    const JsonText json = parseJson(finished.out);
    const Object* result = json.value.object();
    ASSERT_TRUE(result) << finished.out;
    const Value* rows = result->find("rows");
    ASSERT_TRUE(rows && rows->list() && rows->list()->size() == 1) << finished.out;
    const Object& row = *rows->list()->front().object();
    EXPECT_EQ(*row.find("formula")->text(), "distance-latency");
    EXPECT_EQ(*row.find("verdict")->text(), "agrees");
    EXPECT_EQ(row.find("replications")->number(), 2);
    EXPECT_NEAR(row.find("mean")->number().value(), row.find("expected")->number().value(), 1e-6);
}

TEST(TheoryCommand, SaysWhatItCannotDo)
{
    for (const char* seeds : {"1", "5..5", "7..3", "a..b", "1..2x"}) {
        const Finished finished = runCli({"theory", "--seeds", seeds, "distance"});
        EXPECT_EQ(finished.exitCode, 2) << seeds;
        EXPECT_NE(finished.err.find("--seeds needs FROM..TO"), std::string::npos) << finished.err;
    }
    const Finished finished = runCli({"theory", "no such formula"});
    EXPECT_EQ(finished.exitCode, 2);
    EXPECT_NE(finished.err.find("no row of the table has \"no such formula\""), std::string::npos) << finished.err;
}

} // namespace
} // namespace scalelab::cli
