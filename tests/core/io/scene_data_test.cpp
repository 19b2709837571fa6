// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/scene_data.h"

#include "components/standard_catalog.h"
#include "io/text_file.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace scalelab {
namespace {

class SceneDataTest : public testing::Test {
protected:
    SceneDataTest() { std::filesystem::create_directories(folder_); }
    ~SceneDataTest() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& content) { ASSERT_TRUE(writeTextFile(folder_ + "/" + name, content)); }
    SceneData read() { return readSceneData(standardCatalog()->registry, scene_, folder_); }
    void add(const std::string& id, const std::string& kind, const Object& params) { scene_.components.push_back({id, kind, params}); }

    std::string folder_ = testing::TempDir() + "scene_data_" + testing::UnitTest::GetInstance()->current_test_info()->name();
    Scene scene_;
};

TEST_F(SceneDataTest, ReadsEveryFileThatTheSceneNamesFromItsFolder)
{
    write("times.txt", "1ms\n3ms\n");
    write("rates.csv", "0,5\n");
    write("site.log", "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1\n");
    add("people", "users", Object{{{"arrivals", "trace(rates.csv)"}}});
    add("users", "users", Object{{{"arrivals", "trace(site.log)"}}});
    add("web", "web-server", Object{{{"service", "empirical(times.txt)"}}});
    scene_.events.push_back(Object{{{"at", "5s"}, {"set", "web.service"}, {"to", "empirical(times.txt)"}}});
    const SceneData data = read();
    EXPECT_TRUE(data.problems.empty());
    ASSERT_EQ(data.files->contents.size(), 3u);
    EXPECT_EQ(std::get<Distribution>(data.files->contents.at({DataKind::Durations, "times.txt"})).mean(), 0.002);
    EXPECT_EQ(std::get<RateCurve>(data.files->contents.at({DataKind::Traffic, "rates.csv"})).at({}), 5);
    EXPECT_EQ(std::get<1>(data.files->contents.at({DataKind::Traffic, "site.log"}))->requests.size(), 1u);
}

TEST_F(SceneDataTest, EventsMayNameFilesOfTheirOwn)
{
    write("slow.txt", "1s\n");
    add("web", "web-server", {});
    scene_.events.push_back(Object{{{"at", "5s"}, {"set", "web.service"}, {"to", "empirical(slow.txt)"}}});
    scene_.events.push_back(Object{{{"at", "6s"}, {"crash", "web"}}});
    EXPECT_TRUE(read().files->contents.contains({DataKind::Durations, "slow.txt"}));
}

TEST_F(SceneDataTest, TellsWhereAFileIsMissedAndWhereItWasLookedFor)
{
    add("web", "web-server", Object{{{"service", "empirical(times.txt)"}}});
    scene_.events.push_back(Object{{{"at", "5s"}, {"set", "web.service"}, {"to", "empirical(other.txt)"}}});
    const SceneData data = read();
    ASSERT_EQ(data.problems.size(), 2u);
    EXPECT_EQ(data.problems[0].path, "components.web.service");
    EXPECT_EQ(data.problems[0].message, "The file \"times.txt\" cannot be opened: No such file or directory. It is looked for in the folder " + folder_ + ".");
    EXPECT_EQ(data.problems[1].path, "events[0].to");
}

TEST_F(SceneDataTest, TellsWhichLineOfAFileIsWrong)
{
    write("times.txt", "1ms\nsoon\n");
    write("empty.log", "");
    add("web", "web-server", Object{{{"service", "empirical(times.txt)"}}});
    add("users", "users", Object{{{"arrivals", "trace(empty.log)"}}});
    const SceneData data = read();
    ASSERT_EQ(data.problems.size(), 2u);
    EXPECT_EQ(data.problems[0].message.substr(0, 50), "The file \"times.txt\" cannot be used: line 2: \"soon");
    EXPECT_EQ(data.problems[1].message, "The file \"empty.log\" cannot be used: it is empty.");
}

TEST_F(SceneDataTest, WhatCannotBeReadNamesNoFile)
{
    add("web", "web-server", Object{{{"service", "empirical()"}, {"workers", 3}}});
    add("robot", "robot", Object{{{"service", "empirical(times.txt)"}}});
    const SceneData data = read();
    EXPECT_TRUE(data.problems.empty());
    EXPECT_TRUE(data.files->contents.empty());
}

TEST_F(SceneDataTest, TheFolderOfAFile)
{
    EXPECT_EQ(folderOf("scene.json"), ".");
    EXPECT_EQ(folderOf("a/b/scene.json"), "a/b");
    EXPECT_EQ(folderOf("/scene.json"), "/");
}

} // namespace
} // namespace scalelab
