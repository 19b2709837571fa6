// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "model/component_view.h"
#include "model/scene_index.h"

namespace scalelab {

/// Problems of wires (missing ends, loops, duplicates, refused by ports) and of what no users reach; returns the wires that are right.
SceneWiring checkWires(const SceneIndex& index, Problems& problems);

} // namespace scalelab
