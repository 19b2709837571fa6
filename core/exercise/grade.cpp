// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exercise/grade.h"

#include "exercise/violations.h"
#include "model/validate.h"
#include "run/compile.h"

#include <algorithm>

namespace scalelab {

namespace {

Problems errorsIn(Problems problems)
{
    std::erase_if(problems, [](const Problem& problem) { return problem.severity != Problem::Severity::Error; });
    return problems;
}

} // namespace

bool Grade::isReached(std::size_t goal) const
{
    if (judgements.empty()) return false;
    for (std::size_t i = 0; i < plan.claims.size(); ++i)
        if (plan.claims[i].expectation == goal && !isAsExpected(plan.claims[i], judgements[i])) return false;
    return true;
}

std::size_t Grade::points() const
{
    std::size_t reached = 0;
    for (std::size_t goal = 0; goal < goals; ++goal) reached += isReached(goal) ? 1 : 0;
    return reached;
}

Scene sceneToJudge(const Exercise& exercise, const Scene& answer)
{
    Scene scene = exercise.scene;
    scene.components = answer.components;
    scene.links = answer.links;
    scene.zones = answer.zones;
    scene.layout = answer.layout;
    return scene;
}

Result<Grade> grade(const std::shared_ptr<const Catalog>& catalog, const Exercise& exercise, const Scene& answer, const VerifyOptions& options)
{
    Grade result;
    result.goals = exercise.goals.size();
    result.faults = violationsOf(catalog->registry, exercise, answer);
    const Scene scene = sceneToJudge(exercise, answer);
    if (result.faults.empty()) result.faults = errorsIn(compile(catalog, scene).problems);
    if (!result.faults.empty()) return result;
    result.plan = planVerification(catalog->registry, scene, Problem::Severity::Warning);
    result.faults = errorsIn(result.plan.problems);
    if (!result.faults.empty()) return result;
    auto judgements = verify(result.plan, options, [&](std::size_t variant, std::uint64_t seed) -> Result<Simulation> {
        Scene varied = result.plan.variants[variant].scene;
        varied.seed = seed;
        Compiled compiled = compile(catalog, varied);
        if (compiled.simulation) return std::move(*compiled.simulation);
        const Problems errors = errorsIn(std::move(compiled.problems));
        return Error{errors.front().path + ": " + errors.front().message};
    });
    if (!judgements) return judgements.error();
    result.judgements = std::move(judgements).value();
    return result;
}

} // namespace scalelab
