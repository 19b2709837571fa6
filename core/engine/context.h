// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace scalelab {

/// What a component may do to its run: the engine seen from one component, for the length of one handler.
class Context {
public:
    /// `depth` counts the components that are calling each other at this instant.
    Context(Simulation& simulation, ComponentId self, std::uint32_t depth = 0) : sim_(simulation), self_(self), depth_(depth) {}

    [[nodiscard]] ComponentId self() const { return self_; }
    [[nodiscard]] SimTime now() const { return sim_.now_; }
    [[nodiscard]] const std::string& name(ComponentId id) const { return sim_.names_[id]; }
    [[nodiscard]] const Simulation::Node& node(ComponentId id) const { return sim_.nodes_[id]; }
    [[nodiscard]] const Wire& wire(WireId id) const { return sim_.wires_[id]; }
    /// Whether a wire leads from one component to another.
    [[nodiscard]] bool hasWire(ComponentId from, ComponentId to) const { return sim_.wireByEnds_.contains({from, to}); }
    [[nodiscard]] bool isUp(ComponentId id) const { return sim_.nodes_[id].health == Health::Up; }
    /// Who takes calls to a component: itself while it is up, else its stand-in if that is; nothing if neither is.
    [[nodiscard]] ComponentId answering(ComponentId id) const { return sim_.answering(id); }
    /// Whether somebody takes the calls over a wire and messages get there.
    [[nodiscard]] bool reaches(WireId id) const { return answering(wire(id).to) != nothing && !sim_.lines_[id].isCut(); }
    /// Whether messages get through a wire.
    [[nodiscard]] bool isOpen(WireId id) const { return !wire(id).removed && !sim_.lines_[id].isCut(); }
    /// Where a component stands; null if that is not known.
    [[nodiscard]] const Place* place(ComponentId id) const { return sim_.place(id); }
    /// The instance type that this component runs on; null if none is declared.
    [[nodiscard]] const InstanceType* instance() const { return sim_.instanceOf(self_); }
    /// By how much a fault multiplies the time that this component takes for anything.
    [[nodiscard]] double slowness() const { return sim_.nodes_[self_].slowed ? sim_.units_[self_].slowness : 1; }
    /// A random stream of this component, the same whatever else is in the scene.
    [[nodiscard]] Rng stream(std::string_view purpose) const { return randomStream(sim_.seed_, sim_.names_[self_], purpose); }
    /// References to calls and requests are good only until the next call or request is made.
    [[nodiscard]] Call& call(CallId id) { return sim_.calls_[id]; }
    [[nodiscard]] Request& request(RequestId id) { return sim_.requests_[id]; }

    /// What the engine counts for this component.
    [[nodiscard]] const Simulation::Measures& measures() const { return sim_.measures_[self_]; }
    /// Calls that this component serves or lets wait now.
    [[nodiscard]] std::uint32_t present() const { return sim_.measures_[self_].present; }
    /// The time that calls have spent here within the measured time [ns].
    [[nodiscard]] WorkerTime timePresent() const { return sim_.timePresent(self_); }
    /// The engine seen from another component.
    [[nodiscard]] Context as(ComponentId other) const { return {sim_, other, depth_}; }

    // Time
    /// A timer event of this component after a delay that is drawn at random.
    void after(SimTime delay, std::uint8_t tag, std::uint32_t handle) { sim_.queue_.push(now() + delay, Simulation::pack(self_, tag), handle); }
    /// The lane of a delay that is the same every time, for afterLane.
    [[nodiscard]] std::uint32_t lane(SimTime delay) { return sim_.queue_.lane(delay); }
    void afterLane(std::uint32_t lane, std::uint8_t tag, std::uint32_t handle) { sim_.queue_.pushLane(lane, now(), Simulation::pack(self_, tag), handle); }
    /// A clock holds one timer event, set anew each time: for the next arrival of a source.
    [[nodiscard]] std::uint32_t addClock() { return sim_.queue_.addClock(); }
    void setClock(std::uint32_t clock, SimTime at, std::uint8_t tag) { sim_.queue_.setClock(clock, at, Simulation::pack(self_, tag), clock); }
    void clearClock(std::uint32_t clock) { sim_.queue_.clearClock(clock); }

