// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/scene_facts.h"

#include "model/wiring.h"

#include <algorithm>

namespace scalelab {

namespace {

bool hasEffect(const ParamDecl& decl, const KindDecl& kind, const Component& component)
{
    return decl.onlyWhenParam.empty() || effectiveText(kind, component, decl.onlyWhenParam) == decl.onlyWhenValue;
}

} // namespace

std::string SceneFacts::name(const Component& component) const
{
    const KindDecl* decl = kind(component);
    return (decl ? decl->name : component.kind) + " \"" + component.label() + "\"";
}

std::vector<const Component*> SceneFacts::callers(const Component& component) const
{
    std::vector<const Component*> found;
    for (const Link& link : scene_->links)
        if (const Component* from = link.to == component.id ? scene_->component(link.from) : nullptr) found.push_back(from);
    return found;
}

std::vector<const Component*> SceneFacts::callees(const Component& component) const
{
    std::vector<const Component*> found;
    for (const Link& link : scene_->links)
        if (const Component* to = link.from == component.id ? scene_->component(link.to) : nullptr) found.push_back(to);
    return found;
}

Value SceneFacts::value(const Component& component, std::string_view param) const
{
    if (const Value* given = component.params.find(param)) return *given;
    const ParamDecl* decl = kind(component) ? kind(component)->param(param) : nullptr;
    return decl ? decl->fallback : Value();
}

std::string SceneFacts::text(const Component& component, std::string_view param) const { return toText(value(component, param)); }

std::optional<double> SceneFacts::limit(const Component& component, std::string_view param) const { return value(component, param).number(); }

Result<Distribution> SceneFacts::distribution(const Component& component, std::string_view param) const { return Distribution::parse(text(component, param)); }

bool SceneFacts::isSet(const Component& component, std::string_view param) const
{
    const KindDecl* decl = kind(component);
    const ParamDecl* declared = decl ? decl->param(param) : nullptr;
    const Value* given = component.params.find(param);
    return given && declared && hasEffect(*declared, *decl, component) && toText(*given) != toText(declared->fallback);
}

std::string SceneFacts::beyond(const Component& component, std::initializer_list<std::string_view> known) const
{
    for (const Member& member : component.params.members) {
        // What it costs and, on wires of constant latency, where it stands changes no queue.
        if (member.name == "price" || member.name == "place" || member.name == "mttr" || std::ranges::find(known, member.name) != known.end()) continue;
        if (isSet(component, member.name))
            return "\"" + kind(component)->param(member.name)->label + "\" of " + name(component) + " plays a part that the formulas do not know.";
    }
    return {};
}

std::string SceneFacts::wireBeyond(const Component& from, const Component& to) const
{
    const Link* link = scene_->link(from.id, to.id);
    if (!link) return {};
    const std::string where = "the wire from " + name(from) + " to " + name(to);
    for (const Member& member : link->params.members) {
        const ParamDecl* decl = registry_->link.param(member.name);
        // Waits between attempts and resent packets have no effect without retries and losses.
        if (!decl || member.name == "route-factor" || member.name == "retransmission" || member.name == "backoff" || member.name == "jitter") continue;
        if (toText(member.value) == toText(decl->fallback)) continue;
        if (member.name == "latency") {
            const auto latency = Distribution::parse(toText(member.value));
            if (latency && latency->isConstant()) continue;
            return "The latency of " + where + " varies.";
        }
        return "\"" + decl->label + "\" of " + where + " plays a part that the formulas do not know.";
    }
    return {};
}

std::string SceneFacts::happening() const
{
    if (!scene_->events.empty()) return "Scheduled events change the scene in the course of the run; formulas are about a steady state.";
    for (const Zone& zone : scene_->zones)
        if (const Value* mtbf = zone.params.find("mtbf"); mtbf && toText(*mtbf) != "none") return "The data center \"" + zone.id + "\" fails at random.";
    return {};
}

} // namespace scalelab
