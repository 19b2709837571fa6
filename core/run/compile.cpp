// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/compile.h"

#include "base/units.h"
#include "model/validate.h"
#include "run/command_json.h"

namespace scalelab {

Compiled compile(std::shared_ptr<const Catalog> catalog, const Scene& scene, std::shared_ptr<const DataFiles> dataFiles)
{
    Compiled compiled;
    compiled.problems = validate(catalog->registry, scene);
    if (hasErrors(compiled.problems)) return compiled;

    const auto refuse = [&](std::string path, const Error& error) {
        compiled.problems.push_back({Problem::Severity::Error, std::move(path), error.message, {}});
    };
    Simulation simulation(catalog, scene.seed, std::move(dataFiles));
    for (const Component& component : scene.components)
        if (const auto added = simulation.addComponent(component); !added) refuse("components." + component.id, added.error());
    for (std::size_t i = 0; i < scene.links.size(); ++i)
        if (const auto added = simulation.addWire(scene.links[i]); !added) refuse("links[" + std::to_string(i) + "]", added.error());
    for (std::size_t i = 0; i < scene.events.size(); ++i) {
        const Value* at = scene.events[i].find("at");
        const auto time = parseDuration(at && at->text() ? *at->text() : "");
        auto command = readCommand(scene.events[i], catalog->registry);
        if (!time) refuse("events[" + std::to_string(i) + "].at", time.error());
        else if (!command) refuse("events[" + std::to_string(i) + "]", command.error());
        else simulation.schedule(*time, std::move(command).value());
    }
    if (!hasErrors(compiled.problems)) compiled.simulation = std::move(simulation);
    return compiled;
}

} // namespace scalelab