    /// A message over a wire that is no call: it reaches this component as a timer event, or at once if that takes no time. False if it gets lost.
    bool afterWire(WireId wire, Way way, std::uint64_t bytes, std::uint8_t tag, std::uint32_t handle)
    {
        const SimTime delay = carry(wire, way, bytes);
        if (delay == SimTime::never()) return false;
        if (delay == SimTime{}) sim_.nodes_[self_].ops->timer(*this, sim_.placeOf(self_), tag, handle);
        else after(delay, tag, handle);
        return true;
    }
    /// How long a message that is no call, such as a shipment of a log, takes over a wire; never() if the wire is cut or the message lost.
    [[nodiscard]] SimTime carry(WireId wire, Way way, std::uint64_t bytes) { return sim_.carryMessage(wire, way, bytes); }

    // Requests, for sources
    /// A new request, about to be attempted; the note is for the source's own use.
    [[nodiscard]] RequestId newRequest(RequestClass requestClass, std::uint64_t key, std::uint8_t note)
    {
        const RequestId id = sim_.requests_.take();
        sim_.requests_[id] = Request::fresh(sim_.nextRequestNumber_++, key, now(), self_, requestClass, note);
        ++sim_.measures_[self_].arrived;
        ++sim_.totals_.attempts;
        return id;
    }
    /// A request of this component's own that no user waits for and no total counts; its slot is free with its last call.
    [[nodiscard]] RequestId newErrand(RequestClass requestClass, std::uint64_t key, std::uint32_t bytes)
    {
        const RequestId id = sim_.requests_.take();
        Request& request = sim_.requests_[id];
        request = Request::fresh(sim_.nextRequestNumber_++, key, now(), self_, requestClass, 0);
        request.bytes = bytes;
        request.concluded = true;
        return id;
    }
    /// Counts one more attempt of a request, after the first that comes with it.
    void countRetry(RequestId id)
    {
        Request& request = sim_.requests_[id];
        ++request.attempts;
        if (request.born < sim_.measuredFrom_) return;
        ++sim_.totals_.attempts;
        ++sim_.totals_.retries;
    }
    /// Ends a request, once. The culprit is the component that failed it.
    void conclude(RequestId id, Cause cause, std::uint8_t marks)
    {
        Request& request = sim_.requests_[id];
        request.concluded = true;
        if (request.born >= sim_.measuredFrom_) {
            Simulation::Measures& measures = sim_.measures_[self_];
            if (cause == Cause::None) {
                measures.sojourn.add(now() - request.born);
                sim_.totals_.stale += (marks & mark::stale) != 0;
                sim_.totals_.slow += (marks & mark::slow) != 0;
                sim_.totals_.writes += request.requestClass == RequestClass::Write;
            } else {
                ++measures.failed;
                ++sim_.totals_.failed[static_cast<std::size_t>(outcomeOf(cause))];
            }
        }
        if (sim_.observed_) [[unlikely]] sim_.tracer_.concluded(request, cause, marks, now());
        sim_.releaseRequestIfDone(id);
    }

