// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"
#include "model/wiring.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace scalelab {

namespace {

/// Retries that a calm time saves up.
constexpr double mostSavedRetries = 10;

std::string quoted(std::string_view id) { return "\"" + std::string(id) + "\""; }

Error noComponent(std::string_view id) { return {"there is no component " + quoted(id) + " in this run"}; }

} // namespace

Result<void> Simulation::addComponent(const Component& component)
{
    const auto& kinds = catalog_->registry.kinds;
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const KindDecl& k) { return k.id == component.kind; });
    if (kind == kinds.end()) return Error{"this program knows no kind " + quoted(component.kind)};
    if (find(component.id) != nothing) return Error{"the id " + quoted(component.id) + " is in use already"};
    if (nodes_.size() >= (1u << 24) - 1) return Error{"a run holds at most 16,777,215 components"};
    for (const Member& member : component.params.members) {
        const ParamDecl* param = kind->param(member.name);
        if (!param) continue;
        if (const auto valid = accepts(*param, member.value); !valid) return Error{valid.error().message, member.name};
    }

    const auto kindIndex = static_cast<std::uint16_t>(kind - kinds.begin());
    Node node;
    node.kind = kindIndex;
    node.ops = &catalog_->ops[kindIndex];
    node.slot = stores_[kindIndex].get()->add();
    node.zone = zoneContaining(component.id);
    const auto id = static_cast<ComponentId>(nodes_.size());
    nodes_.push_back(node);
    units_.emplace_back();
    measures_.emplace_back();
    names_.push_back(component.id);
    authored_.push_back(component);
    byName_[component.id] = id;
    for (const Member& member : component.params.members)
        if (const ParamDecl* param = kind->param(member.name)) (void)assign(*param, paramsOf(id, *param), member.value);
    units_[id].errorStream = randomStream(seed_, component.id, "errors");
    units_[id].failureStream = randomStream(seed_, component.id, "failures");
    ++structureVersion_;
    bill(id);
    Context context(*this, id);
    node.ops->start(context, placeOf(node));
    scheduleFailure(id);
    if (const ZoneId dark = darkZone(id); dark != nothing && !node.ops->isSource) {
        crash(id, Health::Down);
        zones_[dark].felled.push_back(id);
    }
    return {};
}

Result<void> Simulation::accepts(const ParamDecl& param, const Value& value) const
{
    if (auto valid = param.validate(value); !valid) return valid;
    return param.dataFiles ? dataFiles_->hold(param.dataFiles(value)) : Result<void>();
}

Result<void> Simulation::assign(const ParamDecl& param, void* params, const Value& value) const
{
    if (auto accepted = accepts(param, value); !accepted) return accepted;
    if (auto read = param.assign(params, value); !read) return read;
    if (param.attach) param.attach(params, *dataFiles_);
    return {};
}

Result<void> Simulation::addWire(const Link& link)
{
    const ComponentId from = find(link.from);
    const ComponentId to = find(link.to);
    if (from == nothing) return noComponent(link.from);
    if (to == nothing) return noComponent(link.to);
    if (wireByEnds_.contains({from, to})) return Error{quoted(link.from) + " is wired to " + quoted(link.to) + " already"};
    const auto port = portFor(catalog_->registry, authored_[from], authored_[to]);
    if (!port) return port.error();

    Wire wire;
    wire.from = from;
    wire.to = to;
    wire.port = static_cast<std::uint16_t>(*port);
    Line line;
    for (const Member& member : link.params.members)
        if (const ParamDecl* param = catalog_->registry.link.param(member.name))
            if (const auto read = assign(*param, &line.params, member.value); !read) return read;
    if (!link.params.find("latency")) addLatencyOfPlaces(line, wire);
    line.random = randomStream(seed_, link.from + "->" + link.to, "wire");
    configurePolicy(line);
    const auto id = static_cast<WireId>(wires_.size());
    wires_.push_back(wire);
    lines_.push_back(std::move(line));
    authoredLinks_.push_back(link);
    wireByEnds_[{from, to}] = id;
    configureWire(id);
    if (!partitions_.empty()) refreshPartitions();
    ++structureVersion_;
    Context context(*this, from);
    nodes_[from].ops->connect(context, placeOf(from), wire.port, id);
    return {};
}

/// A wire between two places is as long as the way between them, unless it says otherwise.
void Simulation::addLatencyOfPlaces(Line& line, const Wire& wire)
{
    const Place* from = place(wire.from);
    const Place* to = place(wire.to);
    if (from && to) line.params.latency = Distribution::constant(latencyBetween(*from, *to, line.params.routeFactor).seconds());
}

