// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/json.h"
#include "io/scene_io.h"

#include <cmath>
#include <unordered_set>
#include <utility>

namespace scalelab {

namespace {

/// Whole numbers are written without a fraction, which is shorter and reads back as the same place.
Value coordinate(double number)
{
    constexpr double exact = 9007199254740992.0;
    if (number == std::floor(number) && std::abs(number) < exact) return Value(static_cast<std::int64_t>(number));
    return Value(number);
}

void append(Object& object, std::string_view name, Value value) { object.members.push_back({std::string(name), std::move(value)}); }

void appendText(Object& object, std::string_view name, const std::string& text)
{
    if (!text.empty()) append(object, name, Value(text));
}

void appendAll(Object& object, const Object& more) { object.members.insert(object.members.end(), more.members.begin(), more.members.end()); }

Value componentValue(const Component& component)
{
    Object object;
    appendText(object, "kind", component.kind);
    appendAll(object, component.params);
    return object;
}

Value linkValue(const Link& link)
{
    Object object;
    appendText(object, "from", link.from);
    appendText(object, "to", link.to);
    appendAll(object, link.params);
    return object;
}

Value zoneValue(const Zone& zone)
{
    Object object;
    appendText(object, "kind", zone.kind);
    appendAll(object, zone.params);
    append(object, "contains", List(zone.contains.begin(), zone.contains.end()));
    return object;
}

template <class T, class Name, class Convert>
void appendNamed(Object& root, std::string_view field, const std::vector<T>& all, Name name, Convert convert)
{
    Object object;
    object.members.reserve(all.size());
    for (const T& item : all) object.members.push_back({name(item), convert(item)});
    append(root, field, std::move(object));
}

template <class T, class Convert>
void appendList(Object& root, std::string_view field, const std::vector<T>& all, Convert convert)
{
    if (all.empty()) return;
    List list;
    list.reserve(all.size());
    for (const T& item : all) list.push_back(convert(item));
    append(root, field, std::move(list));
}

} // namespace

std::string writeScene(const Scene& scene)
{
    Object root;
    append(root, "format", "scalelab/scene");
    append(root, "version", scene.version);
    append(root, "title", scene.title);
    append(root, "seed", static_cast<std::int64_t>(scene.seed));
    appendNamed(root, "components", scene.components, [](const Component& c) { return c.id; }, componentValue);
    appendList(root, "links", scene.links, linkValue);
    if (!scene.zones.empty()) appendNamed(root, "zones", scene.zones, [](const Zone& z) { return z.id; }, zoneValue);
    appendList(root, "events", scene.events, [](const Object& event) { return Value(event); });
    if (!scene.layout.empty())
        appendNamed(root, "layout", scene.layout, [](const Placement& p) { return p.component; },
                    [](const Placement& p) { return Value(List{coordinate(p.at.x), coordinate(p.at.y)}); });
    appendAll(root, scene.extra);
    return writeJson(root, 2);
}

std::string writeFragment(const Scene& scene, const std::vector<std::string>& ids)
{
    const std::unordered_set<std::string_view> chosen(ids.begin(), ids.end());
    Scene part;
    part.seed = scene.seed;
    for (const Component& component : scene.components)
        if (chosen.contains(component.id)) part.components.push_back(component);
    for (const Link& link : scene.links)
        if (chosen.contains(link.from) && chosen.contains(link.to)) part.links.push_back(link);
    for (const Placement& placement : scene.layout)
        if (chosen.contains(placement.component)) part.layout.push_back(placement);
    return writeScene(part);
}

} // namespace scalelab
