// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tracer.h"

namespace scalelab {

void Tracer::sent(CallId id, const Call& call, const Request& request, SimTime now)
{
    if (!isOn() || !follows(request)) return;
    if (id >= open_.size()) open_.resize(id + 1);
    const Open* parent = call.parent == nothing ? nullptr : find(call.parent);
    open_[id] = {++lastSpan_, parent ? parent->span : 0, now};
}

void Tracer::waited(CallId id, SimTime span)
{
    if (Open* open = find(id)) open->queue = open->queue + span;
}

void Tracer::answered(CallId id, SimTime now)
{
    if (Open* open = find(id)) open->answered = now;
}

void Tracer::ended(CallId id, const Call& call, const Request& request, SimTime now)
{
    Open* open = find(id);
    if (!open) return;
    TraceSpan span{.request = request.number, .id = open->span, .parent = open->parent, .component = call.callee, .caller = call.caller, .start = open->start, .queue = open->queue};
    const bool arrived = open->answered != SimTime::never();
    span.arrived = arrived ? call.entered : now;
    span.answered = arrived ? open->answered : now;
    span.end = now;
    span.operation = call.operation;
    span.cause = call.cause;
    span.attempt = call.attempt;
    span.hit = (call.marks & mark::hit) != 0;
    span.abandoned = call.abandoned;
    spans_.add(span);
    *open = {};
}

void Tracer::concluded(const Request& request, Cause cause, std::uint8_t marks, SimTime now)
{
    if (!isOn() || !follows(request)) return;
    TraceSpan span{.request = request.number, .component = request.source, .start = request.born, .arrived = request.born, .answered = now, .end = now};
    span.operation = operationOf(request.requestClass);
    span.cause = cause;
    span.hit = (marks & mark::hit) != 0;
    spans_.add(span);
}

} // namespace scalelab