    // Calls
    /// A call over the wire, serving `parent` (or nothing); to be sent.
    [[nodiscard]] CallId newCall(RequestId request, CallId parent, WireId wire, Operation operation)
    {
        const CallId id = sim_.calls_.take();
        sim_.calls_[id] = Call::fresh(request, parent, self_, wire, sim_.wires_[wire].to, operation);
        if (request != nothing) ++sim_.requests_[request].openCalls;
        return id;
    }
    /// Sends the call on its way; its reply comes to this component's onReply.
    void send(CallId id)
    {
        const Call& sent = sim_.calls_[id];
        Wire& wire = sim_.wires_[sent.wire];
        if (wire.special) [[unlikely]] return sim_.sendOver(id, depth_);
        ++wire.sent;
        if (sim_.observed_) [[unlikely]] sim_.observeSent(id, now() + wire.latency);
        if (wire.lane == nothing) [[likely]] sim_.deliver(id, depth_);
        else sim_.queue_.pushLane(wire.lane, now(), Simulation::pack(sent.callee, Simulation::deliverTag), id);
    }
    /// Makes and sends a call in one go.
    void forward(RequestId request, CallId parent, WireId wire, Operation operation) { send(newCall(request, parent, wire, operation)); }
    /// Sends a message that nobody waits for; the version and origin travel with it.
    void notify(RequestId request, WireId wire, Operation operation, std::uint64_t version, ComponentId origin)
    {
        const CallId id = newCall(request, nothing, wire, operation);
        Call& fresh = sim_.calls_[id];
        fresh.oneWay = true;
        fresh.version = version;
        fresh.origin = origin;
        send(id);
    }
    /// Gives up on a call after the span unless its reply comes first: onTimeout then, and the reply is dropped.
    void giveUpAfter(CallId id, SimTime span) { sim_.armTimeout(id, span); }
    /// Answers a call that this component serves; with a cause it fails, because of the culprit.
    void answer(CallId id, Cause cause = Cause::None, ComponentId culprit = nothing) { sim_.sendReply(id, cause, culprit, depth_); }
    /// Fails a call because of this very component.
    void refuse(CallId id, Cause cause) { sim_.sendReply(id, cause, self_, depth_); }
    /// Tells that a call which this component serves has waited here for so long, or will have: for traces.
    void waited(CallId id, SimTime span)
    {
        if (sim_.observed_) [[unlikely]] sim_.tracer_.waited(id, span);
    }
    /// Counts a failure against a component that no call reached.
    void blame(ComponentId culprit, Cause cause, RequestId request = nothing) { sim_.blame(culprit, cause, request); }

    // State that others see
    /// What callers may send here, as far as they know.
    void setOffers(bool reads, bool writes)
    {
        sim_.nodes_[self_].readable = reads;
        sim_.nodes_[self_].writable = writes;
    }
    /// Whether servers send their writes to this cache instead of its store.
    void setWritesThrough(bool writesThrough) { sim_.nodes_[self_].writesThrough = writesThrough; }
    void setPrivateAddress(bool isPrivate) { sim_.nodes_[self_].privateAddress = isPrivate; }
    /// Calls to a component that is not up are taken by the stand-in from now on, while that is up; nothing: they fail.
    void setStandIn(ComponentId id, ComponentId standIn) { sim_.units_[id].standIn = standIn; }
    /// Callers with a choice give a component nothing new while it drains.
    void setDraining(ComponentId id, bool draining) { sim_.setDraining(id, draining); }
    /// Whether no call is in a component or on its way to it; its callers hear by onCalleeChanged when one that drains becomes so.
    [[nodiscard]] bool isIdle(ComponentId id) const { return sim_.isIdle(id); }
    /// The share of a component's answers that the version which it runs makes errors of.
    void setVersionErrors(ComponentId id, double share) { sim_.setVersionErrors(id, share); }
    /// Keeps a log of at least the latest `most` failures from now on, of the whole run.
    void keepFailures(std::size_t most = 4096) { sim_.keepFailures(most); }
    [[nodiscard]] const Simulation& run() const { return sim_; }
    /// Adds a component like another: same kind, parameters, zone and wires; it is switched off until switchOn, which gives it the parameters that
    /// the original has by then. Wires drawn to the original later, changed or taken away are so for its copies too.
    [[nodiscard]] ComponentId cloneOf(ComponentId original, const std::string& name) { return sim_.addClone(original, name); }
    /// Starts a component that is off or down: it takes no calls until `boot` has passed.
    void switchOn(ComponentId id, SimTime boot) { sim_.switchOn(id, boot); }
    /// Switches a component off: what it serves fails, it costs nothing and is nobody's target.
    void switchOff(ComponentId id) { sim_.switchOff(id); }
    /// Lets a component drain, and switches it off when it has nothing left to do, or after `patience`; setDraining(id, false) calls it back.
    void retire(ComponentId id, SimTime patience) { sim_.retire(id, patience); }
    /// A component that is down comes up by itself.
    void comeUp() { sim_.recover(self_); }
    /// A component that is up goes down by itself, as in a crash.
    void goDown() { sim_.crash(self_, Health::Down); }
    void countLostWrites(std::uint64_t count) { sim_.totals_.lostWrites += count; }
    /// Counts lost writes that are there again.
    void countRecoveredWrites(std::uint64_t count) { sim_.totals_.lostWrites -= std::min(count, sim_.totals_.lostWrites); }
    void incident(Incident::Level level, std::string text) { sim_.addIncident(level, self_, std::move(text)); }
    [[nodiscard]] std::uint64_t latestVersion(ComponentId store, std::uint64_t key) const { return sim_.latestVersion(store, key); }
    /// Tells everyone that a store holds data of this version, the newest so far.
    void setNewestVersion(ComponentId store, std::uint64_t version) { sim_.nodes_[store].newestVersion = version; }
    /// Whether a store holds a key in a newer version than this one.
    [[nodiscard]] bool isOutdated(ComponentId store, std::uint64_t key, std::uint64_t version) const
    {
        return store != nothing && version < sim_.nodes_[store].newestVersion && version < sim_.latestVersion(store, key);
    }

