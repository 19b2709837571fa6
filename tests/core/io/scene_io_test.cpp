// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/scene_io.h"

#include "io/migrations.h"
#include "io/text_file.h"
#include "support/sample_scene.h"
#include "support/test_registry.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace scalelab {
namespace {

using test::fields;

std::string lines(const Problems& problems)
{
    std::string all;
    for (const Problem& problem : problems) all += problemLine(problem, "f") + "\n";
    return all;
}

/// Problems of a scene with this text behind the header, which is one line.
std::string faults(const std::string& rest, const std::string& header = R"("format": "scalelab/scene", "version": 1)")
{
    return lines(readScene("{ " + header + ",\n" + rest + "}").problems);
}

TEST(ReadScene, ReadsTheExampleOfTheFormat)
{
    const SceneText text = readScene(R"json({
  "format": "scalelab/scene", "version": 1, "title": "Two", "seed": 3,
  "components": {
    "users": { "kind": "users", "arrivals": "poisson(200/s)", "place": "Frankfurt" },
    "web1":  { "workers": 8, "kind": "web-server", "label": "Web server 1" }
  },
  "links":  [ { "from": "users", "latency": "20ms", "to": "web1" } ],
  "zones":  { "us-east": { "kind": "data-center", "place": "Ashburn", "contains": ["web1"] } },
  "events": [ { "at": "30s", "crash": "web1" } ],
  "layout": { "users": [0, 0], "web1": [400, -80.5] },
  "charts": [], "lesson": {}, "variants": {}, "expect": [], "x-own": 1
})json");
    EXPECT_EQ(lines(text.problems), "");
    EXPECT_TRUE(text.readable);
    EXPECT_FALSE(text.newer);
    Scene expected;
    expected.title = "Two";
    expected.seed = 3;
    expected.components = {{"users", "users", fields({{"arrivals", "poisson(200/s)"}, {"place", "Frankfurt"}})},
                           {"web1", "web-server", fields({{"workers", 8}, {"label", "Web server 1"}})}};
    expected.links = {{"users", "web1", fields({{"latency", "20ms"}})}};
    expected.zones = {{"us-east", "data-center", {"web1"}, fields({{"place", "Ashburn"}})}};
    expected.events = {fields({{"at", "30s"}, {"crash", "web1"}})};
    expected.layout = {{"users", {0, 0}}, {"web1", {400, -80.5}}};
    expected.extra = fields({{"charts", List{}}, {"lesson", Object{}}, {"variants", Object{}}, {"expect", List{}}, {"x-own", 1}});
    EXPECT_EQ(text.scene, expected);
}

TEST(ReadScene, WhatIsNoSceneIsNotReadable)
{
    const auto unreadable = [](std::string_view json) {
        const SceneText text = readScene(json);
        EXPECT_FALSE(text.readable);
        EXPECT_EQ(text.scene, Scene{});
        return lines(text.problems);
    };
    EXPECT_EQ(unreadable("[]"), "f:1:1: error: A scene is an object in braces, not list.\n");
    EXPECT_EQ(unreadable("{}"), "f:1:1: error: format: This is not a scene: it must say \"format\": \"scalelab/scene\".\n");
    EXPECT_EQ(unreadable("{\n\"format\": \"other\"}"), "f:2:11: error: format: This is not a scene: it must say \"format\": \"scalelab/scene\".\n");
    EXPECT_EQ(unreadable("{\"a\": "), "f:1:7: error: This is not valid JSON: unexpected end of input; expected '[', '{', or a literal.\n");
    EXPECT_EQ(unreadable(std::string(maxFileSize + 1, ' ')), "f: error: The scene is larger than 64 MB.\n");
}

TEST(ReadScene, VersionsAreWholeNumbersFromOne)
{
    const std::string message = "A scene needs its version as a whole number of at least 1; this program writes \"version\": 1.\n";
    EXPECT_EQ(faults("\"title\": \"t\"", R"("format": "scalelab/scene")"), "f:1:1: error: version: " + message);
    for (const char* version : {"0", "-1", "1.0", "\"1\"", "null"})
        EXPECT_EQ(faults("\"title\": \"t\"", R"("format": "scalelab/scene", "version": )" + std::string(version)), "f:1:42: error: version: " + message);
}

