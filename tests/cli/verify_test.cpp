// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include "io/json.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace scalelab::cli {
namespace {

/// A scene of one server with these expectations.
std::string shop(const std::string& expect, const std::string& variants = "{}")
{
    return R"j({
  "format": "scalelab/scene", "version": 1, "title": "Shop", "seed": 1,
  "components": {
    "users": { "kind": "users", "arrivals": "poisson(100/s)" },
    "web": { "kind": "web-server", "workers": 2, "service": "exp(5ms)" }
  },
  "links": [ { "from": "users", "to": "web" } ],
  "variants": )j" + variants + R"(,
  "expect": [
    )" + expect + "\n  ]\n}\n";
}

std::string expectation(const std::string& expect) { return R"({ "that": "It is so", "expect": ")" + expect + R"(", "over": "1s..3s" })"; }

class Verify : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& scene)
    {
        writeFile(folder.path(name), scene);
        return folder.path(name);
    }

    Finished verified(const std::string& scene, std::vector<std::string> more = {})
    {
        more.insert(more.begin(), {"verify", write("scene.json", scene)});
        return runCli(more);
    }

    TestFolder folder;
};

TEST_F(Verify, EndsWithZeroWhenAllIsAsExpected)
{
    const Finished finished = verified(shop(expectation("web.utilisation = 25% within 20%"), R"({ "slow": { "set": { "web.workers": 1 }, "must-fail": true } })"));
    EXPECT_EQ(finished.exitCode, 0) << finished.out << finished.err;
    EXPECT_EQ(finished.err, "");
    EXPECT_TRUE(finished.out.starts_with("Shop (" + folder.path("scene.json") + ")\n")) << finished.out;
    EXPECT_NE(finished.out.find("1: It is so"), std::string::npos) << finished.out;
    EXPECT_NE(finished.out.find("1: fails without its mechanism (slow)"), std::string::npos) << finished.out;
    EXPECT_NE(finished.out.find("2 judgements of 1 scene: all as expected."), std::string::npos) << finished.out;
}

TEST_F(Verify, EndsWithOneWhenSomethingFailsIsUndecidedOrDoesNotFail)
{
    const Finished failed = verified(shop(expectation("web.utilisation > 90%")));
    EXPECT_EQ(failed.exitCode, 1);
    EXPECT_NE(failed.out.find("FAILED"), std::string::npos) << failed.out;
    EXPECT_NE(failed.out.find("1 judgement of 1 scene: 1 is not as expected."), std::string::npos) << failed.out;
    const Finished undecided = verified(shop(expectation("requests.offered < 200")), {"--seeds", "1..2"});
    EXPECT_EQ(undecided.exitCode, 1);
    EXPECT_NE(undecided.out.find("undecided: the interval is too wide to tell"), std::string::npos) << undecided.out;
    const Finished lives = verified(shop(expectation("web.utilisation > 1%"), R"({ "slow": { "set": { "web.workers": 1 }, "must-fail": true } })"));
    EXPECT_EQ(lives.exitCode, 1);
    EXPECT_NE(lives.out.find("PASSED, BUT MUST FAIL"), std::string::npos) << lives.out;
}

TEST_F(Verify, EndsWithOneWhenNothingIsExpected)
{
    const Finished finished = verified(shop(""));
    EXPECT_EQ(finished.exitCode, 1);
    EXPECT_EQ(finished.err, folder.path("scene.json") + ": error: Nothing is expected of this scene: it has no \"expect\".\n");
    std::filesystem::create_directory(folder.path("empty"));
    EXPECT_EQ(runCli({"verify", folder.path("empty")}).exitCode, 1);
    EXPECT_EQ(runCli({"verify", folder.path("missing.json")}).exitCode, 1);
}

TEST_F(Verify, TellsWhereAnExpectationIsWrongAsCheckAndRunDo)
{
    const std::string path = write("wrong.json", shop(expectation("web.utilization > 90%")));
    const std::string line = path + ":10:37: error: expect[0].expect: at character 1: \"web\" (Web server) has no measure or parameter \"utilization\". Did you mean \"utilisation\"?\n";
    for (const char* command : {"verify", "check", "run"}) {
        const Finished finished = runCli({command, path});
        EXPECT_EQ(finished.exitCode, 1) << command;
        EXPECT_EQ(finished.err, line) << command;
    }
    const Finished nothingChanged = verified(shop(expectation("1 < 2"), R"({ "same": { "set": { "web.workers": 2 } } })"));
    EXPECT_EQ(nothingChanged.exitCode, 1);
    EXPECT_NE(nothingChanged.err.find("scene.json:8:25: error: variants.same: The variant changes nothing"), std::string::npos) << nothingChanged.err;
}

