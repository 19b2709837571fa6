// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exercise/exercise.h"

namespace scalelab {

/// Reports where goals, trials and events of an exercise name what an answer may take out.
void checkNamesAreRobust(const Exercise& exercise, Problems& problems);

} // namespace scalelab
