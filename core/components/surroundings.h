// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/kind_ops.h"
#include "schema/declaration.h"

namespace scalelab {

/// Declares what every kind has that can fail: place, instance type, price, random failures. A source of traffic has only a place.
void describeCommonParams(KindDecl& kind, const KindOps& ops);
/// Declares wires, zones and the verbs of faults.
void describeSurroundings(Registry& registry);

} // namespace scalelab
