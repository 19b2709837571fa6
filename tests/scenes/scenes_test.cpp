// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/instance_types.h"
#include "components/standard_catalog.h"
#include "exercise/exercise.h"
#include "io/scene_data.h"
#include "io/scene_io.h"
#include "model/validate.h"
#include "run/compile.h"
#include "verify/claims.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace scalelab {
namespace {

constexpr double boxWidth = 132;
constexpr double boxHeight = 84;

std::string folderNameOf(const std::string& file) { return std::filesystem::path(file).parent_path().filename().string(); }
bool isClaim(const std::string& file) { return folderNameOf(file) == "claims"; }
bool isOfAnExercise(const std::string& file) { return folderNameOf(file) == "exercises" || folderNameOf(file) == "answers"; }

/// Every scene file that ships, but for those of past file versions.
std::vector<std::string> shippedScenes()
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(SCALELAB_SOURCE_DIR "/scenes"))
        if (entry.path().extension() == ".json" && entry.path().parent_path().filename() != "old")
            files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::string> claims()
{
    std::vector<std::string> files = shippedScenes();
    std::erase_if(files, [](const std::string& file) { return !isClaim(file); });
    return files;
}

/// Those that teach with a lesson.
std::vector<std::string> taughtScenes()
{
    std::vector<std::string> files = shippedScenes();
    std::erase_if(files, [](const std::string& file) { return isClaim(file) || isOfAnExercise(file); });
    return files;
}

