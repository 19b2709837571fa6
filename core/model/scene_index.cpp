// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/scene_index.h"

namespace scalelab {

std::optional<std::size_t> SceneIndex::component(std::string_view id) const
{
    const auto it = componentsById.find(id);
    if (it == componentsById.end()) return std::nullopt;
    return it->second;
}

bool SceneIndex::namesWire(std::string_view text) const
{
    for (std::size_t at = text.find("->"); at != std::string_view::npos; at = text.find("->", at + 1)) {
        const auto from = component(text.substr(0, at));
        const auto to = component(text.substr(at + 2));
        if (from && to && wires.contains(wireKey(*from, *to))) return true;
    }
    return false;
}

SceneIndex indexScene(const Registry& registry, const Scene& scene)
{
    SceneIndex index{registry, scene, {}, {}, {}};
    index.kinds.reserve(scene.components.size());
    index.componentsById.reserve(scene.components.size());
    for (std::size_t i = 0; i < scene.components.size(); ++i) {
        index.kinds.push_back(registry.kind(scene.components[i].kind));
        index.componentsById.try_emplace(scene.components[i].id, i);
    }
    index.wires.reserve(scene.links.size());
    for (const Link& link : scene.links) {
        const auto from = index.component(link.from);
        const auto to = index.component(link.to);
        if (from && to) index.wires.insert(SceneIndex::wireKey(*from, *to));
    }
    return index;
}

} // namespace scalelab
