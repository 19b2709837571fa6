// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/targets.h"

#include "verify/fields.h"

#include <optional>
#include <string_view>
#include <utility>

namespace scalelab {

namespace {

/// A target of an event that names kinds.
struct KindTarget {
    bool isEach = false; ///< One of them at a time; else all of them.
    std::vector<std::string> kinds;
};

bool isKind(const Registry& registry, std::string_view id) { return registry.kind(id) || registry.zoneKind(id); }

Error unknownKind(const Registry& registry, const std::string& id)
{
    std::vector<std::string_view> known;
    for (const KindDecl& kind : registry.kinds) known.push_back(kind.id);
    for (const KindDecl& kind : registry.zoneKinds) known.push_back(kind.id);
    return {"There is no kind " + quoted(id) + "." + suggestion(id, known)};
}

Result<KindTarget> readTarget(const Registry& registry, const Object& object)
{
    const Member* only = object.members.size() == 1 ? &object.members.front() : nullptr;
    if (!only || (only->name != "each" && only->name != "every")) return Error{"expected a component, { \"each\": KIND } or { \"every\": KIND }."};
    KindTarget target{.isEach = only->name == "each", .kinds = {}};
    const List kinds = only->value.list() ? *only->value.list() : List{only->value};
    for (const Value& kind : kinds) {
        if (!kind.text()) return Error{"expected the id of a kind, or a list of them, not " + std::string(typeName(kind)) + "."};
        if (!isKind(registry, *kind.text())) return unknownKind(registry, *kind.text());
        target.kinds.push_back(*kind.text());
    }
    return target;
}

std::vector<std::string> membersOf(const Scene& scene, const KindTarget& target)
{
    std::vector<std::string> members;
    const auto add = [&](const auto& thing) {
        if (std::ranges::find(target.kinds, thing.kind) != target.kinds.end()) members.push_back(thing.id);
    };
    for (const Component& component : scene.components) add(component);
    for (const Zone& zone : scene.zones) add(zone);
    return members;
}

/// An event whose target, if it names kinds, has been read.
struct Shot {
    const Value* event;
    std::string verb = {};
    std::optional<KindTarget> target = {};
};

Result<Shot> readShot(const Registry& registry, const Value& event, const std::string& path)
{
    Shot shot{&event};
    if (!event.object()) return shot;
    for (const Member& member : event.object()->members) {
        if (!member.value.object() || member.name.starts_with("x-")) continue;
        auto target = readTarget(registry, *member.value.object());
        if (!target) return Error{target.error().message, path + "." + member.name};
        shot.verb = member.name;
        shot.target = std::move(target).value();
        break;
    }
    return shot;
}

void fire(const Scene& scene, const Shot& shot, std::size_t index, AimedEvents& aimed)
{
    const auto add = [&](const Value& event) {
        aimed.events.push_back(event);
        aimed.written.push_back(index);
    };
    if (!shot.target) return add(*shot.event);
    std::vector<std::string> hit = membersOf(scene, *shot.target);
    if (shot.target->isEach) hit = aimed.member.empty() ? std::vector<std::string>() : std::vector{aimed.member};
    for (std::string& member : hit) {
        Object event = *shot.event->object();
        event.set(shot.verb, std::move(member));
        add(std::move(event));
    }
}

} // namespace

Result<std::vector<AimedEvents>> aimEvents(const Registry& registry, const Scene& scene, const List& events)
{
    std::vector<Shot> shots;
    const KindTarget* each = nullptr;
    shots.reserve(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        const std::string path = "[" + std::to_string(i) + "]";
        auto shot = readShot(registry, events[i], path);
        if (!shot) return shot.error();
        const Shot& added = shots.emplace_back(std::move(shot).value());
        if (!added.target || !added.target->isEach) continue;
        if (each && each->kinds != added.target->kinds)
            return Error{"Every \"each\" of a variant stands for the same component, so that all of them must name the same kinds.", path + "." + added.verb};
        each = &*added.target;
    }
    std::vector<std::string> members = each ? membersOf(scene, *each) : std::vector<std::string>();
    if (members.empty()) members.emplace_back();
    std::vector<AimedEvents> all;
    for (std::string& member : members) {
        AimedEvents& aimed = all.emplace_back();
        aimed.member = std::move(member);
        for (std::size_t i = 0; i < shots.size(); ++i) fire(scene, shots[i], i, aimed);
    }
    return all;
}

} // namespace scalelab
