// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/compile.h"

#include "base/units.h"
#include "model/validate.h"
#include "run/command_json.h"

#include <exception>

namespace scalelab {

namespace {

/// Schedules a command, and its end if the event says how long it lasts.
Result<void> scheduleFor(Simulation& simulation, const Object& event, SimTime at, const Command& command)
{
    simulation.schedule(at, command);
    const Value* lasts = event.find("for");
    if (!lasts) return {};
    const auto time = parseDuration(lasts->text() ? *lasts->text() : "");
    if (!time) return time.error();
    auto end = inverseOf(command, simulation.catalog().registry);
    if (!end) return end.error();
    simulation.schedule(at + *time, std::move(end).value());
    return {};
}

/// What a component throws when it starts is a reason not to run, as what it refuses.
template <class Add>
Result<void> guarded(Add add)
{
    try {
        return add();
    } catch (const std::exception& failure) {
        return Error{std::string("it cannot start: ") + failure.what()};
    }
}

} // namespace

Compiled compile(std::shared_ptr<const Catalog> catalog, const Scene& scene, std::shared_ptr<const DataFiles> dataFiles)
{
    Compiled compiled;
    compiled.problems = validate(catalog->registry, scene);
    if (hasErrors(compiled.problems)) return compiled;

    const auto refuse = [&](std::string path, const Error& error) {
        compiled.problems.push_back({Problem::Severity::Error, std::move(path), error.message, {}});
    };
    Simulation simulation(catalog, scene.seed, std::move(dataFiles));
    for (const Zone& zone : scene.zones)
        if (const auto added = simulation.addZone(zone); !added) refuse("zones." + zone.id, added.error());
    for (const Component& component : scene.components)
        if (const auto added = guarded([&] { return simulation.addComponent(component); }); !added) refuse("components." + component.id, added.error());
    for (std::size_t i = 0; i < scene.links.size(); ++i)
        if (const auto added = guarded([&] { return simulation.addWire(scene.links[i]); }); !added) refuse("links[" + std::to_string(i) + "]", added.error());
    for (std::size_t i = 0; i < scene.events.size(); ++i) {
        const Value* at = scene.events[i].find("at");
        const auto time = parseDuration(at && at->text() ? *at->text() : "");
        auto command = readCommand(scene.events[i], catalog->registry);
        if (!time) refuse("events[" + std::to_string(i) + "].at", time.error());
        else if (!command) refuse("events[" + std::to_string(i) + "]", command.error());
        else if (const auto scheduled = scheduleFor(simulation, scene.events[i], *time, *command); !scheduled) refuse("events[" + std::to_string(i) + "].for", scheduled.error());
    }
    if (!hasErrors(compiled.problems)) compiled.simulation = std::move(simulation);
    return compiled;
}

} // namespace scalelab
