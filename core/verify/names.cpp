// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/names.h"

#include "base/suggestion.h"
#include "verify/expression.h"
#include "verify/parameters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string_view>

namespace scalelab {

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

double number(std::uint64_t count) { return static_cast<double>(count); }
double secondsMeasured(const Simulation& run) { return (run.now() - run.measuredFrom()).seconds(); }
double failures(const RequestTotals& totals) { return number(std::accumulate(totals.failed.begin(), totals.failed.end(), std::uint64_t{0})); }

double latency(const Simulation& run, double (*of)(const Histogram&))
{
    const Histogram histogram = run.latency();
    return histogram.count() == 0 ? noValue : of(histogram);
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : noValue; }

double availability(const Simulation& run)
{
    const RequestTotals totals = run.totals();
    return ratio(number(totals.completed), number(totals.completed) + failures(totals));
}

/// A measure of the whole run, under its name in the results.
struct RunMeasure {
    std::string_view name;
    Dimension dimension;
    bool isCount;
    double (*value)(const Simulation&);
};

constexpr auto runMeasures = std::to_array<RunMeasure>({
    {"requests.offered", plainNumber, true, [](const Simulation& run) { return number(run.totals().offered); }},
    {"requests.completed", plainNumber, true, [](const Simulation& run) { return number(run.totals().completed); }},
    {"requests.in_flight", plainNumber, false, [](const Simulation& run) { return number(run.totals().inFlight); }},
    {"requests.attempts", plainNumber, true, [](const Simulation& run) { return number(run.totals().attempts); }},
    {"requests.retries", plainNumber, true, [](const Simulation& run) { return number(run.totals().retries); }},
    {"requests.slow", plainNumber, true, [](const Simulation& run) { return number(run.totals().slow); }},
    {"requests.stale", plainNumber, true, [](const Simulation& run) { return number(run.totals().stale); }},
    {"requests.lost_writes", plainNumber, true, [](const Simulation& run) { return number(run.totals().lostWrites); }},
    {"requests.failed", plainNumber, true, [](const Simulation& run) { return failures(run.totals()); }},
    {"latency_s.mean", timeDimension, false, [](const Simulation& run) { return latency(run, [](const Histogram& h) { return h.meanSeconds(); }); }},
    {"latency_s.p50", timeDimension, false, [](const Simulation& run) { return latency(run, [](const Histogram& h) { return h.quantile(0.5).seconds(); }); }},
    {"latency_s.p90", timeDimension, false, [](const Simulation& run) { return latency(run, [](const Histogram& h) { return h.quantile(0.9).seconds(); }); }},
    {"latency_s.p95", timeDimension, false, [](const Simulation& run) { return latency(run, [](const Histogram& h) { return h.quantile(0.95).seconds(); }); }},
    {"latency_s.p99", timeDimension, false, [](const Simulation& run) { return latency(run, [](const Histogram& h) { return h.quantile(0.99).seconds(); }); }},
    {"latency_s.p999", timeDimension, false, [](const Simulation& run) { return latency(run, [](const Histogram& h) { return h.quantile(0.999).seconds(); }); }},
    {"latency_s.max", timeDimension, false, [](const Simulation& run) { return latency(run, [](const Histogram& h) { return h.max().seconds(); }); }},
    {"cost.total", moneyDimension, true, [](const Simulation& run) { return run.cost(); }},
    {"cost.per_hour", moneyDimension, false, [](const Simulation& run) { return ratio(run.cost(), secondsMeasured(run) / 3600); }},
    {"cost.per_million_requests", moneyDimension, false, [](const Simulation& run) { return ratio(run.cost(), number(run.totals().completed) / 1e6); }},
    {"availability", plainNumber, false, availability},
    {"seconds", timeDimension, false, secondsMeasured},
});

/// What a measure is worth nothing without: where it is zero and all of these are, there was nothing to measure.
struct Ground {
    std::string_view ending; ///< Of the measure's name.
    std::array<std::string_view, 3> counts;
};

constexpr auto grounds = std::to_array<Ground>({
    {"hit_ratio", {"hits", "misses"}},
    {"wait_s.mean", {"arrived"}},
    {"lag_s.mean", {"applied_writes"}},
    {"lag_s.max", {"applied_writes"}},
    {"ack_wait_s.mean", {"writes"}},
    {"turnaround_s.mean", {"done"}},
    {"detection_s.mean", {"alerts", "replaced", "dead"}},
    {"recovery_s.mean", {"resolved", "replaced"}},
    {"distance_km", {"completed"}},
    {"busiest_share", {"completed"}},
});

/// The measures of one component at the end of a span.
class Report {
public:
    Report(const Simulation& run, ComponentId id) : run_(run), id_(id), reporter_(run.report(id)) {}

