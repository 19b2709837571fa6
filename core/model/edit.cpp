// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/edit.h"

#include "model/check.h"
#include "model/mentions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace scalelab {

namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

Error noComponent(std::string_view id) { return {"There is no component " + quoted(id) + "."}; }
Error noZone(std::string_view id) { return {"There is no zone " + quoted(id) + "."}; }
Error noWire(std::string_view from, std::string_view to) { return {"There is no wire from " + quoted(from) + " to " + quoted(to) + "."}; }

template <class T>
void insertAt(std::vector<T>& all, std::size_t at, T item)
{
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(std::min(at, all.size())), std::move(item));
}

template <class T>
T takeAt(std::vector<T>& all, std::size_t at)
{
    T item = std::move(all[at]);
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
    return item;
}

template <class T, class Test>
std::optional<std::size_t> indexWhere(const std::vector<T>& all, Test test)
{
    const auto it = std::find_if(all.begin(), all.end(), test);
    if (it == all.end()) return std::nullopt;
    return static_cast<std::size_t>(it - all.begin());
}

/// The value that a member had, and where it stood.
struct Previous {
    std::optional<Value> value;
    std::size_t at = SIZE_MAX;
};

Previous setMember(Object& object, const std::string& name, const std::optional<Value>& value, std::size_t at)
{
    const auto index = object.indexOf(name);
    if (!index) {
        if (value) insertAt(object.members, at, Member{name, *value});
        return {};
    }
    Previous previous{object.members[*index].value, *index};
    if (value) object.members[*index].value = *value;
    else takeAt(object.members, *index);
    return previous;
}

Result<void> checkParams(const Object& params, std::initializer_list<std::string_view> reserved)
{
    for (const std::string_view name : reserved)
        if (params.find(name)) return Error{quoted(name) + " is not a parameter."};
    return checkStorable(params, 3);
}

Result<void> checkParam(const std::string& name, const std::optional<Value>& value, std::initializer_list<std::string_view> reserved)
{
    Object params;
    params.members.push_back({name, value.value_or(Value())});
    return checkParams(params, reserved);
}

Result<void> checkPoint(const Point& point)
{
    if (std::isfinite(point.x) && std::isfinite(point.y)) return {};
    return Error{"A place on the canvas needs finite coordinates."};
}

Edit restoring(std::vector<Edit> edits) { return {Batch{std::move(edits), true}}; }

/// Applies one change after another to a scene. While restoring, only what is needed to carry a change out is checked.
class Editor {
public:
    Editor(Scene& scene, bool restoring) : scene_(scene), restoring_(restoring) {}

    Result<Edit> operator()(const InsertComponent& edit)
    {
        const std::string& id = edit.component.id;
        if (scene_.component(id)) return Error{"There is already a component " + quoted(id) + "."};
        if (auto fault = checkNew(edit); !fault) return fault.error();
        std::vector<Edit> undo{{RemoveComponent{id}}};
        if (const auto stale = placement(id)) undo.push_back({SetPosition{id, scene_.layout[*stale].at, *stale}});
        for (auto& mention : mentionsOf(scene_, id)) undo.push_back(std::move(mention));
        insertAt(scene_.components, edit.at, edit.component);
        if (edit.position) place(id, *edit.position, edit.layoutAt);
        return undo.size() == 1 ? undo.front() : restoring(std::move(undo));
    }

    Result<Edit> operator()(const RemoveComponent& edit)
    {
        const auto index = indexWhere(scene_.components, [&](const Component& c) { return c.id == edit.id; });
        if (!index) return noComponent(edit.id);
        std::vector<Edit> mentions = mentionsOf(scene_, edit.id);
        eraseMentions(scene_, edit.id);
        InsertComponent back{takeAt(scene_.components, *index), std::nullopt, *index, SIZE_MAX};
        if (const auto where = placement(edit.id)) {
            back.layoutAt = *where;
            back.position = takeAt(scene_.layout, *where).at;
        }
        std::vector<Edit> undo{{std::move(back)}};
        std::move(mentions.begin(), mentions.end(), std::back_inserter(undo));
        return restoring(std::move(undo));
    }

    Result<Edit> operator()(const SetParam& edit)
    {
        Component* component = scene_.component(edit.component);
        if (!component) return noComponent(edit.component);
        if (edit.param == "kind") return Error{"The kind of a component cannot be changed; put a new component in its place."};
        if (auto fault = checkParam(edit.param, edit.value, {}); !fault) return fault.error();
        const Previous previous = setMember(component->params, edit.param, edit.value, edit.at);
        return Edit{SetParam{edit.component, edit.param, previous.value, previous.at}};
    }