    /// Whether a server of a store has applied the write of this version; true if the kind does not tell.
    [[nodiscard]] bool holdsWrite(ComponentId server, std::uint64_t version) const
    {
        const Simulation::Node& node = sim_.nodes_[server];
        return node.ops->holdsWrite(sim_.placeOf(node), version);
    }

    /// Another component of the kind C.
    template <class C>
    [[nodiscard]] C& peer(ComponentId id)
    {
        return componentAt<C>(sim_.placeOf(id));
    }
    [[nodiscard]] bool sameKind(ComponentId id) const { return sim_.nodes_[id].kind == sim_.nodes_[self_].kind; }

private:
    Simulation& sim_;
    ComponentId self_;
    std::uint32_t depth_;
};

inline void Simulation::releaseRequestIfDone(RequestId id)
{
    const Request& request = requests_[id];
    if (request.concluded && request.openCalls == 0) requests_.release(id);
}

inline void Simulation::releaseCall(CallId id)
{
    const RequestId request = calls_[id].request;
    calls_.release(id);
    if (request == nothing) return;
    --requests_[request].openCalls;
    releaseRequestIfDone(request);
}

inline void Simulation::deliver(CallId id, std::uint32_t depth)
{
    Call& call = calls_[id];
    if (call.severed) [[unlikely]] return loseCall(id, depth);
    const ComponentId callee = call.callee;
    const Node& node = nodes_[callee];
    if (node.health != Health::Up) [[unlikely]] return deliverToDown(id, depth);
    call.entered = now_;
    call.serving = true;
    ++measures_[callee].arrived;
    ++measures_[callee].present;
    if (depth == deepestNesting) [[unlikely]] fail("64 components called each other without time passing; is there a circle of wires?");
    current_ = callee;
    node.ops->call({*this, callee, depth + 1}, placeOf(node), id);
}