    [[nodiscard]] double value(const std::string& measure) const
    {
        const double* found = find(measure);
        return found && !isGroundless(measure, *found) ? *found : noValue;
    }

private:
    [[nodiscard]] const double* find(std::string_view measure) const
    {
        const auto& values = reporter_.values();
        const auto found = std::ranges::find_if(values, [&](const auto& entry) { return entry.first == measure; });
        return found == values.end() ? nullptr : &found->second;
    }

    [[nodiscard]] bool isZero(std::string_view measure) const
    {
        const double* found = find(measure);
        return !found || *found == 0;
    }

    /// A mean, percentile or ratio of nothing.
    [[nodiscard]] bool isGroundless(const std::string& measure, double value) const
    {
        if (measure.starts_with("sojourn_s.")) return isZero("completed");
        if (const auto latency = measure.find(".latency_s."); latency != std::string::npos) return isZero(measure.substr(0, latency) + ".completed");
        if (measure.starts_with("objectives.") && (measure.ends_with(".good_share") || measure.ends_with(".budget_left")))
            return isZero("completed") && isZero("failed");
        const Simulation::Node& node = run_.node(id_);
        if (measure == "utilisation") return node.ops->capacity(run_.placeOf(node)) == 0;
        if (value != 0) return false;
        const auto ground = std::ranges::find_if(grounds, [&](const Ground& candidate) { return measure == candidate.ending; });
        return ground != grounds.end() && std::ranges::all_of(ground->counts, [&](std::string_view count) { return count.empty() || isZero(count); });
    }

    const Simulation& run_;
    ComponentId id_;
    Reporter reporter_;
};

Dimension dimensionOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Duration: return timeDimension;
    case Quantity::Rate: return rateDimension;
    case Quantity::Bytes: return bytesDimension;
    case Quantity::Money: return moneyDimension;
    case Quantity::Bandwidth: return {.time = -1, .bytes = 1};
    default: return plainNumber;
    }
}

bool isCount(Quantity quantity) { return quantity == Quantity::Integer || quantity == Quantity::Bytes || quantity == Quantity::Money; }

