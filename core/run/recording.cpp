// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/recording.h"

#include "base/units.h"
#include "io/json.h"
#include "io/scene_io.h"
#include "model/validate.h"
#include "run/command_json.h"
#include "run/compile.h"
#include "run/data_files_json.h"

#include <array>
#include <charconv>

namespace scalelab {

std::string fingerprintText(std::uint64_t fingerprint)
{
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), fingerprint, 16).ptr;
    const std::string text(digits.data(), end);
    return std::string(16 - text.size(), '0') + text;
}

namespace {

Result<std::int64_t> integerField(const Object& object, std::string_view name)
{
    const Value* value = object.find(name);
    if (!value || !value->integer()) return Error{"a recording needs the whole number \"" + std::string(name) + "\""};
    return *value->integer();
}

} // namespace

std::string writeRecording(const Recording& recording)
{
    Object top;
    top.set("format", "scalelab/recording");
    top.set("version", 1);
    top.set("warmup_ns", recording.warmup.ns);
    top.set("end_ns", recording.end.ns);
    top.set("events", static_cast<std::int64_t>(recording.events));
    top.set("fingerprint", fingerprintText(recording.fingerprint));
    List commands;
    for (const LoggedCommand& logged : recording.commands) {
        Object object;
        object.set("at_ns", logged.at.ns);
        object.set("after_events", static_cast<std::int64_t>(logged.events));
        if (logged.scheduled) object.set("scheduled", true);
        object.set("command", commandObject(logged.command));
        commands.push_back(std::move(object));
    }
    top.set("commands", std::move(commands));
    if (!recording.dataFiles->contents.empty()) top.set("files", dataFilesValue(*recording.dataFiles));
    top.set("scene", parseJson(writeScene(recording.scene)).value);
    return writeJson(Value(std::move(top)));
}

Result<Recording> readRecording(std::string_view json, const Registry& registry)
{
    const JsonText text = parseJson(json);
    if (!text.problems.empty()) return Error{text.problems.front().message};
    const Object* top = text.value.object();
    const Value* format = top ? top->find("format") : nullptr;
    if (!format || !format->text() || *format->text() != "scalelab/recording") return Error{"this is not a recording: \"format\" must be \"scalelab/recording\""};

    Recording recording;
    const auto version = integerField(*top, "version");
    const auto warmup = integerField(*top, "warmup_ns");
    const auto end = integerField(*top, "end_ns");
    const auto events = integerField(*top, "events");
    for (const auto* field : {&version, &warmup, &end, &events})
        if (!*field) return field->error();
    if (*version != 1) return Error{"this recording was made by a newer version of the program"};
    recording.warmup.ns = *warmup;
    recording.end.ns = *end;
    recording.events = static_cast<std::uint64_t>(*events);

    const Value* fingerprint = top->find("fingerprint");
    const std::string digits = fingerprint && fingerprint->text() ? *fingerprint->text() : std::string();
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), recording.fingerprint, 16);
    if (digits.size() != 16 || error != std::errc() || stop != digits.data() + digits.size()) return Error{"\"fingerprint\" must be 16 hexadecimal digits"};

    const Value* scene = top->find("scene");
    if (!scene || !scene->object()) return Error{"a recording needs its \"scene\""};
    SceneText read = readScene(writeJson(*scene));
    for (const Problem& problem : read.problems)
        if (problem.severity == Problem::Severity::Error) return Error{"in the recorded scene: " + problem.message, problem.path};
    recording.scene = std::move(read.scene);
    for (const Problem& problem : validate(registry, recording.scene))
        if (problem.severity == Problem::Severity::Error) return Error{"in the recorded scene: " + problem.path + ": " + problem.message, problem.path};

    const Value* commands = top->find("commands");
    if (!commands || !commands->list()) return Error{"a recording needs its \"commands\""};
    for (const Value& entry : *commands->list()) {
        const Object* object = entry.object();
        const Value* command = object ? object->find("command") : nullptr;
        if (!command || !command->object()) return Error{"each of \"commands\" needs at_ns, after_events and command"};
        const auto at = integerField(*object, "at_ns");
        const auto after = integerField(*object, "after_events");
        auto parsed = readCommand(*command->object(), registry);
        if (!at) return at.error();
        if (!after) return after.error();
        if (!parsed) return parsed.error();
        const bool scheduled = object->find("scheduled") != nullptr;
        recording.commands.push_back({{*at}, static_cast<std::uint64_t>(*after), std::move(parsed).value(), scheduled});
    }
    if (const Value* files = top->find("files")) {
        auto contents = readDataFiles(*files);
        if (!contents) return contents.error();
        recording.dataFiles = std::make_shared<const DataFiles>(std::move(contents).value());
    }
    return recording;
}

Result<Simulation> replay(std::shared_ptr<const Catalog> catalog, const Recording& recording)
{
    Scene scene = recording.scene;
    scene.events.clear();
    Compiled compiled = compile(std::move(catalog), scene, recording.dataFiles);
    if (!compiled.simulation) return Error{compiled.problems.front().message, compiled.problems.front().path};
    Simulation& simulation = *compiled.simulation;
    bool warm = recording.warmup == SimTime{};
    const auto advance = [&](SimTime until) {
        if (!warm && recording.warmup <= until) {
            simulation.advance(recording.warmup);
            simulation.restartMeasures();
            warm = true;
        }
        simulation.advance(until);
    };
    for (const LoggedCommand& logged : recording.commands) {
        advance(logged.at);
        if (simulation.events() < logged.events) simulation.advance({logged.at.ns + 1}, logged.events - simulation.events());
        if (simulation.events() != logged.events) return Error{"the recording does not fit its scene: a command came after event " + std::to_string(logged.events) + ", but the run is at event " + std::to_string(simulation.events())};
        simulation.setNow(logged.at);
        if (const auto applied = simulation.apply(logged.command); !applied) return applied.error();
    }
    advance(recording.end);
    if (simulation.events() < recording.events) simulation.advance({recording.end.ns + 1}, recording.events - simulation.events());
    if (!simulation.error().empty()) return Error{simulation.error()};
    return std::move(*compiled.simulation);
}

} // namespace scalelab
