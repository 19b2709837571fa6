// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/scene_theory.h"

#include "analysis/whole_scene/parts.h"

#include <limits>

namespace scalelab {

double SceneCapacity::rate() const { return limits.empty() ? std::numeric_limits<double>::infinity() : limits.front().rate; }

SceneTheory sceneTheory(const Registry& registry, const Scene& scene)
{
    const RequestPaths paths(registry, scene);
    SceneTheory theory;
    theory.capacity = capacityOfScene(registry, paths);
    theory.availability = availabilityOfScene(registry, paths);
    findSinglePoints(registry, paths, theory);
    return theory;
}

} // namespace scalelab
