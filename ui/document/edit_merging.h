// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/edit.h"

namespace scalelab {

/// Whether applying `edit` would leave the scene as it is.
[[nodiscard]] bool changesNothing(const Scene& scene, const Edit& edit);

/// The inverse of two edits made one after the other, from the inverse of each; a long drag or slide stays one small edit.
[[nodiscard]] Edit mergedInverse(const Edit& earlier, const Edit& later);

} // namespace scalelab
