// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/whole_scene/request_paths.h"

#include <algorithm>
#include <limits>
#include <string>

namespace scalelab {

inline constexpr double unlimited = std::numeric_limits<double>::infinity();

/// What can hold calls up at a component.
struct Station {
    ByClass service{};              ///< Mean time that a call takes by itself.
    double workers = unlimited;     ///< Calls served at the same time, each until it is answered if `holds`.
    double cores = unlimited;       ///< Calls that compute at the same time.
    double connections = unlimited; ///< Calls held until they are answered.
    double lets = unlimited;        ///< Calls let through [1/s].
    bool holds = false;
    std::string problem; ///< Why it is not known; empty if it is.

    /// Calls that wait for their answer at the same time.
    [[nodiscard]] double held() const { return holds ? std::min(workers, connections) : connections; }
    /// Calls that only compute at the same time.
    [[nodiscard]] double computing() const { return holds ? cores : std::min(workers, cores); }
    [[nodiscard]] double narrowest() const { return std::min({workers, cores, connections}); }
};

[[nodiscard]] Station stationOf(const RequestPaths& paths, std::size_t index);

} // namespace scalelab
