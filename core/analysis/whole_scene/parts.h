// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/scene_theory.h"
#include "analysis/whole_scene/request_paths.h"

namespace scalelab {

// Each asks its part of the theory of a scene.
[[nodiscard]] SceneCapacity capacityOfScene(const Registry& registry, const RequestPaths& paths);
[[nodiscard]] SceneAvailability availabilityOfScene(const Registry& registry, const RequestPaths& paths);
void findSinglePoints(const Registry& registry, const RequestPaths& paths, SceneTheory& theory);

} // namespace scalelab
