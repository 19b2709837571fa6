// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace scalelab {

/// One shard as its router sees it.
struct ShardRow {
    std::string name;           ///< Id of its first database.
    std::uint64_t keys = 0;     ///< Keys that it keeps, copies of split keys included.
    std::uint64_t calls = 0;    ///< Sent to it within the measured time.
    std::uint64_t rejected = 0; ///< New keys that found it full, within the measured time.
    bool connected = true;      ///< False once its last wire has been taken away.
    bool takesKeys = true;      ///< False for the dedicated shard and one that is being emptied.
};

/// The shards of a router in the order of their wires, those included that are gone; empty if the component is no shard router.
[[nodiscard]] std::vector<ShardRow> shardTable(const Simulation& simulation, ComponentId router);

} // namespace scalelab
