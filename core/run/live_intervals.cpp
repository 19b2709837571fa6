// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/live_intervals.h"

#include "engine/simulation.h"

#include <cmath>
#include <optional>

namespace scalelab {

namespace {

std::optional<double> valueOf(const Reporter& reporter, std::string_view id)
{
    for (const auto& [name, number] : reporter.values())
        if (name == id) return number;
    return std::nullopt;
}

/// What a measure is a mean over: look-ups, calls or seconds; nothing if it is no mean. Calls that have been answered stand for those that have begun.
std::optional<double> weightOf(const Reporter& reporter, std::string_view id, double seconds)
{
    if (id == "hit_ratio") return valueOf(reporter, "hits").value_or(0) + valueOf(reporter, "misses").value_or(0);
    if (id == "wait_s.mean" || id == "sojourn_s.mean") return valueOf(reporter, "completed");
    if (id == "throughput" || id == "utilisation" || id == "busy_mean" || id == "queue_mean" || id == "cpu_utilisation") return seconds;
    return std::nullopt;
}

} // namespace

void LiveIntervals::watch(std::string component)
{
    component_ = std::move(component);
    batches_.clear();
}

void LiveIntervals::look(const Simulation& simulation)
{
    const ComponentId id = simulation.find(component_);
    if (id == nothing) return;
    const Reporter reporter = simulation.report(id);
    const double seconds = (simulation.now() - simulation.measuredFrom()).seconds();
    for (const auto& [name, number] : reporter.values())
        if (const auto weight = weightOf(reporter, name, seconds)) batches_[name].look(number * *weight, *weight);
}

std::vector<MeasureInterval> LiveIntervals::intervals() const
{
    std::vector<MeasureInterval> all;
    for (const auto& [name, batches] : batches_)
        if (const Interval interval = batches.interval(confidence); !std::isnan(interval.mean)) all.push_back({name, interval});
    return all;
}

} // namespace scalelab