    Result<Edit> operator()(const SetPosition& edit)
    {
        const auto index = placement(edit.component);
        if (!restoring_ && !index && !scene_.component(edit.component)) return noComponent(edit.component);
        if (edit.position)
            if (auto fault = checkPoint(*edit.position); !fault) return fault.error();
        if (!edit.position) {
            if (!index) return Edit{edit};
            const Placement old = takeAt(scene_.layout, *index);
            const Edit back{SetPosition{edit.component, old.at, *index}};
            return scene_.component(edit.component) ? back : restoring({back});
        }
        Edit undo{SetPosition{edit.component, index ? std::optional(scene_.layout[*index].at) : std::nullopt, SIZE_MAX}};
        place(edit.component, *edit.position, edit.at);
        return undo;
    }

    Result<Edit> operator()(const InsertLink& edit)
    {
        const Link& link = edit.link;
        if (auto fault = checkNew(edit); !fault) return fault.error();
        std::vector<Edit> undo{{RemoveLink{link.from, link.to}}};
        if (!scene_.link(link.from, link.to))
            for (auto& mention : mentionsOfLink(scene_, link.from, link.to)) undo.push_back(std::move(mention));
        insertAt(scene_.links, edit.at, link);
        return undo.size() == 1 ? undo.front() : restoring(std::move(undo));
    }

    Result<Edit> operator()(const RemoveLink& edit)
    {
        const auto index = indexWhere(scene_.links, [&](const Link& l) { return l.from == edit.from && l.to == edit.to; });
        if (!index) return noWire(edit.from, edit.to);
        InsertLink back{takeAt(scene_.links, *index), *index};
        std::vector<Edit> events = mentionsOfLink(scene_, edit.from, edit.to);
        if (scene_.link(edit.from, edit.to)) events.clear();
        if (events.empty() && checkNew(back)) return Edit{std::move(back)};
        if (!events.empty()) eraseMentionsOfLink(scene_, edit.from, edit.to);
        events.insert(events.begin(), Edit{std::move(back)});
        return restoring(std::move(events));
    }

    Result<Edit> operator()(const SetLinkParam& edit)
    {
        Link* link = scene_.link(edit.from, edit.to);
        if (!link) return noWire(edit.from, edit.to);
        if (auto fault = checkParam(edit.param, edit.value, {"from", "to"}); !fault) return fault.error();
        const Previous previous = setMember(link->params, edit.param, edit.value, edit.at);
        return Edit{SetLinkParam{edit.from, edit.to, edit.param, previous.value, previous.at}};
    }

    Result<Edit> operator()(const InsertZone& edit)
    {
        if (zone(edit.zone.id)) return Error{"There is already a zone " + quoted(edit.zone.id) + "."};
        if (auto fault = checkNew(edit); !fault) return fault.error();
        insertAt(scene_.zones, edit.at, edit.zone);
        return Edit{RemoveZone{edit.zone.id}};
    }

    Result<Edit> operator()(const RemoveZone& edit)
    {
        const auto index = zone(edit.id);
        if (!index) return noZone(edit.id);
        InsertZone back{takeAt(scene_.zones, *index), *index};
        return checkNew(back) ? Edit{std::move(back)} : restoring({{std::move(back)}});
    }

    Result<Edit> operator()(const SetZoneMembers& edit)
    {
        const auto index = zone(edit.zone);
        if (!index) return noZone(edit.zone);
        std::vector<std::string>& contains = scene_.zones[*index].contains;
        if (auto fault = checkMembers(edit.contains, contains); !fault) return fault.error();
        const bool wasRight = checkMembers(contains, edit.contains).ok();
        const Edit back{SetZoneMembers{edit.zone, std::exchange(contains, edit.contains)}};
        return wasRight ? back : restoring({back});
    }

    Result<Edit> operator()(const SetZoneParam& edit)
    {
        const auto index = zone(edit.zone);
        if (!index) return noZone(edit.zone);
        if (auto fault = checkParam(edit.param, edit.value, {"kind", "contains"}); !fault) return fault.error();
        const Previous previous = setMember(scene_.zones[*index].params, edit.param, edit.value, edit.at);
        return Edit{SetZoneParam{edit.zone, edit.param, previous.value, previous.at}};
    }

    Result<Edit> operator()(const InsertEvent& edit)
    {
        if (auto fault = checkStorable(edit.event, 3); !fault) return fault.error();
        const std::size_t at = std::min(edit.at, scene_.events.size());
        insertAt(scene_.events, at, edit.event);
        return Edit{RemoveEvent{at}};
    }

    Result<Edit> operator()(const RemoveEvent& edit)
    {
        if (edit.at >= scene_.events.size())
            return Error{"There is no event " + std::to_string(edit.at) + ": the scene has " + std::to_string(scene_.events.size()) + "."};
        return Edit{InsertEvent{takeAt(scene_.events, edit.at), edit.at}};
    }

