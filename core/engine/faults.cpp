// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"

#include "base/call_text.h"
#include "base/units.h"

#include <algorithm>

namespace scalelab {

namespace {

constexpr SimTime never = SimTime::never();

Error notUp(std::string_view id) { return {quoted(id) + " is down already"}; }

/// The parts of a text between separators, trimmed.
std::vector<std::string_view> partsOf(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = text.find(separator);
        parts.push_back(trimmed(text.substr(0, at)));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

} // namespace

Result<void> Simulation::applyOne(const FaultCommand& command)
{
    const VerbDecl* verb = catalog_->registry.verb(command.verb);
    if (!verb) return Error{"this program knows no fault " + quoted(command.verb)};
    const auto argument = readVerbArgument(*verb, command.argument);
    if (!argument) return argument.error();
    if (verb->target == VerbTarget::Sides) return verb->id == "heal" ? heal(command.target) : separate(command.target);
    if (verb->target == VerbTarget::Zone) {
        const ZoneId zone = findZone(command.target);
        if (zone == nothing) return Error{"there is no zone " + quoted(command.target) + " in this run"};
        return verb->id == "outage" ? outage(zone) : restore(zone);
    }
    if (const auto arrow = command.target.find("->"); arrow != std::string::npos) {
        if (verb->target != VerbTarget::Wires) return Error{quoted(command.verb) + " takes a component, not a wire"};
        const WireId wire = findWire(command.target.substr(0, arrow), command.target.substr(arrow + 2));
        if (wire == nothing) return Error{"there is no wire " + quoted(command.target) + " in this run"};
        inflictOnWire(*verb, wire, *argument);
        return {};
    }
    const ComponentId id = find(command.target);
    if (id == nothing) return Error{"there is no component " + quoted(command.target) + " in this run"};
    if (verb->target == VerbTarget::Wires) {
        for (WireId wire = 0; wire < wires_.size(); ++wire)
            if (!wires_[wire].removed && (wires_[wire].from == id || wires_[wire].to == id)) inflictOnWire(*verb, wire, *argument);
        return {};
    }
    return inflictOn(*verb, id, *argument);
}

Result<void> Simulation::inflictOn(const VerbDecl& verb, ComponentId id, double argument)
{
    const KindDecl& kind = kindOf(id);
    const std::string& name = names_[id];
    const bool isOwn = std::find(kind.verbs.begin(), kind.verbs.end(), verb.id) != kind.verbs.end();
    if (!verb.general && !isOwn) return Error{"a " + kind.name + " does not know " + quoted(verb.id)};
    if (isOwn) {
        Context context(*this, id);
        nodes_[id].ops->fault(context, placeOf(id), verb.id, argument);
        return {};
    }
    if (nodes_[id].ops->isSource) return Error{kind.name + " is outside the system and cannot fail; lower its traffic instead"};
    const bool up = nodes_[id].health == Health::Up || nodes_[id].health == Health::Starting;
    Unit& unit = units_[id];
    if (verb.id == "crash") {
        if (!up) return notUp(name);
        crash(id, Health::Down);
    } else if (verb.id == "recover") {
        if (up) return Error{quoted(name) + " is up already"};
        if (const auto can = canComeUp(id); !can) return can.error();
        recover(id);
    } else if (verb.id == "restart") {
        if (const auto can = canComeUp(id); !can) return can.error();
        if (up) crash(id, Health::Down);
        if (nodes_[id].health == Health::Down || nodes_[id].health == Health::Starting) recover(id);
    } else if (verb.id == "slow") {
        unit.slowness = argument;
        nodes_[id].slowed = argument != 1;
        addIncident(argument == 1 ? Incident::Level::Good : Incident::Level::Warning, id, argument == 1 ? "as fast as ever again" : "takes " + formatNumber(argument) + " times as long for everything");
    } else {
        unit.errors = argument;
        refreshSpecial(id);
        addIncident(argument == 0 ? Incident::Level::Good : Incident::Level::Warning, id, argument == 0 ? "makes no more errors" : "answers " + formatShare(argument) + " of all calls with an error");
    }
    return {};
}

Result<void> Simulation::canComeUp(ComponentId id) const
{
    if (nodes_[id].health == Health::Off) return Error{quoted(names_[id]) + " is switched off; what scales it switches it on"};
    if (const ZoneId dark = darkZone(id); dark != nothing) return Error{quoted(names_[id]) + " is in " + quoted(zones_[dark].name) + ", which is down; restore that first"};
    return {};
}

double Simulation::errorsOf(ComponentId id) const
{
    const Unit& unit = units_[id];
    return unit.errors + unit.versionErrors - unit.errors * unit.versionErrors;
}

void Simulation::setVersionErrors(ComponentId id, double share)
{
    units_[id].versionErrors = share;
    refreshSpecial(id);
}

void Simulation::refreshSpecial(ComponentId id) { measures_[id].special = errorsOf(id) > 0 || nodes_[id].draining; }

void Simulation::inflictOnWire(const VerbDecl& verb, WireId id, double argument)
{
    Line& line = lines_[id];
    const std::string name = names_[wires_[id].from] + " -> " + names_[wires_[id].to];
    if (verb.id == "cut" || verb.id == "mend") {
        const bool cuts = verb.id == "cut";
        if (line.cut == cuts) return;
        setCut(id, cuts, line.partitioned);
        addIncident(cuts ? Incident::Level::Bad : Incident::Level::Good, nothing, "the wire " + name + (cuts ? " is cut" : " is mended"));
        return;
    }
    if (verb.id == "loss") line.loss = argument;
    else line.delay = SimTime::fromSeconds(argument);
    configureWire(id);
    const std::string amount = verb.id == "loss" ? "loses " + formatShare(argument) + " of its packets" : "takes " + formatDuration(line.delay) + " longer";
    addIncident(argument == 0 ? Incident::Level::Good : Incident::Level::Warning, nothing, "the wire " + name + " " + (argument == 0 ? "is as it was" : amount));
}

// Partitions: the network between two sides, or between one side and everything else, carries nothing.

Result<std::vector<ComponentId>> Simulation::side(std::string_view names) const
{
    std::vector<ComponentId> members;
    for (const std::string_view name : partsOf(names, ',')) {
        const ZoneId zone = findZone(name);
        const ComponentId component = find(name);
        if (zone == nothing && component == nothing) return Error{"there is no component or zone " + quoted(name) + " in this run"};
        if (component != nothing) members.push_back(component);
        else
            for (ComponentId id = 0; id < nodes_.size(); ++id)
                if (nodes_[id].health != Health::Removed && isInside(nodes_[id].zone, zone)) members.push_back(id);
    }
    return members;
}

Result<void> Simulation::separate(const std::string& sides)
{
    if (std::any_of(partitions_.begin(), partitions_.end(), [&](const Partition& p) { return p.text == sides; })) return Error{quoted(sides) + " is cut off already"};
    const auto bar = sides.find('|');
    auto left = side(std::string_view(sides).substr(0, bar));
    if (!left) return left.error();
    Partition partition{sides, std::move(*left), {}};
    if (bar != std::string::npos) {
        auto right = side(std::string_view(sides).substr(bar + 1));
        if (!right) return right.error();
        partition.right = std::move(*right);
        if (partition.right.empty()) return Error{"there is nothing on the right side of " + quoted(sides)};
    }
    partitions_.push_back(std::move(partition));
    refreshPartitions();
    addIncident(Incident::Level::Bad, nothing, "the network is parted: " + sides);
    return {};
}

Result<void> Simulation::heal(const std::string& sides)
{
    if (std::erase_if(partitions_, [&](const Partition& p) { return p.text == sides; }) == 0) return Error{"the network is not parted at " + quoted(sides)};
    refreshPartitions();
    addIncident(Incident::Level::Good, nothing, "the network is whole again: " + sides);
    return {};
}

void Simulation::refreshPartitions()
{
    const auto holds = [](const std::vector<ComponentId>& members, ComponentId id) { return std::find(members.begin(), members.end(), id) != members.end(); };
    for (WireId id = 0; id < wires_.size(); ++id) {
        const Wire& wire = wires_[id];
        if (wire.removed) continue;
        const bool parted = std::any_of(partitions_.begin(), partitions_.end(), [&](const Partition& p) {
            const bool fromLeft = holds(p.left, wire.from), toLeft = holds(p.left, wire.to);
            if (p.right.empty()) return fromLeft != toLeft;
            return (fromLeft && holds(p.right, wire.to)) || (toLeft && holds(p.right, wire.from));
        });
        setCut(id, lines_[id].cut, parted);
    }
}

// Failures at random: exponential times to failure and to repair, from the component's own stream.

void Simulation::scheduleFailure(ComponentId id)
{
    Unit& unit = units_[id];
    if (!unit.common.mtbf) return;
    const SimTime wait = Distribution::exponential(unit.common.mtbf->seconds()).sampleTime(unit.failureStream);
    if (wait.ns < never.ns - now_.ns) queue_.push(now_ + wait, pack(id, failTag), unit.failureRun);
}

void Simulation::failAtRandom(ComponentId id, std::uint32_t run)
{
    Unit& unit = units_[id];
    if (run != unit.failureRun || nodes_[id].health == Health::Removed) return;
    if (nodes_[id].health != Health::Up) return scheduleFailure(id);
    unit.felledAtRandom = true;
    crash(id, Health::Down);
    queue_.push(now_ + Distribution::exponential(units_[id].common.mttr.seconds()).sampleTime(units_[id].failureStream), pack(id, repairTag), run);
}

void Simulation::repair(ComponentId id, std::uint32_t run)
{
    Unit& unit = units_[id];
    if (run != unit.failureRun || nodes_[id].health == Health::Removed) return;
    if (nodes_[id].health == Health::Down) return recover(id);
    unit.felledAtRandom = false;
    scheduleFailure(id);
}

void Simulation::scheduleZoneFailure(ZoneId id)
{
    ZoneState& zone = zones_[id];
    if (!zone.params.mtbf) return;
    const SimTime wait = Distribution::exponential(zone.params.mtbf->seconds()).sampleTime(zone.failureStream);
    if (wait.ns < never.ns - now_.ns) queue_.push(now_ + wait, pack(id, zoneFailTag), 0);
}

void Simulation::zoneFails(ZoneId id)
{
    if (zones_[id].down) return scheduleZoneFailure(id);
    (void)outage(id);
    queue_.push(now_ + Distribution::exponential(zones_[id].params.mttr.seconds()).sampleTime(zones_[id].failureStream), pack(id, zoneRepairTag), 0);
}

void Simulation::engineTimer(const Event& event, std::uint8_t tag)
{
    const std::uint32_t id = event.target >> 8;
    switch (tag) {
    case failTag: return failAtRandom(id, event.handle);
    case repairTag: return repair(id, event.handle);
    case resendTag: return resend(event.handle);
    case bootTag: return bootDone(id, event.handle);
    case idleTag:
        if (!nodes_[id].draining || !isIdle(id)) return;
        return units_[id].retiring && units_[id].retirements == event.handle ? switchOff(id) : notifyCallers(id);
    case retireTag:
        if (units_[id].retirements == event.handle && units_[id].retiring) switchOff(id);
        return;
    case zoneFailTag: return zoneFails(id);
    case zoneRepairTag:
        (void)restore(id);
        return scheduleZoneFailure(id);
    default: return;
    }
}

} // namespace scalelab
