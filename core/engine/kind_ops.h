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

/// The behaviour of a kind as a table of functions; each takes the place of the component. What a kind does not need does nothing.
struct KindOps {
    std::unique_ptr<ComponentStore> (*makeStore)();
    void (*start)(Context, ComponentPlace);
    void (*call)(Context, ComponentPlace, CallId);
    void (*reply)(Context, ComponentPlace, CallId);
    void (*timer)(Context, ComponentPlace, std::uint8_t tag, std::uint32_t handle);
    void (*timeout)(Context, ComponentPlace, CallId);
    void (*crash)(Context, ComponentPlace);
    void (*recover)(Context, ComponentPlace);
    void (*changed)(Context, ComponentPlace, std::string_view param);
    void (*connect)(Context, ComponentPlace, std::uint32_t port, WireId);
    void (*disconnect)(Context, ComponentPlace, std::uint32_t port, WireId);
    void (*calleeChanged)(Context, ComponentPlace, WireId); ///< The component at the end of a wire went up or down or changed, or the wire was cut, mended or changed.
    void (*fault)(Context, ComponentPlace, std::string_view verb, double argument); ///< A verb that the kind declares.
    void (*measuresEnd)(Context, ComponentPlace); ///< All measures of the run are about to start anew: the last look at them.
    void (*restartMeasures)(Context, ComponentPlace);
    void (*report)(const Simulation&, ComponentId, ComponentPlace, Reporter&);
    const Occupancy* (*occupancy)(ComponentPlace);
    std::uint32_t (*capacity)(ComponentPlace);
    double (*usageCost)(ComponentPlace); ///< Dollars for what it did within the measured time, beside its price per hour.
    /// The time that jobs have spent in a pool whose jobs are apart from the calls [ns]; null if its workers hold the calls themselves.
    WorkerTime (*jobTime)(ComponentPlace, SimTime now);
    double (*hitRatio)(ComponentPlace);
    double (*lag)(ComponentPlace, SimTime now);
    double (*backlog)(ComponentPlace); ///< Work that waits here for those it calls; below 0: it keeps none.
    std::uint64_t (*latestVersion)(const Simulation&, ComponentPlace, std::uint64_t key);
    bool (*holdsWrite)(ComponentPlace, std::uint64_t version);
    bool hasWorkers;
    bool hasMasters; ///< One of a group takes the writes and others follow it.
    bool isEverywhere; ///< Stands in many places at once: it has no place of its own, nor that of its zone.
    bool isSource; ///< Sends traffic of its own and serves nobody: faults do not apply.
};

/// The table of the class C, from the member functions that it has.
template <class C>
KindOps opsOf();

} // namespace scalelab
