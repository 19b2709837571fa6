// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/component_store.h"
#include "engine/records.h"
#include "engine/reporter.h"
#include "stats/occupancy.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace scalelab {

class Simulation;
class Context;

/// The behaviour of a kind as a table of functions; each takes the component's slot in the kind's store. What a kind does not need does nothing.
struct KindOps {
    std::unique_ptr<ComponentStore> (*makeStore)();
    void (*start)(Context&, std::uint32_t slot);
    void (*call)(Context&, std::uint32_t slot, CallId);
    void (*reply)(Context&, std::uint32_t slot, CallId);
    void (*timer)(Context&, std::uint32_t slot, std::uint8_t tag, std::uint32_t handle);
    void (*timeout)(Context&, std::uint32_t slot, CallId);
    void (*crash)(Context&, std::uint32_t slot);
    void (*recover)(Context&, std::uint32_t slot);
    void (*changed)(Context&, std::uint32_t slot, std::string_view param);
    void (*connect)(Context&, std::uint32_t slot, std::uint32_t port, WireId);
    void (*disconnect)(Context&, std::uint32_t slot, std::uint32_t port, WireId);
    void (*restartMeasures)(Context&, std::uint32_t slot);
    void (*report)(const Simulation&, ComponentId, std::uint32_t slot, Reporter&);
    const Occupancy* (*occupancy)(const Simulation&, ComponentId, std::uint32_t slot);
    std::uint32_t (*capacity)(const Simulation&, ComponentId, std::uint32_t slot);
    double (*hitRatio)(const Simulation&, ComponentId, std::uint32_t slot);
    double (*lag)(const Simulation&, ComponentId, std::uint32_t slot);
    std::uint64_t (*latestVersion)(const Simulation&, ComponentId, std::uint32_t slot, std::uint64_t key);
    bool hasWorkers;
    bool isSource; ///< Sends traffic of its own and serves nobody: faults do not apply.
};

/// The table of the class C, from the member functions that it has.
template <class C>
KindOps opsOf();

} // namespace scalelab
