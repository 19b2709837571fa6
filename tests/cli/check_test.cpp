// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace scalelab::cli {
namespace {

/// A good scene with one text in it replaced.
std::string variant(const std::string& from, const std::string& to)
{
    static const std::string good = R"json({
  "format": "scalelab/scene", "version": 1, "title": "Shop",
  "components": {
    "users": { "kind": "users", "arrivals": "poisson(20/s)" },
    "web": { "kind": "web-server", "workers": 2, "service": "exp(5ms)" }
  },
  "links": [ { "from": "users", "to": "web" } ],
  "events": [ { "at": "1s", "crash": "web" } ]
}
)json";
    if (from.empty()) return good;
    std::string text = good;
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::invalid_argument(from + " is not in the scene");
    return text.replace(at, from.size(), to);
}

struct Hostile {
    std::string name;
    std::string text;
    std::string place;   ///< ":line:column: ", or its beginning, that an error must have behind the file.
    std::string message; ///< Part of the messages.
};

std::vector<Hostile> hostileScenes()
{
    std::string deep(66, '[');
    deep += std::string(66, ']');
    std::string deepest(1'000'000, '[');
    std::string binary;
    for (int i = 0; i < 4096; ++i) binary += static_cast<char>((i * 7919 + 13) % 256);
    const std::string good = variant("", "");
    return {
        {"broken", variant("\"version\": 1,", "\"version\" 1,"), ":2:41: ", "JSON"},
        {"truncated", good.substr(0, good.size() / 2), ":", "JSON"},
        {"trailing text", good + "}", ":10:1: ", "JSON"},
        {"too deep", variant("\"title\": \"Shop\"", "\"x-deep\": " + deep), ":2:", "64"},
        {"a million brackets", deepest, ":1:65: ", "64"},
        {"duplicate field", variant("\"workers\": 2", "\"workers\": 2, \"workers\": 3"), ":5:", "workers"},
        {"duplicate component", variant("\"web\": {", "\"users\": { \"kind\": \"dns\" }, \"web\": {"), ":5:5: ", "users"},
        {"duplicate top field", variant("\"title\": \"Shop\"", "\"seed\": 1, \"seed\": 2"), ":2:", "seed"},
        {"wrong unit", variant("exp(5ms)", "exp(5kg)"), ":5:61: ", "components.web.service"},
        {"no unit", variant("exp(5ms)", "exp(5)"), ":5:61: ", "components.web.service"},
        {"rate for a time", variant("exp(5ms)", "exp(5/s)"), ":5:61: ", "components.web.service"},
        {"time for a rate", variant("poisson(20/s)", "poisson(20ms)"), ":4:45: ", "components.users.arrivals"},
        {"unknown kind", variant("\"web-server\"", "\"web-sever\""), ":5:22: ", "web-server"},
        {"no kind", variant("\"kind\": \"web-server\", ", ""), ":5:12: ", "kind"},
        {"kind not text", variant("\"kind\": \"web-server\"", "\"kind\": 7"), ":5:22: ", "components.web.kind"},
        {"unknown field", variant("\"workers\"", "\"wokers\""), ":5:", "components.web.wokers"},
        {"unknown top field", variant("\"title\"", "\"titel\""), ":2:", "titel"},
        {"wire to nothing", variant("\"to\": \"web\"", "\"to\": \"wob\""), ":7:", "links[0].to"},
        {"wire to itself", variant("\"to\": \"web\"", "\"to\": \"users\""), ":7:", "links[0]"},
        {"wire no port takes", variant("{ \"from\": \"users\", \"to\": \"web\" }", "{ \"from\": \"users\", \"to\": \"web\" }, { \"from\": \"web\", \"to\": \"users\" }"), ":7:", "links[1]"},
        {"wire twice", variant("{ \"from\": \"users\", \"to\": \"web\" }", "{ \"from\": \"users\", \"to\": \"web\" }, { \"from\": \"users\", \"to\": \"web\" }"), ":7:", "links[1]"},
        {"negative number", variant("\"workers\": 2", "\"workers\": -2"), ":5:47: ", "components.web.workers"},
        {"zero workers", variant("\"workers\": 2", "\"workers\": 0"), ":5:47: ", "components.web.workers"},
        {"fractional workers", variant("\"workers\": 2", "\"workers\": 2.5"), ":5:47: ", "components.web.workers"},
        {"negative time", variant("exp(5ms)", "exp(-5ms)"), ":5:61: ", "components.web.service"},
        {"negative rate", variant("20/s", "-20/s"), ":4:45: ", "components.users.arrivals"},
        {"infinite number", variant("\"workers\": 2", "\"workers\": 1e999"), ":5:47: ", "too large"},
        {"infinite time", variant("exp(5ms)", "exp(1e999s)"), ":5:61: ", "components.web.service"},
        {"inf", variant("exp(5ms)", "exp(inf)"), ":5:61: ", "components.web.service"},
        {"nan", variant("20/s", "nan/s"), ":4:45: ", "components.users.arrivals"},
        {"huge integer", variant("\"workers\": 2", "\"workers\": 99999999999999999999999"), ":5:47: ", "too large"},
        {"event without time", variant("\"at\": \"1s\", ", ""), ":8:", "events[0]"},
        {"event of a bad verb", variant("\"crash\"", "\"crush\""), ":8:", "crash"},
        {"event on nothing", variant("\"crash\": \"web\"", "\"crash\": \"wob\""), ":8:", "events[0].crash"},
        {"newer version", variant("\"version\": 1", "\"version\": 99"), ":2:", "newer"},
        {"version not a number", variant("\"version\": 1", "\"version\": \"one\""), ":2:", "version"},
        {"another format", variant("scalelab/scene", "scalelab/other"), ":2:", "format"},
        {"components as a list", variant("{ \"kind\": \"users\", \"arrivals\": \"poisson(20/s)\" }", "[]"), ":4:14: ", "components.users"},
        {"a list", "[]", ":1:1: ", ""},
        {"a number", "42", ":1:1: ", ""},
        {"empty", "", ":1:1: ", "nothing"},
        {"blank", " \n\n", ":1:1: ", "nothing"},
        {"binary", binary, ":1:", ""},
        {"NUL bytes", std::string(100, '\0'), ":1:1: ", "NUL"},
        {"not UTF-8", variant("Shop", "Sh\xff\xfep"), ":2:", "UTF-8"},
    };
}

