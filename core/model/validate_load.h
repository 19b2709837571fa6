// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "model/scene_index.h"

namespace scalelab {

/// Warns of what is legal and foolish: more traffic than the servers that it reaches first can serve, several servers that each keep what is
/// written for themselves.
void checkLoad(const SceneIndex& index, Problems& problems);

} // namespace scalelab
