// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include "io/json.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace scalelab::cli {
namespace {

const std::string exercise = SCALELAB_SOURCE_DIR "/scenes/exercises/01-second-server.json";
const std::string answer = SCALELAB_SOURCE_DIR "/scenes/exercises/answers/01-second-server.json";

class GradeCommand : public testing::Test {
protected:
    /// The grade of the model answer with one text in it replaced.
    Finished gradedWith(const std::string& from, const std::string& to, std::vector<std::string> more = {})
    {
        std::string text = readFile(answer);
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return graded(text.replace(at, from.size(), to), std::move(more));
    }

    Finished graded(const std::string& text, std::vector<std::string> more = {})
    {
        writeFile(path_, text);
        more.insert(more.begin(), {"grade", exercise, path_});
        return runCli(more);
    }

    TestFolder folder_;
    std::string path_ = folder_.path("mine.json");
};

TEST_F(GradeCommand, EndsWithZeroWhenEveryGoalIsReached)
{
    const Finished finished = runCli({"grade", exercise, answer});
    EXPECT_EQ(finished.exitCode, 0) << finished.out << finished.err;
    EXPECT_EQ(finished.err, "");
    EXPECT_TRUE(finished.out.starts_with("Exercise 1: One server is no server (" + answer + ")\n")) << finished.out;
    EXPECT_NE(finished.out.find("up: Whichever server crashes, at most 1 of 20 requests fails (web2)"), std::string::npos) << finished.out;
    EXPECT_TRUE(finished.out.ends_with("4 of 4 points: passed.\n")) << finished.out;
}

TEST_F(GradeCommand, EndsWithOneWhenAGoalIsNotReached)
{
    const Finished finished = runCli({"grade", exercise, exercise});
    EXPECT_EQ(finished.exitCode, 1);
    EXPECT_EQ(finished.err, "");
    EXPECT_NE(finished.out.find("FAILED"), std::string::npos);
    EXPECT_TRUE(finished.out.ends_with("2 of 4 points: not passed.\n")) << finished.out;
}

TEST_F(GradeCommand, TellsOfEveryFaultWithItsPlace)
{
    std::string text = readFile(answer);
    text.replace(text.find("poisson(60/s)"), 13, "poisson(6/s)");
    text.replace(text.rfind("exp(20ms)"), 9, "const(0s)");
    const Finished finished = graded(text);
    EXPECT_EQ(finished.exitCode, 1);
    const auto first = finished.err.find(path_ + ":");
    EXPECT_EQ(first, 0u);
    const auto traffic = finished.err.find(": error: components.users.arrivals: must be poisson(60/s) in this exercise, not poisson(6/s).\n");
    const auto service = finished.err.find(": error: components.web2.service: must be exp(20ms) for every one that is added in this exercise, not const(0s).\n");
    ASSERT_NE(traffic, std::string::npos) << finished.err;
    ASSERT_NE(service, std::string::npos) << finished.err;
    EXPECT_LT(traffic, service);
    EXPECT_TRUE(finished.out.ends_with("Nothing was judged, because of 2 faults in the answer.\n0 of 4 points: not passed.\n")) << finished.out;
}

TEST_F(GradeCommand, IgnoresWhatTheAnswerSaysBesideItsDesign)
{
    const std::string design = readFile(exercise);
    const auto expect = design.find("\"expect\"");
    ASSERT_NE(expect, std::string::npos);
    const std::string edited = design.substr(0, expect) + R"("expect": [ { "that": "T", "expect": "nonsense", "over": 7 } ], "events": { "wrong": 1 }, "nonsense": 5 })";
    const Finished finished = graded(edited);
    EXPECT_EQ(finished.exitCode, 1);
    EXPECT_EQ(finished.err, "");
    EXPECT_TRUE(finished.out.ends_with("2 of 4 points: not passed.\n")) << finished.out;
    EXPECT_EQ(gradedWith("\"seed\": 1", "\"seed\": \"none\"").exitCode, 0);
}

TEST_F(GradeCommand, WithstandsHostileAnswers)
{
    const std::string good = readFile(answer);
    const auto refused = [&](const Finished& finished, const std::string& why) {
        EXPECT_EQ(finished.exitCode, 1) << finished.out << finished.err;
        EXPECT_TRUE(finished.err.starts_with(path_ + ":")) << finished.err;
        EXPECT_NE(finished.err.find(why), std::string::npos) << finished.err;
        EXPECT_TRUE(finished.out.ends_with("0 of 4 points: not passed.\n")) << finished.out;
    };
    refused(graded(good.substr(0, good.size() / 2)), "JSON");
    refused(graded(""), "nothing");
    refused(graded(std::string(200, '\0')), "NUL");
    refused(graded("[]"), "A scene is an object");
    refused(graded(R"({ "format": "scalelab/scene", "version": 1 })"), "\"users\" is missing");
    refused(graded(R"({ "format": "scalelab/scene", "version": 99 })"), "newer");
    refused(graded(readFile(SCALELAB_SOURCE_DIR "/scenes/figures/fig05-replication.json")), "components.users.arrivals: must be poisson(60/s)");
    refused(gradedWith("\"workers\": 4", "\"workers\": NaN"), "JSON");
    refused(gradedWith("exp(20ms)", "exp(nan)"), "components.web.service");
    refused(gradedWith("\"workers\": 4", "\"workers\": [4]"), "components.web.workers");
    refused(gradedWith("\"components\": {", "\"components\": 5, \"x-components\": {"), "components");
    refused(gradedWith("\"latency\": \"20ms\"", "\"latency\": \"0s\""), "links[0].latency: must be 20ms");
    refused(gradedWith("\"kind\": \"load-balancer\"", "\"kind\": \"robot\""), "robot");
    EXPECT_EQ(runCli({"grade", exercise, folder_.path("missing.json")}).exitCode, 1);
}

TEST_F(GradeCommand, NeedsAnExercise)
{
    const Finished none = runCli({"grade", SCALELAB_SOURCE_DIR "/scenes/figures/fig01-single-server.json", answer});
    EXPECT_EQ(none.exitCode, 1);
    EXPECT_NE(none.err.find("The scene is no exercise: it has no \"exercise\"."), std::string::npos) << none.err;
    EXPECT_EQ(none.out, "");
    EXPECT_EQ(runCli({"grade", folder_.path("missing.json"), answer}).exitCode, 1);
    EXPECT_EQ(runCli({"grade", exercise}).exitCode, 2);
    EXPECT_EQ(runCli({"grade", exercise, answer, "--seeds", "5"}).exitCode, 2);
    EXPECT_EQ(runCli({"grade", exercise, answer, "--seeds", "1..20", "--fast"}).exitCode, 2);
}

TEST_F(GradeCommand, WritesItsResultForPrograms)
{
    const Finished finished = runCli({"grade", exercise, exercise, "--seeds", "7..9", "--json", "-"});
    EXPECT_EQ(finished.exitCode, 1);
    const JsonText json = parseJson(finished.out);
    ASSERT_TRUE(json.problems.empty()) << finished.out;
    const Object& result = *json.value.object();
    EXPECT_EQ(*result.find("exercise"), Value("Exercise 1: One server is no server"));
    EXPECT_EQ(*result.find("passed"), Value(false));
    EXPECT_EQ(*result.find("out_of"), Value(4));
    EXPECT_TRUE(result.find("faults")->list()->empty());
    EXPECT_EQ(*(*result.find("judgements")->list())[0].object()->find("runs"), Value(3));
    const Finished faulty = gradedWith("exp(20ms)", "exp(1ms)", {"--json", folder_.path("grade.json")});
    EXPECT_EQ(faulty.exitCode, 1);
    const JsonText saved = parseJson(readFile(folder_.path("grade.json")));
    const Object& fault = *(*saved.value.object()->find("faults")->list())[0].object();
    EXPECT_EQ(*fault.find("path"), Value("components.web.service"));
    EXPECT_TRUE(fault.find("line"));
}

TEST_F(GradeCommand, ExercisesAreCheckedAsSuch)
{
    EXPECT_EQ(runCli({"check", SCALELAB_SOURCE_DIR "/scenes/exercises/03-stateless-web-tier.json"}).exitCode, 0);
    std::string text = readFile(exercise);
    text.replace(text.find("\"level\": 1"), 10, "\"level\": 9");
    writeFile(path_, text);
    const Finished finished = runCli({"check", path_});
    EXPECT_EQ(finished.exitCode, 1);
    EXPECT_NE(finished.err.find(": error: exercise.level: expected a whole number from 1 to 5, not 9.\n"), std::string::npos) << finished.err;
    EXPECT_EQ(runCli({"grade", path_, answer}).exitCode, 1);
}

} // namespace
} // namespace scalelab::cli
