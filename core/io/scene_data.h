// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/data_files.h"
#include "base/problem.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <memory>
#include <string>

namespace scalelab {

/// What is in the data files that a scene names.
struct SceneData {
    std::shared_ptr<const DataFiles> files;
    Problems problems; ///< Of each file that cannot be used, with the place in the scene that names it.
};

/// Reads every data file that the parameters of a scene name, those of its events included; names are relative to `folder`, that of the scene's file.
/// A file of trace(file) whose name ends in ".csv" holds rates, any other is an access log.
[[nodiscard]] SceneData readSceneData(const Registry& registry, const Scene& scene, const std::string& folder);

/// The folder of a file, "." if its path has none.
[[nodiscard]] std::string folderOf(const std::string& path);

} // namespace scalelab
