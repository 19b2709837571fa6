// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/context.h"

#include <algorithm>

namespace scalelab {

// What callers do about slow and failing callees is declared at the wire: time-out, retries with back-off and budget, circuit breaker, hedge. The
// engine does it for them, so that a component makes one call and gets one reply, whatever was tried meanwhile. A retry or hedge is a call of its
// own that waits to be sent; it is made beforehand, so that the timer's handle means the same call when it fires.

void Simulation::police(CallId id, std::uint32_t depth)
{
    const WireId wire = calls_[id].wire;
    Line& line = lines_[wire];
    calls_[id].policed = true;
    const bool isHedge = calls_[id].twin != nothing;
    if (calls_[id].attempt == 0 && !isHedge) line.budget.countFirstAttempt();
    if (line.params.breaker && !isHedge) {
        if (!line.breaker.letsThrough(now_)) return turnBack(id, Cause::BreakerOpen, depth);
        calls_[id].breakerPeriod = static_cast<std::uint16_t>(line.breaker.period());
    }
    if (line.params.timeout) armTimeout(id, *line.params.timeout);
    if (line.params.hedge && !isHedge) {
        const CallId hedge = again(id);
        calls_[hedge].twin = id;
        calls_[id].twin = hedge;
        queue_.push(now_ + *line.params.hedge, pack(calls_[id].caller, resendTag), hedge);
    }
    transport(id, depth);
}

/// A copy of a call that waits to be sent.
CallId Simulation::again(CallId id)
{
    const CallId copy = calls_.take();
    const Call& old = calls_[id];
    Call& fresh = calls_[copy];
    fresh = Call::fresh(old.request, old.parent, old.caller, old.wire, wires_[old.wire].to, old.operation);
    fresh.version = old.version;
    fresh.origin = old.origin;
    fresh.attempt = old.attempt;
    fresh.policed = fresh.waiting = true;
    if (fresh.request != nothing) ++requests_[fresh.request].openCalls;
    return copy;
}

void Simulation::resend(CallId id)
{
    Call& call = calls_[id];
    call.waiting = false;
    if (call.abandoned) return releaseCall(id);
    Line& line = lines_[call.wire];
    ++(call.twin != nothing ? line.hedges : line.retries);
    current_ = call.caller;
    if (wires_[call.wire].removed) return turnBack(id, Cause::NoRoute, 0);
    police(id, 0);
}

/// Fails a call that is not even sent.
void Simulation::turnBack(CallId id, Cause cause, std::uint32_t depth)
{
    Call& call = calls_[id];
    call.cause = cause;
    call.culprit = call.callee;
    blame(call.callee, cause, call.request);
    settle(id, depth);
    releaseCall(id);
}

void Simulation::abandon(CallId id)
{
    Call& call = calls_[id];
    call.abandoned = true;
    call.twin = nothing;
    if (call.timed) unlinkTimeout(id);
}

/// Decides what becomes of a reply: it is handed to the caller, or the call is made again, or its twin may still succeed.
void Simulation::settle(CallId id, std::uint32_t depth)
{
    Call& call = calls_[id];
    Line& line = lines_[call.wire];
    const bool failed = call.cause != Cause::None;
    if (call.breakerPeriod != Call::unjudged) line.breaker.record(failed, call.breakerPeriod, now_);
    const CallId twin = std::exchange(call.twin, nothing);
    if (twin != nothing) {
        calls_[twin].twin = nothing;
        if (failed && !calls_[twin].waiting) return;
        abandon(twin);
    }
    const bool tooLate = call.request != nothing && requests_[call.request].deadline <= now_;
    const bool again = failed && call.attempt < line.params.retries && !tooLate && (!line.params.retryBudget || line.budget.allowsRetry());
    if (!again) return hand(id, depth);
    const double doublings = static_cast<double>(1ull << std::min<std::uint32_t>(call.attempt, 30));
    const double spread = line.params.jitter == 0 ? 1 : 1 - line.params.jitter * line.random.uniform();
    const CallId retry = this->again(id);
    ++calls_[retry].attempt;
    queue_.push(now_ + SimTime::fromSeconds(line.params.backoff.seconds() * doublings * spread), pack(calls_[retry].caller, resendTag), retry);
}

/// A policed call has taken too long: its reply, whenever it comes, is nobody's; a verdict stands in for it.
void Simulation::giveUp(CallId id)
{
    const CallId verdict = again(id);
    Call& late = calls_[id];
    Call& judged = calls_[verdict];
    judged.waiting = false;
    judged.cause = Cause::TimedOut;
    judged.culprit = late.callee;
    judged.breakerPeriod = late.breakerPeriod;
    judged.twin = std::exchange(late.twin, nothing);
    if (judged.twin != nothing) calls_[judged.twin].twin = verdict;
    blame(late.callee, Cause::TimedOut, late.request);
    settle(verdict, 0);
    releaseCall(verdict);
}

} // namespace scalelab
