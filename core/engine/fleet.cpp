// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"

namespace scalelab {

// Components that others switch on and off, and what all of them cost.

ComponentId Simulation::addClone(ComponentId original, const std::string& name)
{
    Component component = authored_[original];
    component.id = name;
    std::vector<Link> links;
    for (WireId id = 0; id < wires_.size(); ++id) {
        const Wire& wire = wires_[id];
        if (wire.removed || (wire.from != original && wire.to != original)) continue;
        Link link = authoredLinks_[id];
        (wire.from == original ? link.from : link.to) = name;
        links.push_back(std::move(link));
    }
    if (const auto added = addComponent(component); !added) fail("a copy of " + names_[original] + " cannot be made: " + added.error().message);
    const ComponentId id = find(name);
    nodes_[id].zone = nodes_[original].zone;
    nodes_[id].health = Health::Off;
    bill(id);
    for (const Link& link : links)
        if (const auto added = addWire(link); !added) fail("a copy of " + names_[original] + " cannot be wired: " + added.error().message);
    return id;
}

void Simulation::switchOn(ComponentId id, SimTime boot)
{
    Node& node = nodes_[id];
    if (node.health != Health::Off && node.health != Health::Down) return;
    node.draining = false;
    node.health = Health::Starting;
    ++units_[id].boots;
    bill(id);
    notifyCallers(id);
    if (boot == SimTime{}) bootDone(id, units_[id].boots);
    else queue_.push(now_ + boot, pack(id, bootTag), units_[id].boots);
}

void Simulation::bootDone(ComponentId id, std::uint32_t boot)
{
    if (nodes_[id].health == Health::Starting && units_[id].boots == boot) recover(id);
}

void Simulation::switchOff(ComponentId id)
{
    const Health health = nodes_[id].health;
    if (health == Health::Off || health == Health::Removed) return;
    crash(id, Health::Off);
}

void Simulation::setDraining(ComponentId id, bool draining)
{
    if (nodes_[id].draining == draining) return;
    nodes_[id].draining = draining;
    notifyCallers(id);
}

void Simulation::notifyCallers(ComponentId id)
{
    for (WireId wire = 0; wire < wires_.size(); ++wire) {
        if (wires_[wire].removed || wires_[wire].to != id) continue;
        const ComponentId caller = wires_[wire].from;
        Context context(*this, caller);
        nodes_[caller].ops->calleeChanged(context, placeOf(caller), wire);
    }
}

const InstanceType* Simulation::instanceOf(ComponentId id) const { return units_[id].common.instance ? &*units_[id].common.instance : nullptr; }

void Simulation::bill(ComponentId id)
{
    Unit& unit = units_[id];
    unit.spent += unit.rate * ((now_ - unit.rateSince).seconds() / 3600);
    unit.rateSince = now_;
    const Health health = nodes_[id].health;
    const bool runs = health != Health::Off && health != Health::Removed;
    const double own = unit.common.instance ? unit.common.instance->dollarsPerHour : 0;
    unit.rate = runs ? unit.common.price.value_or(own) : 0;
}

double Simulation::cost(ComponentId id) const
{
    const Unit& unit = units_[id];
    return unit.spent + unit.rate * ((now_ - unit.rateSince).seconds() / 3600) + nodes_[id].ops->usageCost(placeOf(id));
}

double Simulation::cost() const
{
    double sum = 0;
    for (ComponentId id = 0; id < units_.size(); ++id) sum += cost(id);
    return sum;
}

} // namespace scalelab
