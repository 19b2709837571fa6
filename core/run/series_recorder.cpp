// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/series_recorder.h"

#include <algorithm>

namespace scalelab {

namespace {
constexpr SimTime latencyWindow{1'000'000'000}; ///< Percentiles are of the requests completed in this span.

double rate(std::uint64_t now, std::uint64_t before, double span)
{
    return now < before ? 0 : static_cast<double>(now - before) / span;
}
} // namespace

Series& SeriesRecorder::series(const std::string& name) { return series_.try_emplace(name, capacity_).first->second; }

void SeriesRecorder::sample(const Simulation& simulation)
{
    const SimTime now = simulation.now();
    due_ = now + interval;
    if (now <= last_) return;
    const double span = (now - last_).seconds();
    capacity_ = std::clamp<std::size_t>(400'000 / (5 * std::max(1u, simulation.componentCount())), 128, 2048);
    before_.resize(simulation.componentCount());
    sampleRequests(simulation, span);
    for (ComponentId id = 0; id < simulation.componentCount(); ++id)
        if (simulation.node(id).health != Health::Removed) sampleComponent(simulation, id, span);
    last_ = now;
}

void SeriesRecorder::sampleRequests(const Simulation& simulation, double span)
{
    const SimTime now = simulation.now();
    const RequestTotals totals = simulation.totals();
    series("requests.offered").add(now, rate(totals.offered, totalsBefore_.offered, span));
    series("requests.completed").add(now, rate(totals.completed, totalsBefore_.completed, span));
    for (const Outcome outcome : failureOutcomes) {
        const auto i = static_cast<std::size_t>(outcome);
        series("requests.failed." + std::string(outcomeName(outcome))).add(now, rate(totals.failed[i], totalsBefore_.failed[i], span));
    }
    totalsBefore_ = totals;

    if (now - lastLatency_ < latencyWindow) return;
    lastLatency_ = now;
    Histogram latency = simulation.latency();
    const Histogram recent = latency.count() >= latencyBefore_.count() ? latency.since(latencyBefore_) : latency;
    latencyBefore_ = std::move(latency);
    if (recent.count() == 0) return;
    series("latency.mean").add(now, recent.meanSeconds());
    series("latency.p50").add(now, recent.quantile(0.5).seconds());
    series("latency.p95").add(now, recent.quantile(0.95).seconds());
    series("latency.p99").add(now, recent.quantile(0.99).seconds());
}

void SeriesRecorder::sampleComponent(const Simulation& simulation, ComponentId id, double span)
{
    const SimTime now = simulation.now();
    const Simulation::Node& node = simulation.node(id);
    const Simulation::Measures& measures = simulation.measures(id);
    const KindOps& ops = *node.ops;
    const ComponentPlace place = simulation.placeOf(node);
    const std::string prefix = simulation.componentName(id) + ".";
    Before& before = before_[id];
    series(prefix + "throughput").add(now, rate(measures.completed(), before.completed, span));
    series(prefix + "failed").add(now, rate(measures.failed, before.failed, span));
    before.completed = measures.completed();
    before.failed = measures.failed;
    if (const Occupancy* occupancy = simulation.occupancy(id)) {
        const double busyTime = static_cast<double>(occupancy->busyTime(now)) / 1e9;
        const std::uint32_t capacity = ops.capacity(place);
        if (capacity > 0) series(prefix + "utilisation").add(now, std::max(0.0, busyTime - before.busyTime) / span / capacity);
        series(prefix + "queue").add(now, occupancy->queued());
        before.busyTime = busyTime;
    }
    if (const double backlog = ops.backlog(place); backlog >= 0) series(prefix + "queue").add(now, backlog);
    if (const double ratio = ops.hitRatio(place); ratio >= 0) series(prefix + "hit_ratio").add(now, ratio);
    if (const double lag = ops.lag(place, simulation.now()); lag >= 0) series(prefix + "lag").add(now, lag);
}

std::vector<std::string> SeriesRecorder::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, series] : series_) names.push_back(name);
    return names;
}

const Series* SeriesRecorder::find(std::string_view name) const
{
    const auto it = series_.find(name);
    return it == series_.end() ? nullptr : &it->second;
}

} // namespace scalelab