std::string nameOf(const ::testing::TestParamInfo<std::string>& info)
{
    std::string name = std::filesystem::path(info.param).stem().string();
    if (folderNameOf(info.param) == "answers") name = "answer-" + name;
    std::replace_if(name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
    return name;
}

std::string listed(const Problems& problems)
{
    std::string text;
    for (const Problem& problem : problems) text += problemLine(problem, "scene") + "\n";
    return text;
}

bool isTextList(const Value* value)
{
    return value && value->list() && !value->list()->empty() &&
           std::all_of(value->list()->begin(), value->list()->end(),
                       [](const Value& item) { return item.text() && !item.text()->empty(); });
}

class ShippedScene : public ::testing::TestWithParam<std::string> {
protected:
    SceneText text_ = readSceneFile(GetParam());
    SceneData data_ = readSceneData(standardCatalog()->registry, text_.scene, folderOf(GetParam()));
};

TEST_P(ShippedScene, IsReadWithoutProblems)
{
    Problems problems = text_.problems;
    const Problems more = validate(standardCatalog()->registry, text_.scene);
    problems.insert(problems.end(), more.begin(), more.end());
    problems.insert(problems.end(), data_.problems.begin(), data_.problems.end());
    const Problems ofExpectations = expectationProblems(standardCatalog()->registry, text_.scene);
    problems.insert(problems.end(), ofExpectations.begin(), ofExpectations.end());
    // What a warning warns of, such as more traffic than the servers can take, may be what a claim or an exercise is about.
    if (isClaim(GetParam()) || isOfAnExercise(GetParam())) std::erase_if(problems, [](const Problem& problem) { return problem.severity == Problem::Severity::Warning; });
    EXPECT_TRUE(problems.empty()) << listed(problems);
    EXPECT_TRUE(text_.readable);
    EXPECT_FALSE(text_.scene.title.empty());
}

TEST_P(ShippedScene, PlacesEveryComponentWithoutOverlap)
{
    const Scene& scene = text_.scene;
    ASSERT_FALSE(scene.components.empty());
    for (const Component& component : scene.components) {
        const auto at = scene.position(component.id);
        ASSERT_TRUE(at) << component.id << " has no place";
        EXPECT_EQ(std::fmod(at->x, 20), 0) << component.id;
        EXPECT_EQ(std::fmod(at->y, 20), 0) << component.id;
        for (const Component& other : scene.components) {
            const auto there = scene.position(other.id);
            if (&other == &component || !there) continue;
            EXPECT_TRUE(std::abs(at->x - there->x) > boxWidth || std::abs(at->y - there->y) > boxHeight)
                << component.id << " overlaps " << other.id;
        }
    }
    EXPECT_EQ(scene.layout.size(), scene.components.size());
}

class TaughtScene : public ShippedScene {};
class ClaimScene : public ShippedScene {};

TEST_P(TaughtScene, HasALesson)
{
    const Value* lesson = text_.scene.extra.find("lesson");
    ASSERT_TRUE(lesson && lesson->object());
    const Value* title = lesson->object()->find("title");
    EXPECT_TRUE(title && title->text() && !title->text()->empty());
    EXPECT_TRUE(isTextList(lesson->object()->find("steps")));
    EXPECT_TRUE(isTextList(lesson->object()->find("try")));
}

TEST_P(ShippedScene, SurvivesSaving)
{
    const SceneText again = readScene(writeScene(text_.scene));
    EXPECT_EQ(again.scene, text_.scene);
}

TEST_P(TaughtScene, RunsTenSecondsWithoutAFailure)
{
    Compiled compiled = compile(standardCatalog(), text_.scene, data_.files);
    ASSERT_TRUE(compiled.simulation) << listed(compiled.problems);
    Simulation& simulation = *compiled.simulation;
    EXPECT_EQ(simulation.advance(SimTime::fromSeconds(10)), Simulation::Status::Reached) << simulation.error();
    const RequestTotals totals = simulation.totals();
    EXPECT_GT(totals.completed, 0u);
    EXPECT_EQ(std::accumulate(totals.failed.begin(), totals.failed.end(), std::uint64_t{0}), 0u);
    EXPECT_EQ(totals.offered, totals.completed + totals.inFlight);
}

TEST_P(ClaimScene, ExpectsNothingThatCouldNotFail)
{
    const Plan plan = planVerification(standardCatalog()->registry, text_.scene);
    EXPECT_FALSE(plan.expectations.empty());
    std::set<std::size_t> canFail;
    for (const Claim& claim : plan.claims)
        if (claim.mustFail) canFail.insert(claim.expectation);
    for (std::size_t i = 0; i < plan.expectations.size(); ++i)
        EXPECT_TRUE(canFail.contains(i)) << "No variant makes \"" << plan.expectations[i].id << "\" fail.";
}

TEST_P(ClaimScene, NamesItsClaim)
{
    const std::string number = std::to_string(std::stoi(std::filesystem::path(GetParam()).stem().string().substr(std::string("claim-").size())));
    EXPECT_TRUE(text_.scene.title.starts_with("Claim " + number + ": ")) << text_.scene.title;
}

INSTANTIATE_TEST_SUITE_P(All, ShippedScene, ::testing::ValuesIn(shippedScenes()), nameOf);
INSTANTIATE_TEST_SUITE_P(Lessons, TaughtScene, ::testing::ValuesIn(taughtScenes()), nameOf);
INSTANTIATE_TEST_SUITE_P(Claims, ClaimScene, ::testing::ValuesIn(claims()), nameOf);

TEST(ShippedScenes, HoldTheFirstSevenFigures)
{
    std::set<std::string> names;
    for (const std::string& file : shippedScenes()) names.insert(std::filesystem::path(file).stem().string());
    for (const char* figure : {"fig01-single-server", "fig02-request-flow", "fig03-separate-tiers", "fig04-load-balancer",
                               "fig05-replication", "fig06-load-balancer-replication", "fig07-cache"})
        EXPECT_TRUE(names.contains(figure)) << figure;
}

/// Whether a way of wires leads from one component to another that does not go through a third.
bool leadsTo(const Scene& scene, const std::string& from, const std::string& to, const std::string& notThrough)
{
    std::set<std::string> seen{notThrough};
    std::vector<std::string> pending{from};
    while (!pending.empty()) {
        const std::string at = pending.back();
        pending.pop_back();
        if (at == to) return true;
        if (!seen.insert(at).second) continue;
        for (const Link& link : scene.links)
            if (link.from == at) pending.push_back(link.to);
    }
    return false;
}

TEST(ShippedScenes, HaveASinglePointOfFailureWhereAvailabilitySaysSo)
{
    const Plan plan = planVerification(standardCatalog()->registry, readSceneFile(SCALELAB_SOURCE_DIR "/scenes/claims/claim-14.json").scene);
    ASSERT_EQ(plan.variants.size(), 2u);
    EXPECT_TRUE(leadsTo(plan.variants[0].scene, "users", "db", "cache-east"));
    EXPECT_FALSE(leadsTo(plan.variants[1].scene, "users", "db", "cache-east")) << plan.variants[1].id;
}

TEST(ShippedScenes, UseTheBiggestMachineWhereThatIsTheClaim)
{
    Scene scene = readSceneFile(SCALELAB_SOURCE_DIR "/scenes/claims/claim-03.json").scene;
    const auto biggest = parseInstanceType(*scene.component("db")->params.find("instance")->text());
    ASSERT_TRUE(biggest);
    for (const InstanceType& type : instanceTypes()) {
        EXPECT_LE(type.vcpus, biggest->vcpus) << type.name;
        EXPECT_LE(type.memory, biggest->memory) << type.name;
    }
    scene.component("db")->params.set("instance", "u-32tb1.112xlarge");
    EXPECT_TRUE(hasErrors(validate(standardCatalog()->registry, scene))) << "A bigger one can be chosen.";
}

} // namespace
} // namespace scalelab
