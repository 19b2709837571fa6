// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/outcome.h"

#include <QString>

namespace scalelab {

/// "down", "starting", "off": why a component serves nobody; empty for one that is up or gone.
[[nodiscard]] QString healthText(Health health);

} // namespace scalelab