TEST_F(Verify, TellsWhichDataFileOfAVariantIsMissing)
{
    const std::string path = write("log.json", shop(expectation("1 < 2"), R"j({ "log": { "set": { "users.arrivals": "trace(nowhere.log)" } } })j"));
    const Finished finished = runCli({"check", path});
    EXPECT_EQ(finished.exitCode, 1);
    EXPECT_NE(finished.err.find(": error: variants.log: components.users.arrivals: "), std::string::npos) << finished.err;
}

TEST_F(Verify, RunsTheSeedsAndSettingsOfItsOptions)
{
    const std::string scene = shop(expectation("web.workers = 5"));
    EXPECT_EQ(verified(scene).exitCode, 1);
    const Finished set = verified(scene, {"--set", "web.workers=5", "--seeds", "3..9", "--json", "-"});
    EXPECT_EQ(set.exitCode, 0) << set.err;
    const JsonText json = parseJson(set.out);
    ASSERT_TRUE(json.problems.empty()) << set.out;
    EXPECT_EQ(*json.value.object()->find("verified"), Value(true));
    const Object& result = *json.value.object()->find("scenes")->list()->at(0).object();
    EXPECT_EQ(*result.find("scene"), Value("Shop"));
    const Object& claim = *result.find("expectations")->list()->at(0).object();
    EXPECT_EQ(*claim.find("runs"), Value(7));
    EXPECT_EQ(*claim.find("verdict"), Value("passed"));
    EXPECT_EQ(claim.find("left")->object()->find("mean")->number(), 5.0);
    const Finished wrong = verified(scene, {"--set", "web.workers=none of them"});
    EXPECT_EQ(wrong.exitCode, 1);
    EXPECT_TRUE(wrong.err.starts_with("scalelab-cli: error: --set web.workers=none of them: ")) << wrong.err;
}

TEST_F(Verify, AVariantThatSettingsMakeTheSceneItselfIsJudgedAllTheSame)
{
    const std::string scene = shop(expectation("web.workers <= web.workers@more"), R"({ "more": { "set": { "web.workers": 5 } } })");
    EXPECT_EQ(verified(scene).exitCode, 0);
    const Finished same = verified(scene, {"--set", "web.workers=5"});
    EXPECT_EQ(same.exitCode, 0) << same.err;
    EXPECT_NE(same.err.find("warning: variants.more: The variant changes nothing"), std::string::npos) << same.err;
}

TEST_F(Verify, EndsWithTwoWhenUsedWrongly)
{
    const std::string scene = shop(expectation("1 < 2"));
    for (const char* seeds : {"5", "5..5", "6..5", "a..b", "1..2x", "-1..5", "1..1000000", "18446744073709551610..18446744073709551615"}) {
        const Finished finished = verified(scene, {"--seeds", seeds});
        EXPECT_EQ(finished.exitCode, 2) << seeds;
        EXPECT_TRUE(finished.err.starts_with("scalelab-cli: --seeds: expected at least two seeds such as 1..20")) << finished.err;
    }
    EXPECT_EQ(verified(scene, {"--set", "wob.workers=5"}).exitCode, 2);
    EXPECT_EQ(verified(scene, {"--set", "web.workers"}).exitCode, 2);
    EXPECT_EQ(runCli({"verify"}).exitCode, 2);
}

TEST_F(Verify, EndsWithThreeWhenARunFails)
{
    const Finished finished = verified(shop(expectation("web.completed > 5")), {"--set", "users.arrivals=closed(users=1, think=0s)", "--set", "web.service=0s"});
    EXPECT_EQ(finished.exitCode, 3) << finished.out;
    EXPECT_NE(finished.err.find("scene.json: error: the run with seed 1 failed: "), std::string::npos) << finished.err;
}

TEST_F(Verify, TakesAllScenesOfAFolderInOrder)
{
    write("b.json", shop(expectation("web.utilisation > 90%")));
    write("a.json", shop(expectation("web.utilisation < 90%")));
    write("notes.txt", "no scene");
    const Finished finished = runCli({"verify", folder.path("")});
    EXPECT_EQ(finished.exitCode, 1);
    EXPECT_EQ(finished.err, "");
    EXPECT_LT(finished.out.find("a.json"), finished.out.find("b.json"));
    EXPECT_NE(finished.out.find("2 judgements of 2 scenes: 1 is not as expected."), std::string::npos) << finished.out;
}

TEST_F(Verify, IsExplainedInTheReference)
{
    const Finished docs = runCli({"docs"});
    EXPECT_NE(docs.out.find("# Expectations and variants"), std::string::npos);
    EXPECT_NE(docs.out.find("`erlang-b(servers, load)`"), std::string::npos);
}

} // namespace
} // namespace scalelab::cli
