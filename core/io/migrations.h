// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "base/value.h"
#include "io/scene_io.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace scalelab {

/// Turns a scene as an older version wrote it into what the next version would have written; tells in `notes` what the author should look at.
using Migration = std::function<void(Object& scene, Problems& notes)>;

/// One step per version: the first turns version 1 into version 2, and so on.
using Migrations = std::vector<Migration>;

/// The steps up to the version that this program writes.
[[nodiscard]] const Migrations& migrations();

/// The version that is reached with these steps.
[[nodiscard]] inline std::int64_t versionAfter(const Migrations& steps) { return static_cast<std::int64_t>(steps.size()) + 1; }

/// Takes a scene of an older version through the steps that it has not had; sets its version.
void migrate(Object& scene, std::int64_t version, const Migrations& steps, Problems& notes);

/// readScene with other steps than the program's own.
[[nodiscard]] SceneText readScene(std::string_view json, const Migrations& steps);

} // namespace scalelab