TEST(ReadScene, NewerScenesAreShownOnly)
{
    const SceneText text = readScene(R"({"format": "scalelab/scene", "version": 2, "components": {"a": {"kind": "k"}}, "future": 1, "links": {}})");
    EXPECT_TRUE(text.newer);
    EXPECT_TRUE(text.readable);
    EXPECT_EQ(text.scene.version, 2);
    EXPECT_EQ(text.scene.components.size(), 1U);
    EXPECT_EQ(*text.scene.extra.find("future"), Value(1));
    EXPECT_EQ(lines(text.problems),
              "f:1:41: error: version: The scene was written by a newer program (version 2; this one knows 1). It can be looked at, but not run or changed.\n");
}

TEST(ReadScene, SeedsAreWholeNumbers)
{
    for (const char* seed : {"-1", "1.5", "\"7\"", "null", "1e3"})
        EXPECT_EQ(faults("\"seed\": " + std::string(seed)).find("f:2:9: error: seed: expected a whole number of at least 0, not "), 0U) << seed;
    EXPECT_EQ(faults("\"seed\": 9223372036854775808"), "f:2:9: error: The whole number is too large.\n");
    EXPECT_EQ(readScene(R"({"format": "scalelab/scene", "version": 1, "seed": 9223372036854775807})").scene.seed, 9223372036854775807U);
    EXPECT_EQ(readScene(R"({"format": "scalelab/scene", "version": 1, "seed": 0})").scene.seed, 0U);
    EXPECT_EQ(readScene(R"({"format": "scalelab/scene", "version": 1})").scene.seed, 1U);
}

TEST(ReadScene, WrongShapesAreToldAndTheRestIsRead)
{
    EXPECT_EQ(faults("\"title\": 5"), "f:2:10: error: title: expected text, not number\n");
    EXPECT_EQ(faults("\"components\": []"), "f:2:15: error: components: expected an object with one field per id, not list\n");
    EXPECT_EQ(faults("\"components\": { \"a\": 5 }"), "f:2:22: error: components.a: expected an object such as { \"kind\": \"web-server\" }, not number\n");
    EXPECT_EQ(faults("\"components\": { \"a\": { } }"),
              "f:2:22: error: components.a: It has no kind. Every component and zone needs one, such as \"kind\": \"web-server\".\n");
    EXPECT_EQ(faults("\"components\": { \"a\": { \"kind\": 5 } }"), "f:2:32: error: components.a.kind: expected text, not number\n");
    EXPECT_EQ(faults("\"links\": {}"), "f:2:10: error: links: expected a list, not object\n");
    EXPECT_EQ(faults("\"links\": [ 5 ]"), "f:2:12: error: links[0]: expected an object such as { \"from\": \"users\", \"to\": \"web1\" }, not number\n");
    EXPECT_EQ(faults("\"links\": [ { \"from\": \"a\" } ]"), "f:2:12: error: links[0]: The wire has no \"to\".\n");
    EXPECT_EQ(faults("\"links\": [ { \"to\": 5 } ]"), "f:2:12: error: links[0]: The wire has no \"from\".\nf:2:20: error: links[0].to: expected text, not number\n");
    EXPECT_EQ(faults("\"zones\": { \"z\": { \"kind\": \"k\", \"contains\": \"a\" } }"), "f:2:44: error: zones.z.contains: expected a list, not text\n");
    EXPECT_EQ(faults("\"zones\": { \"z\": { \"kind\": \"k\", \"contains\": [\"a\", 5] } }"), "f:2:50: error: zones.z.contains[1]: expected text, not number\n");
    EXPECT_EQ(faults("\"zones\": { \"z\": [] }"),
              "f:2:17: error: zones.z: expected an object such as { \"kind\": \"data-center\", \"contains\": [\"web1\"] }, not list\n");
    EXPECT_EQ(faults("\"events\": [ null ]"), "f:2:13: error: events[0]: expected an object such as { \"at\": \"30s\", \"crash\": \"web1\" }, not nothing\n");
    EXPECT_EQ(faults("\"layout\": { \"a\": [1] }"), "f:2:18: error: layout.a: expected two numbers such as [200, 80], not list [1]\n");
    EXPECT_EQ(faults("\"layout\": { \"a\": [1, \"2\"] }"), "f:2:18: error: layout.a: expected two numbers such as [200, 80], not list [1, \"2\"]\n");
    EXPECT_EQ(faults("\"charts\": 5"), "f:2:11: error: charts: expected a list, not number\n");
    EXPECT_EQ(faults("\"lesson\": []"), "f:2:11: error: lesson: expected an object, not list\n");
    EXPECT_EQ(faults("\"nodes\": []"), "f:2:10: error: nodes: A scene has no field \"nodes\". Fields of your own begin with \"x-\".\n");
    const SceneText text = readScene(R"({"format": "scalelab/scene", "version": 1, "links": [5, {"from": "a", "to": "b"}], "layout": {"a": 1, "b": [1, 2]}, "nodes": []})");
    EXPECT_EQ(text.problems.size(), 3U);
    ASSERT_EQ(text.scene.links.size(), 2U);
    EXPECT_EQ(text.scene.links[1].to, "b");
    EXPECT_EQ(text.scene.layout.size(), 1U);
    EXPECT_NE(text.scene.extra.find("nodes"), nullptr);
}

