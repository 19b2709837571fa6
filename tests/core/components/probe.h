// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab::test {

/// A request as a probe saw it come in.
struct Seen {
    double at = 0; ///< [s]
    RequestClass requestClass = RequestClass::Read;
    std::uint64_t key = 0;
    std::uint32_t user = 0;
    std::uint32_t bytes = 0;
    double deadline = 0; ///< [s]
};

/// The program's own kinds and "probe": a server that notes everything it is asked. Its parameters: `offers` (http or cdn), `service`, `fails` (the class of
/// requests that it refuses, "all" or "none"), `sessions` (it knows who has logged in and refuses everyone else; a restart forgets them).
[[nodiscard]] std::shared_ptr<const Catalog> catalogWithProbe();

/// A scene with probes at time zero; data files may be given.
[[nodiscard]] Simulation simulateProbes(std::string_view drawing, std::shared_ptr<const DataFiles> files = std::make_shared<const DataFiles>());

/// What the probe has seen since the start.
[[nodiscard]] const std::vector<Seen>& seenBy(const Simulation& simulation, std::string_view probe);

} // namespace scalelab::test
