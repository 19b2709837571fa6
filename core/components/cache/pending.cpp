// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/cache/cache.h"

namespace scalelab {

// A cache that tracks its fetches keeps an answer only if no write of the key has come after it: a write that is known of while something is
// under way for its key is noted there, and what comes back older is passed on to the one who asked and not kept. Those who wait ask again.

std::uint32_t Cache::pendingOf(std::uint64_t key)
{
    const std::uint32_t slot = pending_.find(key);
    return slot == noSlot ? pending_.insert(key) : slot;
}

void Cache::dropIfIdle(std::uint32_t slot)
{
    if (pending_[slot].isIdle()) pending_.erase(slot);
}

void Cache::fetch(Context cx, CallId id)
{
    Call& call = cx.call(id);
    if (tracksFetches()) {
        const std::uint32_t slot = pendingOf(cx.request(call.request).key);
        if (params.collapse && pending_[slot].brings()) return wait(cx, slot, id);
        ++pending_.edit(slot).fetches;
        call.step = tracked;
    }
    askStore(cx, id);
}

void Cache::fetched(Context cx, CallId served, const Answer& answer)
{
    const RequestId request = cx.call(served).request;
    const std::uint64_t key = cx.request(request).key;
    bool keeps = answer.ok();
    CallId askingAgain = nothing, waiting = nothing;
    if (cx.call(served).step == tracked) {
        const std::uint32_t slot = pending_.find(key);
        const bool old = answer.ok() && pending_[slot].replaced(answer.version, answer.origin);
        keeps = keeps && !old && pending_[slot].writes == 0 && !buffer_.contains(key);
        --pending_.edit(slot).fetches;
        if (old) askingAgain = takeFirstWaiting(cx, slot);
        else waiting = takeAllWaiting(slot);
        if (askingAgain != nothing) ++pending_.edit(slot).fetches;
        dropIfIdle(slot);
    }
    if (keeps) put(cx, request, answer.version, answer.origin);
    finish(cx, served, answer.cause, answer.culprit);
    answerAll(cx, waiting, answer);
    if (askingAgain == nothing) return;
    cx.call(askingAgain).step = tracked;
    askStore(cx, askingAgain);
}

void Cache::missAside(Context cx, CallId id)
{
    if (params.collapse) {
        const std::uint32_t slot = pendingOf(cx.request(cx.call(id).request).key);
        if (pending_[slot].brings()) return wait(cx, slot, id);
        beginLease(cx, slot);
    }
    cx.call(id).marks |= mark::miss;
    finish(cx, id, Cause::None, nothing);
}

void Cache::fill(Context cx, RequestId request, const Answer& message)
{
    const std::uint64_t key = cx.request(request).key;
    if (buffer_.contains(key)) return;
    const std::uint32_t slot = pending_.find(key);
    if (slot == noSlot) return put(cx, request, message.version, message.origin);
    if (pending_[slot].replaced(message.version, message.origin)) return passLeaseOn(cx, slot);
    put(cx, request, message.version, message.origin);
    pending_.edit(slot).leaseEnds = {};
    const CallId waiting = takeAllWaiting(slot);
    dropIfIdle(slot);
    Answer answer = message;
    if (cx.isOutdated(message.origin, key, message.version)) answer.marks |= mark::stale;
    answerAll(cx, waiting, answer);
}

void Cache::invalidate(std::uint64_t key, const Answer& write)
{
    keys_.erase(key);
    if (const std::uint32_t slot = pending_.find(key); slot != noSlot) noteWrite(slot, write);
}

void Cache::noteWrite(std::uint32_t slot, const Answer& write)
{
    Pending& pending = pending_.edit(slot);
    if (pending.origin == write.origin && write.version < pending.newest) return;
    pending.newest = write.version;
    pending.origin = write.origin;
}

void Cache::beginLease(Context cx, std::uint32_t slot)
{
    pending_.edit(slot).leaseEnds = cx.now() + params.leaseTimeout;
    cx.afterLane(leaseLane_, leaseTag, slot);
}

void Cache::endLease(Context cx, std::uint32_t slot)
{
    if (pending_[slot].leaseEnds != cx.now()) return; // it was filled, and the slot may hold something else by now
    const CallId waiting = takeAllWaiting(slot);
    pending_.edit(slot).leaseEnds = {};
    if (waiting != nothing) beginLease(cx, slot);
    dropIfIdle(slot);
    answerAll(cx, waiting, {.marks = mark::miss});
}

void Cache::passLeaseOn(Context cx, std::uint32_t slot)
{
    const CallId next = takeFirstWaiting(cx, slot);
    pending_.edit(slot).leaseEnds = {};
    if (next != nothing) beginLease(cx, slot);
    dropIfIdle(slot);
    if (next == nothing) return;
    cx.call(next).marks |= mark::miss;
    finish(cx, next, Cause::None, nothing);
}

void Cache::wait(Context cx, std::uint32_t slot, CallId id)
{
    ++collapsed_;
    Pending& pending = pending_.edit(slot);
    cx.call(id).next = nothing;
    (pending.first == nothing ? pending.first : cx.call(pending.last).next) = id;
    pending.last = id;
}

CallId Cache::takeFirstWaiting(Context cx, std::uint32_t slot)
{
    Pending& pending = pending_.edit(slot);
    const CallId first = pending.first;
    if (first != nothing) pending.first = cx.call(first).next;
    return first;
}

CallId Cache::takeAllWaiting(std::uint32_t slot)
{
    const CallId first = pending_[slot].first;
    pending_.edit(slot).first = nothing;
    return first;
}

void Cache::answerAll(Context cx, CallId id, const Answer& answer)
{
    while (id != nothing) {
        Call& call = cx.call(id);
        const CallId next = call.next;
        call.version = answer.version;
        call.origin = answer.origin;
        call.marks |= static_cast<std::uint8_t>(answer.marks & (mark::stale | mark::miss));
        finish(cx, id, answer.cause, answer.culprit);
        id = next;
    }
}

} // namespace scalelab
