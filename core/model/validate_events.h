// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "model/scene_index.h"

namespace scalelab {

/// Problems of scheduled events: when, what, and on what.
void checkEvents(const SceneIndex& index, Problems& problems);

} // namespace scalelab