inline void Simulation::sendReply(CallId id, Cause cause, ComponentId culprit, std::uint32_t depth)
{
    Call& call = calls_[id];
    call.serving = false;
    call.cause = cause;
    call.culprit = culprit;
    Measures& measures = measures_[call.callee];
    --measures.present;
    if (measures.special) [[unlikely]] {
        if (cause == Cause::None && !call.oneWay) call.cause = cause = errorInstead(call);
        if (measures.present == 0) becameIdle(call.callee);
    }
    const SimTime sojourn = now_ - call.entered;
    if (call.entered < measuredFrom_) [[unlikely]] measures.spentBefore += static_cast<std::uint64_t>((measuredFrom_ - call.entered).ns);
    if (cause == Cause::None) [[likely]] measures.sojourn.add(sojourn);
    else addFailure(call, sojourn);
    if (call.oneWay) [[unlikely]] return endOneWay(id);
    const Wire& wire = wires_[call.wire];
    if (wire.special) [[unlikely]] return replyOver(id, depth);
    if (observed_) [[unlikely]] observeAnswered(id, now_ + wire.latency);
    if (wire.lane == nothing) [[likely]] arrive(id, depth);
    else queue_.pushLane(wire.lane, now_, pack(call.caller, arriveTag), id);
}

inline void Simulation::arrive(CallId id, std::uint32_t depth)
{
    Call& call = calls_[id];
    Wire& wire = wires_[call.wire];
    if (call.severed) [[unlikely]] loseReply(call);
    if (call.cause == Cause::None) [[likely]] ++wire.answered;
    else ++wire.failed;
    wire.hits += (call.marks & mark::hit) != 0;
    if (observed_) [[unlikely]] observeEnded(id);
    if (!call.abandoned) [[likely]] {
        if (call.timed) unlinkTimeout(id);
        if (call.policed) [[unlikely]] settle(id, depth);
        else hand(id, depth);
    }
    releaseCall(id);
}

inline void Simulation::hand(CallId id, std::uint32_t depth)
{
    const Call& call = calls_[id];
    if (call.parent != nothing) calls_[call.parent].marks |= static_cast<std::uint8_t>(call.marks & (mark::stale | mark::hit));
    const Node& node = nodes_[call.caller];
    current_ = call.caller;
    node.ops->reply({*this, call.caller, depth}, placeOf(node), id);
}

