// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog.h"

#include <memory>

namespace scalelab {

/// Every kind that components.def lists, with the parameters of wires and zones and the fault verbs.
[[nodiscard]] std::shared_ptr<const Catalog> standardCatalog();

} // namespace scalelab
