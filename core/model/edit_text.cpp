// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/edit.h"

#include <algorithm>
#include <set>

namespace scalelab {

namespace {

std::string counted(std::size_t count, const std::string& thing) { return std::to_string(count) + " " + thing + (count == 1 ? "" : "s"); }

std::string setOrReset(const std::optional<Value>& value, const std::string& param) { return (value ? "Set " : "Reset ") + param; }

std::string describeBatch(const std::vector<Edit>& edits);

struct Describe {
    std::string operator()(const InsertComponent& e) const { return "Add " + e.component.label(); }
    std::string operator()(const RemoveComponent& e) const { return "Delete " + e.id; }
    std::string operator()(const SetParam& e) const
    {
        return e.param == "label" ? "Rename " + e.component : setOrReset(e.value, e.param) + " of " + e.component;
    }
    std::string operator()(const SetPosition& e) const { return e.position ? "Move " + e.component : "Take " + e.component + " off the canvas"; }
    std::string operator()(const InsertLink& e) const { return "Connect " + e.link.from + " to " + e.link.to; }
    std::string operator()(const RemoveLink& e) const { return "Disconnect " + e.from + " from " + e.to; }
    std::string operator()(const SetLinkParam& e) const { return setOrReset(e.value, e.param) + " of the wire from " + e.from + " to " + e.to; }
    std::string operator()(const InsertZone& e) const { return "Add zone " + e.zone.id; }
    std::string operator()(const RemoveZone& e) const { return "Delete zone " + e.id; }
    std::string operator()(const SetZoneMembers& e) const { return "Change what zone " + e.zone + " contains"; }
    std::string operator()(const SetZoneParam& e) const
    {
        return e.param == "label" ? "Rename zone " + e.zone : setOrReset(e.value, e.param) + " of zone " + e.zone;
    }
    std::string operator()(const InsertEvent& e) const
    {
        const Value* at = e.event.find("at");
        return at && at->text() ? "Add event at " + *at->text() : "Add event";
    }
    std::string operator()(const RemoveEvent& e) const { return "Delete event " + std::to_string(e.at + 1); }
    std::string operator()(const SetTitle& e) const { return "Change title to \"" + e.title + "\""; }
    std::string operator()(const SetSeed& e) const { return "Change seed to " + std::to_string(e.seed); }
    std::string operator()(const SetExtra& e) const { return (e.value ? "Change " : "Remove ") + e.field; }
    std::string operator()(const Batch& e) const { return describeBatch(e.edits); }
};

void flatten(const std::vector<Edit>& edits, std::vector<const Edit*>& flat)
{
    for (const Edit& edit : edits) {
        if (const auto* batch = std::get_if<Batch>(&edit.change)) flatten(batch->edits, flat);
        else flat.push_back(&edit);
    }
}

template <class Change>
std::vector<const Change*> allOf(const std::vector<const Edit*>& edits)
{
    std::vector<const Change*> found;
    for (const Edit* edit : edits)
        if (const auto* change = std::get_if<Change>(&edit->change)) found.push_back(change);
    return found;
}

std::string describeParams(const std::vector<const SetParam*>& changes)
{
    std::set<std::string> components, params;
    for (const SetParam* change : changes) {
        components.insert(change->component);
        params.insert(change->param);
    }
    const std::string what = params.size() == 1 ? *params.begin() : counted(params.size(), "parameter");
    return "Set " + what + " of " + (components.size() == 1 ? *components.begin() : counted(components.size(), "component"));
}

/// The change that matters most names the batch: what comes or goes before what moves along with it.
std::string describeBatch(const std::vector<Edit>& edits)
{
    std::vector<const Edit*> flat;
    flatten(edits, flat);
    if (flat.empty()) return "Change nothing";
    if (flat.size() == 1) return describe(*flat.front());
    if (const auto added = allOf<InsertComponent>(flat); !added.empty())
        return added.size() == 1 ? Describe{}(*added.front()) : "Add " + counted(added.size(), "component");
    const auto removed = allOf<RemoveComponent>(flat);
    const auto wires = allOf<RemoveLink>(flat);
    if (!removed.empty() && !wires.empty()) return "Delete " + counted(removed.size(), "component") + " and " + counted(wires.size(), "wire");
    if (!removed.empty()) return removed.size() == 1 ? Describe{}(*removed.front()) : "Delete " + counted(removed.size(), "component");
    const auto is = [&]<class Change>(std::vector<const Change*> found) { return found.size() == flat.size(); };
    if (is(wires)) return "Delete " + counted(wires.size(), "wire");
    if (is(allOf<InsertLink>(flat))) return "Draw " + counted(flat.size(), "wire");
    if (is(allOf<SetPosition>(flat))) return "Move " + counted(flat.size(), "component");
    if (is(allOf<SetParam>(flat))) return describeParams(allOf<SetParam>(flat));
    if (allOf<InsertEvent>(flat).size() + allOf<RemoveEvent>(flat).size() == flat.size())
        return flat.size() == 2 && !allOf<RemoveEvent>(flat).empty() && !allOf<InsertEvent>(flat).empty() ? "Change event" : "Change events";
    if (const auto zones = allOf<InsertZone>(flat); !zones.empty()) return Describe{}(*zones.front());
    return "Make " + counted(flat.size(), "change");
}

} // namespace

std::string describe(const Edit& edit) { return std::visit(Describe{}, edit.change); }

} // namespace scalelab
