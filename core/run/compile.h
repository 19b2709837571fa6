// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "engine/simulation.h"
#include "model/scene.h"

#include <memory>
#include <optional>

namespace scalelab {

/// A simulation ready to start, or the problems that prevent it; warnings may stand beside a simulation.
struct Compiled {
    std::optional<Simulation> simulation;
    Problems problems;
};

/// Turns a scene into a simulation at time zero; `dataFiles` hold what is in the files that the scene names, as from readSceneData.
[[nodiscard]] Compiled compile(std::shared_ptr<const Catalog> catalog, const Scene& scene,
                               std::shared_ptr<const DataFiles> dataFiles = std::make_shared<const DataFiles>());

} // namespace scalelab
