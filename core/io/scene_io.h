// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "base/result.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A scene as read from a text.
struct SceneText {
    Scene scene;
    std::string source; ///< The text itself, in which locate() finds places.
    Problems problems; ///< Errors of form. With errors the scene holds what could be read.
    bool newer = false; ///< Written by a newer version: to be shown, not run.
    bool readable = false; ///< The text was a JSON object of the right format at all.
};

/// Reads a scene from JSON text. Never throws; whatever is wrong is in `problems`, with line and column.
[[nodiscard]] SceneText readScene(std::string_view json);

/// Reads a file of at most 64 MB; an unreadable, empty or oversized file or a directory is a problem as well.
[[nodiscard]] SceneText readSceneFile(const std::string& path);

/// Fills in the positions of problems that have a path but no position: that of the path, or of the nearest enclosing thing.
void locate(Problems& problems, const SceneText& text);

/// Everything wrong or foolish in a scene as read: problems of form and of the declarations, with positions, each place once, in the file's order.
[[nodiscard]] Problems sceneProblems(const Registry& registry, const SceneText& text);

/// "scene.json:12:7: error: components.web1.workers: must be at least 1 ..."
[[nodiscard]] std::string problemLine(const Problem& problem, std::string_view file);

/// Readable, diffable JSON; reading it back gives an equal scene.
[[nodiscard]] std::string writeScene(const Scene& scene);

/// One component, or several with the wires between them, as JSON text for the clipboard; reads back with readScene.
[[nodiscard]] std::string writeFragment(const Scene& scene, const std::vector<std::string>& ids);

} // namespace scalelab
