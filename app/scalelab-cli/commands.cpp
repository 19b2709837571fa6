// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "load.h"

#include "components/standard_catalog.h"
#include "exercise/guide.h"
#include "io/json.h"
#include "io/reference.h"
#include "io/scene_io.h"
#include "io/text_file.h"
#include "run/recording.h"
#include "verify/guide.h"

#include <cstdio>

namespace scalelab::cli {

int replay(const std::string& path)
{
    const auto complain = [&](const std::string& message) { std::fprintf(stderr, "%s: error: %s\n", path.c_str(), message.c_str()); };
    const auto catalog = standardCatalog();
    const auto text = readTextFile(path);
    if (!text) return complain(text.error().message), sceneIsWrong;
    const auto recording = readRecording(*text, catalog->registry);
    if (!recording) return complain(recording.error().message), sceneIsWrong;
    const auto simulation = scalelab::replay(catalog, *recording);
    if (!simulation) return complain(simulation.error().message), runFailed;
    const std::string found = fingerprintText(simulation->fingerprint());
    const std::string expected = fingerprintText(recording->fingerprint);
    if (found != expected || simulation->events() != recording->events) {
        complain("the run came out differently: fingerprint " + found + " after " + std::to_string(simulation->events()) + " events, recorded were " + expected + " after " +
                 std::to_string(recording->events));
        return runFailed;
    }
    std::printf("the same run: %llu events, fingerprint %s\n", static_cast<unsigned long long>(simulation->events()), found.c_str());
    return done;
}

int check(const std::vector<std::string>& scenes)
{
    const auto catalog = standardCatalog();
    bool wrong = false;
    for (const std::string& path : scenes) {
        const SceneText text = readSceneFile(path);
        Problems problems = load(catalog, text, text.scene, path).problems;
        const Problems ofExpectations = expectationProblems(catalog, text, path);
        problems.insert(problems.end(), ofExpectations.begin(), ofExpectations.end());
        for (const Problem& problem : problems) {
            std::fprintf(stderr, "%s\n", problemLine(problem, path).c_str());
            wrong |= problem.severity == Problem::Severity::Error;
        }
        if (problems.empty()) std::printf("%s: no problems\n", path.c_str());
    }
    return wrong ? sceneIsWrong : done;
}

int schema()
{
    std::printf("%s\n", writeJson(sceneSchema(standardCatalog()->registry)).c_str());
    return done;
}

int docs()
{
    std::printf("%s%s%s", reference(standardCatalog()->registry).c_str(), expectationGuide().c_str(), exerciseGuide().c_str());
    return done;
}

} // namespace scalelab::cli