TEST(ReadScene, DuplicateIdsHaveTheirPlace)
{
    EXPECT_EQ(faults("\"components\": {\n  \"a\": { \"kind\": \"k\" },\n  \"a\": { \"kind\": \"k\" } }"),
              "f:4:3: error: The name \"a\" is here a second time; names in an object must differ.\n");
}

TEST(WriteScene, ReadsBackEqualAndTheSameBytes)
{
    const Scene scene = test::sampleScene();
    const std::string written = writeScene(scene);
    const SceneText text = readScene(written);
    EXPECT_EQ(lines(text.problems), "");
    EXPECT_EQ(text.scene, scene);
    EXPECT_EQ(writeScene(text.scene), written);
}

TEST(WriteScene, HasOneThingPerLine)
{
    Scene scene;
    scene.title = "Shop";
    scene.components = {{"users", "users", {}}, {"web1", "web-server", fields({{"workers", 8}})}};
    scene.links = {{"users", "web1", {}}};
    scene.layout = {{"users", {0, -0.0}}, {"web1", {200, 0.5}}};
    scene.extra = fields({{"charts", List{}}});
    EXPECT_EQ(writeScene(scene), R"({
  "format": "scalelab/scene",
  "version": 1,
  "title": "Shop",
  "seed": 1,
  "components": {
    "users": { "kind": "users" },
    "web1": { "kind": "web-server", "workers": 8 }
  },
  "links": [
    { "from": "users", "to": "web1" }
  ],
  "layout": {
    "users": [0, 0],
    "web1": [200, 0.5]
  },
  "charts": []
}
)");
}

TEST(WriteScene, KeepsWhatIsBroken)
{
    const std::string json = R"({"format": "scalelab/scene", "version": 1, "components": {"a": {}, "b": 5}, "links": [{"to": "a"}, 7], "wrong": [1]})";
    const SceneText first = readScene(json);
    const std::string written = writeScene(first.scene);
    const SceneText second = readScene(written);
    EXPECT_EQ(second.scene, first.scene);
    EXPECT_EQ(second.problems.size(), 6U);
    EXPECT_EQ(writeScene(second.scene), written);
}

TEST(WriteFragment, HoldsTheChosenAndTheWiresBetweenThem)
{
    const SceneText text = readScene(writeFragment(test::sampleScene(), {"web1", "lb", "nothing"}));
    EXPECT_EQ(lines(text.problems), "");
    ASSERT_EQ(text.scene.components.size(), 2U);
    EXPECT_EQ(text.scene.components[0].id, "lb");
    EXPECT_EQ(text.scene.components[1].label(), "Web server 1");
    ASSERT_EQ(text.scene.links.size(), 1U);
    EXPECT_EQ(text.scene.links[0].to, "web1");
    EXPECT_EQ(text.scene.layout.size(), 2U);
    EXPECT_TRUE(text.scene.zones.empty());
}

TEST(Migrations, TakeEachStepOnce)
{
    const Migrations steps = {
        [](Object& scene, Problems& notes) {
            scene.set("x-steps", List{1});
            notes.push_back({Problem::Severity::Warning, "x-steps", "was added", {}});
        },
        [](Object& scene, Problems&) {
            Value* list = scene.find("x-steps");
            if (list) std::get_if<List>(&list->data)->push_back(2);
            else scene.set("x-steps", List{2});
        },
    };
    const auto read = [&](int version) {
        return readScene(R"({"format": "scalelab/scene", "version": )" + std::to_string(version) + "}", steps);
    };
    EXPECT_EQ(*read(1).scene.extra.find("x-steps"), Value(List{1, 2}));
    EXPECT_EQ(lines(read(1).problems), "f:1:1: warning: x-steps: was added\n");
    EXPECT_EQ(*read(2).scene.extra.find("x-steps"), Value(List{2}));
    EXPECT_EQ(read(3).scene.extra.find("x-steps"), nullptr);
    EXPECT_EQ(read(1).scene.version, 3);
    EXPECT_TRUE(read(4).newer);
}

