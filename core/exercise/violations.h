// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "exercise/exercise.h"

namespace scalelab {

/// What an answer must not have done to the design of an exercise, with places in the answer.
[[nodiscard]] Problems violationsOf(const Registry& registry, const Exercise& exercise, const Scene& answer);

} // namespace scalelab
