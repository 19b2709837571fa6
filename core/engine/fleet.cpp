// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"

#include <algorithm>

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
    const ComponentId first = units_[original].original;
    units_[id].original = first == nothing ? original : first;
    nodes_[id].zone = nodes_[original].zone;
    nodes_[id].health = Health::Off;
    bill(id);
    stop(id);
    for (Partition& partition : partitions_)
        for (std::vector<ComponentId>* side : {&partition.left, &partition.right})
            if (std::find(side->begin(), side->end(), original) != side->end()) side->push_back(id);
    for (const Link& link : links)
        if (const auto added = addWire(link); !added) fail("a copy of " + names_[original] + " cannot be wired: " + added.error().message);
    return id;
}

void Simulation::switchOn(ComponentId id, SimTime boot)
{
    Node& node = nodes_[id];
    if (node.health != Health::Off && node.health != Health::Down) return;
    if (node.health == Health::Off) units_[id].stoppedAt = SimTime::never();
    node.health = Health::Starting;
    ++units_[id].boots;
    bill(id);
    renew(id);
    notifyCallers(id);
    if (boot == SimTime{}) bootDone(id, units_[id].boots);
    else queue_.push(now_ + boot, pack(id, bootTag), units_[id].boots);
}

void Simulation::bootDone(ComponentId id, std::uint32_t boot)
{
    if (nodes_[id].health == Health::Starting && units_[id].boots == boot) recover(id);
}

/// Gives a copy the parameters of its original, as far as they can change.
void Simulation::renew(ComponentId id)
{
    const ComponentId original = units_[id].original;
    if (original == nothing) return;
    for (const ParamDecl& param : kindOf(id).params) {
        if (!param.live) continue;
        const Value* wanted = authored_[original].params.find(param.id);
        const Value* have = authored_[id].params.find(param.id);
        const Value value = wanted ? *wanted : param.fallback;
        if (value != (have ? *have : param.fallback)) (void)setParam(id, param, value);
    }
}

void Simulation::switchOff(ComponentId id)
{
    const Health health = nodes_[id].health;
    if (health == Health::Off || health == Health::Removed) return;
    crash(id, Health::Off);
}

void Simulation::retire(ComponentId id, SimTime patience)
{
    const Health health = nodes_[id].health;
    if (health == Health::Off || health == Health::Removed) return;
    if (health != Health::Up || patience == SimTime{} || isIdle(id)) return switchOff(id);
    Unit& unit = units_[id];
    unit.retiring = true;
    ++unit.retirements;
    if (patience.ns < SimTime::never().ns - now_.ns) queue_.push(now_ + patience, pack(id, retireTag), unit.retirements);
    setDraining(id, true);
}

/// A call has just been answered, so whoever answered it is not done yet: an event does what comes of it.
void Simulation::becameIdle(ComponentId id)
{
    if (nodes_[id].draining && isIdle(id)) queue_.push(now_, pack(id, idleTag), units_[id].retirements);
}

bool Simulation::isIdle(ComponentId id) const
{
    if (measures_[id].present > 0) return false;
    for (CallId call = 0; call < calls_.capacity(); ++call)
        if (const Call& one = calls_[call]; one.inUse && one.callee == id && one.entered == SimTime::never() && !one.waiting) return false;
    return true;
}

void Simulation::setDraining(ComponentId id, bool draining)
{
    if (!draining) units_[id].retiring = false;
    if (nodes_[id].draining == draining) return;
    nodes_[id].draining = draining;
    refreshSpecial(id);
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

std::vector<ComponentId> Simulation::withCopies(ComponentId id) const
{
    std::vector<ComponentId> all{id};
    for (ComponentId other = 0; other < units_.size(); ++other)
        if (units_[other].original == id && nodes_[other].health != Health::Removed) all.push_back(other);
    return all;
}

/// The same wire between the copies of its ends.
std::vector<Link> Simulation::likewise(const Link& link) const
{
    std::vector<Link> links;
    for (const ComponentId from : withCopies(find(link.from)))
        for (const ComponentId to : withCopies(find(link.to)))
            if (names_[from] != link.from || names_[to] != link.to) links.push_back({names_[from], names_[to], link.params});
    return links;
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
