// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mix.h"
#include "base/sim_time.h"
#include "engine/outcome.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace scalelab {

using ComponentId = std::uint32_t; ///< Index of a component in its run.
using WireId = std::uint32_t;      ///< Index of a wire in its run.
using CallId = std::uint32_t;      ///< Slot of a call.
using RequestId = std::uint32_t;   ///< Slot of a request.
using ZoneId = std::uint32_t;      ///< Index of a zone in its run.
inline constexpr std::uint32_t nothing = ~0u;

/// What a call asks of its callee.
enum class Operation : std::uint8_t {
    Read, Write, Static, Login, Job, Join, ///< What requests ask, in the order of RequestClass.
    Resolve,                               ///< A name server for an address.
    Fill, Invalidate,                      ///< A cache to keep a value, or to forget it.
    ReadSession, WriteSession,             ///< A store for the session of the request's user.
    Work,                                  ///< A worker to do a job.
};

/// "read", "fill": for traces.
[[nodiscard]] std::string_view operationName(Operation operation);

[[nodiscard]] constexpr Operation operationOf(RequestClass requestClass) { return static_cast<Operation>(requestClass); }

/// Marks that a reply carries back to the user.
namespace mark {
inline constexpr std::uint8_t hit = 1;   ///< Served from a cache.
inline constexpr std::uint8_t miss = 2;  ///< A cache did not have it.
inline constexpr std::uint8_t stale = 4; ///< Older than what the store holds.
inline constexpr std::uint8_t slow = 8;  ///< Later than the objective of its class.
inline constexpr std::uint8_t own = 16;  ///< A write that later reads of its user must see.
} // namespace mark

/// One attempt at one callee.
struct alignas(64) Call {
    /// The breakerPeriod of calls whose result tells a circuit breaker nothing.
    static constexpr std::uint16_t unjudged = 0xffff;

    RequestId request = nothing;
    CallId parent = nothing;         ///< The caller's own call that this one serves; none for a traffic source.
    ComponentId caller = nothing;
    ComponentId callee = nothing;
    WireId wire = nothing;
    std::uint32_t next = nothing;    ///< Next in the callee's queue, or in the list of free slots.
    SimTime entered = SimTime::never(); ///< When it reached the callee; never() while it has not.
    std::uint64_t version = 0;       ///< Of a read: the write that it must see. Reply: version of the data; of a name look-up: how long it holds [ns].
    ComponentId origin = nothing;    ///< Reply: store the data came from; of a name look-up: the component found.
    ComponentId culprit = nothing;   ///< Reply: the component that failed it.
    std::uint32_t step = 0;          ///< For the callee's own use while it serves the call.
    CallId twin = nothing;           ///< The same call sent, or to be sent, a second time as a hedge.
    Operation operation = Operation::Read;
    Cause cause = Cause::None;       ///< Reply: why it failed.
    std::uint8_t marks = 0;          ///< Reply: mark bits.
    std::uint8_t attempt = 0;        ///< How often the caller's policy has sent it before.
    bool inUse : 1 = false;
    bool serving : 1 = false;        ///< Reached the callee and not answered yet.
    bool abandoned : 1 = false;      ///< Its caller has given up or gone: the reply is dropped.
    bool oneWay : 1 = false;         ///< Nobody waits for a reply.
    bool timed : 1 = false;          ///< In a list of timeouts.
    bool severed : 1 = false;        ///< Lost on its way, there or back.
    bool policed : 1 = false;        ///< The caller's policy decides what becomes of its reply.
    bool waiting : 1 = false;        ///< A retry or hedge that has not been sent yet.
    std::uint16_t breakerPeriod = unjudged; ///< Of the caller's circuit breaker when it went.

    [[nodiscard]] static Call fresh(RequestId request, CallId parent, ComponentId caller, WireId wire, ComponentId callee, Operation operation)
    {
        Call call;
        call.request = request;
        call.parent = parent;
        call.caller = caller;
        call.callee = callee;
        call.wire = wire;
        call.operation = operation;
        call.inUse = true;
        return call;
    }
};
static_assert(sizeof(Call) == 64);

/// What a user sees: born at a traffic source, concluded once.
struct alignas(64) Request {
    std::uint64_t number = 0; ///< Counts from 0 over the run.
    std::uint64_t key = 0;
    SimTime born;
    SimTime deadline = SimTime::never(); ///< After it the answer is of no use.
    std::uint32_t user = 0;  ///< Who asks, counted within the source.
    std::uint32_t bytes = 0; ///< Of what it brings (writes, jobs) or asks for (all others).
    ComponentId source = nothing;
    std::uint32_t openCalls = 0; ///< Calls that refer to it; its slot is free when concluded and this is 0.
    std::uint32_t attempts = 1;
    std::uint32_t next = nothing; ///< In the list of free slots.
    RequestClass requestClass = RequestClass::Read;
    std::uint8_t note = 0; ///< For its source's own use.
    bool inUse = false;
    bool concluded = false;

    [[nodiscard]] static Request fresh(std::uint64_t number, std::uint64_t key, SimTime born, ComponentId source, RequestClass requestClass, std::uint8_t note)
    {
        Request request;
        request.number = number;
        request.key = key;
        request.born = born;
        request.source = source;
        request.requestClass = requestClass;
        request.note = note;
        request.inUse = true;
        return request;
    }
};

/// Slots of records addressed by 32-bit handles; the slot freed last is used first.
template <class Record>
class RecordStore {
public:
    /// A slot with what was left in it: the taker writes the record whole, with inUse set.
    std::uint32_t take()
    {
        ++used_;
        const std::uint32_t slot = free_;
        if (slot == nothing) [[unlikely]] return append();
        free_ = records_[slot].next;
        return slot;
    }

    void release(std::uint32_t slot)
    {
        --used_;
        records_[slot].inUse = false;
        records_[slot].next = free_;
        free_ = slot;
    }

    [[nodiscard]] Record& operator[](std::uint32_t slot) { return records_[slot]; }
    [[nodiscard]] const Record& operator[](std::uint32_t slot) const { return records_[slot]; }
    [[nodiscard]] std::uint32_t capacity() const { return static_cast<std::uint32_t>(records_.size()); }
    [[nodiscard]] std::uint32_t used() const { return used_; }

private:
    std::uint32_t append()
    {
        records_.emplace_back();
        return static_cast<std::uint32_t>(records_.size() - 1);
    }

    std::vector<Record> records_;
    std::uint32_t free_ = nothing;
    std::uint32_t used_ = 0;
};

} // namespace scalelab
