// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"

namespace scalelab {

void Catalog::declareCommonMeasures(KindDecl& kind, const KindOps& ops)
{
    const auto measure = [&](const char* id, const char* label, Quantity quantity, const char* help) {
        kind.measures.push_back({id, label, quantity, help});
    };
    measure("arrived", "Arrived", Quantity::Integer, "Calls received within the measured time; of a traffic source the requests born.");
    measure("completed", "Completed", Quantity::Integer, "Calls answered without failure.");
    measure("failed", "Failed", Quantity::Integer, "Calls answered with a failure, whoever caused it.");
    measure("failed_here", "Failed here", Quantity::Integer, "Failures that this component itself caused: queue full, down, no healthy target.");
    measure("throughput", "Throughput", Quantity::Rate, "Completed calls divided by the measured time.");
    measure("sojourn_s.mean", "Time in component, mean", Quantity::Duration, "From reaching the component to its answer, queue, service and calls made meanwhile included; completed calls only.");
    measure("sojourn_s.p50", "Time in component, median", Quantity::Duration, "Half of the completed calls took at most this long.");
    measure("sojourn_s.p95", "Time in component, p95", Quantity::Duration, "95% of the completed calls took at most this long.");
    measure("sojourn_s.p99", "Time in component, p99", Quantity::Duration, "99% of the completed calls took at most this long.");
    measure("sojourn_s.max", "Time in component, longest", Quantity::Duration, "The longest time of a completed call.");
    if (!ops.isSource) measure("cost", "Cost", Quantity::Money, "What it has cost within the measured time: its price per hour while it was on, and what it charges by use.");
    if (!ops.hasWorkers) return;
    measure("utilisation", "Utilisation", Quantity::Share, "Busy workers over workers, averaged over time; 0 if the number of workers has no limit.");
    measure("busy_mean", "Busy workers, mean", Quantity::Number, "Busy workers averaged over time: the offered load in Erlang while nothing is rejected.");
    measure("queue_mean", "Queue, mean", Quantity::Number, "Calls waiting for a worker averaged over time, those in service excluded.");
    measure("wait_s.mean", "Wait, mean", Quantity::Duration, "Time in the queue averaged over all calls that entered service, zeros included.");
}

} // namespace scalelab
