// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"
#include "verify/theory_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

namespace scalelab {

void PrintTo(const TheoryScene& scene, std::ostream* out) { *out << scene.name; }

namespace {

const std::vector<TheoryScene>& table()
{
    static const std::vector<TheoryScene> made = theoryTable();
    return made;
}

double confidence()
{
    std::size_t rows = 0;
    for (const TheoryScene& scene : table()) rows += scene.rows.size();
    return theoryConfidence(rows);
}

/// Far shorter runs than those of the command, and intervals as much wider.
constexpr double effort = 0.05;

class TheoryTable : public testing::TestWithParam<TheoryScene> {};

TEST_P(TheoryTable, Agrees)
{
    TheoryOptions options;
    options.confidence = confidence();
    options.effort = effort;
    for (const TheoryResult& result : runTheory(test::catalog(), {GetParam()}, options))
        EXPECT_EQ(result.verdict, TheoryVerdict::Agrees) << result.formula << " (" << result.parameters << ") is " << result.expected << ", " << result.measure << " is " << result.measured.mean << " +- "
                                                         << result.measured.halfWidth << ": " << verdictText(result.verdict) << " " << result.problem;
}

INSTANTIATE_TEST_SUITE_P(Rows, TheoryTable, testing::ValuesIn(table()), [](const testing::TestParamInfo<TheoryScene>& tested) {
    std::string name = std::to_string(tested.index);
    for (const char letter : tested.param.name) name += std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
    return name;
});

TEST(TheoryOfTheTable, IsAboutScenesWithNamesOfTheirOwnAndHasOnlyNumbers)
{
    std::vector<std::string> names;
    for (const TheoryScene& scene : table()) {
        EXPECT_EQ(std::count(names.begin(), names.end(), scene.name), 0) << scene.name;
        names.push_back(scene.name);
        for (const TheoryRow& row : scene.rows) {
            EXPECT_GT(row.expected, 0) << scene.name << ": " << row.formula;
            EXPECT_LE(row.sharpness, 0.4) << scene.name << ": " << row.formula;
        }
    }
}

TEST(TheoryJudge, AsksForTheExpectedValueAndForASharpInterval)
{
    EXPECT_EQ(judge({10, 0.1, 20}, 10.05, 0.02, 0), TheoryVerdict::Agrees);
    EXPECT_EQ(judge({10, 0.1, 20}, 10.2, 0.02, 0), TheoryVerdict::Disagrees);
    EXPECT_EQ(judge({10, 0.1, 20}, 10.2, 0.02, 0.01), TheoryVerdict::Agrees); // an approximation
    EXPECT_EQ(judge({10, 0.1, 20}, 9.8, 0.02, 0), TheoryVerdict::Disagrees);
    EXPECT_EQ(judge({10, 5, 20}, 10, 0.02, 0), TheoryVerdict::Undecided); // holds anything
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(judge({10, 0.1, 20}, nan, 0.02, 0), TheoryVerdict::Disagrees);
    EXPECT_EQ(judge({nan, nan, 20}, 10, 0.02, 0), TheoryVerdict::Disagrees);
    EXPECT_NEAR(theoryConfidence(100), 0.9999, 1e-12);
}

/// One station with room for a wrong value of theory.
TheoryScene small(double expected)
{
    TheoryScene scene = table().front();
    scene.rows.resize(1);
    scene.rows[0].expected *= expected;
    scene.rows[0].sharpness = 1;
    scene.length = 5;
    return scene;
}

TEST(TheoryRun, DoesNotDependOnTheNumberOfThreads)
{
    TheoryOptions options{.firstSeed = 3, .lastSeed = 9, .confidence = 0.99, .effort = 1, .threads = 1};
    const auto alone = runTheory(test::catalog(), {small(1), table()[1]}, options);
    options.threads = 4;
    const auto together = runTheory(test::catalog(), {small(1), table()[1]}, options);
    ASSERT_EQ(alone.size(), together.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
        EXPECT_EQ(alone[i].measured.mean, together[i].measured.mean);
        EXPECT_EQ(alone[i].measured.halfWidth, together[i].measured.halfWidth);
        EXPECT_EQ(alone[i].measured.count, 7u);
    }
}

TEST(TheoryRun, FindsAWrongValueAndASceneThatDoesNotRun)
{
    const TheoryOptions options{.firstSeed = 1, .lastSeed = 5, .confidence = 0.99};
    EXPECT_EQ(runTheory(test::catalog(), {small(1)}, options)[0].verdict, TheoryVerdict::Agrees);
    EXPECT_EQ(runTheory(test::catalog(), {small(1.5)}, options)[0].verdict, TheoryVerdict::Disagrees);
    TheoryScene broken = small(1);
    broken.scene = [](std::uint64_t) { return test::scene("web:no-such-kind"); };
    const TheoryResult result = runTheory(test::catalog(), {broken}, options)[0];
    EXPECT_EQ(result.verdict, TheoryVerdict::Disagrees);
    EXPECT_NE(result.problem.find("no-such-kind"), std::string::npos) << result.problem;
}

} // namespace
} // namespace scalelab
