// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/cdn/cdn.h"

#include <bit>
#include <limits>
#include <utility>

namespace scalelab {

namespace {

/// Only static assets are kept at the edges.
bool isAsset(const Call& call) { return call.operation == Operation::Static; }
/// What the request brings along goes the other way.
bool bringsData(const Call& call) { return call.operation == Operation::Write || call.operation == Operation::Job; }
/// Whether another origin may be asked after a failure, because asking twice does no harm.
bool isRepeatable(const Call& call) { return isAsset(call) || call.operation == Operation::Read || call.operation == Operation::Join; }

} // namespace

Cdn::Progress Cdn::progressOf(const Call& call) { return std::bit_cast<Progress>(call.step); }

std::uint32_t Cdn::sizeOf(Context cx, CallId id) const
{
    const std::uint32_t bytes = cx.request(cx.call(id).request).bytes;
    return bytes == 0 ? static_cast<std::uint32_t>(params.objectSize) : bytes;
}

void Cdn::onCall(Context cx, CallId id)
{
    Call& call = cx.call(id);
    const Request& request = cx.request(call.request);
    if (call.operation == Operation::Invalidate) {
        invalidate(request.key);
        return cx.answer(id);
    }
    const Route& route = routeOf(cx, request.source);
    call.next = nothing;
    call.step = std::bit_cast<std::uint32_t>(Progress{static_cast<std::uint16_t>(route.edge), 0, 0});
    travel(cx, route.lane, atEdgeTag, id);
}

void Cdn::travel(Context cx, std::uint32_t lane, Tag tag, CallId id)
{
    if (lane == nothing) proceed(cx, tag, id);
    else cx.afterLane(lane, tag, id);
}

void Cdn::onTimer(Context cx, std::uint8_t tag, std::uint32_t id) { proceed(cx, static_cast<Tag>(tag), id); }

void Cdn::proceed(Context cx, Tag tag, CallId id)
{
    switch (tag) {
    case atEdgeTag: return serve(cx, id);
    case askTag: return askOrigin(cx, id);
    case fetchedTag: return fetched(cx, id);
    case leaveTag: return cx.answer(id, cx.call(id).cause, cx.call(id).culprit);
    }
}

void Cdn::serve(Context cx, CallId id)
{
    ++requests_;
    Call& call = cx.call(id);
    if (!isAsset(call)) return goToOrigin(cx, id);
    Edge& edge = edgeOf(call);
    const std::uint64_t key = cx.request(call.request).key;
    if (const KeyStore::Entry* entry = lookUp(cx, edge, key)) {
        call.marks |= mark::hit;
        call.version = entry->version;
        call.origin = entry->origin;
        if (cx.isOutdated(entry->origin, key, entry->version)) {
            call.marks |= mark::stale;
            ++staleHits_;
        }
        return leave(cx, id);
    }
    if (edge.fetches.lead(cx, key, id)) goToOrigin(cx, id);
    else ++collapsed_;
}

void Cdn::goToOrigin(Context cx, CallId id)
{
    const std::size_t count = origins_.wires().size();
    Progress progress = progressOf(cx.call(id));
    if (params.originChoice == OriginChoice::Turns && count > 0) progress.origin = static_cast<std::uint8_t>(turn_++ % count);
    cx.call(id).step = std::bit_cast<std::uint32_t>(progress);
    travel(cx, count == 0 ? nothing : laneToOrigin(cx, progress.edge, origins_.wires()[progress.origin]), askTag, id);
}

void Cdn::askOrigin(Context cx, CallId id)
{
    Call& call = cx.call(id);
    if (origins_.empty()) {
        call.cause = Cause::NoRoute;
        call.culprit = cx.self();
        return fetched(cx, id);
    }
    const auto& wires = origins_.wires();
    const CallId fetch = cx.newCall(call.request, id, wires[progressOf(call).origin % wires.size()], call.operation);
    if (params.timeout) cx.giveUpAfter(fetch, *params.timeout);
    cx.send(fetch);
}

void Cdn::onReply(Context cx, CallId id)
{
    const Call& reply = cx.call(id);
    Call& call = cx.call(reply.parent);
    call.version = reply.version;
    call.origin = reply.origin;
    call.cause = reply.cause;
    call.culprit = reply.culprit;
    call.marks &= static_cast<std::uint8_t>(~mark::hit); // a hit further back is none of the network's
    travel(cx, laneToOrigin(cx, progressOf(call).edge, reply.wire), fetchedTag, reply.parent);
}

void Cdn::onTimeout(Context cx, CallId id)
{
    const Call& late = cx.call(id);
    Call& call = cx.call(late.parent);
    cx.blame(late.callee, Cause::TimedOut, late.request);
    call.cause = Cause::TimedOut;
    call.culprit = late.callee;
    fetched(cx, late.parent);
}

void Cdn::fetched(Context cx, CallId id)
{
    if (tryNextOrigin(cx, id)) return;
    const Call& call = cx.call(id);
    const std::uint32_t size = sizeOf(cx, id);
    if (call.cause == Cause::None && !bringsData(call)) originBytes_ += size;
    if (!isAsset(call)) return leave(cx, id);
    Edge& edge = edgeOf(call);
    const std::uint64_t key = cx.request(call.request).key;
    const bool stillWanted = edge.fetches.end(key, id);
    if (stillWanted && call.cause == Cause::None) {
        const std::int64_t expires = params.ttl ? cx.now().ns + params.ttl->ns : std::numeric_limits<std::int64_t>::max();
        edge.store.put(key, call.version, expires, call.origin, size);
    }
    if (params.versionedUrls && cx.isOutdated(call.origin, key, call.version)) fetchAgainForOthers(cx, id);
    finishAll(cx, id);
}

/// Those that wait may already have asked for the version that was published meanwhile.
void Cdn::fetchAgainForOthers(Context cx, CallId first)
{
    CallId id = std::exchange(cx.call(first).next, nothing);
    while (id != nothing) {
        const Call& call = cx.call(id);
        const CallId next = call.next;
        if (edgeOf(call).fetches.lead(cx, cx.request(call.request).key, id)) goToOrigin(cx, id);
        id = next;
    }
}

bool Cdn::tryNextOrigin(Context cx, CallId id)
{
    Call& call = cx.call(id);
    Progress progress = progressOf(call);
    const std::size_t count = origins_.wires().size();
    if (call.cause == Cause::None || !isRepeatable(call) || progress.failed + 1u >= count) return false;
    ++failovers_;
    progress.origin = static_cast<std::uint8_t>((progress.origin + 1u) % count);
    ++progress.failed;
    call.step = std::bit_cast<std::uint32_t>(progress);
    call.cause = Cause::None;
    travel(cx, laneToOrigin(cx, progress.edge, origins_.wires()[progress.origin]), askTag, id);
    return true;
}

/// Answers the call that was fetched for and all that waited for it.
void Cdn::finishAll(Context cx, CallId first)
{
    const Call result = cx.call(first);
    for (CallId id = first; id != nothing;) {
        Call& call = cx.call(id);
        const CallId next = call.next;
        call.version = result.version;
        call.origin = result.origin;
        call.cause = result.cause;
        call.culprit = result.culprit;
        call.marks = result.marks;
        leave(cx, id);
        id = next;
    }
}

void Cdn::leave(Context cx, CallId id)
{
    const Call& call = cx.call(id);
    if (call.cause == Cause::None && !bringsData(call)) edgeOf(call).bytesServed += sizeOf(cx, id);
    travel(cx, routeOf(cx, cx.request(call.request).source).lane, leaveTag, id);
}

void Cdn::onConnect(Context, std::uint32_t, WireId wire) { origins_.add(wire); }
void Cdn::onDisconnect(Context, std::uint32_t, WireId wire) { origins_.remove(wire); }

} // namespace scalelab
