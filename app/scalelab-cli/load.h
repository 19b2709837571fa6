// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/scene_io.h"
#include "run/compile.h"
#include "verify/verify.h"

#include <memory>
#include <string>
#include <vector>

namespace scalelab::cli {

/// Compiles what has been read from a file, if it is whole, with the data files beside it; every problem of the text, the scene and its data files is in
/// the result.
[[nodiscard]] Compiled load(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const Scene& scene, const std::string& path);

/// What has to be run and judged for the expectations of a scene, and how a run of it starts.
struct Verifiable {
    Plan plan; ///< Its problems have their positions.
    StartRun start;
};

/// Reads the expectations and variants of a scene that has no errors, with the data files that its variants name.
[[nodiscard]] Verifiable verifiable(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const std::string& path,
                                    Problem::Severity idleVariant = Problem::Severity::Error);

/// What is wrong with the exercise, or else the expectations and variants, of a scene as read; nothing while other things are wrong with it.
[[nodiscard]] Problems expectationProblems(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const std::string& path);

/// Applies --set to the scene as if it had been written there.
[[nodiscard]] Result<void> applySettings(Scene& scene, const std::vector<std::string>& settings);

/// How to judge, on all cores, with seeds such as "1..20" (two at least), or without a text those that the expectations ask for.
[[nodiscard]] Result<VerifyOptions> verifyOptions(const std::string& seeds);

/// The problem as a line that names the option that put it into the scene.
[[nodiscard]] std::string optionLine(const Problem& problem, const std::string& option);
/// The problem as a line that names where it comes from: one of the settings, or the place in the file.
[[nodiscard]] std::string lineOf(const Problem& problem, const std::vector<std::string>& settings, const std::string& file);

void complain(const std::string& message);

/// Writes lines to a file, or to standard output if it is "-"; nothing without a path. False if it could not, which it says.
[[nodiscard]] bool save(const std::string& path, const std::string& lines);

} // namespace scalelab::cli
