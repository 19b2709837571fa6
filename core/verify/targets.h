// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <cstddef>
#include <string>
#include <vector>

namespace scalelab {

/// Events of a variant in which every target is a component or zone of the scene.
struct AimedEvents {
    std::string member = {};               ///< What "each" stands for in them; empty: there is no "each", or nothing for it to stand for.
    List events = {};
    std::vector<std::size_t> written = {}; ///< Of each of them the index of the event as written.
};

/// Puts components and zones of the scene in the place of kinds: { "crash": { "every": "cache" } } crashes all caches, { "crash": { "each": "cache" } }
/// one of them, with a result for each cache. An event that hits nothing is left out. The error's path is that within the list.
[[nodiscard]] Result<std::vector<AimedEvents>> aimEvents(const Registry& registry, const Scene& scene, const List& events);

} // namespace scalelab
