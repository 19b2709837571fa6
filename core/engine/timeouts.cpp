// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"

namespace scalelab {

// Calls that may time out after the same span stand in one doubly linked list in the order in which they were sent, which is the order in
// which they are due. One clock per list is set to the due time of some call at its front; when it fires early, because that call has been
// answered meanwhile, it is set to the call that is at the front by then. An answered call leaves its list at once.

void Simulation::armTimeout(CallId id, SimTime span)
{
    std::uint32_t list = 0;
    while (list < timeoutLists_.size() && timeoutLists_[list].span != span) ++list;
    if (list == timeoutLists_.size()) timeoutLists_.push_back({span, queue_.addClock(), nothing, nothing});
    if (timeouts_.size() < calls_.capacity()) timeouts_.resize(calls_.capacity());

    TimeoutList& chosen = timeoutLists_[list];
    timeouts_[id] = {now_ + span, queue_.takeOrder(), chosen.last, nothing, list};
    calls_[id].timed = true;
    if (chosen.last != nothing) timeouts_[chosen.last].next = id;
    chosen.last = id;
    if (chosen.first != nothing) return;
    chosen.first = id;
    queue_.setClock(chosen.clock, {timeouts_[id].due.ns, timeouts_[id].order, pack(0, timeoutTag), list});
}

void Simulation::unlinkTimeout(CallId id)
{
    const Timeout& timeout = timeouts_[id];
    TimeoutList& list = timeoutLists_[timeout.list];
    calls_[id].timed = false;
    (timeout.previous == nothing ? list.first : timeouts_[timeout.previous].next) = timeout.next;
    (timeout.next == nothing ? list.last : timeouts_[timeout.next].previous) = timeout.previous;
}

void Simulation::fireTimeouts(const Event& event)
{
    const std::uint32_t list = event.handle;
    const CallId id = timeoutLists_[list].first;
    if (id == nothing) return;
    const bool answeredMeanwhile = timeouts_[id].order != event.order;
    if (!answeredMeanwhile) unlinkTimeout(id);
    const CallId front = timeoutLists_[list].first;
    if (front != nothing) queue_.setClock(timeoutLists_[list].clock, {timeouts_[front].due.ns, timeouts_[front].order, event.target, list});
    if (answeredMeanwhile) return;

    Call& call = calls_[id];
    call.abandoned = true;
    const ComponentId caller = call.caller;
    note({event.time, event.order, pack(caller, timeoutTag), id});
    current_ = caller;
    if (call.policed) return giveUp(id);
    Context context(*this, caller);
    nodes_[caller].ops->timeout(context, placeOf(caller), id);
}

} // namespace scalelab
