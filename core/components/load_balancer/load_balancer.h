// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/distribution.h"
#include "engine/context.h"
#include "mechanisms/hash_ring.h"
#include "mechanisms/health_check.h"
#include "mechanisms/job_pool.h"
#include "mechanisms/key_store.h"
#include "mechanisms/weighted_turns.h"
#include "mechanisms/worker_pool.h"

#include <optional>
#include <string>
#include <vector>

namespace scalelab {

enum class BalancingAlgorithm { RoundRobin, Random, Weighted, LeastConnections, PowerOfTwo, IpHash, ConsistentHash };
enum class HashBy { User, Key, Source };

/// Spreads calls over its targets, leaving out those that fail their health checks. A worker of its own is held only until the target is called.
class LoadBalancer {
public:
    struct Params {
        BalancingAlgorithm algorithm = BalancingAlgorithm::RoundRobin;
        HashBy hashBy = HashBy::User;
        bool sticky = false;
        std::optional<std::int64_t> sessions;
        std::optional<SimTime> drainTimeout;
        std::optional<SimTime> healthInterval = SimTime{2'000'000'000};
        std::int64_t healthFall = 3;
        std::int64_t healthRise = 2;
        std::optional<std::int64_t> connections;
        std::optional<std::int64_t> workers;
        std::optional<std::int64_t> queue;
        Distribution service;
        bool standby = false;
        SimTime takeover;
        std::string address;
    };
    Params params;
    JobPool pool;

    void start(Context cx);
    void onCall(Context cx, CallId id)
    {
        if (isFree_) [[likely]] pass(cx, id);
        else admit(cx, id);
    }
    void onReply(Context cx, CallId id)
    {
        const Call& reply = cx.call(id);
        --targets_[cx.call(reply.parent).step].outstanding;
        cx.answer(reply.parent, reply.cause, reply.culprit);
    }
    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle);
    void onCrash(Context cx);
    void onRecover(Context cx);
    void onChanged(Context cx, std::string_view param);
    void onCalleeChanged(Context cx, WireId wire);
    void onConnect(Context cx, std::uint32_t port, WireId wire);
    void onDisconnect(Context cx, std::uint32_t port, WireId wire);
    void onRestartMeasures(Context cx);
    void report(const Simulation& run, ComponentId self, Reporter& reporter) const;

    /// In the order in which the ports are declared.
    enum Port : std::uint32_t { standbyPort, targetPort };

private:
    enum Tag : std::uint8_t { checkTag, servedTag, takeoverTag };

    struct Target {
        WireId wire = nothing;
        std::uint32_t outstanding = 0; ///< Calls sent and not answered.
        ComponentId server = nothing;
        HealthCheck health;
        bool gone = false;             ///< Its wire has been removed.
        bool registered = true;        ///< Not switched off, nor starting.
        bool draining = false;         ///< Takes nobody new.
        SimTime drained;               ///< Draining: until when it keeps the users that it has.
        std::uint32_t ringPoints = 0;  ///< With how many it stands on the hash ring.
    };
    /// One that this load balancer stands by for.
    struct Active {
        ComponentId id = nothing;
        SimTime silentSince = SimTime::never();
        bool replaced = false; ///< This one answers at its address.
    };

    // Calls, health and the pool (load_balancer.cpp)
    void configure(Context cx);
    void limitSessions();
    void admit(Context cx, CallId id);
    void begin(Context cx, std::uint32_t job);
    void served(Context cx, std::uint32_t job);
    void pass(Context cx, CallId id)
    {
        const std::uint32_t chosen = takesTurns_ ? nextInTurn() : targetFor(cx, id);
        if (chosen == nothing) return cx.refuse(id, Cause::NoHealthyTarget);
        Target& target = targets_[chosen];
        ++target.outstanding;
        Call& call = cx.call(id);
        call.step = chosen;
        cx.forward(call.request, id, target.wire, call.operation);
    }
    void scheduleCheck(Context cx);
    bool check(Context cx, Target& target);
    void observe(Context cx, Target& target);
    void rebuildPool(Context cx);

    // The choice of a target (choice.cpp); nothing if there is none
    [[nodiscard]] std::uint32_t nextInTurn()
    {
        if (inPool_.empty()) return nothing;
        const std::uint32_t target = inPool_[next_];
        if (++next_ == inPool_.size()) next_ = 0;
        return target;
    }
    std::uint32_t targetFor(Context cx, CallId id);
    std::uint32_t choose(Context cx, const Request& request);
    std::uint32_t chooseLeast();
    std::uint32_t chooseOfTwo();
    std::uint32_t chooseOnRing(Context cx, const Request& request);
    void updateRing(Context cx);
    [[nodiscard]] static bool takesNewUsers(const Target& target) { return !target.gone && target.registered && !target.draining && target.health.healthy(); }
    [[nodiscard]] static bool keepsUsers(const Target& target, SimTime now);
    [[nodiscard]] std::uint32_t targetOf(std::uint64_t server) const;

    // Standing by (standby.cpp)
    /// Tells the standby, if there is one, of this load balancer.
    template <class Message>
    void tellStandby(Context cx, Message message)
    {
        if (standby_ == nothing) return;
        const ComponentId id = cx.wire(standby_).to;
        (cx.peer<LoadBalancer>(id).*message)(cx.as(id), cx.self());
    }
    Active* active(ComponentId id);
    void watch(Context cx, ComponentId active);
    void forget(Context cx, ComponentId active);
    void hear(Context cx, ComponentId active);
    void silence(Context cx, ComponentId active);
    void checkSilence(Context cx, ComponentId active);
    void takeOver(Context cx, Active& active);
    void listenAgain(Context cx);
    void standDown(Context cx);
    void takeSessionsOf(const LoadBalancer& other);

    bool isFree_ = true;      ///< Nothing of its own to wait for.
    bool takesTurns_ = true;  ///< Plain round robin.
    bool ringIsOld_ = true;
    bool checking_ = false;
    std::uint32_t next_ = 0;
    std::vector<std::uint32_t> inPool_; ///< Targets that take new users.
    std::vector<Target> targets_;
    std::vector<std::uint32_t> targetOf_; ///< By component.
    WeightedTurns weightedTurns_;
    HashRing ring_;
    KeyStore sessions_;       ///< The server of each user, as the user's cookie says.
    std::uint64_t movedSessions_ = 0;
    ServiceTimer service_;
    Rng random_;
    WireId standby_ = nothing; ///< To the one that stands by for this one.
    std::vector<Active> actives_;
};

} // namespace scalelab
