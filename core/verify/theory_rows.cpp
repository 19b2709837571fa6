// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/theory_rows.h"

#include "analysis/closed_forms.h"
#include "base/portable_math.h"
#include "base/units.h"

namespace scalelab {

namespace {

std::string inWords(double value, const Dimension& dimension)
{
    if (dimension == timeDimension) return formatSeconds(value);
    if (dimension == rateDimension) return formatRate(value);
    return numberText(value);
}

double count(std::uint64_t n) { return static_cast<double>(n); }

} // namespace

TheoryMeasure measureOf(std::string component, std::string id)
{
    std::string name = component + "." + id;
    return {std::move(name), [component = std::move(component), id = std::move(id)](const Simulation& run) {
                const ComponentId found = run.find(component);
                if (found == nothing) return portable::notANumber;
                const Reporter reporter = run.report(found);
                for (const auto& [measure, value] : reporter.values())
                    if (measure == id) return value;
                return portable::notANumber;
            }};
}

TheoryMeasure meanLatency(double less)
{
    return {less > 0 ? "latency_s.mean - " + formatSeconds(less) : "latency_s.mean",
            [less](const Simulation& run) { return run.latency().meanSeconds() - less; }};
}

TheoryMeasure latencyQuantile(double p)
{
    return {"latency_s.p" + numberText(100 * p), [p](const Simulation& run) { return run.latency().quantile(p).seconds(); }};
}

TheoryMeasure shareOf(Outcome outcome)
{
    return {"share of requests " + std::string(outcomeName(outcome)), [outcome](const Simulation& run) {
                const RequestTotals totals = run.totals();
                return count(totals.failed[static_cast<std::size_t>(outcome)]) / count(totals.offered);
            }};
}

TheoryMeasure shareCompleted()
{
    return {"share of requests completed", [](const Simulation& run) {
                const RequestTotals totals = run.totals();
                return count(totals.completed) / count(totals.offered - totals.inFlight);
            }};
}

TheoryMeasure attemptsPerRequest()
{
    return {"attempts / offered", [](const Simulation& run) { return count(run.totals().attempts) / count(run.totals().offered); }};
}

TheoryRow row(std::string_view form, std::vector<double> arguments, const TheoryMeasure& measure, double sharpness, double bias)
{
    const ClosedForm* found = closedForm(form);
    if (!found || found->parameters.size() != arguments.size())
        return row(std::string(form), "no such formula", portable::notANumber, measure, sharpness, bias);
    std::string parameters;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        parameters += (i == 0 ? "" : ", ") + std::string(found->parameters[i].name) + " " + inWords(arguments[i], found->parameters[i].dimension);
    return row(std::string(form), std::move(parameters), found->value(arguments), measure, sharpness, bias);
}

TheoryRow row(std::string formula, std::string parameters, double expected, const TheoryMeasure& measure, double sharpness, double bias)
{
    return {std::move(formula), std::move(parameters), measure.name, expected, sharpness, bias, measure.value};
}

Component component(std::string id, std::string kind, std::vector<Member> params) { return {std::move(id), std::move(kind), Object{std::move(params)}}; }

Component users(const std::string& arrivals, std::vector<Member> params)
{
    params.push_back({"arrivals", arrivals});
    return component("users", "users", std::move(params));
}

std::string poisson(double rate) { return "poisson(" + formatRate(rate) + ")"; }

std::function<Scene(std::uint64_t)> always(std::vector<Component> components, std::vector<Link> links, std::vector<Object> events)
{
    Scene scene;
    scene.components = std::move(components);
    scene.links = std::move(links);
    scene.events = std::move(events);
    return [scene = std::move(scene)](std::uint64_t) { return scene; };
}

} // namespace scalelab
