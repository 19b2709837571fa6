// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/context.h"
#include "mechanisms/target_ring.h"

namespace scalelab {

/// A way to a database.
struct StoreRoute {
    WireId wire = nothing;   ///< Nothing if there is no such database.
    bool redirected = false; ///< A replica was passed over, because it lacks what the reader must see.
};

/// Which of the wires to databases a query takes: a read goes to the replicas in turn, or to a master if no replica is known to be healthy; a
/// write goes to a master. A read that must see the write of version `needed` passes over the servers that have not applied it; if no master has it
/// either, any will do.
[[nodiscard]] inline StoreRoute routeToStore(Context cx, TargetRing& stores, bool writes, std::uint64_t needed)
{
    const auto node = [&](WireId wire) -> const Simulation::Node& { return cx.node(cx.wire(wire).to); };
    constexpr std::size_t masters = 1; // replicas take their turns apart from masters, or writes would make reads uneven
    StoreRoute route;
    const auto lacks = [&](WireId wire) { return needed != 0 && !cx.holdsWrite(cx.wire(wire).to, needed); };
    if (!writes) {
        route.wire = stores.next([&](WireId wire) {
            if (!node(wire).readable || node(wire).writable) return false;
            const bool passedOver = lacks(wire);
            route.redirected |= passedOver;
            return !passedOver;
        });
        if (route.wire != nothing) return route;
        if (needed != 0) route.wire = stores.next([&](WireId wire) { return node(wire).writable && !lacks(wire); }, masters);
        if (route.wire != nothing) return route;
    }
    route.wire = stores.next([&](WireId wire) { return node(wire).writable; }, masters);
    return route;
}

/// The wire for a query whose reader has written nothing that it must see.
[[nodiscard]] inline WireId routeToStore(Context cx, TargetRing& stores, bool writes) { return routeToStore(cx, stores, writes, 0).wire; }

/// Why routeToStore found nothing.
[[nodiscard]] constexpr Cause noStore(bool writes) { return writes ? Cause::NoMaster : Cause::NoHealthyTarget; }

} // namespace scalelab
