// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <system_error>

namespace {

/// Empty if the text is a seed as scenes may have it, else what is wrong with it.
std::string isSeed(const std::string& text)
{
    std::int64_t seed = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (fault == std::errc() && end == text.data() + text.size() && seed >= 0) return {};
    return "it must be a whole number from 0 to 9223372036854775807, not " + text;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace scalelab::cli;
    CLI::App app("Runs and checks ScaleLab scenes: architectures of web systems, simulated exactly.", "scalelab-cli");
    app.set_version_flag("--version", "scalelab-cli " SCALELAB_VERSION);
    app.require_subcommand(1);
    int code = done;

    RunOptions options;
    CLI::App* runCommand = app.add_subcommand("run", "Run a scene and print what was measured");
    runCommand->add_option("scene", options.scene, "Scene file")->required();
    runCommand->add_option("--for", options.duration, "Simulated time in all, the warm-up included")->capture_default_str();
    runCommand->add_option("--warmup", options.warmup, "Simulated time left out of the measures, or auto")->capture_default_str();
    runCommand->add_option("--seed", options.seed, "Seed in place of the scene's")->check(isSeed);
    runCommand->add_option("--set", options.settings, "component.parameter=value in place of the scene's, again and again")->allow_extra_args(false);
    runCommand->add_option("--at", options.events, "A further event such as \"30s crash web1\", again and again")->allow_extra_args(false);
    runCommand->add_option("--json", options.json, "Write the result as JSON to this file; - is standard output");
    runCommand->add_option("--csv", options.csv, "Write the time series as CSV to this file");
    runCommand->add_option("--log", options.log, "Write the latest failures as CSV to this file: time, component, cause and request");
    runCommand->add_option("--trace", options.trace, "Write the latest traces as CSV to this file: every call of a request with its network, queue and service time");
    runCommand->add_option("--trace-every", options.traceEvery, "Trace one request in so many")->capture_default_str()->check(CLI::Range(1u, 1'000'000'000u));
    runCommand->add_option("--record", options.record, "Write a recording that replay can repeat");
    runCommand->callback([&] { code = run(options); });

    std::string recording;
    CLI::App* replayCommand = app.add_subcommand("replay", "Do a recorded run again and compare its fingerprint");
    replayCommand->add_option("recording", recording, "Recording file")->required();
    replayCommand->callback([&] { code = replay(recording); });

    std::vector<std::string> scenes;
    CLI::App* checkCommand = app.add_subcommand("check", "Report every problem of scene files");
    checkCommand->add_option("scenes", scenes, "Scene files")->required();
    checkCommand->callback([&] { code = check(scenes); });

    VerifyRequest request;
    CLI::App* verifyCommand = app.add_subcommand("verify", "Judge what scenes expect of their runs");
    verifyCommand->add_option("scenes", request.paths, "Scene files, or folders of them")->required();
    verifyCommand->add_option("--seeds", request.seeds, "Exactly these seeds, such as 1..20; otherwise as many as precision takes");
    verifyCommand->add_option("--set", request.settings, "component.parameter=value in place of the scenes', again and again")->allow_extra_args(false);
    verifyCommand->add_option("--json", request.json, "Write the result as JSON to this file; - is standard output");
    verifyCommand->callback([&] { code = verify(request); });

    GradeRequest gradeRequest;
    CLI::App* gradeCommand = app.add_subcommand("grade", "Judge an answer to an exercise by the exercise's goals");
    gradeCommand->add_option("exercise", gradeRequest.exercise, "Scene file of the exercise")->required();
    gradeCommand->add_option("answer", gradeRequest.answer, "Scene file with the answer's design")->required();
    gradeCommand->add_option("--seeds", gradeRequest.seeds, "Exactly these seeds, such as 1..20; otherwise as many as precision takes");
    gradeCommand->add_option("--json", gradeRequest.json, "Write the result as JSON to this file; - is standard output");
    gradeCommand->callback([&] { code = grade(gradeRequest); });

    app.add_subcommand("schema", "Print the JSON Schema of scene files")->callback([&] { code = schema(); });
    app.add_subcommand("docs", "Print the reference of all kinds as Markdown")->callback([&] { code = docs(); });

    TheoryCommand table;
    CLI::App* theoryCommand = app.add_subcommand("theory", "Compare the engine with queueing, caching and reliability theory: a table of formulas, what they say and what is measured");
    theoryCommand->add_option("filter", table.filter, "Only rows with this in the name of their scene or formula");
    theoryCommand->add_option("--seeds", table.seeds, "FROM..TO, a replication for each; 1..20 if left out");
    theoryCommand->add_option("--json", table.json, "Write the table as JSON to this file; - is standard output");
    theoryCommand->callback([&] { code = theory(table); });

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : wrongUsage;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "scalelab-cli: %s\n", error.what());
        return runFailed;
    }
    return code;
}
