// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/scene.h"

#include "model/check.h"
#include "model/utf8.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace scalelab {

namespace {

template <class Scene>
auto* findComponent(Scene& scene, std::string_view id)
{
    const auto it = std::find_if(scene.components.begin(), scene.components.end(), [&](const Component& c) { return c.id == id; });
    return it == scene.components.end() ? nullptr : &*it;
}

template <class Scene>
auto* findLink(Scene& scene, std::string_view from, std::string_view to)
{
    const auto it = std::find_if(scene.links.begin(), scene.links.end(), [&](const Link& l) { return l.from == from && l.to == to; });
    return it == scene.links.end() ? nullptr : &*it;
}

/// The kind's id without what an id may not contain, and with room for a number behind it.
std::string idStem(std::string_view kind)
{
    std::string stem;
    for (std::string_view rest = kind; !rest.empty() && stem.size() < 80;) {
        const std::string_view before = rest;
        if (!takeCharacter(rest)) break;
        const std::string_view character = before.substr(0, before.size() - rest.size());
        if (checkId(character)) stem += character;
    }
    return stem.empty() ? "component" : stem;
}

} // namespace

std::string Component::label() const
{
    const Value* label = params.find("label");
    return label && label->text() && !label->text()->empty() ? *label->text() : id;
}

const Component* Scene::component(std::string_view id) const { return findComponent(*this, id); }
Component* Scene::component(std::string_view id) { return findComponent(*this, id); }
const Link* Scene::link(std::string_view from, std::string_view to) const { return findLink(*this, from, to); }
Link* Scene::link(std::string_view from, std::string_view to) { return findLink(*this, from, to); }

const Zone* Scene::zone(std::string_view id) const
{
    const auto it = std::find_if(zones.begin(), zones.end(), [&](const Zone& z) { return z.id == id; });
    return it == zones.end() ? nullptr : &*it;
}

std::optional<Point> Scene::position(std::string_view id) const
{
    const auto it = std::find_if(layout.begin(), layout.end(), [&](const Placement& p) { return p.component == id; });
    if (it == layout.end()) return std::nullopt;
    return it->at;
}

std::string freshId(const Scene& scene, std::string_view kind)
{
    const std::string stem = idStem(kind);
    std::unordered_set<std::string_view> used;
    for (const auto& component : scene.components)
        if (component.id.starts_with(stem)) used.insert(component.id);
    for (const auto& zone : scene.zones)
        if (zone.id.starts_with(stem)) used.insert(zone.id);
    std::string id = stem;
    for (std::size_t number = 2; used.contains(id); ++number) id = stem + std::to_string(number);
    return id;
}

} // namespace scalelab