// The table of a kind: one thunk for each member function that its class has.
template <class C>
KindOps opsOf()
{
    KindOps table{};
    table.makeStore = []() -> std::unique_ptr<ComponentStore> { return std::make_unique<StoreOf<C>>(); };
    table.start = [](Context cx, ComponentPlace place) { componentAt<C>(place).start(cx); };
    table.call = [](Context cx, ComponentPlace place, CallId id) {
        if constexpr (requires(C& c) { c.onCall(cx, id); }) componentAt<C>(place).onCall(cx, id);
        else cx.refuse(id, Cause::NoRoute);
    };
    table.reply = [](Context cx, ComponentPlace place, CallId id) {
        if constexpr (requires(C& c) { c.onReply(cx, id); }) componentAt<C>(place).onReply(cx, id);
    };
    table.timer = [](Context cx, ComponentPlace place, std::uint8_t tag, std::uint32_t handle) {
        if constexpr (requires(C& c) { c.onTimer(cx, tag, handle); }) componentAt<C>(place).onTimer(cx, tag, handle);
    };
    table.timeout = [](Context cx, ComponentPlace place, CallId id) {
        if constexpr (requires(C& c) { c.onTimeout(cx, id); }) componentAt<C>(place).onTimeout(cx, id);
    };
    table.crash = [](Context cx, ComponentPlace place) {
        if constexpr (requires(C& c) { c.onCrash(cx); }) componentAt<C>(place).onCrash(cx);
    };
    table.recover = [](Context cx, ComponentPlace place) {
        if constexpr (requires(C& c) { c.onRecover(cx); }) componentAt<C>(place).onRecover(cx);
    };
    table.changed = [](Context cx, ComponentPlace place, std::string_view param) {
        if constexpr (requires(C& c) { c.onChanged(cx, param); }) componentAt<C>(place).onChanged(cx, param);
    };
    table.connect = [](Context cx, ComponentPlace place, std::uint32_t port, WireId wire) {
        if constexpr (requires(C& c) { c.onConnect(cx, port, wire); }) componentAt<C>(place).onConnect(cx, port, wire);
    };
    table.disconnect = [](Context cx, ComponentPlace place, std::uint32_t port, WireId wire) {
        if constexpr (requires(C& c) { c.onDisconnect(cx, port, wire); }) componentAt<C>(place).onDisconnect(cx, port, wire);
    };
    table.calleeChanged = [](Context cx, ComponentPlace place, WireId wire) {
        if constexpr (requires(C& c) { c.onCalleeChanged(cx, wire); }) componentAt<C>(place).onCalleeChanged(cx, wire);
    };
    table.fault = [](Context cx, ComponentPlace place, std::string_view verb, double argument) {
        if constexpr (requires(C& c) { c.onFault(cx, verb, argument); }) componentAt<C>(place).onFault(cx, verb, argument);
    };
    table.measuresEnd = [](Context cx, ComponentPlace place) {
        if constexpr (requires(C& c) { c.onMeasuresEnd(cx); }) componentAt<C>(place).onMeasuresEnd(cx);
    };
    table.restartMeasures = [](Context cx, ComponentPlace place) {
        if constexpr (requires(C& c) { c.onRestartMeasures(cx); }) componentAt<C>(place).onRestartMeasures(cx);
    };
    table.report = [](const Simulation& simulation, ComponentId id, ComponentPlace place, Reporter& reporter) {
        if constexpr (requires(const C& c) { c.report(simulation, id, reporter); }) componentAt<C>(place).report(simulation, id, reporter);
    };
    table.occupancy = [](ComponentPlace place) -> const Occupancy* {
        if constexpr (requires(const C& c) { c.pool; }) return &componentAt<C>(place).pool.occupancy();
        else return nullptr;
    };
    table.capacity = [](ComponentPlace place) -> std::uint32_t {
        if constexpr (requires(const C& c) { c.pool; }) return componentAt<C>(place).pool.capacity();
        else return 0;
    };
    table.usageCost = [](ComponentPlace place) -> double {
        if constexpr (requires(const C& c) { c.usageCost(); }) return componentAt<C>(place).usageCost();
        else return 0;
    };
    if constexpr (requires(const C& c) { c.pool.timePresent(SimTime{}); })
        table.jobTime = [](ComponentPlace place, SimTime now) -> WorkerTime { return componentAt<C>(place).pool.timePresent(now); };
    table.hitRatio = [](ComponentPlace place) -> double {
        if constexpr (requires(const C& c) { c.hitRatio(); }) return componentAt<C>(place).hitRatio();
        else return -1;
    };
    table.lag = [](ComponentPlace place, SimTime now) -> double {
        if constexpr (requires(const C& c) { c.lag(now); }) return componentAt<C>(place).lag(now);
        else return -1;
    };
    table.backlog = [](ComponentPlace place) -> double {
        if constexpr (requires(const C& c) { c.backlog(); }) return componentAt<C>(place).backlog();
        else return -1;
    };
    table.latestVersion = [](const Simulation& simulation, ComponentPlace place, std::uint64_t key) -> std::uint64_t {
        if constexpr (requires(const C& c) { c.latestVersion(simulation, key); }) return componentAt<C>(place).latestVersion(simulation, key);
        else return 0;
    };
    table.holdsWrite = [](ComponentPlace place, std::uint64_t version) -> bool {
        if constexpr (requires(const C& c) { c.holdsWrite(version); }) return componentAt<C>(place).holdsWrite(version);
        else return true;
    };
    table.hasWorkers = requires(const C& c) { c.pool; };
    table.hasMasters = requires(const C& c) { c.lag(SimTime{}); };
    table.isEverywhere = requires { requires C::isEverywhere; };
    table.isSource = requires { requires C::isSource; };
    return table;
}

} // namespace scalelab
