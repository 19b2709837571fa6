// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_text.h"

#include "base/call_text.h"
#include "base/units.h"
#include "components/standard_catalog.h"
#include "run/command_json.h"
#include "run/compile.h"

#include <stdexcept>

namespace scalelab::test {

namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument(what); }

/// Depth of brackets behind `letter`.
int depthAfter(int depth, char letter) { return depth + (letter == '(' || letter == '{') - (letter == ')' || letter == '}'); }

/// The parts of `text` between separators that stand outside of all brackets and quotes, trimmed.
std::vector<std::string_view> split(std::string_view text, std::string_view separators)
{
    std::vector<std::string_view> parts;
    int depth = 0;
    bool quotes = false;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size()) depth = depthAfter(depth, text[i]);
        if (i < text.size() && text[i] == '\'') quotes = !quotes;
        if (i < text.size() && (depth > 0 || quotes || separators.find(text[i]) == std::string_view::npos)) continue;
        parts.push_back(trimmed(text.substr(from, i - from)));
        from = i + 1;
    }
    return parts;
}

Object readParams(std::string_view text);

Value readValue(std::string_view text)
{
    if (text.starts_with('{') && text.ends_with('}')) return readParams(text.substr(1, text.size() - 2));
    if (text.size() > 1 && text.starts_with('\'') && text.ends_with('\'')) return Value(text.substr(1, text.size() - 2));
    return parseSettingValue(text);
}

Object readParams(std::string_view text)
{
    Object params;
    for (const std::string_view part : split(text, ",")) {
        if (part.empty()) continue;
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) refuse("expected name=value, not " + quoted(part));
        params.set(trimmed(part.substr(0, equals)), readValue(trimmed(part.substr(equals + 1))));
    }
    return params;
}

std::string readComponent(Scene& scene, std::string_view text)
{
    const auto bracket = text.find('(');
    if (bracket != std::string_view::npos && !text.ends_with(')')) refuse("expected id:kind(params), not " + quoted(text));
    const std::string_view name = trimmed(text.substr(0, bracket));
    if (name.empty()) refuse("a component is missing in the drawing");
    if (bracket == std::string_view::npos && scene.component(name)) return std::string(name);
    const auto colon = name.find(':');
    Component component;
    component.id = std::string(name.substr(0, colon));
    component.kind = std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
    if (scene.component(component.id)) refuse(quoted(component.id) + " is drawn twice");
    if (bracket != std::string_view::npos) component.params = readParams(text.substr(bracket + 1, text.size() - bracket - 2));
    scene.components.push_back(component);
    return component.id;
}

/// What stands between "-" and "->": nothing, a latency, or parameters of the wire.
Object readArrow(std::string_view text)
{
    if (text.empty()) return {};
    if (text.find('=') != std::string_view::npos) return readParams(text);
    Object params;
    params.set("latency", text);
    return params;
}

struct Arrow {
    std::size_t begin = 0, end = 0;
    std::string_view inside;
};

/// The first arrow outside of all brackets; it has a space before it, because ids and kinds may contain "-".
bool findArrow(std::string_view text, Arrow& arrow)
{
    int depth = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        depth = depthAfter(depth, text[i]);
        if (depth > 0 || text[i] != ' ' || text[i + 1] != '-') continue;
        const auto head = text.find("->", i + 1);
        if (head == std::string_view::npos) return false;
        arrow = {i, head + 2, head == i + 1 ? std::string_view() : text.substr(i + 2, head - i - 2)};
        return true;
    }
    return false;
}

void readChain(Scene& scene, std::string_view chain)
{
    std::vector<std::string> left;
    Object params;
    while (true) {
        Arrow arrow;
        const bool more = findArrow(chain, arrow);
        std::vector<std::string> right;
        for (const std::string_view part : split(more ? chain.substr(0, arrow.begin) : chain, ",")) right.push_back(readComponent(scene, part));
        for (const std::string& from : left)
            for (const std::string& to : right) scene.links.push_back({from, to, params});
        if (!more) return;
        params = readArrow(trimmed(arrow.inside));
        left = std::move(right);
        chain.remove_prefix(arrow.end);
    }
}

} // namespace

Scene scene(std::string_view drawing)
{
    Scene scene;
    for (const std::string_view line : split(drawing, ";\n")) {
        if (line.empty()) continue;
        if (!line.starts_with('@')) {
            readChain(scene, line);
            continue;
        }
        auto event = parseEvent(line.substr(1));
        if (!event) refuse(event.error().message);
        scene.events.push_back(*event);
    }
    return scene;
}

std::shared_ptr<const Catalog> catalog()
{
    static const std::shared_ptr<const Catalog> made = standardCatalog();
    return made;
}

Simulation simulate(const Scene& drawn, std::uint64_t seed)
{
    Scene scene = drawn;
    scene.seed = seed;
    Compiled compiled = compile(catalog(), scene);
    if (compiled.simulation) return std::move(*compiled.simulation);
    std::string all = "the scene does not run:";
    for (const Problem& problem : compiled.problems) all += "\n" + problem.path + ": " + problem.message;
    refuse(all);
}

Simulation simulate(std::string_view drawing, std::uint64_t seed) { return simulate(scene(drawing), seed); }

Simulation runFor(const Scene& scene, SimTime end, std::uint64_t seed, SimTime warmup)
{
    Simulation simulation = simulate(scene, seed);
    if (warmup > SimTime{}) {
        simulation.advance(warmup);
        simulation.restartMeasures();
    }
    simulation.advance(end);
    return simulation;
}

Simulation runFor(std::string_view drawing, SimTime end, std::uint64_t seed, SimTime warmup) { return runFor(scene(drawing), end, seed, warmup); }

Command command(std::string_view text)
{
    const auto event = parseEvent("0s " + std::string(text));
    if (!event) refuse(event.error().message);
    auto command = readCommand(*event, catalog()->registry);
    if (!command) refuse(command.error().message);
    return std::move(command).value();
}

Result<void> tell(Simulation& simulation, std::string_view text) { return simulation.apply(command(text)); }

double measure(const Simulation& simulation, std::string_view component, std::string_view id)
{
    const ComponentId found = simulation.find(component);
    if (found == nothing) refuse("there is no component " + quoted(component));
    const Reporter reporter = simulation.report(found);
    for (const auto& [name, value] : reporter.values())
        if (name == id) return value;
    refuse(quoted(component) + " has no measure " + quoted(id));
}

const Simulation::Measures& measuresOf(const Simulation& simulation, std::string_view component)
{
    const ComponentId found = simulation.find(component);
    if (found == nothing) refuse("there is no component " + quoted(component));
    return simulation.measures(found);
}

std::vector<std::string> passages(Simulation& simulation)
{
    std::vector<std::string> all;
    for (const Flight& flight : simulation.takeFlights()) {
        const Wire& wire = simulation.wires()[flight.wire];
        std::string text = formatDuration(flight.depart) + " " + simulation.componentName(wire.from) + (flight.reply ? "<" : ">") + simulation.componentName(wire.to);
        if (flight.cause != Cause::None) text += " " + std::string(causeText(flight.cause));
        all.push_back(std::move(text));
    }
    return all;
}

} // namespace scalelab::test
