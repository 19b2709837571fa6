// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/variants.h"

#include "model/edit.h"
#include "model/validate.h"
#include "verify/fields.h"
#include "verify/targets.h"

#include <optional>
#include <utility>

namespace scalelab {

namespace {

struct Wire {
    std::string from, to;
};

std::optional<Wire> wireNamed(std::string_view text)
{
    const auto arrow = text.find("->");
    if (arrow == std::string_view::npos) return std::nullopt;
    return Wire{std::string(text.substr(0, arrow)), std::string(text.substr(arrow + 2))};
}

std::string suggestComponent(const Scene& scene, std::string_view id)
{
    std::vector<std::string_view> ids;
    for (const Component& component : scene.components) ids.push_back(component.id);
    for (const Zone& zone : scene.zones) ids.push_back(zone.id);
    return suggestion(id, ids);
}

std::string suggestWire(const Scene& scene, const std::string& wire)
{
    std::vector<std::string> names;
    for (const Link& link : scene.links) names.push_back(link.from + "->" + link.to);
    return suggestion(wire, {names.begin(), names.end()});
}

bool hasZone(const Scene& scene, std::string_view id)
{
    return std::ranges::any_of(scene.zones, [&](const Zone& zone) { return zone.id == id; });
}

/// The edit that a member of "set" means: component.parameter, FROM->TO.parameter or zone.parameter.
Result<Edit> settingEdit(const Scene& scene, const Member& setting)
{
    const auto wire = wireNamed(setting.name);
    const auto dot = wire ? wire->to.find('.') : setting.name.find('.');
    if (dot == std::string::npos || dot == 0) return Error{"expected component.parameter, zone.parameter or FROM->TO.parameter, not " + quoted(setting.name) + "."};
    if (wire) {
        const std::string to = wire->to.substr(0, dot);
        if (!scene.link(wire->from, to)) return Error{"There is no wire " + quoted(wire->from + "->" + to) + "." + suggestWire(scene, wire->from + "->" + to)};
        return Edit{SetLinkParam{wire->from, to, wire->to.substr(dot + 1), setting.value}};
    }
    const std::string id = setting.name.substr(0, dot), param = setting.name.substr(dot + 1);
    if (scene.component(id)) return Edit{SetParam{id, param, setting.value}};
    if (hasZone(scene, id)) return Edit{SetZoneParam{id, param, setting.value}};
    return Error{"There is no component or zone " + quoted(id) + "." + suggestComponent(scene, id)};
}

Result<Edit> removal(const Scene& scene, const std::string& what)
{
    if (const auto wire = wireNamed(what)) {
        if (scene.link(wire->from, wire->to)) return Edit{RemoveLink{wire->from, wire->to}};
        return Error{"There is no wire " + quoted(what) + "." + suggestWire(scene, what)};
    }
    if (scene.component(what)) return Edit{RemoveComponent{what}};
    return Error{"There is no component " + quoted(what) + "." + suggestComponent(scene, what)};
}

/// Applies an edit, if there is one; the error gets the path of what asked for it.
Result<void> carryOut(Scene& scene, const Result<Edit>& edit, const std::string& path)
{
    if (!edit) return Error{edit.error().message, path};
    if (const auto done = applyEdit(scene, *edit); !done) return Error{done.error().message, path};
    return {};
}

Result<void> takeOut(Scene& scene, const Value& without, const std::string& path)
{
    const List* list = without.list();
    if (!list) return Error{"expected a list of components and wires, not " + std::string(typeName(without)) + ".", path};
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string place = path + "[" + std::to_string(i) + "]";
        const std::string* what = (*list)[i].text();
        if (!what) return Error{"expected a component or a wire such as \"web->db\".", place};
        if (const auto done = carryOut(scene, removal(scene, *what), place); !done) return done;
    }
    return {};
}

Result<void> setParameters(Scene& scene, const Value& set, const std::string& path)
{
    const Object* settings = set.object();
    if (!settings) return Error{"expected an object such as { \"cache.ttl\": \"0s\" }, not " + std::string(typeName(set)) + ".", path};
    for (const Member& setting : settings->members)
        if (const auto done = carryOut(scene, settingEdit(scene, setting), path + "." + setting.name); !done) return done;
    return {};
}

Result<void> replaceEvents(Scene& scene, const Value& events, const std::string& path)
{
    const List* list = events.list();
    if (!list) return Error{"expected a list of events, not " + std::string(typeName(events)) + ".", path};
    Batch batch;
    for (std::size_t i = scene.events.size(); i-- > 0;) batch.edits.push_back({RemoveEvent{i}});
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Object* event = (*list)[i].object();
        if (!event) return Error{"expected an event such as { \"at\": \"30s\", \"crash\": \"web1\" }.", path + "[" + std::to_string(i) + "]"};
        batch.edits.push_back({InsertEvent{*event}});
    }
    return carryOut(scene, Edit{std::move(batch)}, path);
}

