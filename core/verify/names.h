// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/dimension.h"
#include "base/result.h"
#include "engine/simulation.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <functional>
#include <string>
#include <vector>

namespace scalelab {

/// What a name means: something to be read at the end of a measured span, or a parameter of the scene.
struct Reading {
    Dimension dimension;
    bool isCount = false; ///< Grows with the span, so that it can be asked for per second.
    std::function<double(const Simulation&)> value; ///< In base units; NaN if it has none in this run.
};

/// What "db.wait_s.mean" or "cache.ttl" means in a scene. Errors: no such component, measure or parameter, or one that is no number.
[[nodiscard]] Result<Reading> findName(const Registry& registry, const Scene& scene, const std::vector<std::string>& name);

} // namespace scalelab
