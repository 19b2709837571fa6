// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "load.h"

#include "components/standard_catalog.h"
#include "exercise/exercise.h"
#include "io/json.h"
#include "io/scene_io.h"
#include "model/validate.h"
#include "verify/report.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace scalelab::cli {

namespace {

/// The files themselves, and of each folder all of its scene files in order of their names.
std::vector<std::string> scenesIn(const std::vector<std::string>& paths)
{
    std::vector<std::string> scenes;
    for (const std::string& path : paths) {
        std::error_code unreadable;
        if (!std::filesystem::is_directory(path, unreadable)) {
            scenes.push_back(path);
            continue;
        }
        const auto first = static_cast<std::ptrdiff_t>(scenes.size());
        for (const auto& entry : std::filesystem::directory_iterator(path, unreadable))
            if (entry.path().extension() == ".json") scenes.push_back(entry.path().string());
        std::sort(scenes.begin() + first, scenes.end());
        if (scenes.size() == static_cast<std::size_t>(first)) std::fprintf(stderr, "%s: error: There is no scene file in this folder.\n", path.c_str());
    }
    return scenes;
}

/// How the scenes came out so far.
struct Outcomes {
    ExitCode worst = done;
    std::size_t claims = 0, wrong = 0;
    List scenes; ///< For the JSON result.

    void add(ExitCode code) { worst = std::max(worst, code); }
};

bool printed(const Problems& problems, const VerifyRequest& request, const std::string& path)
{
    for (const Problem& problem : problems) std::fprintf(stderr, "%s\n", lineOf(problem, request.settings, path).c_str());
    return hasErrors(problems);
}

void refuse(const std::string& path, const std::string& message) { std::fprintf(stderr, "%s: error: %s\n", path.c_str(), message.c_str()); }

void verifyScene(const std::string& path, const SceneText& text, const VerifyRequest& request, const VerifyOptions& options, const std::shared_ptr<const Catalog>& catalog,
                 Outcomes& outcomes)
{
    Object result;
    result.set("file", path);
    result.set("scene", text.scene.title);
    result.set("verified", false);
    const auto end = [&](ExitCode code) {
        outcomes.add(code);
        outcomes.scenes.emplace_back(std::move(result));
    };
    const Compiled loaded = load(catalog, text, text.scene, path);
    if (printed(loaded.problems, request, path) || !loaded.simulation) return end(sceneIsWrong);
    // What --set sets may be what a variant is about, and the trial of an exercise may be about what an answer adds.
    const Verifiable scene = verifiable(catalog, text, path, request.settings.empty() && !isExercise(text.scene) ? Problem::Severity::Error : Problem::Severity::Warning);
    if (printed(scene.plan.problems, request, path)) return end(sceneIsWrong);
    if (scene.plan.claims.empty()) return refuse(path, "Nothing is expected of this scene: it has no \"expect\"."), end(sceneIsWrong);

    const auto judgements = scalelab::verify(scene.plan, options, scene.start);
    if (!judgements) return refuse(path, judgements.error().message), end(runFailed);
    if (request.json != "-") std::printf("%s\n", verificationTable(text.scene.title + " (" + path + ")", scene.plan, *judgements).c_str());
    std::fflush(stdout);
    for (std::size_t i = 0; i < judgements->size(); ++i) outcomes.wrong += isAsExpected(scene.plan.claims[i], (*judgements)[i]) ? 0 : 1;
    outcomes.claims += judgements->size();
    result.set("verified", isVerified(scene.plan, *judgements));
    result.set("expectations", verificationValue(scene.plan, *judgements));
    end(isVerified(scene.plan, *judgements) ? done : sceneIsWrong);
}

std::string summary(const Outcomes& outcomes)
{
    if (outcomes.claims == 0) return "Nothing was judged.";
    const std::string all = std::to_string(outcomes.claims) + (outcomes.claims == 1 ? " judgement" : " judgements") + " of " + std::to_string(outcomes.scenes.size()) +
                            (outcomes.scenes.size() == 1 ? " scene: " : " scenes: ");
    if (outcomes.wrong > 0) return all + std::to_string(outcomes.wrong) + (outcomes.wrong == 1 ? " is" : " are") + " not as expected.";
    return all + (outcomes.worst == done ? "all as expected." : "all as expected, but not every scene could be judged.");
}

} // namespace

int verify(const VerifyRequest& request)
{
    const auto options = verifyOptions(request.seeds);
    if (!options) return complain(options.error().message), wrongUsage;
    const auto catalog = standardCatalog();
    const std::vector<std::string> paths = scenesIn(request.paths);
    Outcomes outcomes;
    if (paths.empty()) outcomes.add(sceneIsWrong);
    for (const std::string& path : paths) {
        SceneText text = readSceneFile(path);
        if (text.readable)
            if (const auto set = applySettings(text.scene, request.settings); !set) return complain(set.error().message), wrongUsage;
        verifyScene(path, text, request, *options, catalog, outcomes);
    }
    if (request.json != "-") std::printf("%s\n", summary(outcomes).c_str());
    Object result;
    result.set("verified", outcomes.worst == done);
    result.set("scenes", std::move(outcomes.scenes));
    return save(request.json, writeJson(result)) ? outcomes.worst : runFailed;
}

} // namespace scalelab::cli
