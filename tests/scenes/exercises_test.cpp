// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"
#include "exercise/grade.h"
#include "exercise/report.h"
#include "io/json.h"
#include "io/scene_io.h"
#include "io/text_file.h"
#include "verify/variants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace scalelab {
namespace {

const std::string folder = SCALELAB_SOURCE_DIR "/scenes/exercises/";
const std::string wrongFolder = SCALELAB_SOURCE_DIR "/tests/scenes/exercises/";

/// What an exercise is called, in the order of difficulty: "01-second-server".
std::vector<std::string> exerciseNames()
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

Exercise exerciseOf(const std::string& name)
{
    Problems problems;
    Exercise exercise = readExercise(standardCatalog()->registry, readSceneFile(folder + name + ".json").scene, problems);
    for (const Problem& problem : problems) ADD_FAILURE() << name << ": " << problem.path << ": " << problem.message;
    return exercise;
}

Scene answerOf(const std::string& name) { return readSceneFile(folder + "answers/" + name + ".json").scene; }

Grade gradeOf(const Exercise& exercise, const Scene& answer)
{
    auto result = grade(standardCatalog(), exercise, answer, {.threads = 2});
    EXPECT_TRUE(result) << result.error().message;
    return result ? std::move(result).value() : Grade();
}

std::string told(const Grade& grade)
{
    std::string text = gradeTable("", grade);
    for (const Problem& fault : grade.faults) text += fault.path + ": " + fault.message + "\n";
    return text;
}

/// Ids of the goals that were not reached.
std::vector<std::string> missed(const Exercise& exercise, const Grade& grade)
{
    std::vector<std::string> ids;
    for (std::size_t goal = 0; goal < exercise.goals.size(); ++goal)
        if (!grade.isReached(goal)) ids.push_back(exercise.goals[goal].id);
    return ids;
}

std::vector<std::string> texts(const Value* list)
{
    std::vector<std::string> result;
    for (const Value& text : *list->list()) result.push_back(*text.text());
    return result;
}

/// The model answer with something added, changed or taken out.
Scene wrongAnswer(const std::string& name, const Object& patch)
{
    Object changes;
    for (const char* field : {"set", "without"})
        if (const Value* value = patch.find(field)) changes.set(field, *value);
    Scene scene = answerOf(name);
    // A scene file of what is added says it in its own words.
    Object more;
    more.set("format", "scalelab/scene");
    more.set("version", 1);
    for (const char* field : {"components", "links", "zones"})
        if (const Value* value = patch.find(field)) more.set(field, *value);
    const Scene added = readScene(writeJson(more)).scene;
    scene.components.insert(scene.components.end(), added.components.begin(), added.components.end());
    scene.links.insert(scene.links.end(), added.links.begin(), added.links.end());
    if (patch.find("zones")) scene.zones = added.zones;
    if (changes.empty()) return scene;
    const auto changed = applyVariant(scene, "wrong", changes);
    EXPECT_TRUE(changed) << changed.error().path << ": " << changed.error().message;
    return changed ? *changed : Scene();
}

class EveryExercise : public ::testing::TestWithParam<std::string> {
protected:
    Exercise exercise_ = exerciseOf(GetParam());
};

TEST_P(EveryExercise, IsNotPassedByTheDesignThatItStartsFrom)
{
    const Grade start = gradeOf(exercise_, exercise_.scene);
    EXPECT_TRUE(start.faults.empty()) << told(start);
    EXPECT_FALSE(start.isPassed());
}

TEST_P(EveryExercise, IsPassedByItsAnswer)
{
    const Grade answer = gradeOf(exercise_, answerOf(GetParam()));
    EXPECT_TRUE(answer.isPassed()) << told(answer);
    EXPECT_EQ(answer.points(), exercise_.goals.size());
}

TEST_P(EveryExercise, IsNotPassedByCommonWrongAnswers)
{
    const auto text = readTextFile(wrongFolder + GetParam() + ".json");
    ASSERT_TRUE(text) << text.error().message;
    const Value wrong = parseJson(*text).value;
    ASSERT_TRUE(wrong.object());
    EXPECT_GE(wrong.object()->members.size(), 3u);
    for (const Member& member : wrong.object()->members) {
        const Object& patch = *member.value.object();
        const Grade result = gradeOf(exercise_, wrongAnswer(GetParam(), patch));
        EXPECT_FALSE(result.isPassed()) << member.name;
        if (const Value* fails = patch.find("fails")) {
            EXPECT_EQ(missed(exercise_, result), texts(fails)) << member.name << "\n" << told(result);
            continue;
        }
        const std::string& fault = *patch.find("fault")->text();
        const bool isTold = std::ranges::any_of(result.faults, [&](const Problem& problem) { return (problem.path + ": " + problem.message).find(fault) != std::string::npos; });
        EXPECT_TRUE(isTold) << member.name << "\n" << told(result);
    }
}

TEST_P(EveryExercise, TellsWhatToDo)
{
    EXPECT_TRUE(exercise_.scene.title.starts_with("Exercise " + std::to_string(std::stoi(GetParam())) + ": ")) << exercise_.scene.title;
    EXPECT_GE(exercise_.hints.size(), 2u);
    EXPECT_FALSE(exercise_.teaches.empty());
    EXPECT_FALSE(exercise_.claims.empty());
}

std::string testName(const ::testing::TestParamInfo<std::string>& exercise)
{
    std::string name = exercise.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, EveryExercise, ::testing::ValuesIn(exerciseNames()), testName);

TEST(Exercises, RiseInDifficultyAndCoverTheSummaryOfTheChapter)
{
    const std::vector<std::string> names = exerciseNames();
    EXPECT_GE(names.size(), 12u);
    std::set<std::string> taught;
    int level = 1;
    for (const std::string& name : names) {
        const Exercise exercise = exerciseOf(name);
        EXPECT_GE(exercise.level, level) << name;
        level = exercise.level;
        taught.insert(exercise.teaches.begin(), exercise.teaches.end());
    }
    const std::set<std::string> summary = {"Keep the web tier stateless",      "Build redundancy at every tier",        "Cache data as much as you can",
                                           "Support several data centers",     "Host static assets in a CDN",           "Scale the data tier by sharding",
                                           "Split tiers into individual services", "Monitor the system and use automation tools"};
    EXPECT_EQ(taught, summary);
}

} // namespace
} // namespace scalelab
