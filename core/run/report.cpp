// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/report.h"

#include "run/recording.h"

namespace scalelab {

namespace {

/// Puts a value at "a.b" into nested objects.
void setNested(Object& object, std::string_view path, double number, Quantity quantity)
{
    const auto dot = path.find('.');
    if (dot == std::string_view::npos) {
        object.set(path, quantity == Quantity::Integer ? Value(static_cast<std::int64_t>(number)) : Value(number));
        return;
    }
    const std::string_view head = path.substr(0, dot);
    if (!object.find(head)) object.set(head, Object{});
    setNested(std::get<Object>(object.find(head)->data), path.substr(dot + 1), number, quantity);
}

Value count(std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); }

Value requestsObject(const RequestTotals& totals)
{
    Object failed;
    for (const Outcome outcome : failureOutcomes)
        failed.set(outcomeName(outcome), count(totals.failed[static_cast<std::size_t>(outcome)]));
    Object requests;
    requests.set("offered", count(totals.offered));
    requests.set("completed", count(totals.completed));
    requests.set("in_flight", count(totals.inFlight));
    requests.set("attempts", count(totals.attempts));
    requests.set("retries", count(totals.retries));
    requests.set("slow", count(totals.slow));
    requests.set("stale", count(totals.stale));
    requests.set("lost_writes", count(totals.lostWrites));
    requests.set("failed", std::move(failed));
    return Value(std::move(requests));
}

Value latencyObject(const Histogram& latency)
{
    Object object;
    object.set("mean", latency.meanSeconds());
    object.set("p50", latency.quantile(0.5).seconds());
    object.set("p90", latency.quantile(0.9).seconds());
    object.set("p95", latency.quantile(0.95).seconds());
    object.set("p99", latency.quantile(0.99).seconds());
    object.set("p999", latency.quantile(0.999).seconds());
    object.set("max", latency.max().seconds());
    return Value(std::move(object));
}

/// Dollars for the measured time, and what that comes to.
Value costObject(const Simulation& simulation)
{
    const double total = simulation.cost();
    const double hours = (simulation.now() - simulation.measuredFrom()).seconds() / 3600;
    const auto completed = static_cast<double>(simulation.totals().completed);
    Object object;
    object.set("total", total);
    object.set("per_hour", hours > 0 ? total / hours : 0);
    object.set("per_million_requests", completed > 0 ? total / completed * 1e6 : 0);
    return Value(std::move(object));
}

Value componentObject(const Simulation& simulation, ComponentId id)
{
    const KindDecl& kind = simulation.kindOf(id);
    Object object;
    object.set("kind", kind.id);
    const Reporter reporter = simulation.report(id);
    for (const auto& [name, number] : reporter.values()) {
        const MeasureDecl* measure = kind.measure(name);
        setNested(object, name, number, measure ? measure->quantity : Quantity::Number);
    }
    Object failedBy;
    for (std::size_t cause = 1; cause < causeCount; ++cause)
        if (const std::uint64_t n = simulation.measures(id).failedBy[cause]; n > 0) failedBy.set(causeText(static_cast<Cause>(cause)), count(n));
    if (!failedBy.empty()) object.set("failed_by_cause", std::move(failedBy));
    return Value(std::move(object));
}

} // namespace

Value runReport(const Simulation& simulation, const std::string& title, const RunCost& cost)
{
    Object report;
    report.set("scene", title);
    report.set("seed", count(simulation.seed()));
    report.set("simulated_s", simulation.now().seconds());
    report.set("warmup_s", simulation.measuredFrom().seconds());
    report.set("load_s", cost.load);
    report.set("wall_s", cost.wall);
    report.set("cpu_s", cost.cpu);
    report.set("events", count(simulation.events()));
    report.set("fingerprint", fingerprintText(simulation.fingerprint()));
    report.set("requests", requestsObject(simulation.totals()));
    report.set("latency_s", latencyObject(simulation.latency()));
    report.set("cost", costObject(simulation));
    Object components, objectives;
    for (ComponentId id = 0; id < simulation.componentCount(); ++id) {
        if (simulation.node(id).health == Health::Removed) continue;
        Value component = componentObject(simulation, id);
        if (const Value* own = component.object()->find("objectives")) objectives.members.push_back({simulation.componentName(id), *own});
        components.members.push_back({simulation.componentName(id), std::move(component)});
    }
    if (!objectives.empty()) report.set("objectives", std::move(objectives));
    report.set("components", std::move(components));
    return Value(std::move(report));
}

std::string littlesLawViolation(const Simulation& simulation)
{
    const std::vector<WorkerTime> times = simulation.timesPresent();
    for (ComponentId id = 0; id < simulation.componentCount(); ++id) {
        const Occupancy* occupancy = simulation.occupancy(id);
        const Simulation::Node& node = simulation.node(id);
        if (!occupancy || node.ops->capacity(simulation.placeOf(node)) == 0) continue;
        const WorkerTime present = occupancy->busyTime(simulation.now()) + occupancy->queueTime(simulation.now());
        if (present != (node.ops->jobTime ? node.ops->jobTime(simulation.placeOf(node), simulation.now()) : times[id])) return simulation.componentName(id);
    }
    return {};
}

} // namespace scalelab
