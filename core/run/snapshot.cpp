// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/take_snapshot.h"

namespace scalelab {

namespace {

ComponentSnapshot snapshotOf(const Simulation& simulation, ComponentId id)
{
    const Simulation::Node& node = simulation.node(id);
    const Simulation::Measures& measures = simulation.measures(id);
    const KindOps& ops = *node.ops;
    const ComponentPlace place = simulation.placeOf(node);
    ComponentSnapshot shot;
    shot.arrived = measures.arrived;
    shot.completed = measures.completed();
    shot.failed = measures.failed;
    shot.failedHere = measures.failedHere;
    shot.capacity = ops.capacity(place);
    shot.busy = measures.present;
    if (const Occupancy* occupancy = simulation.occupancy(id); occupancy && shot.capacity > 0) {
        shot.busyTime = static_cast<double>(occupancy->busyTime(simulation.now())) / 1e9;
        shot.busy = occupancy->busy();
        shot.queued = occupancy->queued();
    }
    if (const double backlog = ops.backlog(place); backlog >= 0) shot.queued = static_cast<std::uint32_t>(backlog);
    shot.hitRatio = static_cast<float>(ops.hitRatio(place));
    shot.lag = static_cast<float>(ops.lag(place, simulation.now()));
    shot.health = node.health;
    shot.lastCause = measures.lastCause;
    shot.master = ops.hasMasters && node.writable;
    return shot;
}

} // namespace

void takeSnapshot(const Simulation& simulation, Snapshot& out)
{
    out.now = simulation.now();
    out.events = simulation.events();
    out.fingerprint = simulation.fingerprint();
    out.requests = simulation.totals();
    out.error = simulation.error();
    out.components.resize(simulation.componentCount());
    for (ComponentId id = 0; id < simulation.componentCount(); ++id) out.components[id] = snapshotOf(simulation, id);
    out.wires.resize(simulation.wires().size());
    for (std::size_t i = 0; i < out.wires.size(); ++i) {
        const Wire& wire = simulation.wires()[i];
        out.wires[i] = {wire.sent, wire.answered, wire.hits, wire.failed};
    }
}

std::shared_ptr<const Names> namesOf(const Simulation& simulation)
{
    auto names = std::make_shared<Names>();
    for (ComponentId id = 0; id < simulation.componentCount(); ++id) names->components.push_back(simulation.componentName(id));
    for (const Wire& wire : simulation.wires())
        names->wires.emplace_back(names->components[wire.from], names->components[wire.to]);
    return names;
}

} // namespace scalelab