void dropDefaults(Object& params, const KindDecl* kind)
{
    params.erase("label");
    std::erase_if(params.members, [&](const Member& member) {
        const ParamDecl* param = kind ? kind->param(member.name) : nullptr;
        return param && param->fallback == member.value;
    });
}

/// The scene reduced to what a run depends on: without what only says what holds anyway.
Scene essence(const Registry& registry, Scene scene)
{
    scene.layout.clear();
    scene.extra = {};
    for (Component& component : scene.components) dropDefaults(component.params, registry.kind(component.kind));
    for (Zone& zone : scene.zones) dropDefaults(zone.params, registry.zoneKind(zone.kind));
    for (Link& link : scene.links) dropDefaults(link.params, &registry.link);
    return scene;
}

/// Whether a problem at this path of the varied scene is about what was set: components.cache.ttl for "cache.ttl", links[2].latency for "web->db.latency".
bool isAbout(std::string_view path, std::string_view setting)
{
    if (setting.find("->") != std::string_view::npos) return path.starts_with("links[") && path.ends_with(setting.substr(setting.find('.')));
    return path == "components." + std::string(setting) || path == "zones." + std::string(setting);
}

/// The place within a variant of a problem with one of its events; `written` tells which of them came from where.
std::optional<std::string> placeOfEvent(std::string_view path, const std::vector<std::size_t>& written)
{
    for (std::size_t i = 0; i < written.size(); ++i)
        if (const std::string event = "events[" + std::to_string(i) + "]"; path.starts_with(event))
            return ".events[" + std::to_string(written[i]) + "]" + std::string(path.substr(event.size()));
    return std::nullopt;
}

/// Problems of a varied scene, at the place of the variant that made them.
void addProblems(const Registry& registry, const Scene& varied, const std::string& path, const Object& variant, const std::vector<std::size_t>& written, Problems& problems)
{
    for (const Problem& problem : validate(registry, varied)) {
        if (problem.severity != Problem::Severity::Error) continue;
        std::string place = path;
        if (const Value* set = variant.find("set"); set && set->object())
            for (const Member& setting : set->object()->members)
                if (isAbout(problem.path, setting.name)) place = path + ".set." + setting.name;
        if (const auto event = placeOfEvent(problem.path, written)) place = path + *event;
        const bool known = place != path;
        addError(problems, place, known ? problem.message : "With this variant, " + problem.path + ": " + problem.message);
    }
}

void readMustFail(Variant& variant, const Value& value, const std::string& path, Problems& problems)
{
    if (const bool* all = value.boolean()) {
        variant.allMustFail = *all;
        return;
    }
    const List* ids = value.list();
    if (!ids || ids->empty()) return addError(problems, path, "expected true, or a list of the ids of expectations.");
    for (const Value& id : *ids) {
        if (id.text()) variant.mustFail.push_back(*id.text());
        else addError(problems, path, "expected ids of expectations, not " + std::string(typeName(id)) + ".");
    }
}