void Simulation::configurePolicy(Line& line)
{
    const auto window = static_cast<std::uint32_t>(line.params.breakerWindow);
    line.breaker.configure({line.params.breaker.value_or(1), window, window, line.params.breakerPause, static_cast<std::uint32_t>(line.params.breakerProbes)});
    line.budget.configure(line.params.retryBudget.value_or(0), mostSavedRetries);
}

void* Simulation::paramsOf(ComponentId id, const ParamDecl& param)
{
    if (param.common) return &units_[id].common;
    return stores_[nodes_[id].kind].get()->params(nodes_[id].slot);
}

void Simulation::schedule(SimTime at, Command command)
{
    const auto later = [](SimTime time, const Scheduled& other) { return time < other.at; };
    const auto place = std::upper_bound(scheduled_.begin() + static_cast<std::ptrdiff_t>(nextScheduled_), scheduled_.end(), at, later);
    scheduled_.insert(place, {at, std::move(command)});
}

void Simulation::applyScheduled()
{
    const Scheduled due = scheduled_[nextScheduled_++];
    setNow(due.at);
    if (const auto done = apply(due.command); !done) addIncident(Incident::Level::Warning, nothing, "scheduled event refused: " + done.error().message);
    else log_.back().scheduled = true;
}

Result<void> Simulation::apply(const Command& command)
{
    if (!error_.empty()) return Error{"the run has ended: " + error_};
    Result<void> done;
    try {
        done = std::visit([this](const auto& one) { return applyOne(one); }, command);
    } catch (const std::exception& failure) {
        breakOff(failure.what());
        return Error{error_};
    }
    if (!done) return done;
    mix(static_cast<std::uint64_t>(now_.ns), 0xc0aa4d00u + command.index());
    log_.push_back({now_, events_, command, false});
    return {};
}

Result<void> Simulation::applyOne(const SetCommand& command)
{
    const ComponentId id = find(command.component);
    if (id == nothing) return noComponent(command.component);
    const ParamDecl* param = kindOf(id).param(command.param);
    if (!param) return Error{"a " + kindOf(id).name + " has no parameter " + quoted(command.param)};
    if (!param->live) return Error{quoted(command.param) + " cannot change while the simulation runs; change it before the start"};
    if (const auto valid = accepts(*param, command.value); !valid) return Error{command.component + "." + command.param + ": " + valid.error().message};
    if (auto done = setParam(id, *param, command.value); !done) return done;
    notifyCallers(id);
    return {};
}

Result<void> Simulation::setParam(ComponentId id, const ParamDecl& param, const Value& value)
{
    if (auto read = assign(param, paramsOf(id, param), value); !read) return read;
    authored_[id].params.set(param.id, value);
    if (param.common) {
        bill(id);
        if (param.id == "mtbf") ++units_[id].failureRun, scheduleFailure(id);
    }
    Context context(*this, id);
    nodes_[id].ops->changed(context, placeOf(id), param.id);
    return {};
}

Result<void> Simulation::applyOne(const AddComponentCommand& command)
{
    auto done = addComponent(command.component);
    if (done) addIncident(Incident::Level::Info, find(command.component.id), "added to the running scene");
    return done;
}

Result<void> Simulation::applyOne(const RemoveComponentCommand& command)
{
    const ComponentId id = find(command.component);
    if (id == nothing) return noComponent(command.component);
    for (WireId wire = 0; wire < wires_.size(); ++wire)
        if (!wires_[wire].removed && (wires_[wire].from == id || wires_[wire].to == id)) removeWire(wire);
    crash(id, Health::Removed);
    byName_.erase(names_[id]);
    ++structureVersion_;
    return {};
}

Result<void> Simulation::applyOne(const AddWireCommand& command)
{
    auto done = addWire(command.link);
    if (!done) return done;
    for (const Link& link : likewise(command.link))
        if (findWire(link.from, link.to) == nothing) (void)addWire(link);
    return {};
}

Result<void> Simulation::applyOne(const RemoveWireCommand& command)
{
    const WireId wire = findWire(command.from, command.to);
    if (wire == nothing) return Error{"there is no wire from " + quoted(command.from) + " to " + quoted(command.to) + " in this run"};
    removeWire(wire);
    for (const Link& link : likewise({command.from, command.to, {}}))
        if (const WireId same = findWire(link.from, link.to); same != nothing) removeWire(same);
    return {};
}

