// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/capacity.h"
#include "base/distribution.h"
#include "components/cache/write_buffer.h"
#include "engine/context.h"
#include "mechanisms/key_store.h"
#include "mechanisms/key_table.h"
#include "mechanisms/target_ring.h"
#include "mechanisms/worker_pool.h"
#include "stats/recent_share.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace scalelab {

enum class CacheStrategy { Auto, ReadThrough, CacheAside, WriteThrough, WriteBack, WriteAround };

/// Keeps real keys in memory, so that most reads never reach the store behind it.
class Cache {
public:
    struct Params {
        std::optional<Capacity> capacity;
        double itemSize = 1000;
        EvictionPolicy policy = EvictionPolicy::Lru;
        std::optional<SimTime> ttl;
        double ttlJitter = 0;
        CacheStrategy strategy = CacheStrategy::Auto;
        bool collapse = false;
        SimTime leaseTimeout{10'000'000'000};
        SimTime flushInterval{5'000'000'000};
        std::optional<std::int64_t> flushBatch;
        Distribution service;
        std::optional<std::int64_t> workers;
        std::optional<std::int64_t> queue;
    };
    Params params;
    WorkerPool pool;

    void start(Context cx);
    void onCall(Context cx, CallId id)
    {
        const Call& call = cx.call(id);
        if (call.operation == Operation::Fill || call.operation == Operation::Invalidate) {
            if (call.operation == Operation::Fill) fill(cx, call.request, Answer::of(call));
            else invalidate(cx.request(call.request).key, Answer::of(call));
            return cx.answer(id);
        }
        keys_.prefetch(cx.request(call.request).key);
        switch (pool.enter(cx, id)) {
        case WorkerPool::Admission::Started: return begin(cx, id);
        case WorkerPool::Admission::Queued: return;
        case WorkerPool::Admission::Rejected: return cx.refuse(id, Cause::QueueFull);
        }
    }

    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
    {
        switch (tag) {
        case serviceTag: return afterService(cx, handle);
        case leaseTag: return endLease(cx, handle);
        default: return flushBuffer(cx);
        }
    }

    void onReply(Context cx, CallId id);
    void onCrash(Context cx);
    /// Loses all items at once and stays up.
    void onFault(Context cx, std::string_view verb, double argument);
    void onChanged(Context cx, std::string_view param);
    void onConnect(Context cx, std::uint32_t port, WireId wire);
    void onDisconnect(Context cx, std::uint32_t port, WireId wire);
    void onRestartMeasures(Context cx);
    [[nodiscard]] double hitRatio() const { return recent_.share(); }
    void report(const Simulation& simulation, ComponentId self, Reporter& reporter) const;

private:
    enum Tag : std::uint8_t { serviceTag, leaseTag, flushTag };
    static constexpr std::uint32_t tracked = 1;     ///< In Call::step: the call has its part in pending_.
    static constexpr std::uint64_t unwritten = ~0ull; ///< Version of an item that its store does not have yet.

    /// What is under way for a key: fetches, a lease, writes into cache and store at once, and the calls that wait for any of these.
    struct Pending {
        CallId first = nothing, last = nothing; ///< Calls that wait, linked by Call::next.
        std::uint32_t fetches = 0;
        std::uint32_t writes = 0;
        bool writeFailed = false;
        SimTime leaseEnds;                      ///< Zero without a lease.
        std::uint64_t newest = 0;               ///< Version of the latest write known of; what is older is not kept.
        ComponentId origin = nothing;           ///< Of that write.

        /// Whether something is under way that will answer those who wait.
        [[nodiscard]] bool brings() const { return fetches > 0 || leaseEnds != SimTime{}; }
        [[nodiscard]] bool isIdle() const { return !brings() && writes == 0; }
        /// Whether data of this version had been replaced when the latest write came.
        [[nodiscard]] bool replaced(std::uint64_t version, ComponentId from) const { return from == origin && version < newest; }
    };
    /// What a store answered, or a server's message brought.
    struct Answer {
        std::uint64_t version = 0;
        ComponentId origin = nothing;
        Cause cause = Cause::None;
        ComponentId culprit = nothing;
        std::uint8_t marks = 0;

        [[nodiscard]] bool ok() const { return cause == Cause::None; }
        [[nodiscard]] static Answer of(const Call& call) { return {call.version, call.origin, call.cause, call.culprit, call.marks}; }
    };

    // Look-ups (cache.cpp)
    void configure(Context cx);
    void begin(Context cx, CallId id)
    {
        if (!service_.start(cx, params.service, serviceTag, id)) afterService(cx, id);
    }

    void afterService(Context cx, CallId id)
    {
        if (cx.call(id).operation == Operation::Write) return write(cx, id);
        if (lookUp(cx, id)) return finish(cx, id, Cause::None, nothing);
        if (readsThrough()) fetch(cx, id);
        else missAside(cx, id);
    }

    /// Whether the item is there; its data go into the reply.
    bool lookUp(Context cx, CallId id)
    {
        Call& call = cx.call(id);
        const std::uint64_t key = cx.request(call.request).key;
        const KeyStore::Entry* entry = keys_.touch(key);
        if (entry && entry->expiresNs <= cx.now().ns) {
            keys_.erase(key);
            ++expired_;
            entry = nullptr;
        }
        const bool hit = entry || buffer_.contains(key);
        recent_.add(hit);
        if (!hit) {
            ++misses_;
            return false;
        }
        ++hits_;
        call.marks |= mark::hit;
        if (!entry) return true;
        call.version = entry->version;
        call.origin = entry->origin;
        if (cx.isOutdated(entry->origin, key, entry->version)) {
            call.marks |= mark::stale;
            ++staleHits_;
        }
        return true;
    }

    void askStore(Context cx, CallId id);
    void put(Context cx, RequestId request, std::uint64_t version, ComponentId origin);
    void finish(Context cx, CallId id, Cause cause, ComponentId culprit)
    {
        pool.release(cx, [&](CallId next) { begin(cx, next); });
        cx.answer(id, cause, culprit);
    }
    [[nodiscard]] std::uint32_t bytesOf(const Request& request) const;
    [[nodiscard]] bool readsThrough() const { return !stores_.empty() && params.strategy != CacheStrategy::CacheAside; }
    [[nodiscard]] bool writesThrough() const { return !stores_.empty() && params.strategy == CacheStrategy::WriteThrough; }
    [[nodiscard]] bool writesBack() const { return !stores_.empty() && params.strategy == CacheStrategy::WriteBack; }

    // What is under way for a key (pending.cpp)
    /// Whether fetches are entered in pending_; plain caches do without, so that a late answer can overwrite a newer one.
    [[nodiscard]] bool tracksFetches() const { return params.collapse || writesThrough() || writesBack(); }
    std::uint32_t pendingOf(std::uint64_t key);
    void dropIfIdle(std::uint32_t slot);
    void fetch(Context cx, CallId id);
    void fetched(Context cx, CallId served, const Answer& answer);
    void missAside(Context cx, CallId id);
    void fill(Context cx, RequestId request, const Answer& message);
    void invalidate(std::uint64_t key, const Answer& write);
    void noteWrite(std::uint32_t slot, const Answer& write);
    void beginLease(Context cx, std::uint32_t slot);
    void endLease(Context cx, std::uint32_t slot);
    void passLeaseOn(Context cx, std::uint32_t slot);
    void wait(Context cx, std::uint32_t slot, CallId id);
    CallId takeFirstWaiting(Context cx, std::uint32_t slot);
    CallId takeAllWaiting(std::uint32_t slot);
    void answerAll(Context cx, CallId first, const Answer& answer);

    // Writes (writes.cpp)
    void write(Context cx, CallId id);
    void written(Context cx, CallId served, const Answer& answer);
    void writeBack(Context cx, CallId id);
    void makeRoom(Context cx, std::uint64_t key, std::uint32_t bytes);
    void sendBack(Context cx, const WriteBuffer::Item& item, WireId wire);
    void flushBuffer(Context cx);
    void flushed(Context cx, std::uint64_t key, const Answer& answer);
    void scheduleFlush(Context cx);
    void loseBuffer(Context cx);

    KeyStore keys_;
    TargetRing stores_;
    ServiceTimer service_;
    RecentShare recent_;
    Rng jitter_;
    KeyTable<Pending> pending_;
    WriteBuffer buffer_;
    std::uint32_t leaseLane_ = nothing;
    bool flushScheduled_ = false;
    std::uint64_t hits_ = 0, misses_ = 0, staleHits_ = 0, expired_ = 0, evictionsBefore_ = 0;
    std::uint64_t collapsed_ = 0, lostWrites_ = 0;
};

} // namespace scalelab
