// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/command.h"
#include "model/edit.h"
#include "schema/declaration.h"

#include <string>
#include <vector>

namespace scalelab {

/// What an edit of the document means for the run in progress.
struct LiveChange {
    std::vector<Command> commands;
    std::vector<std::string> afterReset; ///< Things changed that take effect with the next run only, as people read them.
};

/// Translates an edit that has been applied to `scene`; what has no meaning for a run (places, labels) gives nothing.
[[nodiscard]] LiveChange liveChange(const Registry& registry, const Scene& scene, const Edit& edit);

/// Sets the traffic of every source of the scene to `factor` times what it says itself.
[[nodiscard]] std::vector<Command> trafficCommands(const Registry& registry, const Scene& scene, double factor);

/// Name of the live parameter by which a source multiplies its traffic.
inline constexpr const char* trafficParam = "scale";

} // namespace scalelab
