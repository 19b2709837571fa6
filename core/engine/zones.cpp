// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"

#include "base/call_text.h"

#include <algorithm>
#include <utility>

namespace scalelab {

Result<void> Simulation::addZone(const Zone& zone)
{
    const KindDecl* kind = catalog_->registry.zoneKind(zone.kind);
    if (!kind) return Error{"this program knows no kind of zone " + quoted(zone.kind)};
    if (findZone(zone.id) != nothing || find(zone.id) != nothing) return Error{"the id " + quoted(zone.id) + " is in use already"};
    ZoneState state;
    state.name = zone.id;
    state.kind = zone.kind;
    state.contains = zone.contains;
    for (const Member& member : zone.params.members)
        if (const ParamDecl* param = kind->param(member.name))
            if (const auto read = param->assign(&state.params, member.value); !read) return read;
    state.failureStream = randomStream(seed_, zone.id, "failures");
    const auto id = static_cast<ZoneId>(zones_.size());
    zones_.push_back(std::move(state));
    for (ZoneId other = 0; other < id; ++other) {
        const auto names = [](const ZoneState& outer, const ZoneState& inner) { return std::find(outer.contains.begin(), outer.contains.end(), inner.name) != outer.contains.end(); };
        if (names(zones_[other], zones_[id])) zones_[id].parent = other;
        if (names(zones_[id], zones_[other])) zones_[other].parent = id;
    }
    scheduleZoneFailure(id);
    return {};
}

ZoneId Simulation::findZone(std::string_view name) const
{
    const auto it = std::find_if(zones_.begin(), zones_.end(), [&](const ZoneState& zone) { return zone.name == name; });
    return it == zones_.end() ? nothing : static_cast<ZoneId>(it - zones_.begin());
}

ZoneId Simulation::zoneContaining(std::string_view component) const
{
    const auto it = std::find_if(zones_.begin(), zones_.end(), [&](const ZoneState& zone) {
        return std::find(zone.contains.begin(), zone.contains.end(), component) != zone.contains.end();
    });
    return it == zones_.end() ? nothing : static_cast<ZoneId>(it - zones_.begin());
}

bool Simulation::isInside(ZoneId inner, ZoneId outer) const
{
    for (; inner != nothing; inner = zones_[inner].parent)
        if (inner == outer) return true;
    return false;
}

ZoneId Simulation::darkZone(ComponentId id) const
{
    for (ZoneId zone = nodes_[id].zone; zone != nothing; zone = zones_[zone].parent)
        if (zones_[zone].down) return zone;
    return nothing;
}

const Place* Simulation::place(ComponentId id) const
{
    if (nodes_[id].ops->isEverywhere) return nullptr;
    if (units_[id].common.place) return &*units_[id].common.place;
    for (ZoneId zone = nodes_[id].zone; zone != nothing; zone = zones_[zone].parent)
        if (zones_[zone].params.place) return &*zones_[zone].params.place;
    return nullptr;
}

Result<void> Simulation::outage(ZoneId id)
{
    ZoneState& zone = zones_[id];
    if (zone.down) return Error{quoted(zone.name) + " is down already"};
    zone.down = true;
    addIncident(Incident::Level::Bad, nothing, zone.name + " is down with everything in it");
    for (ComponentId member = 0; member < nodes_.size(); ++member) {
        const Health health = nodes_[member].health;
        if (!isInside(nodes_[member].zone, id) || (health != Health::Up && health != Health::Starting) || nodes_[member].ops->isSource) continue;
        crash(member, Health::Down);
        zones_[id].felled.push_back(member);
    }
    return {};
}

Result<void> Simulation::restore(ZoneId id)
{
    ZoneState& zone = zones_[id];
    if (!zone.down) return Error{quoted(zone.name) + " is not down"};
    zone.down = false;
    addIncident(Incident::Level::Good, nothing, zone.name + " is back");
    for (const ComponentId member : std::exchange(zone.felled, {}))
        if (nodes_[member].health == Health::Down || nodes_[member].health == Health::Starting) recover(member);
    for (ComponentId member = 0; member < nodes_.size(); ++member) // whoever looks after what is still down can do something about it now
        if (nodes_[member].health == Health::Down && isInside(nodes_[member].zone, id)) notifyCallers(member);
    return {};
}

} // namespace scalelab
