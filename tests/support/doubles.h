// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"

#include <memory>
#include <string_view>

namespace scalelab::test {

/// The program's catalog and three kinds that only tests know:
/// - "visitors" sends exactly the requests of its script, "1s read u3 k7 by 2s | 1500ms login u3": time, class, user, key, deadline; all but time and
///   class may be left out.
/// - "depot" is what its parameter "offers" says, a "session-store" (if left out), "nosql", "storage" or "queue": it answers everything after its service
///   time and knows the sessions that it was given.
/// - "operator" does what its live parameter "order" says: "drain a", "keep a", "off a", "on a" and "on a 2s".
[[nodiscard]] std::shared_ptr<const Catalog> catalogWithDoubles();

/// As simulate() of a drawing, with this catalog.
[[nodiscard]] Simulation simulateWithDoubles(std::string_view drawing, std::uint64_t seed = 1);

} // namespace scalelab::test
