// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include "components/standard_catalog.h"
#include "io/json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace scalelab::cli {
namespace {

using Arguments = std::vector<std::string>;

std::set<std::string> namesIn(const Object& object)
{
    std::set<std::string> names;
    for (const Member& member : object.members) names.insert(member.name);
    return names;
}

/// The object at "a.b" within a result; fails the test by an exception if there is none.
const Object& objectAt(const Value& result, const std::vector<std::string>& path)
{
    const Object* object = result.object();
    for (const std::string& name : path) object = object && object->find(name) ? object->find(name)->object() : nullptr;
    if (!object) throw std::runtime_error("the result lacks an object");
    return *object;
}

std::int64_t countAt(const Object& object, const char* name)
{
    const Value* value = object.find(name);
    if (!value || !value->integer()) throw std::runtime_error(std::string("no whole number ") + name);
    return *value->integer();
}

double numberAt(const Object& object, const char* name)
{
    const Value* value = object.find(name);
    if (!value) throw std::runtime_error(std::string("no number ") + name);
    if (const auto* integer = value->integer()) return static_cast<double>(*integer);
    return std::get<double>(value->data);
}

std::string textAt(const Object& object, const char* name) { return object.find(name) && object.find(name)->text() ? *object.find(name)->text() : std::string(); }

/// The JSON result of a run that has to succeed.
Value resultOf(Arguments arguments, const std::string& scene = twoServers(), const Environment& environment = {})
{
    arguments.insert(arguments.begin(), {"run", scene, "--json", "-"});
    const Finished finished = runCli(arguments, environment);
    EXPECT_EQ(finished.exitCode, 0) << finished.err;
    JsonText json = parseJson(finished.out);
    EXPECT_TRUE(json.problems.empty()) << finished.out;
    return json.value;
}

std::string fingerprintOf(const Arguments& arguments, const std::string& scene = twoServers()) { return textAt(objectAt(resultOf(arguments, scene), {}), "fingerprint"); }

TEST(Run, TellsWhatTheMeasuredTimeCost)
{
    const Value result = resultOf({"--for", "40s", "--warmup", "4s", "--set", "web1.price=$1.5", "--set", "web2.price=0.5", "--at", "10s crash web1"});
    const Object& cost = objectAt(result, {"cost"});
    EXPECT_NEAR(numberAt(cost, "total"), 2 * 36.0 / 3600, 1e-12);
    EXPECT_NEAR(numberAt(cost, "per_hour"), 2, 1e-12);
    EXPECT_NEAR(numberAt(cost, "per_million_requests"), 1e6 * 2 * 36.0 / 3600 / static_cast<double>(countAt(objectAt(result, {"requests"}), "completed")), 1e-9);
}

TEST(Run, PrintsOneObjectWithTheAgreedFields)
{
    const Value result = resultOf({"--for", "40s", "--warmup", "5s"});
    const Object& top = objectAt(result, {});
    EXPECT_EQ(namesIn(top), (std::set<std::string>{"scene", "seed", "simulated_s", "warmup_s", "load_s", "wall_s", "cpu_s", "events", "fingerprint", "requests", "latency_s", "cost", "components"}));
    EXPECT_EQ(textAt(top, "scene"), "A shop with two servers");
    EXPECT_EQ(countAt(top, "seed"), 1);
    EXPECT_EQ(numberAt(top, "simulated_s"), 40);
    EXPECT_EQ(numberAt(top, "warmup_s"), 5);
    EXPECT_GT(countAt(top, "events"), 10'000);
    const std::string fingerprint = textAt(top, "fingerprint");
    EXPECT_EQ(fingerprint.size(), 16u);
    EXPECT_EQ(fingerprint.find_first_not_of("0123456789abcdef"), std::string::npos);
    for (const char* name : {"load_s", "wall_s", "cpu_s"}) EXPECT_GE(numberAt(top, name), 0) << name;

    const std::set<std::string> requests = namesIn(objectAt(result, {"requests"}));
    for (const char* name : {"offered", "completed", "in_flight", "attempts", "failed"}) EXPECT_TRUE(requests.contains(name)) << name;
    EXPECT_EQ(namesIn(objectAt(result, {"requests", "failed"})), (std::set<std::string>{"rejected", "timeout", "unreachable", "unauthenticated", "error"}));
    EXPECT_EQ(namesIn(objectAt(result, {"latency_s"})), (std::set<std::string>{"mean", "p50", "p90", "p95", "p99", "p999", "max"}));
    EXPECT_EQ(namesIn(objectAt(result, {"components"})), (std::set<std::string>{"users", "lb", "web1", "web2"}));
    const std::set<std::string> server = namesIn(objectAt(result, {"components", "web2"}));
    for (const char* name : {"utilisation", "queue_mean", "wait_s", "sojourn_s", "throughput"}) EXPECT_TRUE(server.contains(name)) << name;
    EXPECT_GE(numberAt(objectAt(result, {"components", "web2", "wait_s"}), "mean"), 0);
    EXPECT_GT(numberAt(objectAt(result, {"components", "web2", "sojourn_s"}), "mean"), 0);
}

TEST(Run, CountsEveryRequestOnce)
{
    const Value result = resultOf({"--for", "45s", "--warmup", "20s", "--at", "40s set users.timeout=30ms", "--set", "users.retries=2"});
    const Object& requests = objectAt(result, {"requests"});
    const Object& failed = objectAt(result, {"requests", "failed"});
    const std::int64_t offered = countAt(requests, "offered");
    const std::int64_t allFailed = countAt(failed, "rejected") + countAt(failed, "timeout") + countAt(failed, "unreachable") + countAt(failed, "unauthenticated") + countAt(failed, "error");
    EXPECT_EQ(offered, countAt(requests, "completed") + countAt(requests, "in_flight") + allFailed);
    EXPECT_GT(allFailed, 0);
    EXPECT_GT(countAt(requests, "attempts"), offered);
    EXPECT_NEAR(static_cast<double>(offered), 250 * 25, 4 * 79);
    const Object& latency = objectAt(result, {"latency_s"});
    double last = 0;
    for (const char* name : {"p50", "p90", "p95", "p99", "p999", "max"}) {
        EXPECT_GE(numberAt(latency, name), last) << name;
        last = numberAt(latency, name);
    }
    EXPECT_GT(numberAt(latency, "mean"), 0.04); // Two ways of 20 ms
}

TEST(Run, TakesSettingsAndEventsAsIfTheyStoodInTheScene)
{
    const TestFolder folder;
    std::string text = readFile(twoServers());
    const auto replace = [&](const std::string& from, const std::string& to) { text.replace(text.find(from), from.size(), to); };
    replace("\"queue\": 500, \"service\": \"exp(5ms)\"", "\"queue\": 3, \"service\": \"const(7.5ms)\"");
    replace("\"events\": [", "\"events\": [ { \"at\": \"3s\", \"set\": \"web2.workers\", \"to\": 1 }, { \"at\": \"5s\", \"restart\": \"web2\" },");
    replace("\"seed\": 1", "\"seed\": 77");
    writeFile(folder.path("scene.json"), text);
    const Arguments options = {"--for", "8s", "--seed", "77", "--set", "web1.queue=3", "--set", "web1.service=const(7.5ms)", "--at", "3s set web2.workers=1", "--at", "5s restart web2"};
    const std::string written = fingerprintOf({"--for", "8s"}, folder.path("scene.json"));
    EXPECT_EQ(fingerprintOf(options), written);
    EXPECT_NE(fingerprintOf({"--for", "8s", "--seed", "77"}), written);
}

TEST(Run, DependsOnTheSeedAndOnNothingElse)
{
    const std::string first = fingerprintOf({"--for", "5s", "--seed", "5"});
    EXPECT_EQ(fingerprintOf({"--for", "5s", "--seed", "5"}), first);
    EXPECT_NE(fingerprintOf({"--for", "5s", "--seed", "6"}), first);
    const TestFolder folder;
    EXPECT_EQ(fingerprintOf({"--for", "5s", "--seed", "5", "--warmup", "2s", "--csv", folder.path("a.csv"), "--record", folder.path("a.recording")}), first);
    EXPECT_EQ(fingerprintOf({"--for", "5s", "--seed", "5", "--warmup", "auto"}), first);
}

TEST(Run, FindsTheWarmUpOfServersThatStartOverloaded)
{
    // Eight times the traffic in the first 10 of 100 seconds leaves queues that take some seconds more to empty.
    const std::string scene = SCALELAB_SOURCE_DIR "/tests/cli/data/two_servers_calm.json";
    const Arguments options = {"--for", "100s", "--at", "0s set users.scale=8", "--at", "10s set users.scale=1"};
    Arguments automatic = options;
    automatic.insert(automatic.end(), {"--warmup", "auto"});
    const Value found = resultOf(automatic, scene);
    const double warmup = numberAt(objectAt(found, {}), "warmup_s");
    EXPECT_GE(warmup, 5);
    EXPECT_LE(warmup, 50);
    const Value whole = resultOf(options, scene);
    EXPECT_LT(numberAt(objectAt(found, {"latency_s"}), "mean"), 0.7 * numberAt(objectAt(whole, {"latency_s"}), "mean"));
}

TEST(Run, WritesSeriesAsCsv)
{
    const TestFolder folder;
    const Finished finished = runCli({"run", twoServers(), "--for", "40s", "--csv", folder.path("series.csv")});
    EXPECT_EQ(finished.exitCode, 0) << finished.err;
    const std::string csv = readFile(folder.path("series.csv"));
    EXPECT_TRUE(csv.starts_with("series,unit,start_s,min,max,mean\n"));
    EXPECT_NE(csv.find("\nweb2.utilisation,share,"), std::string::npos);
    std::size_t lines = 0;
    for (std::size_t at = 0; at < csv.size(); ++lines) {
        const std::size_t end = csv.find('\n', at);
        ASSERT_NE(end, std::string::npos) << "the last line has no end";
        EXPECT_EQ(std::count(csv.begin() + static_cast<std::ptrdiff_t>(at), csv.begin() + static_cast<std::ptrdiff_t>(end), ','), 5) << csv.substr(at, end - at);
        at = end + 1;
    }
    EXPECT_GT(lines, 400u);
}

TEST(Run, WritesTheLatestFailuresAsCsvAndIsTheSameRun)
{
    const TestFolder folder;
    const Arguments arguments = {"--for", "5s", "--at", "2s crash web1"};
    Arguments logged = arguments;
    logged.insert(logged.end(), {"--log", folder.path("failures.csv")});
    EXPECT_EQ(fingerprintOf(logged), fingerprintOf(arguments));
    const std::string csv = readFile(folder.path("failures.csv"));
    EXPECT_TRUE(csv.starts_with("time_s,component,cause,request,class,source\n2.0")) << csv.substr(0, 100);
    EXPECT_NE(csv.find(",web1,down,"), std::string::npos);
    EXPECT_TRUE(csv.ends_with(",users\n"));
    EXPECT_GT(std::count(csv.begin(), csv.end(), '\n'), 50);
    EXPECT_EQ(runCli({"run", twoServers(), "--for", "1s", "--log", folder.path("no/such/folder.csv")}).exitCode, 3);
}

TEST(Run, WritesTracesAsCsvAndIsTheSameRun)
{
    const TestFolder folder;
    const Arguments arguments = {"--for", "2s", "--set", "users.arrivals=constant(10/s)"};
    Arguments traced = arguments;
    traced.insert(traced.end(), {"--trace", folder.path("spans.csv"), "--trace-every", "1"});
    EXPECT_EQ(fingerprintOf(traced), fingerprintOf(arguments));
    const std::string csv = readFile(folder.path("spans.csv"));
    EXPECT_TRUE(csv.starts_with("request,span,parent,caller,component,operation,attempt,start_s,end_s,network_s,queue_s,service_s,cause,from_cache,abandoned\n0,0,0,,users,")) << csv.substr(0, 300);
    EXPECT_NE(csv.find("\n0,1,0,users,lb,"), std::string::npos) << csv.substr(0, 400);
    EXPECT_EQ(runCli({"run", twoServers(), "--trace", folder.path("x"), "--trace-every", "0"}).exitCode, 2);
}

TEST(Run, PrintsASummaryForPeopleWithoutJson)
{
    const Finished finished = runCli({"run", twoServers(), "--for", "2s"});
    EXPECT_EQ(finished.exitCode, 0);
    for (const char* word : {"A shop with two servers", "fingerprint", "requests", "latency", "web1", "web2"}) EXPECT_NE(finished.out.find(word), std::string::npos) << word;
    EXPECT_EQ(finished.err, "");
}

TEST(Run, WritesTheResultToAFile)
{
    const TestFolder folder;
    const Finished finished = runCli({"run", twoServers(), "--for", "2s", "--json", folder.path("result.json")});
    EXPECT_EQ(finished.exitCode, 0);
    EXPECT_EQ(finished.out, "");
    EXPECT_TRUE(parseJson(readFile(folder.path("result.json"))).problems.empty());
}

TEST(Replay, RepeatsTheRecordedRun)
{
    const TestFolder folder;
    const std::string recording = folder.path("run.recording");
    const Value result = resultOf({"--for", "75s", "--seed", "9", "--warmup", "10s", "--set", "web1.workers=3", "--at", "20s restart lb", "--record", recording});
    const Finished replayed = runCli({"replay", recording});
    EXPECT_EQ(replayed.exitCode, 0) << replayed.err;
    EXPECT_NE(replayed.out.find(textAt(objectAt(result, {}), "fingerprint")), std::string::npos) << replayed.out;
}

TEST(Replay, FailsIfTheRunComesOutDifferently)
{
    const TestFolder folder;
    const std::string recording = folder.path("run.recording");
    const std::string fingerprint = fingerprintOf({"--for", "35s", "--record", recording});
    const std::string text = readFile(recording);
    const auto tampered = [&](const std::string& from, const std::string& to) {
        std::string changed = text;
        changed.replace(changed.find(from), from.size(), to);
        writeFile(recording, changed);
        const Finished finished = runCli({"replay", recording});
        EXPECT_TRUE(finished.err.starts_with(recording)) << finished.err;
        return finished.exitCode;
    };
    EXPECT_EQ(tampered(fingerprint, fingerprint[0] == '0' ? "1" + fingerprint.substr(1) : "0" + fingerprint.substr(1)), 3);
    EXPECT_EQ(tampered("exp(5ms)", "exp(6ms)"), 3);
    EXPECT_EQ(tampered("\"seed\": 1", "\"seed\": 2"), 3);
    EXPECT_EQ(tampered("\"fingerprint\"", "\"fingerprints\""), 1);
    EXPECT_EQ(tampered("{", "{{"), 1);
    EXPECT_EQ(tampered("scalelab/recording", "scalelab/scene"), 1);
    EXPECT_EQ(tampered("\"web-server\"", "\"web-serving\""), 1);
    EXPECT_EQ(tampered("\"version\": 1", "\"version\": 2"), 1);
}

TEST(Replay, OfAFileThatIsNoRecordingIsAnError)
{
    EXPECT_EQ(runCli({"replay", twoServers()}).exitCode, 1);
    EXPECT_EQ(runCli({"replay", "/nonexistent/recording"}).exitCode, 1);
    EXPECT_EQ(runCli({"replay", "/tmp"}).exitCode, 1);
    EXPECT_EQ(runCli({"replay", "/dev/null"}).exitCode, 1);
}

TEST(Usage, ThatIsWrongExitsWithTwoAndSaysWhy)
{
    const std::string scene = twoServers();
    const std::vector<Arguments> wrong = {{},
                                          {"frobnicate"},
                                          {"run"},
                                          {"check"},
                                          {"replay"},
                                          {"run", scene, "--bogus"},
                                          {"run", scene, "--for"},
                                          {"run", scene, "--for", "5"},
                                          {"run", scene, "--for", "0s"},
                                          {"run", scene, "--for", "-5s"},
                                          {"run", scene, "--for", "soon"},
                                          {"run", scene, "--warmup", "60s"},
                                          {"run", scene, "--warmup", "-1s"},
                                          {"run", scene, "--seed", "-4"},
                                          {"run", scene, "--seed", "1.5"},
                                          {"run", scene, "--seed", "many"},
                                          {"run", scene, "--seed", "18446744073709551615"},
                                          {"run", scene, "--set", "web1.workers"},
                                          {"run", scene, "--set", "workers=4"},
                                          {"run", scene, "--set", "nobody.workers=4"},
                                          {"run", scene, "--at", "crash web1"},
                                          {"run", scene, "--at", "30 crash web1"},
                                          {"run", scene, "--at", "30s"},
                                          {"run", scene, "--at", ""}};
    for (const Arguments& arguments : wrong) {
        const Finished finished = runCli(arguments);
        const std::string said = arguments.empty() ? "" : arguments.back();
        EXPECT_EQ(finished.exitCode, 2) << said;
        EXPECT_NE(finished.err, "") << said;
        EXPECT_EQ(finished.out, "") << said;
    }
}

TEST(Usage, ThatAsksForWhatTheSceneCannotDoExitsWithOne)
{
    const std::vector<Arguments> wrong = {{"--set", "web1.wokers=4"}, {"--set", "web1.workers=0"}, {"--set", "web1.service=5"}, {"--at", "30s crash nobody"}, {"--at", "30s explode web1"},
                                          {"--at", "-1s crash web1"}, {"--at", "1s set web1.workers=0"}};
    for (Arguments arguments : wrong) {
        const std::string option = arguments.front();
        const std::string said = arguments.back();
        arguments.insert(arguments.begin(), {"run", twoServers(), "--for", "2s"});
        const Finished finished = runCli(arguments);
        EXPECT_EQ(finished.exitCode, 1) << said;
        EXPECT_NE(finished.err.find("error: " + option), std::string::npos) << said << finished.err;
        EXPECT_NE(finished.err.find(said), std::string::npos) << finished.err;
    }
}

TEST(Usage, VersionAndHelpArePrinted)
{
    const Finished version = runCli({"--version"});
    EXPECT_EQ(version.exitCode, 0);
    EXPECT_EQ(version.out, "scalelab-cli " SCALELAB_VERSION "\n");
    const Finished help = runCli({"--help"});
    EXPECT_EQ(help.exitCode, 0);
    for (const char* command : {"run", "replay", "check", "schema", "docs"}) EXPECT_NE(help.out.find(command), std::string::npos) << command;
}

TEST(ZeroDelays, ThatFeedThemselvesBreakTheRunOff)
{
    const TestFolder folder;
    writeFile(folder.path("loop.json"), R"json({ "format": "scalelab/scene", "version": 1,
      "components": { "users": { "kind": "users", "arrivals": "closed(users=1, think=0s)" }, "web": { "kind": "web-server" } },
      "links": [ { "from": "users", "to": "web" } ] })json");
    const Finished finished = runCli({"run", folder.path("loop.json"), "--for", "1s"});
    EXPECT_EQ(finished.exitCode, 3);
    EXPECT_NE(finished.err.find("users"), std::string::npos) << finished.err;
}

TEST(Reference, MentionsEveryKindAndParameter)
{
    const Finished docs = runCli({"docs"});
    const Finished schema = runCli({"schema"});
    EXPECT_EQ(docs.exitCode, 0);
    EXPECT_EQ(schema.exitCode, 0);
    EXPECT_TRUE(parseJson(schema.out).problems.empty());
    const auto catalog = standardCatalog();
    EXPECT_GE(catalog->registry.kinds.size(), 6u);
    for (const KindDecl& kind : catalog->registry.kinds) {
        EXPECT_NE(docs.out.find("`" + kind.id + "`"), std::string::npos) << kind.id;
        EXPECT_NE(schema.out.find("\"" + kind.id + "\""), std::string::npos) << kind.id;
        for (const ParamDecl& param : kind.params) {
            EXPECT_NE(docs.out.find("`" + param.id + "`"), std::string::npos) << param.id;
            EXPECT_NE(schema.out.find("\"" + param.id + "\""), std::string::npos) << param.id;
        }
    }
}

TEST(Locale, WithADecimalCommaChangesNothing)
{
    const Environment comma = {{"LC_ALL", "de_DE.UTF-8"}, {"LANG", "de_DE.UTF-8"}};
    const Arguments options = {"--for", "3s", "--set", "web1.service=lognormal(5.5ms, cv=1.5)"};
    const Value plain = resultOf(options);
    const Value german = resultOf(options, twoServers(), comma);
    EXPECT_EQ(textAt(objectAt(german, {}), "fingerprint"), textAt(objectAt(plain, {}), "fingerprint"));
    EXPECT_EQ(numberAt(objectAt(german, {"latency_s"}), "mean"), numberAt(objectAt(plain, {"latency_s"}), "mean"));
}

} // namespace
} // namespace scalelab::cli
