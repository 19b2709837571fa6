// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "load.h"

#include "components/standard_catalog.h"
#include "exercise/report.h"
#include "io/json.h"
#include "model/validate.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

namespace scalelab::cli {

namespace {

bool printed(const Problems& problems, const std::string& path)
{
    for (const Problem& problem : problems) std::fprintf(stderr, "%s\n", problemLine(problem, path).c_str());
    return hasErrors(problems);
}

/// The exercise of a file; the problems say what is wrong with it.
Exercise readExerciseFile(const Registry& registry, const std::string& path, Problems& problems)
{
    const SceneText text = readSceneFile(path);
    problems = sceneProblems(registry, text);
    std::erase_if(problems, [](const Problem& problem) { return problem.severity != Problem::Severity::Error; }); // The design of an exercise is foolish on purpose.
    if (hasErrors(problems)) return {};
    Exercise exercise = readExercise(registry, text.scene, problems);
    locate(problems, text);
    return exercise;
}

/// What keeps the design of an answer from being read; what else is in its file does not matter.
Problems problemsOfForm(const SceneText& answer)
{
    static constexpr std::array<std::string_view, 6> fields = {"", "format", "version", "components", "links", "zones"};
    Problems problems = answer.problems;
    std::erase_if(problems, [](const Problem& problem) {
        const std::string_view field = std::string_view(problem.path).substr(0, problem.path.find_first_of(".["));
        return std::ranges::find(fields, field) == fields.end();
    });
    return problems;
}

/// An answer that cannot be read has that for a fault.
Result<Grade> gradeOf(const std::shared_ptr<const Catalog>& catalog, const Exercise& exercise, const SceneText& answer, const VerifyOptions& options)
{
    Grade unread{.faults = problemsOfForm(answer), .plan = {}, .judgements = {}, .goals = exercise.goals.size()};
    if (hasErrors(unread.faults)) return unread;
    return scalelab::grade(catalog, exercise, answer.scene, options);
}

} // namespace

int grade(const GradeRequest& request)
{
    const auto options = verifyOptions(request.seeds);
    if (!options) return complain(options.error().message), wrongUsage;
    const auto catalog = standardCatalog();
    Problems problems;
    const Exercise exercise = readExerciseFile(catalog->registry, request.exercise, problems);
    if (printed(problems, request.exercise)) return sceneIsWrong;
    const SceneText answer = readSceneFile(request.answer);
    auto result = gradeOf(catalog, exercise, answer, *options);
    if (!result) return complain(result.error().message), runFailed;
    locate(result->faults, answer);
    std::ranges::stable_sort(result->faults, {}, [](const Problem& fault) { return std::pair(fault.position.line, fault.position.column); });
    (void)printed(result->faults, request.answer);
    if (request.json != "-") std::printf("%s", gradeTable(exercise.scene.title + " (" + request.answer + ")", *result).c_str());
    if (!save(request.json, writeJson(gradeValue(exercise, *result)))) return runFailed;
    return result->isPassed() ? done : sceneIsWrong;
}

} // namespace scalelab::cli
