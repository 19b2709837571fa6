// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/mentions.h"

#include <algorithm>
#include <string>
#include <utility>

namespace scalelab {

namespace {

bool isMeasureOf(const Value& value, std::string_view id)
{
    const std::string* text = value.text();
    return text && text->size() > id.size() && text->starts_with(id) && (*text)[id.size()] == '.';
}

bool isId(const Value& value, std::string_view id) { return value.text() && *value.text() == id; }

bool touches(const Link& link, std::string_view id) { return link.from == id || link.to == id; }

bool isWireOf(const Value& value, std::string_view id)
{
    const std::string* text = value.text();
    return text && (text->starts_with(std::string(id) + "->") || text->ends_with("->" + std::string(id)));
}

bool names(const Object& event, std::string_view id)
{
    return std::any_of(event.members.begin(), event.members.end(), [&](const Member& m) {
        if (m.name == "at" || m.name == "to" || m.name.starts_with("x-")) return false;
        return m.name == "set" ? isMeasureOf(m.value, id) : isId(m.value, id) || isWireOf(m.value, id);
    });
}

bool namesLink(const Object& event, std::string_view wire)
{
    return std::any_of(event.members.begin(), event.members.end(), [&](const Member& m) {
        return m.name != "at" && m.name != "to" && m.name != "set" && !m.name.starts_with("x-") && isId(m.value, wire);
    });
}

bool isAbout(const Value& value, std::string_view id)
{
    const Object* object = value.object();
    const Value* component = object ? object->find("component") : nullptr;
    return component && isId(*component, id);
}

bool prune(Value& value, std::string_view id, bool charts);

/// Whether an item of a list goes: it is about the component, or (in charts) nothing but its measures was in it.
bool pruneItem(Value& item, std::string_view id, bool charts)
{
    if (isAbout(item, id)) return true;
    if (charts && (isId(item, id) || isMeasureOf(item, id))) return true;
    return prune(item, id, charts) && charts;
}

/// Takes out what refers to the component; true if that left a list empty.
bool prune(Value& value, std::string_view id, bool charts)
{
    if (auto* list = std::get_if<List>(&value.data)) {
        List kept;
        for (Value& item : *list)
            if (!pruneItem(item, id, charts)) kept.push_back(std::move(item));
        const bool listEmptied = kept.empty() && !list->empty();
        *list = std::move(kept);
        return listEmptied;
    }
    bool emptied = false;
    if (auto* object = std::get_if<Object>(&value.data)) {
        std::erase_if(object->members, [&](const Member& m) { return isAbout(m.value, id); });
        for (auto& member : object->members) emptied = prune(member.value, id, charts) || emptied;
    }
    return emptied;
}

constexpr std::string_view referringFields[] = {"charts", "lesson"};

void restorePruned(std::vector<Edit>& edits, const Scene& scene, std::string_view id)
{
    for (const std::string_view field : referringFields) {
        const Value* value = scene.extra.find(field);
        if (!value) continue;
        Value pruned = *value;
        prune(pruned, id, field == "charts");
        if (pruned != *value) edits.push_back({SetExtra{std::string(field), *value}});
    }
}

template <class Test>
void restoreEvents(std::vector<Edit>& edits, const Scene& scene, Test test)
{
    for (std::size_t i = 0; i < scene.events.size(); ++i)
        if (test(scene.events[i])) edits.push_back({InsertEvent{scene.events[i], i}});
}

std::string wireName(std::string_view from, std::string_view to) { return std::string(from) + "->" + std::string(to); }

} // namespace

std::vector<Edit> mentionsOf(const Scene& scene, std::string_view component)
{
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < scene.links.size(); ++i)
        if (touches(scene.links[i], component)) edits.push_back({InsertLink{scene.links[i], i}});
    for (const auto& zone : scene.zones)
        if (std::find(zone.contains.begin(), zone.contains.end(), component) != zone.contains.end())
            edits.push_back({SetZoneMembers{zone.id, zone.contains}});
    restoreEvents(edits, scene, [&](const Object& event) { return names(event, component); });
    restorePruned(edits, scene, component);
    return edits;
}

void eraseMentions(Scene& scene, std::string_view component)
{
    std::erase_if(scene.links, [&](const Link& link) { return touches(link, component); });
    for (auto& zone : scene.zones) std::erase(zone.contains, component);
    std::erase_if(scene.events, [&](const Object& event) { return names(event, component); });
    for (const std::string_view field : referringFields)
        if (Value* value = scene.extra.find(field)) prune(*value, component, field == "charts");
}

std::vector<Edit> mentionsOfLink(const Scene& scene, std::string_view from, std::string_view to)
{
    std::vector<Edit> edits;
    restoreEvents(edits, scene, [wire = wireName(from, to)](const Object& event) { return namesLink(event, wire); });
    return edits;
}

void eraseMentionsOfLink(Scene& scene, std::string_view from, std::string_view to)
{
    std::erase_if(scene.events, [wire = wireName(from, to)](const Object& event) { return namesLink(event, wire); });
}

} // namespace scalelab
