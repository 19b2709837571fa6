// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"

#include <algorithm>

namespace scalelab {

namespace {

/// How often a lost message is sent again before the connection is given up (Linux: tcp_syn_retries, 6).
constexpr int mostRetransmissions = 6;

} // namespace

// A wire is special if a message on it takes more than a fixed time. Its line tells how long a message takes; a call whose message does not get
// through comes back to its caller as failed. Messages on a line with bandwidth leave one after the other, each way for itself.

void Simulation::configureWire(WireId id)
{
    Wire& wire = wires_[id];
    const Line& line = lines_[id];
    const WireParams& params = line.params;
    wire.weight = params.weight;
    wire.latency = params.latency.isConstant() ? params.latency.constantTime() : SimTime{};
    wire.lane = wire.latency == SimTime{} ? nothing : queue_.lane(wire.latency);
    wire.special = !params.latency.isConstant() || params.bandwidth || params.loss > 0 || params.hasPolicy() || line.delay != SimTime{} || line.loss > 0 || line.isCut();
}

void Simulation::sendOver(CallId id, std::uint32_t depth)
{
    const Call& call = calls_[id];
    const bool polices = lines_[call.wire].params.hasPolicy() && !call.oneWay && !nodes_[call.caller].ops->isSource;
    if (polices) police(id, depth);
    else transport(id, depth);
}

void Simulation::transport(CallId id, std::uint32_t depth)
{
    Call& call = calls_[id];
    Line& line = lines_[call.wire];
    ++wires_[call.wire].sent;
    if (line.isCut()) return failUndelivered(id, Cause::Partitioned, depth);
    const Trip trip = carry(line, Way::There, bytesOf(call, Way::There));
    call.severed = trip.lost;
    if (observed_) observeSent(id, now_ + trip.delay);
    if (trip.delay == SimTime{}) deliver(id, depth);
    else queue_.push(now_ + trip.delay, pack(call.callee, deliverTag), id);
}

void Simulation::replyOver(CallId id, std::uint32_t depth)
{
    Call& call = calls_[id];
    Line& line = lines_[call.wire];
    Trip trip{lines_[call.wire].params.latency.isConstant() ? wires_[call.wire].latency : SimTime{}, true};
    if (!line.isCut()) trip = carry(line, Way::Back, call.cause == Cause::None ? bytesOf(call, Way::Back) : 0);
    call.severed = trip.lost;
    if (observed_) observeAnswered(id, now_ + trip.delay);
    if (trip.delay == SimTime{}) arrive(id, depth);
    else queue_.push(now_ + trip.delay, pack(call.caller, arriveTag), id);
}

Simulation::Trip Simulation::carry(Line& line, Way way, std::uint64_t bytes)
{
    const auto direction = static_cast<std::size_t>(way);
    SimTime arrives = now_;
    if (line.params.bandwidth && bytes > 0) {
        arrives = std::max(now_, line.busyUntil[direction]) + SimTime::fromSpan(static_cast<double>(bytes) / *line.params.bandwidth);
        line.busyUntil[direction] = arrives;
    }
    line.bytes[direction] += bytes;
    arrives = arrives + line.params.latency.sampleTime(line.random) + line.delay;
    const double loss = 1 - (1 - line.params.loss) * (1 - line.loss);
    SimTime again = line.params.retransmission;
    bool lost = loss > 0 && line.random.uniform() < loss;
    for (int sent = 0; lost && sent < mostRetransmissions; ++sent) {
        arrives = arrives + again;
        again = again + again;
        ++line.retransmitted;
        lost = line.random.uniform() < loss;
    }
    return {arrives - now_, lost};
}

std::uint64_t Simulation::bytesOf(const Call& call, Way way) const
{
    if (call.request == nothing) return 0;
    const bool brings = call.operation == Operation::Write || call.operation == Operation::Job || call.operation == Operation::Fill || call.operation == Operation::WriteSession;
    const bool fetches = call.operation == Operation::Read || call.operation == Operation::Static || call.operation == Operation::Join || call.operation == Operation::ReadSession;
    return (way == Way::There ? brings : fetches) ? requests_[call.request].bytes : 0;
}

void Simulation::failUndelivered(CallId id, Cause cause, std::uint32_t depth)
{
    Call& call = calls_[id];
    call.cause = cause;
    call.culprit = call.callee;
    blame(call.callee, cause, call.request);
    if (call.oneWay) return endOneWay(id);
    arrive(id, depth);
}

void Simulation::loseCall(CallId id, std::uint32_t depth)
{
    const ComponentId callee = calls_[id].callee;
    calls_[id].severed = false;
    failUndelivered(id, Cause::Partitioned, depth);
    becameIdle(callee);
}

void Simulation::deliverToDown(CallId id, std::uint32_t depth)
{
    Call& call = calls_[id];
    const ComponentId standIn = answering(call.callee);
    if (standIn != nothing) {
        call.callee = standIn;
        return deliver(id, depth);
    }
    call.entered = now_;
    call.serving = true;
    ++measures_[call.callee].arrived;
    ++measures_[call.callee].present;
    sendReply(id, nodes_[call.callee].health == Health::Removed ? Cause::NoRoute : Cause::Crashed, call.callee, depth);
}

ComponentId Simulation::answering(ComponentId id) const
{
    if (nodes_[id].health == Health::Up) return id;
    const ComponentId standIn = units_[id].standIn;
    return standIn != nothing && nodes_[standIn].health == Health::Up ? standIn : nothing;
}

void Simulation::loseReply(Call& call)
{
    call.severed = false;
    call.cause = Cause::Partitioned;
    call.culprit = call.callee;
}

SimTime Simulation::carryMessage(WireId id, Way way, std::uint64_t bytes)
{
    if (!wires_[id].special) return wires_[id].latency;
    if (lines_[id].isCut()) return SimTime::never();
    const Trip trip = carry(lines_[id], way, bytes);
    return trip.lost ? SimTime::never() : trip.delay;
}

void Simulation::severOnWire(WireId wire)
{
    for (CallId id = 0; id < calls_.capacity(); ++id)
        if (Call& call = calls_[id]; call.inUse && call.wire == wire && !call.serving && !call.waiting) call.severed = true;
}

void Simulation::setCut(WireId id, bool cut, bool partitioned)
{
    Line& line = lines_[id];
    const bool before = line.isCut();
    line.cut = cut;
    line.partitioned = partitioned;
    if (line.isCut() == before) return;
    configureWire(id);
    if (line.isCut()) severOnWire(id);
    const ComponentId from = wires_[id].from;
    Context context(*this, from);
    nodes_[from].ops->calleeChanged(context, placeOf(from), id);
}

/// What a good answer becomes at a component that makes errors.
Cause Simulation::errorInstead(Call& call)
{
    const double share = errorsOf(call.callee);
    if (share == 0 || units_[call.callee].errorStream.uniform() >= share) return Cause::None;
    call.culprit = call.callee;
    return Cause::ServerError;
}

} // namespace scalelab