/// What a variant's events say once they are aimed at components; without any, a single empty list.
Result<std::vector<AimedEvents>> aimedEventsOf(const Registry& registry, const Scene& scene, const Object& variant, const std::string& path)
{
    const Value* events = variant.find("events");
    if (!events || !events->list()) return std::vector<AimedEvents>(1);
    auto aimed = aimEvents(registry, scene, *events->list());
    if (!aimed) return Error{aimed.error().message, path + ".events" + aimed.error().path};
    return aimed;
}

/// Adds the variant with these events in it; false if something is wrong with it.
bool addVariant(const Registry& registry, const Scene& scene, Variant variant, Object object, const AimedEvents& aimed, Problem::Severity idle, std::vector<Variant>& variants,
                Problems& problems)
{
    const std::string path = "variants." + variant.id;
    const std::size_t before = problems.size();
    if (const Value* events = object.find("events"); events && events->list()) object.set("events", aimed.events);
    auto varied = applyVariant(scene, variant.id, object);
    if (!varied) {
        addError(problems, varied.error().path, varied.error().message);
        return false;
    }
    variant.member = aimed.member;
    variant.scene = std::move(varied).value();
    addProblems(registry, variant.scene, path, object, aimed.written, problems);
    if (problems.size() != before) return false;
    const bool isIdle = essence(registry, variant.scene) == essence(registry, scene);
    if (isIdle) problems.push_back({idle, path, "The variant changes nothing: the scene is like that already.", {}});
    if (isIdle && idle == Problem::Severity::Error) return false;
    variants.push_back(std::move(variant));
    return true;
}

void readVariant(const Registry& registry, const Scene& scene, const Member& member, Problem::Severity idle, std::vector<Variant>& variants, Problems& problems)
{
    const std::string path = "variants." + member.name;
    const Object* object = member.value.object();
    if (!object) return addError(problems, path, "expected an object such as { \"set\": { \"cache.ttl\": \"0s\" } }, not " + std::string(typeName(member.value)) + ".");
    if (member.name == "scene") return addError(problems, path, "\"scene\" means the scene itself; give the variant another name.");
    const std::size_t before = problems.size();
    checkFields(*object, {"title", "must-fail", "set", "without", "events"}, path, problems);
    Variant variant{.id = member.name};
    if (const Value* title = object->find("title")) {
        if (title->text()) variant.title = *title->text();
        else addError(problems, path + ".title", "expected text, not " + std::string(typeName(*title)) + ".");
    }
    if (const Value* mustFail = object->find("must-fail")) readMustFail(variant, *mustFail, path + ".must-fail", problems);
    const bool fieldsAreRight = problems.size() == before;
    const auto aimed = aimedEventsOf(registry, scene, *object, path);
    if (!aimed) return addError(problems, aimed.error().path, aimed.error().message);
    std::vector<Variant> found;
    for (const AimedEvents& events : *aimed)
        if (!addVariant(registry, scene, variant, *object, events, idle, found, problems)) break;
    if (fieldsAreRight && found.size() == aimed->size()) variants.insert(variants.end(), found.begin(), found.end());
}

} // namespace

Result<Scene> applyVariant(const Scene& scene, std::string_view id, const Object& variant)
{
    const std::string path = "variants." + std::string(id);
    const Value* without = variant.find("without");
    const Value* set = variant.find("set");
    const Value* events = variant.find("events");
    if (!without && !set && !events) return Error{"A variant needs at least one of \"set\", \"without\" and \"events\".", path};
    Scene varied = scene;
    if (without)
        if (const auto done = takeOut(varied, *without, path + ".without"); !done) return done.error();
    if (set)
        if (const auto done = setParameters(varied, *set, path + ".set"); !done) return done.error();
    if (events)
        if (const auto done = replaceEvents(varied, *events, path + ".events"); !done) return done.error();
    return varied;
}

std::vector<Variant> readVariants(const Registry& registry, const Scene& scene, Problem::Severity idle, Problems& problems)
{
    std::vector<Variant> variants;
    variants.push_back({.id = "scene", .scene = scene});
    const Value* all = scene.extra.find("variants");
    if (!all || !all->object()) return variants;
    for (const Member& member : all->object()->members) readVariant(registry, scene, member, idle, variants, problems);
    return variants;
}

} // namespace scalelab
