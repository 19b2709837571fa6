// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"

#include "io/scene_data.h"
#include "model/validate.h"

namespace scalelab::cli {

Compiled load(const std::shared_ptr<const Catalog>& catalog, const SceneText& text, const Scene& scene, const std::string& path)
{
    Compiled loaded;
    loaded.problems = sceneProblems(catalog->registry, text);
    if (hasErrors(loaded.problems)) return loaded;
    SceneData data = readSceneData(catalog->registry, scene, folderOf(path));
    locate(data.problems, text);
    loaded.problems.insert(loaded.problems.end(), data.problems.begin(), data.problems.end());
    if (hasErrors(data.problems)) return loaded;
    Compiled compiled = compile(catalog, scene, data.files);
    loaded.simulation = std::move(compiled.simulation);
    for (Problem& problem : compiled.problems)
        if (problem.severity == Problem::Severity::Error) loaded.problems.push_back(std::move(problem));
    return loaded;
}

} // namespace scalelab::cli
