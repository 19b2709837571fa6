// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "model/scene.h"
#include "schema/declaration.h"

namespace scalelab {

/// Everything wrong or foolish in the scene that its declarations tell: unknown kinds and fields (except "x-..."), unreadable or out-of-range
/// parameters, wires that no port accepts, events that name nothing. Positions are left empty.
[[nodiscard]] Problems validate(const Registry& registry, const Scene& scene);

/// True if one of them is an error.
[[nodiscard]] bool hasErrors(const Problems& problems);

} // namespace scalelab
