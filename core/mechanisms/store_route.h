// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"
#include "mechanisms/target_ring.h"

namespace scalelab {

/// Which of the wires to databases a query takes: a read goes to the replicas in turn, or to a master if no replica is known to be healthy; a
/// write goes to a master. Nothing if there is no such database.
[[nodiscard]] inline WireId routeToStore(Context cx, TargetRing& stores, bool writes)
{
    const auto node = [&](WireId wire) -> const Simulation::Node& { return cx.node(cx.wire(wire).to); };
    constexpr std::size_t masters = 1; // replicas take their turns apart from masters, or writes would make reads uneven
    if (!writes) {
        const WireId replica = stores.next([&](WireId wire) { return node(wire).readable && !node(wire).writable; });
        if (replica != nothing) return replica;
    }
    return stores.next([&](WireId wire) { return node(wire).writable; }, masters);
}

/// Why routeToStore found nothing.
[[nodiscard]] constexpr Cause noStore(bool writes) { return writes ? Cause::NoMaster : Cause::NoHealthyTarget; }

} // namespace scalelab
