// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exercise/exercise.h"

namespace scalelab {

/// The rules for kinds of an exercise's "parts"; whatever is wrong with them is reported.
[[nodiscard]] std::vector<PartRule> readPartRules(const Registry& registry, const Value& parts, Problems& problems);
/// The rules for wires of an exercise's "wires".
[[nodiscard]] std::vector<WireRule> readWireRules(const Registry& registry, const Value& wires, Problems& problems);

} // namespace scalelab
