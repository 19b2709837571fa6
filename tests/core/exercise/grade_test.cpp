// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/grade.h"

#include "exercise/report.h"
#include "io/json.h"
#include "shop_exercise.h"

namespace scalelab {
namespace {

using namespace test;

Grade graded(const Scene& answer, VerifyOptions options = {.threads = 2})
{
    auto result = grade(catalog(), shopExercise(), answer, options);
    EXPECT_TRUE(result) << result.error().message;
    return result ? std::move(result).value() : Grade();
}

TEST(Grade, IsFailedByTheStartAndPassedByAnAnswer)
{
    const Grade start = graded(scene(shopDesign));
    EXPECT_TRUE(start.faults.empty());
    EXPECT_FALSE(start.isReached(0));
    EXPECT_TRUE(start.isReached(1));
    EXPECT_EQ(start.points(), 1u);
    EXPECT_FALSE(start.isPassed());
    const Grade answer = graded(scene(shopAnswer));
    EXPECT_TRUE(answer.isPassed());
    EXPECT_EQ(answer.points(), 2u);
    EXPECT_EQ(answer.judgements.size(), 3u) << "The crash is tried with each of the two servers.";
}

TEST(Grade, NeedsAGoalToBeReachedInEveryRunOfItsTrial)
{
    // Only one of the servers can be lost: nobody sends anything to the other.
    Scene answer = scene(shopAnswer);
    std::erase_if(answer.links, [](const Link& link) { return link.from == "lb" && link.to == "other"; });
    const Grade result = graded(answer);
    ASSERT_EQ(result.judgements.size(), 3u);
    EXPECT_EQ(result.judgements[0].verdict, Verdict::Failed);
    EXPECT_EQ(result.judgements[1].verdict, Verdict::Passed);
    EXPECT_FALSE(result.isReached(0));
}

TEST(Grade, TakesNothingButTheDesignFromTheAnswer)
{
    const Exercise exercise = shopExercise();
    Scene answer = scene(shopDesign);
    answer.title = "Mine";
    answer.seed = 99;
    answer.events.push_back(*json(R"({ "at": "1s", "set": "users.scale", "to": 0 })").object());
    answer.extra.set("expect", json(R"([{ "that": "T", "expect": "1 < 2", "over": "1s..2s" }])"));
    answer.extra.set("variants", json("{}"));
    answer.extra.set("exercise", json(R"({ "parts": { "web-server": { "most": 99, "free": { "service": true } } } })"));
    EXPECT_EQ(sceneToJudge(exercise, answer), exercise.scene);
    EXPECT_EQ(writeJson(gradeValue(exercise, graded(answer))), writeJson(gradeValue(exercise, graded(scene(shopDesign)))));
}

TEST(Grade, JudgesNothingWithFaults)
{
    Scene cheat = scene(shopAnswer);
    cheat.component("web")->params.set("workers", 64);
    const Grade result = graded(cheat);
    EXPECT_EQ(linesOf(result.faults), Lines{"components.web.workers: must be 4 as it was, not 64."});
    EXPECT_TRUE(result.judgements.empty());
    EXPECT_FALSE(result.isPassed());
    EXPECT_EQ(gradeTable("Shop", result), "Shop\n  Nothing was judged, because of 1 fault in the answer.\n0 of 2 points: not passed.\n");
}

TEST(Grade, TellsWhatKeepsAnAnswerFromRunning)
{
    Scene broken = scene(shopAnswer);
    broken.links.push_back({"lb", "nobody", {}});
    const Grade result = graded(broken);
    ASSERT_FALSE(result.faults.empty());
    EXPECT_TRUE(result.faults[0].path.starts_with("links[5]")) << result.faults[0].path;
    EXPECT_FALSE(graded({}).faults.empty());
    EXPECT_FALSE(graded(scene("users -> web:web-server -> cache")).faults.empty());
}

TEST(Grade, IsTheSameWithAnyNumberOfThreads)
{
    const Exercise exercise = shopExercise();
    EXPECT_EQ(writeJson(gradeValue(exercise, graded(scene(shopAnswer), {.threads = 1}))), writeJson(gradeValue(exercise, graded(scene(shopAnswer), {.threads = 3}))));
}

TEST(Grade, CanBeStopped)
{
    std::stop_source stop;
    stop.request_stop();
    const auto result = grade(catalog(), shopExercise(), scene(shopAnswer), {.threads = 2, .stop = stop.get_token()});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "it was stopped");
}

TEST(Grade, IsReportedForPeopleAndPrograms)
{
    const Exercise exercise = shopExercise();
    const Grade result = graded(scene(shopDesign), {.seeds = SeedRange{1, 5}});
    const std::string table = gradeTable("Shop", result);
    EXPECT_NE(table.find("up: It stays up (web)"), std::string::npos) << table;
    EXPECT_TRUE(table.ends_with("1 of 2 points: not passed.\n")) << table;
    const Value value = gradeValue(exercise, result);
    const Object& object = *value.object();
    EXPECT_EQ(*object.find("passed"), Value(false));
    EXPECT_EQ(*object.find("points"), Value(1));
    EXPECT_EQ(*object.find("out_of"), Value(2));
    EXPECT_EQ(*(*object.find("goals")->list())[0].object()->find("reached"), Value(false));
    EXPECT_EQ(*(*object.find("judgements")->list())[0].object()->find("member"), Value("web"));
}

} // namespace
} // namespace scalelab