TEST(Locate, FindsThePlaceOrWhatEnclosesIt)
{
    const SceneText text = readScene("{ \"format\": \"scalelab/scene\", \"version\": 1,\n\"components\": {\n  \"web1\": { \"kind\": \"web-server\" } } }");
    Problems problems = {{Problem::Severity::Error, "components.web1.kind", "a", {}},
                         {Problem::Severity::Error, "components.web1.workers", "b", {}},
                         {Problem::Severity::Error, "links[3].to", "c", {}},
                         {Problem::Severity::Error, "components.web1", "d", {7, 7}},
                         {Problem::Severity::Error, "", "e", {}}};
    locate(problems, text);
    EXPECT_EQ(problems[0].position, (TextPosition{3, 21}));
    EXPECT_EQ(problems[1].position, (TextPosition{3, 11}));
    EXPECT_EQ(problems[2].position, (TextPosition{1, 1}));
    EXPECT_EQ(problems[3].position, (TextPosition{7, 7}));
    EXPECT_EQ(problems[4].position, TextPosition{});
}

TEST(SceneProblems, TellsEachPlaceOnceInTheOrderOfTheFile)
{
    const SceneText text = readScene(R"({ "format": "scalelab/scene", "version": 1,
"links": [ { "from": "users" } ],
"components": {
  "web1": { "kind": "web-server", "workers": 0 },
  "a": 5,
  "users": { "kind": "users" } } })");
    EXPECT_EQ(lines(sceneProblems(test::testRegistry(), text)),
              "f:2:12: error: links[0]: The wire has no \"to\".\n"
              "f:4:11: warning: components.web1: No users can reach \"web1\". Draw a wire to it.\n"
              "f:4:46: error: components.web1.workers: must be at least 1, not 0\n"
              "f:5:8: error: components.a: expected an object such as { \"kind\": \"web-server\" }, not number\n");
    EXPECT_EQ(sceneProblems(test::testRegistry(), readScene("{")).size(), 1U);
}

TEST(ProblemLine, LeavesOutWhatIsUnknown)
{
    EXPECT_EQ(problemLine({Problem::Severity::Error, "components.web1.workers", "must be at least 1", {12, 7}}, "scene.json"),
              "scene.json:12:7: error: components.web1.workers: must be at least 1");
    EXPECT_EQ(problemLine({Problem::Severity::Warning, "", "odd", {}}, "scene.json"), "scene.json: warning: odd");
}

class ReadSceneFile : public testing::Test {
protected:
    ReadSceneFile()
    {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder = std::filesystem::path(testing::TempDir()) / (std::string("scalelab-") + test->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    ~ReadSceneFile() override { std::filesystem::remove_all(folder); }

    std::string file(std::string_view content) const
    {
        const std::filesystem::path path = folder / "scene.json";
        std::ofstream(path, std::ios::binary) << content;
        return path.string();
    }
    std::filesystem::path folder;
};

TEST_F(ReadSceneFile, ReadsWhatWasWritten)
{
    const SceneText text = readSceneFile(file(writeScene(test::sampleScene())));
    EXPECT_EQ(lines(text.problems), "");
    EXPECT_EQ(text.scene, test::sampleScene());
}

TEST_F(ReadSceneFile, TellsWhyNothingCanBeRead)
{
    EXPECT_EQ(lines(readSceneFile(folder.string()).problems), "f: error: The file is a folder.\n");
    EXPECT_EQ(lines(readSceneFile((folder / "missing.json").string()).problems), "f: error: The file cannot be opened: No such file or directory.\n");
    EXPECT_EQ(lines(readSceneFile(file("")).problems), "f:1:1: error: There is nothing in it; a scene is expected.\n");
}

TEST_F(ReadSceneFile, StopsReadingAtTheLimit)
{
    const std::string path = file("");
    std::filesystem::resize_file(path, maxFileSize + 1);
    EXPECT_EQ(lines(readSceneFile(path).problems), "f: error: The file is larger than 64 MB.\n");
    EXPECT_EQ(lines(readSceneFile("/dev/zero").problems), "f: error: The file is larger than 64 MB.\n");
}

TEST_F(ReadSceneFile, FilesAreWrittenWholeAndDevicesDirectly)
{
    const std::string path = file("before");
    ASSERT_TRUE(writeTextFile(path, "after"));
    EXPECT_EQ(*readTextFile(path), "after");
    EXPECT_FALSE(std::filesystem::exists(path + ".part"));
    ASSERT_TRUE(writeTextFile("/dev/null", "gone"));
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
    EXPECT_FALSE(writeTextFile((folder / "missing" / "scene.json").string(), "x"));
    EXPECT_EQ(*readTextFile(path), "after");
}

} // namespace
} // namespace scalelab