std::string joined(const std::vector<std::string>& name, std::size_t from)
{
    std::string text;
    for (std::size_t i = from; i < name.size(); ++i) text += (i > from ? "." : "") + name[i];
    return text;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

Reading measureOf(const std::string& component, const MeasureDecl& measure)
{
    return {dimensionOf(measure.quantity), isCount(measure.quantity), [component, id = measure.id](const Simulation& run) {
                const ComponentId found = run.find(component);
                return found == nothing ? noValue : Report(run, found).value(id);
            }};
}

/// Failures that a component caused, by cause; 0 if there was none.
Result<Reading> blameOf(const std::string& component, const std::string& cause)
{
    std::vector<std::string_view> causes;
    for (std::size_t i = 1; i < causeCount; ++i) causes.push_back(causeText(static_cast<Cause>(i)));
    const auto found = std::ranges::find(causes, cause);
    if (found == causes.end()) return Error{"there is no cause " + quoted(cause) + "." + suggestion(cause, causes)};
    const auto index = static_cast<std::size_t>(found - causes.begin()) + 1;
    return Reading{plainNumber, true, [component, index](const Simulation& run) {
                       const ComponentId id = run.find(component);
                       return id == nothing ? noValue : number(run.measures(id).failedBy[index]);
                   }};
}

Result<Reading> failedBy(const std::string& outcome)
{
    std::vector<std::string_view> outcomes;
    for (const Outcome each : failureOutcomes) outcomes.push_back(outcomeName(each));
    const auto found = std::ranges::find(outcomes, outcome);
    if (found == outcomes.end()) return Error{"requests do not fail by " + quoted(outcome) + "." + suggestion(outcome, outcomes)};
    const auto index = static_cast<std::size_t>(failureOutcomes[static_cast<std::size_t>(found - outcomes.begin())]);
    return Reading{plainNumber, true, [index](const Simulation& run) { return number(run.totals().failed[index]); }};
}

Result<Reading> parameterOf(const KindDecl& kind, const Object& params, const std::vector<std::string>& name)
{
    const auto value = parameterValue(*kind.param(name[1]), params, joined(name, 2));
    if (!value) return Error{nameText(name) + ": " + value.error().message};
    return Reading{value->dimension, false, [number = value->number](const Simulation&) { return number; }};
}

Error unknown(const std::vector<std::string>& name, const KindDecl& kind)
{
    std::vector<std::string_view> candidates;
    for (const MeasureDecl& measure : kind.measures) candidates.push_back(measure.id);
    for (const ParamDecl& param : kind.params) candidates.push_back(param.id);
    const std::string rest = joined(name, 1);
    return {quoted(name[0]) + " (" + (kind.name.empty() ? kind.id : kind.name) + ") has no measure or parameter " + quoted(rest) + "." + suggestion(rest, candidates)};
}

std::string subtractionHint(std::string_view name) { return name.find('-') != std::string_view::npos ? " To subtract, write blanks round the minus." : ""; }

Error unknownRunMeasure(const std::string& name, const Scene& scene)
{
    if (scene.component(name)) return {quoted(name) + " is a component; write which of its measures or parameters is meant, such as " + name + ".completed."};
    std::vector<std::string_view> candidates;
    for (const RunMeasure& measure : runMeasures) candidates.push_back(measure.name);
    for (const Component& component : scene.components) candidates.push_back(component.id);
    const std::string hint = suggestion(name, candidates);
    return {"there is no measure " + quoted(name) + "." + (hint.empty() ? subtractionHint(name) : hint)};
}

Error unknownComponent(const std::string& id, const Scene& scene)
{
    std::vector<std::string_view> candidates = {"requests", "latency_s", "cost"};
    for (const Component& component : scene.components) candidates.push_back(component.id);
    const std::string hint = suggestion(id, candidates);
    return {"there is no component " + quoted(id) + "." + (hint.empty() ? subtractionHint(id) : hint)};
}

Result<Reading> ofComponent(const Registry& registry, const Component& component, const std::vector<std::string>& name)
{
    const KindDecl* kind = registry.kind(component.kind);
    if (!kind) return Error{"the kind of " + quoted(component.id) + " is not known"};
    if (const MeasureDecl* measure = kind->measure(joined(name, 1))) return measureOf(component.id, *measure);
    if (name[1] == "failed_by_cause" && name.size() == 3) return blameOf(component.id, name[2]);
    if (kind->param(name[1])) return parameterOf(*kind, component.params, name);
    return unknown(name, *kind);
}

Result<Reading> ofWire(const Registry& registry, const Scene& scene, const std::vector<std::string>& name)
{
    const auto arrow = name[0].find("->");
    const Link* link = scene.link(name[0].substr(0, arrow), name[0].substr(arrow + 2));
    if (!link) return Error{"there is no wire " + quoted(name[0]) + "."};
    return registry.link.param(name[1]) ? parameterOf(registry.link, link->params, name) : unknown(name, registry.link);
}

/// What is made of a measure of several components.
struct Aggregate {
    std::string_view name;
    double (*of)(const std::vector<double>&);
};

constexpr auto aggregates = std::to_array<Aggregate>({
    {"sum", [](const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }},
    {"min", [](const std::vector<double>& values) { return values.empty() ? noValue : *std::ranges::min_element(values); }},
    {"max", [](const std::vector<double>& values) { return values.empty() ? noValue : *std::ranges::max_element(values); }},
});

/// The measure of every component of a kind, those that a fleet has added included.
std::vector<double> valuesOfKind(const Simulation& run, const std::string& kind, const std::string& measure)
{
    std::vector<double> values;
    for (ComponentId id = 0; id < run.componentCount(); ++id)
        if (run.kindOf(id).id == kind && run.node(id).health != Health::Removed) values.push_back(Report(run, id).value(measure));
    return values;
}

Result<Reading> ofKind(const KindDecl& kind, const Aggregate& aggregate, const std::vector<std::string>& name)
{
    const MeasureDecl* measure = kind.measure(joined(name, 2));
    if (!measure) {
        std::vector<std::string_view> candidates;
        for (const MeasureDecl& each : kind.measures) candidates.push_back(each.id);
        return Error{quoted(kind.id) + " has no measure " + quoted(joined(name, 2)) + "." + suggestion(joined(name, 2), candidates)};
    }
    return Reading{dimensionOf(measure->quantity), isCount(measure->quantity), [kind = kind.id, measure = measure->id, of = aggregate.of](const Simulation& run) {
                       const std::vector<double> values = valuesOfKind(run, kind, measure);
                       return std::ranges::any_of(values, [](double value) { return std::isnan(value); }) ? noValue : of(values);
                   }};
}

} // namespace

Result<Reading> findName(const Registry& registry, const Scene& scene, const std::vector<std::string>& name)
{
    const std::string whole = joined(name, 0);
    const auto found = std::ranges::find(runMeasures, whole, &RunMeasure::name);
    if (found != runMeasures.end()) return Reading{found->dimension, found->isCount, found->value};
    if (name.size() == 3 && name[0] == "requests" && name[1] == "failed") return failedBy(name[2]);
    if (name.size() == 1) return unknownRunMeasure(whole, scene);
    const auto aggregate = std::ranges::find(aggregates, name[0], &Aggregate::name);
    if (const KindDecl* kind = registry.kind(name[1]); kind && name.size() > 2 && aggregate != aggregates.end()) return ofKind(*kind, *aggregate, name);
    if (const Component* component = scene.component(name[0])) return ofComponent(registry, *component, name);
    if (name[0].find("->") != std::string::npos) return ofWire(registry, scene, name);
    if (std::ranges::any_of(runMeasures, [&](const RunMeasure& measure) { return measure.name.starts_with(name[0] + "."); })) return unknownRunMeasure(whole, scene);
    return unknownComponent(name[0], scene);
}

} // namespace scalelab