    Result<Edit> operator()(const SetTitle& edit)
    {
        if (auto fault = checkStorable(Value(edit.title), 1); !fault) return fault.error();
        return Edit{SetTitle{std::exchange(scene_.title, edit.title)}};
    }

    Result<Edit> operator()(const SetSeed& edit)
    {
        constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (edit.seed > largest) return Error{"The seed must be at most " + std::to_string(largest) + "."};
        return Edit{SetSeed{std::exchange(scene_.seed, edit.seed)}};
    }

    Result<Edit> operator()(const SetExtra& edit)
    {
        static constexpr std::array<std::string_view, 9> own = {"format", "version", "title", "seed", "components", "links", "zones", "events", "layout"};
        if (std::find(own.begin(), own.end(), edit.field) != own.end()) return Error{quoted(edit.field) + " is not a field that is kept as it is."};
        Object checked;
        checked.members.push_back({edit.field, edit.value.value_or(Value())});
        if (auto fault = checkStorable(checked, 1); !fault) return fault.error();
        const Previous previous = setMember(scene_.extra, edit.field, edit.value, edit.at);
        return Edit{SetExtra{edit.field, previous.value, previous.at}};
    }

    Result<Edit> operator()(const Batch& batch)
    {
        Editor inner(scene_, restoring_ || batch.restoring);
        std::vector<Edit> undo;
        undo.reserve(batch.edits.size());
        for (const Edit& edit : batch.edits) {
            auto back = std::visit(inner, edit.change);
            if (!back) {
                Editor rollback(scene_, true);
                for (auto it = undo.rbegin(); it != undo.rend(); ++it) (void)std::visit(rollback, it->change);
                return back.error();
            }
            undo.push_back(std::move(back).value());
        }
        std::reverse(undo.begin(), undo.end());
        return Edit{Batch{std::move(undo), batch.restoring}};
    }

private:
    std::optional<std::size_t> placement(std::string_view id) const
    {
        return indexWhere(scene_.layout, [&](const Placement& p) { return p.component == id; });
    }
    std::optional<std::size_t> zone(std::string_view id) const
    {
        return indexWhere(scene_.zones, [&](const Zone& z) { return z.id == id; });
    }

    void place(const std::string& id, const Point& at, std::size_t index)
    {
        if (const auto present = placement(id)) scene_.layout[*present].at = at;
        else insertAt(scene_.layout, index, Placement{id, at});
    }

    Result<void> checkNew(const InsertComponent& edit) const
    {
        if (restoring_) return {};
        if (auto fault = checkId(edit.component.id); !fault) return fault;
        if (edit.component.kind.empty()) return Error{"The component " + quoted(edit.component.id) + " needs a kind."};
        if (auto fault = checkStorable(Value(edit.component.kind), 3); !fault) return fault;
        if (edit.position)
            if (auto fault = checkPoint(*edit.position); !fault) return fault;
        return checkParams(edit.component.params, {"kind"});
    }

    Result<void> checkNew(const InsertLink& edit) const
    {
        const Link& link = edit.link;
        if (restoring_) return {};
        if (!scene_.component(link.from)) return noComponent(link.from);
        if (!scene_.component(link.to)) return noComponent(link.to);
        if (link.from == link.to) return Error{quoted(link.from) + " cannot be wired to itself."};
        if (scene_.link(link.from, link.to)) return Error{"There is already a wire from " + quoted(link.from) + " to " + quoted(link.to) + "."};
        return checkParams(link.params, {"from", "to"});
    }

    Result<void> checkNew(const InsertZone& edit) const
    {
        if (restoring_) return {};
        if (auto fault = checkId(edit.zone.id); !fault) return fault;
        if (edit.zone.kind.empty()) return Error{"The zone " + quoted(edit.zone.id) + " needs a kind."};
        if (auto fault = checkStorable(Value(edit.zone.kind), 3); !fault) return fault;
        if (auto fault = checkMembers(edit.zone.contains, {}); !fault) return fault;
        return checkParams(edit.zone.params, {"kind", "contains"});
    }

    /// Members must exist and be named once; those that the zone had before are not looked at again.
    Result<void> checkMembers(const std::vector<std::string>& members, const std::vector<std::string>& before) const
    {
        if (restoring_) return {};
        const std::set<std::string_view> known(before.begin(), before.end());
        std::set<std::string_view> seen;
        for (const std::string& member : members) {
            if (!seen.insert(member).second) return Error{"The zone names " + quoted(member) + " twice."};
            if (!known.contains(member) && !scene_.component(member)) return noComponent(member);
        }
        return {};
    }

    Scene& scene_;
    bool restoring_;
};

} // namespace

Result<Edit> applyEdit(Scene& scene, const Edit& edit) { return std::visit(Editor(scene, false), edit.change); }

} // namespace scalelab
