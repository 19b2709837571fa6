// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "model/scene_index.h"

namespace scalelab {

/// What is wrong with the zones of a scene: ids, members that do not exist, members of two zones, zones inside themselves.
void checkZones(const SceneIndex& index, Problems& problems);

} // namespace scalelab