void PrintTo(const Hostile& hostile, std::ostream* out) { *out << hostile.name; }

/// Whether one of the lines is the error expected.
bool tellsOf(const Hostile& hostile, const std::string& path, const std::string& lines)
{
    std::istringstream all(lines);
    for (std::string line; std::getline(all, line);)
        if (line.starts_with(path + hostile.place) && line.find(": error: ") != std::string::npos && line.find(hostile.message) != std::string::npos) return true;
    return false;
}

class CheckHostile : public testing::TestWithParam<Hostile> {};

TEST_P(CheckHostile, NamesThePlaceAndExitsWithOne)
{
    const TestFolder folder;
    const std::string path = folder.path("scene.json");
    writeFile(path, GetParam().text);
    for (const char* command : {"check", "run"}) {
        const Finished finished = runCli({command, path});
        EXPECT_EQ(finished.exitCode, 1) << command << finished.err;
        EXPECT_EQ(finished.out, "") << command;
        EXPECT_TRUE(tellsOf(GetParam(), path, finished.err)) << command << ": " << finished.err;
    }
}

std::string nameOf(const testing::TestParamInfo<Hostile>& hostile)
{
    std::string name = hostile.param.name;
    for (char& letter : name)
        if (!std::isalnum(static_cast<unsigned char>(letter))) letter = '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Scenes, CheckHostile, testing::ValuesIn(hostileScenes()), nameOf);

TEST(Check, FindsNoProblemsInGoodScenes)
{
    const TestFolder folder;
    writeFile(folder.path("good.json"), variant("", ""));
    writeFile(folder.path("own.json"), variant("\"workers\": 2", "\"workers\": 2, \"x-rack\": { \"row\": 7 }"));
    writeFile(folder.path("deep.json"), variant("\"title\": \"Shop\"", "\"x-deep\": " + std::string(63, '[') + std::string(63, ']')));
    writeFile(folder.path("marked.json"), "\xEF\xBB\xBF" + variant("", ""));
    const Finished finished = runCli({"check", twoServers(), folder.path("good.json"), folder.path("own.json"), folder.path("deep.json"), folder.path("marked.json")});
    EXPECT_EQ(finished.exitCode, 0) << finished.err;
    EXPECT_EQ(finished.err, "");
}

TEST(Check, LimitsNestingToSixtyFourLevels)
{
    const TestFolder folder;
    const std::string path = folder.path("deep.json");
    writeFile(path, variant("\"title\": \"Shop\"", "\"x-deep\": " + std::string(64, '[') + std::string(64, ']')));
    const Finished finished = runCli({"check", path});
    EXPECT_EQ(finished.exitCode, 1);
    EXPECT_TRUE(finished.err.starts_with(path + ":2:")) << finished.err;
}

TEST(Check, ReportsEveryProblemInTheOrderOfTheFileAndOfEveryFile)
{
    const TestFolder folder;
    std::string text = variant("\"workers\": 2", "\"workers\": 0");
    text.replace(text.find("20/s"), 4, "fast");
    writeFile(folder.path("two.json"), text);
    writeFile(folder.path("one.json"), variant("\"crash\": \"web\"", "\"crash\": \"wob\""));
    const Finished finished = runCli({"check", folder.path("two.json"), twoServers(), folder.path("one.json")});
    EXPECT_EQ(finished.exitCode, 1);
    const std::size_t first = finished.err.find("two.json:4:");
    const std::size_t second = finished.err.find("two.json:5:");
    const std::size_t third = finished.err.find("one.json:8:");
    ASSERT_NE(third, std::string::npos) << finished.err;
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
}

TEST(Check, WarningsAloneAreNoFailure)
{
    const TestFolder folder;
    writeFile(folder.path("scene.json"), R"({ "format": "scalelab/scene", "version": 1, "components": { "web": { "kind": "web-server" } } })");
    const Finished finished = runCli({"check", folder.path("scene.json")});
    EXPECT_EQ(finished.exitCode, 0);
    EXPECT_NE(finished.err.find(": warning: "), std::string::npos) << finished.err;
}

TEST(Check, SurvivesWhatIsNoSceneFile)
{
    const TestFolder folder;
    std::filesystem::create_symlink(folder.path("circle"), folder.path("circle"));
    const std::string huge = folder.path("huge.json");
    writeFile(huge, "{");
    std::filesystem::resize_file(huge, 64ull * 1024 * 1024 + 1);
    // A file that is there and cannot be read, even by root: this process's memory at address 0.
    for (const std::string& path : {folder.path(""), folder.path("missing.json"), folder.path("circle"), std::string("/proc/self/mem"), huge})
        for (const char* command : {"check", "run"}) {
            const Finished finished = runCli({command, path});
            EXPECT_EQ(finished.exitCode, 1) << command << " " << path;
            EXPECT_TRUE(finished.err.starts_with(path + ":")) << finished.err;
            EXPECT_NE(finished.err.find(": error: "), std::string::npos) << finished.err;
        }
    EXPECT_NE(runCli({"check", huge}).err.find("64 MB"), std::string::npos);
}

} // namespace
} // namespace scalelab::cli
