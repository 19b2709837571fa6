// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/applicable_parts.h"

#include "analysis/closed_forms.h"
#include "base/portable_math.h"

#include <algorithm>

namespace scalelab {

namespace {

/// Mean times to failure and repair, if it fails at random and nothing else takes it down or replaces it.
void applyAvailability(const SceneFacts& facts, const Component& component, Applicability& result)
{
    if (!facts.isSet(component, "mtbf")) return;
    const auto mtbf = facts.distribution(component, "mtbf");
    const auto mttr = facts.distribution(component, "mttr");
    if (!mtbf || !mttr) return;
    if (std::string what = facts.happening(); !what.empty()) return result.reasons.push_back("Availability: " + what);
    for (const Component* caller : facts.callers(component))
        if (caller->kind == "automation" || caller->kind == "autoscaling-group")
            return result.reasons.push_back("Availability: " + facts.name(*caller) + " replaces it when it is down.");
    result.forms.push_back({"availability",
                            {mtbf->mean(), mttr->mean()},
                            "It fails and is repaired at random; this is its own share of time up, not that of what it calls.",
                            {}});
}

/// Whether two of them, or wires to them, differ in what the ring goes by.
bool areAlike(const SceneFacts& facts, const Component& owner, const std::vector<const Component*>& nodes)
{
    return std::ranges::all_of(nodes, [&](const Component* node) {
        const Link* link = facts.scene().link(owner.id, node->id);
        const auto callees = facts.callees(*node);
        return link && !link->params.find("weight") &&
               std::ranges::none_of(callees, [&](const Component* other) { return std::ranges::find(nodes, other) != nodes.end(); });
    });
}

void applyRing(const SceneFacts& facts, const Component& owner, std::vector<const Component*> nodes, const char* points, Applicability& result)
{
    if (nodes.size() < 2) return;
    if (!areAlike(facts, owner, nodes)) return result.reasons.push_back("Imbalance of the ring: its nodes are not all alike.");
    const auto each = facts.limit(owner, points);
    if (!each) return;
    result.forms.push_back({"ring-imbalance", {static_cast<double>(nodes.size()), *each},
                            "Over all ways in which the points can fall; one ring, and keys that are not equally popular, can be further off.", {}});
}

void applyRings(const SceneFacts& facts, const Component& component, Applicability& result)
{
    std::vector<const Component*> callees = facts.callees(component);
    if (component.kind == "shard-router" && facts.text(component, "strategy") == "ring") {
        for (const char* rule : {"isolate", "dedicated", "split", "drain"})
            if (facts.isSet(component, rule)) return result.reasons.push_back("Imbalance of the ring: some keys have rules of their own.");
        applyRing(facts, component, callees, "virtual-nodes", result);
    }
    if (component.kind == "web-server" && facts.text(component, "cache-hashing") == "consistent") {
        std::erase_if(callees, [](const Component* callee) { return callee->kind != "cache"; });
        applyRing(facts, component, callees, "cache-points", result);
    }
}

} // namespace

double AppliedForm::value() const
{
    const ClosedForm* found = closedForm(form);
    return found && found->parameters.size() == arguments.size() ? found->value(arguments) : portable::notANumber;
}

const AppliedForm* Applicability::form(std::string_view id) const
{
    const auto found = std::ranges::find(forms, id, &AppliedForm::form);
    return found == forms.end() ? nullptr : &*found;
}

Applicability applicable(const Registry& registry, const Scene& scene, std::string_view component)
{
    Applicability result;
    const SceneFacts facts(registry, scene);
    const Component* found = scene.component(component);
    if (!found || !facts.kind(*found)) {
        result.reasons.push_back("There is no component \"" + std::string(component) + "\" of a known kind.");
        return result;
    }
    applyToQueue(facts, *found, result);
    applyToPopulation(facts, *found, result);
    applyToCache(facts, *found, result);
    applyRings(facts, *found, result);
    applyAvailability(facts, *found, result);
    return result;
}

} // namespace scalelab
