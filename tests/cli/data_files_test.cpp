// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace scalelab::cli {
namespace {

class DataFilesTest : public testing::Test {
protected:
    /// A scene beside its files, whose users and server name some.
    std::string scene(const std::string& arrivals, const std::string& service = "empirical(times.txt)")
    {
        writeFile(folder_.path("scene.json"), "{ \"format\": \"scalelab/scene\", \"version\": 1, \"components\": {\n"
                                              "  \"users\": { \"kind\": \"users\",\n    \"arrivals\": \"" + arrivals + "\" },\n"
                                              "  \"web\": { \"kind\": \"web-server\",\n    \"service\": \"" + service + "\" } },\n"
                                              "  \"links\": [{ \"from\": \"users\", \"to\": \"web\" }] }\n");
        writeFile(folder_.path("times.txt"), "5ms\n15ms\n");
        writeFile(folder_.path("site.log"), "h - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 1\n"
                                            "h - - [10/Oct/2000:13:55:38 +0000] \"POST /a HTTP/1.1\" 200 1\n");
        return folder_.path("scene.json");
    }

    TestFolder folder_;
};

TEST_F(DataFilesTest, AreFoundBesideTheSceneWhereverTheProgramStands)
{
    const Finished finished = runCli({"run", scene("trace(site.log)"), "--for", "10s"});
    EXPECT_EQ(finished.exitCode, 0) << finished.err;
    EXPECT_NE(finished.out.find("2 offered, 2 completed"), std::string::npos) << finished.out;
    EXPECT_EQ(runCli({"check", folder_.path("scene.json")}).exitCode, 0);
}

TEST_F(DataFilesTest, MayBeNamedByOptionsToo)
{
    const Finished finished = runCli({"run", scene("poisson(10/s)"), "--for", "10s", "--set", "users.arrivals=trace(site.log)", "--at", "1s set web.service=empirical(times.txt)"});
    EXPECT_EQ(finished.exitCode, 0) << finished.err;
    EXPECT_NE(finished.out.find("2 offered, 2 completed"), std::string::npos) << finished.out;
}

TEST_F(DataFilesTest, ThatAreMissingOrWrongAreProblemsOfTheLineThatNamesThem)
{
    const std::string path = scene("trace(none.log)", "empirical(wrong.txt)");
    writeFile(folder_.path("wrong.txt"), "5ms\nsoon\n");
    for (const char* command : {"check", "run"}) {
        const Finished finished = runCli({command, path});
        EXPECT_EQ(finished.exitCode, 1) << command;
        EXPECT_NE(finished.err.find("scene.json:3:"), std::string::npos) << finished.err;
        EXPECT_NE(finished.err.find("components.users.arrivals: The file \"none.log\" cannot be opened"), std::string::npos) << finished.err;
        EXPECT_NE(finished.err.find("components.web.service: The file \"wrong.txt\" cannot be used: line 2: "), std::string::npos) << finished.err;
    }
}

TEST_F(DataFilesTest, TravelInTheRecording)
{
    writeFile(folder_.path("rates.csv"), "0,50\n5,200\n");
    for (const char* arrivals : {"trace(site.log)", "trace(rates.csv)"}) {
        ASSERT_EQ(runCli({"run", scene(arrivals), "--for", "10s", "--record", folder_.path("run.json")}).exitCode, 0);
        for (const char* file : {"site.log", "times.txt"}) std::filesystem::remove(folder_.path(file));
        const Finished again = runCli({"replay", folder_.path("run.json")});
        EXPECT_EQ(again.exitCode, 0) << again.err;
        EXPECT_NE(again.out.find("the same run"), std::string::npos);
    }
}

TEST_F(DataFilesTest, ThatAreDamagedInARecordingAreNamed)
{
    ASSERT_EQ(runCli({"run", scene("trace(site.log)"), "--for", "10s", "--record", folder_.path("run.json")}).exitCode, 0);
    std::string recording = readFile(folder_.path("run.json"));
    const auto place = recording.find("2000000000 write");
    ASSERT_NE(place, std::string::npos);
    writeFile(folder_.path("run.json"), recording.replace(place, 16, "2000000000 dance"));
    const Finished again = runCli({"replay", folder_.path("run.json")});
    EXPECT_EQ(again.exitCode, 1);
    EXPECT_NE(again.err.find("the recorded content of the file \"site.log\" is damaged"), std::string::npos) << again.err;
}

} // namespace
} // namespace scalelab::cli