Result<void> Simulation::applyOne(const SetWireCommand& command)
{
    const WireId id = findWire(command.from, command.to);
    if (id == nothing) return Error{"there is no wire from " + quoted(command.from) + " to " + quoted(command.to) + " in this run"};
    const ParamDecl* param = catalog_->registry.link.param(command.param);
    if (!param) return Error{"a wire has no parameter " + quoted(command.param)};
    if (auto done = setWireParam(id, *param, command.value); !done) return done;
    for (const Link& link : likewise({command.from, command.to, {}}))
        if (const WireId same = findWire(link.from, link.to); same != nothing) (void)setWireParam(same, *param, command.value);
    return {};
}

Result<void> Simulation::setWireParam(WireId id, const ParamDecl& param, const Value& value)
{
    if (auto read = assign(param, &lines_[id].params, value); !read) return read;
    authoredLinks_[id].params.set(param.id, value);
    configurePolicy(lines_[id]);
    configureWire(id);
    const ComponentId caller = wires_[id].from;
    Context context(*this, caller);
    nodes_[caller].ops->calleeChanged(context, placeOf(caller), id);
    return {};
}

void Simulation::crash(ComponentId id, Health health)
{
    if (nodes_[id].health == Health::Up || units_[id].stoppedAt == SimTime::never()) units_[id].stoppedAt = now_;
    if (units_[id].retiring && health == Health::Down) health = Health::Off;
    units_[id].retiring = false;
    nodes_[id].draining = false;
    refreshSpecial(id);
    nodes_[id].health = health;
    bill(id);
    stop(id);
    Context context(*this, id);
    for (WireId wire = 0; wire < wires_.size(); ++wire)
        if (wires_[wire].from == id) lines_[wire].breaker.reset();
    std::uint64_t failed = 0;
    for (CallId call = 0; call < calls_.capacity(); ++call) {
        if (!calls_[call].inUse || calls_[call].caller != id || calls_[call].abandoned) continue;
        calls_[call].abandoned = true;
        if (calls_[call].timed) unlinkTimeout(call);
    }
    const Cause cause = health == Health::Removed ? Cause::NoRoute : Cause::Crashed;
    for (CallId call = 0; call < calls_.capacity(); ++call) {
        if (!calls_[call].inUse || !calls_[call].serving || calls_[call].callee != id) continue;
        ++failed;
        sendReply(call, cause, id, 0);
    }
    for (RequestId request = 0; request < requests_.capacity(); ++request)
        if (requests_[request].inUse && !requests_[request].concluded && requests_[request].source == id) context.conclude(request, cause, 0);
    const std::string what = health == Health::Down ? "crashed" : health == Health::Off ? "switched off" : "removed";
    const auto level = health == Health::Off && failed == 0 ? Incident::Level::Info : Incident::Level::Bad;
    addIncident(level, id, failed == 0 ? what : what + ": " + std::to_string(failed) + " calls in it failed");
    notifyCallers(id);
}

/// What a component was about to do is forgotten.
void Simulation::stop(ComponentId id)
{
    queue_.removeIf([id](const Event& event) { return event.target >> 8 == id && (event.target & 0xff) < firstEngineTag; });
    nodes_[id].ops->crash({*this, id}, placeOf(id));
}

void Simulation::recover(ComponentId id)
{
    if (const ZoneId dark = darkZone(id); dark != nothing) { // it comes up with its zone
        if (nodes_[id].health == Health::Starting) crash(id, Health::Down);
        return zones_[dark].felled.push_back(id);
    }
    const bool isBoot = nodes_[id].health == Health::Starting;
    nodes_[id].health = Health::Up;
    if (std::exchange(units_[id].felledAtRandom, false)) ++units_[id].failureRun, scheduleFailure(id); // whoever repaired it
    bill(id);
    Context context(*this, id);
    nodes_[id].ops->recover(context, placeOf(id));
    addIncident(Incident::Level::Good, id, isBoot ? "up and ready" : "up again");
    notifyCallers(id);
}

void Simulation::removeWire(WireId id)
{
    Wire& wire = wires_[id];
    wire.removed = true;
    wireByEnds_.erase({wire.from, wire.to});
    ++structureVersion_;
    Context context(*this, wire.from);
    nodes_[wire.from].ops->disconnect(context, placeOf(wire.from), wire.port, id);
}

WireId Simulation::findWire(std::string_view from, std::string_view to) const
{
    const auto it = wireByEnds_.find({find(from), find(to)});
    return it == wireByEnds_.end() ? nothing : it->second;
}

} // namespace scalelab
