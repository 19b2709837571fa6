// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scalelab::cli {

/// Exit codes of the program.
enum ExitCode { done = 0, sceneIsWrong = 1, theoryDisagrees = 1, wrongUsage = 2, runFailed = 3 };

/// What `run` was asked to do.
struct RunOptions {
    std::string scene;
    std::string duration = "60s";
    std::string warmup = "0s";
    std::optional<std::uint64_t> seed;
    std::vector<std::string> settings; ///< "web1.workers=4"
    std::vector<std::string> events;   ///< "30s crash web1"
    std::uint32_t traceEvery = 100; ///< One request in so many is traced.
    std::string json, csv, log, trace, record; ///< Files to write; json may be "-".
};

/// What `theory` was asked to do.
struct TheoryCommand {
    std::string seeds;  ///< "1..20"; empty: those.
    std::string json;   ///< File to write; may be "-".
    std::string filter; ///< Part of the name of a scene or formula.
};

/// What `verify` was asked to do.
struct VerifyRequest {
    std::vector<std::string> paths; ///< Scene files, and folders of them.
    std::string seeds;              ///< "1..20"; empty: as many as needed.
    std::vector<std::string> settings;
    std::string json; ///< File to write; may be "-".
};

/// What `grade` was asked to do.
struct GradeRequest {
    std::string exercise, answer; ///< Scene files.
    std::string seeds;            ///< "1..20"; empty: as many as needed.
    std::string json;             ///< File to write; may be "-".
};

/// Each performs one subcommand and returns the exit code; messages go to standard error.
int run(const RunOptions& options);
int replay(const std::string& recording);
int check(const std::vector<std::string>& scenes);
int verify(const VerifyRequest& request);
int grade(const GradeRequest& request);
int schema();
int docs();
int theory(const TheoryCommand& command);

} // namespace scalelab::cli
