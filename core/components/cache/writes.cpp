// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/cache/cache.h"
#include "mechanisms/store_route.h"

#include <string>

namespace scalelab {

/// Writing through, the item is out of the cache while the write is under way, so that nobody is served a value that the store may have replaced.
void Cache::write(Context cx, CallId id)
{
    if (writesBack()) return writeBack(cx, id);
    if (writesThrough()) {
        Call& call = cx.call(id);
        const std::uint64_t key = cx.request(call.request).key;
        keys_.erase(key);
        ++pending_.edit(pendingOf(key)).writes;
        call.step = tracked;
    }
    askStore(cx, id);
}

void Cache::written(Context cx, CallId served, const Answer& answer)
{
    const RequestId request = cx.call(served).request;
    const std::uint64_t key = cx.request(request).key;
    if (cx.call(served).step == tracked) {
        const std::uint32_t slot = pending_.find(key);
        if (answer.ok()) noteWrite(slot, answer);
        Pending& pending = pending_.edit(slot);
        --pending.writes;
        pending.writeFailed |= !answer.ok();
        const bool keeps = pending.writes == 0 && !pending.writeFailed && !pending.replaced(answer.version, answer.origin);
        if (pending.writes == 0) pending.writeFailed = false;
        dropIfIdle(slot);
        if (keeps) put(cx, request, answer.version, answer.origin);
    } else if (answer.ok()) {
        invalidate(key, answer);
    }
    finish(cx, served, answer.cause, answer.culprit);
}

void Cache::writeBack(Context cx, CallId id)
{
    const RequestId request = cx.call(id).request;
    put(cx, request, unwritten, nothing);
    buffer_.add(cx.request(request).key, bytesOf(cx.request(request)));
    scheduleFlush(cx);
    finish(cx, id, Cause::None, nothing);
}

/// Evicts items for one that comes; those that the store does not have yet go to it at once.
void Cache::makeRoom(Context cx, std::uint64_t key, std::uint32_t bytes)
{
    while (keys_.mustGiveUp(key, bytes)) {
        const std::uint64_t gone = keys_.giveUp();
        if (!buffer_.contains(gone)) continue;
        const WireId wire = routeToStore(cx, stores_, true);
        if (wire == nothing) continue;
        if (const auto item = buffer_.take(gone)) sendBack(cx, *item, wire);
    }
}

void Cache::sendBack(Context cx, const WriteBuffer::Item& item, WireId wire)
{
    cx.forward(cx.newErrand(RequestClass::Write, item.key, item.bytes), nothing, wire, Operation::Write);
}

void Cache::flushBuffer(Context cx)
{
    flushScheduled_ = false;
    auto left = params.flushBatch ? static_cast<std::size_t>(*params.flushBatch) : buffer_.waiting();
    for (; left > 0 && buffer_.waiting() > 0; --left) {
        const WireId wire = routeToStore(cx, stores_, true);
        if (wire == nothing) break;
        sendBack(cx, *buffer_.take(), wire);
    }
    scheduleFlush(cx);
}

void Cache::flushed(Context cx, std::uint64_t key, const Answer& answer)
{
    if (!answer.ok()) {
        buffer_.failed(key);
    } else {
        if (buffer_.written(key)) keys_.renew(key, answer.version, answer.origin);
        if (const std::uint32_t slot = pending_.find(key); slot != noSlot) noteWrite(slot, answer);
    }
    scheduleFlush(cx);
}

void Cache::scheduleFlush(Context cx)
{
    if (flushScheduled_ || buffer_.waiting() == 0) return;
    flushScheduled_ = true;
    cx.afterLane(cx.lane(params.flushInterval), flushTag, 0);
}

void Cache::loseBuffer(Context cx)
{
    const std::uint64_t writes = buffer_.lose();
    if (writes == 0) return;
    lostWrites_ += writes;
    cx.countLostWrites(writes);
    cx.incident(Incident::Level::Bad, std::to_string(writes) + " acknowledged writes were lost: the database did not have them yet");
}

} // namespace scalelab
