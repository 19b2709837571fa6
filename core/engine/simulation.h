// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instance_types.h"
#include "base/places.h"
#include "base/data_files.h"
#include "base/random.h"
#include "base/result.h"
#include "base/sim_time.h"
#include "engine/catalog.h"
#include "engine/command.h"
#include "engine/event_queue.h"
#include "engine/flight.h"
#include "engine/incident.h"
#include "engine/recent.h"
#include "engine/records.h"
#include "engine/failure_log.h"
#include "engine/totals.h"
#include "engine/tracer.h"
#include "engine/wire.h"
#include "model/scene.h"
#include "stats/histogram.h"

#include <array>
#include <bit>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// A run of a scene: plain state that can be copied at any instant; the copy goes on exactly as the original would.
class Simulation {
public:
    /// A component as the engine sees it.
    struct Node {
        const KindOps* ops = nullptr; ///< In the catalog.
        std::uint16_t kind = 0;
        Health health = Health::Up;
        bool readable = true;       ///< Callers may send it reads.
        bool writable = false;      ///< Callers may send it writes.
        bool privateAddress : 1 = false;
        bool draining : 1 = false;      ///< About to be switched off: it finishes what it has and is given nothing new.
        bool slowed : 1 = false;        ///< Its Unit says by how much.
        bool writesThrough : 1 = false; ///< A cache to which servers send their writes.
        std::uint32_t slot = 0;     ///< In the store of its kind.
        ZoneId zone = nothing;
        std::uint64_t newestVersion = 0; ///< No data that it holds, or held, is newer; for stores of data.
    };

    /// What the engine counts for every component.
    struct alignas(64) Measures {
        std::uint64_t arrived = 0;    ///< Calls received; for a source requests born.
        std::uint32_t present = 0;    ///< Calls being served or waiting now; never reset.
        Cause lastCause = Cause::None;
        bool special = false;         ///< There is more to its answers: some are errors, or it drains. Never reset.
        Histogram sojourn;            ///< Completed calls: from reaching the component to the answer; for a source from birth to conclusion.
        std::uint64_t failed = 0;
        std::uint64_t failedHere = 0; ///< Calls that failed because of this very component.
        WorkerTime failedTime = 0;    ///< Time that failed calls spent here [ns].
        WorkerTime spentBefore = 0;   ///< Part of the time of the calls counted here that lies before the measured time [ns].
        std::array<std::uint64_t, causeCount> failedBy{}; ///< failedHere by cause.

        [[nodiscard]] std::uint64_t completed() const { return sojourn.count(); }
        void addBlame(Cause cause);
    };

    enum class Status { Reached, EventLimit, Failed };

    /// An empty run at time zero, which knows the data files that its parameters may name.
    Simulation(std::shared_ptr<const Catalog> catalog, std::uint64_t seed, std::shared_ptr<const DataFiles> dataFiles = std::make_shared<const DataFiles>());

    /// Adds a component, started and without wires. Errors: an unknown kind, a used id, an unreadable parameter.
    Result<void> addComponent(const Component& component);
    /// Adds a wire; the callee's port is found as in portFor.
    Result<void> addWire(const Link& link);
    /// Adds a zone; components are in it that are added later and that it contains, by name. Errors: a used id, an unreadable parameter.
    Result<void> addZone(const Zone& zone);
    /// Applies at `at`, before everything else that is due then.
    void schedule(SimTime at, Command command);

    /// Performs all events with a time before `until`, at most `eventLimit` of them, and then lets the clock stand at `until`.
    Status advance(SimTime until, std::uint64_t eventLimit = ~0ull);
    /// Performs the next event or scheduled command; false if there is none.
    bool step();
    /// Moves the clock on, not beyond the next event.
    void setNow(SimTime now);
    /// Applies a command now and logs it; a refused one changes nothing.
    Result<void> apply(const Command& command);
    /// Starts all measures anew; requests born before now no longer count.
    void restartMeasures();

    [[nodiscard]] SimTime now() const { return now_; }
    [[nodiscard]] std::uint64_t events() const { return events_; }
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    [[nodiscard]] SimTime measuredFrom() const { return measuredFrom_; }
    /// When the next event or scheduled command is due; never() if none.
    [[nodiscard]] SimTime nextTime() const;
    [[nodiscard]] std::size_t pendingEvents() const { return queue_.pending(); }
    /// Why the run failed, if it did: component, time and reason.
    [[nodiscard]] const std::string& error() const { return error_; }
    [[nodiscard]] RequestTotals totals() const;
    /// Latency of completed requests of all sources.
    [[nodiscard]] Histogram latency() const;

    [[nodiscard]] const Catalog& catalog() const { return *catalog_; }
    [[nodiscard]] const std::shared_ptr<const DataFiles>& dataFiles() const { return dataFiles_; }
    [[nodiscard]] std::uint32_t componentCount() const { return static_cast<std::uint32_t>(nodes_.size()); }
    [[nodiscard]] const Node& node(ComponentId id) const { return nodes_[id]; }
    [[nodiscard]] const std::string& componentName(ComponentId id) const { return names_[id]; }
    /// The component with this id that has not been removed; nothing if there is none.
    [[nodiscard]] ComponentId find(std::string_view name) const;
    [[nodiscard]] const KindDecl& kindOf(ComponentId id) const { return catalog_->registry.kinds[nodes_[id].kind]; }
    [[nodiscard]] const Measures& measures(ComponentId id) const { return measures_[id]; }
    [[nodiscard]] const std::vector<Wire>& wires() const { return wires_; }
    [[nodiscard]] const Line& line(WireId id) const { return lines_[id]; }
    /// Where a component stands: its own place or that of its zone; null if neither has one, or it is everywhere.
    [[nodiscard]] const Place* place(ComponentId id) const;
    /// What a component runs on; null if it does not say.
    [[nodiscard]] const InstanceType* instanceOf(ComponentId id) const;
    /// What running the whole scene has cost within the measured time [dollars].
    [[nodiscard]] double cost() const;
    [[nodiscard]] double cost(ComponentId id) const;
    /// Keeps at least the latest `most` failures from now on; the run itself does not change.
    void keepFailures(std::size_t most = 4096) { failures_.keep(most); }
    [[nodiscard]] const FailureLog& failures() const { return failures_; }
    /// When the component last stopped serving without being switched off; never() if it did not.
    [[nodiscard]] SimTime stoppedAt(ComponentId id) const { return units_[id].stoppedAt; }
    /// No call is in the component or on its way to it.
    [[nodiscard]] bool isIdle(ComponentId id) const;
    /// The component is in a zone that is down, or in one within such a zone: nothing there can come up.
    [[nodiscard]] bool isDark(ComponentId id) const { return darkZone(id) != nothing; }
    [[nodiscard]] bool hasZone(std::string_view zone) const { return findZone(zone) != nothing; }
    /// The component is in the zone of this id, or in one within it.
    [[nodiscard]] bool isIn(ComponentId id, std::string_view zone) const { return hasZone(zone) && isInside(nodes_[id].zone, findZone(zone)); }
    /// It drains, and is switched off when it has nothing left to do.
    [[nodiscard]] bool isRetiring(ComponentId id) const { return units_[id].retiring; }
    [[nodiscard]] const Occupancy* occupancy(ComponentId id) const;
    /// What a component is a copy of; nothing if it was added as it is.
    [[nodiscard]] ComponentId originalOf(ComponentId id) const { return units_[id].original; }
    /// Where the component is kept, for the functions of its kind.
    [[nodiscard]] ComponentPlace placeOf(ComponentId id) const { return placeOf(nodes_[id]); }
    [[nodiscard]] ComponentPlace placeOf(const Node& node) const { return {stores_[node.kind].get(), node.slot}; }
    /// Every measure of a component as its kind declares them.
    [[nodiscard]] Reporter report(ComponentId id) const;
    /// What the component holds a key at, for stores of data.
    [[nodiscard]] std::uint64_t latestVersion(ComponentId id, std::uint64_t key) const;
    /// For each component, the time that all its calls have spent in it within the measured time, those still there included [ns].
    [[nodiscard]] std::vector<WorkerTime> timesPresent() const;
    /// The same for one component.
    [[nodiscard]] WorkerTime timePresent(ComponentId id) const;
    [[nodiscard]] std::uint32_t callsInUse() const { return calls_.used(); }
    [[nodiscard]] std::uint32_t requestsInUse() const { return requests_.used(); }

    [[nodiscard]] const std::vector<LoggedCommand>& commandLog() const { return log_; }
    /// The newest incidents, oldest first; at most 4,096 are kept.
    [[nodiscard]] const std::deque<Incident>& incidents() const { return incidents_; }
    /// Adds a warning about the whole scene to the incidents; the run itself does not change.
    void addNotice(std::string text) { addIncident(Incident::Level::Warning, nothing, std::move(text)); }
    /// How often components or wires were added or removed.
    [[nodiscard]] std::uint64_t structureVersion() const { return structureVersion_; }
    /// Records the flights of one in `every` requests; 0 none.
    void sampleFlights(std::uint32_t every)
    {
        flightEvery_ = every;
        observed_ = flightEvery_ != 0 || tracer_.isOn();
    }
    /// Flights since they were last taken; the newest 65,536 at most.
    std::vector<Flight> takeFlights() { return flights_.take(); }
    /// Traces one in `every` of the requests sent from now on (by a hash of their number); 0 none.
    void traceRequests(std::uint32_t every)
    {
        tracer_.sample(every);
        observed_ = flightEvery_ != 0 || tracer_.isOn();
    }
    /// Spans of traced requests that ended since they were last taken, in the order in which they ended; the newest 65,536 at most.
    std::vector<TraceSpan> takeSpans() { return tracer_.take(); }

    /// Breaks the run off with a reason; for a component that finds itself in an impossible state.
    [[noreturn]] void fail(const std::string& reason) const;

private:
    friend class Context;

    /// Tags of a target that the engine itself handles; smaller ones are timers of the component.
    static constexpr std::uint8_t deliverTag = 0xff;
    static constexpr std::uint8_t arriveTag = 0xfe;
    static constexpr std::uint8_t timeoutTag = 0xfd;
    static constexpr std::uint8_t failTag = 0xfc;   ///< A component fails at random.
    static constexpr std::uint8_t repairTag = 0xfb; ///< It is repaired.
    static constexpr std::uint8_t resendTag = 0xfa; ///< A call that waits is sent: a retry or a hedge.
    static constexpr std::uint8_t zoneFailTag = 0xf9;
    static constexpr std::uint8_t zoneRepairTag = 0xf8;
    static constexpr std::uint8_t bootTag = 0xf7;
    static constexpr std::uint8_t idleTag = 0xf6;   ///< A component that drains may have nothing left to do.
    static constexpr std::uint8_t retireTag = 0xf5; ///< One that is being retired has had its time.
    static constexpr std::uint8_t firstEngineTag = 0xf0;
    static constexpr std::uint32_t deepestNesting = 64;
    static constexpr std::uint64_t mostEventsAtOnce = 1'000'000;

    struct TimeoutList {
        SimTime span;
        std::uint32_t clock = nothing;
        CallId first = nothing, last = nothing;
    };
    struct Timeout {
        SimTime due;
        std::uint64_t order = 0;
        CallId previous = nothing, next = nothing;
        std::uint32_t list = 0;
    };
    struct Scheduled {
        SimTime at;
        Command command;
    };

    /// What the engine keeps of every component and looks at rarely.
    struct Unit {
        CommonParams common;
        double slowness = 1;
        double errors = 0; ///< Share of its answers that are errors, by a fault.
        double versionErrors = 0; ///< Share of its answers that are errors, by the version that it runs.
        Rng errorStream, failureStream;
        std::uint32_t failureRun = 0; ///< Counts how often random failures were set anew: timers of before are void.
        bool felledAtRandom = false;
        SimTime stoppedAt = SimTime::never();
        std::uint32_t boots = 0; ///< Counts how often it was switched on.
        ComponentId original = nothing; ///< What it is a copy of.
        bool retiring = false;          ///< It is switched off as soon as it has nothing left to do.
        std::uint32_t retirements = 0;  ///< Counts how often it was retired: timers of before are void.
        double rate = 0;    ///< Dollars per hour now.
        SimTime rateSince;
        double spent = 0;   ///< Dollars up to rateSince.
        ComponentId standIn = nothing; ///< Takes its calls while it is not up.
    };
    struct ZoneState {
        std::string name;
        std::string kind;
        ZoneParams params;
        std::vector<std::string> contains;
        ZoneId parent = nothing;
        Rng failureStream;
        bool down = false;
        std::vector<ComponentId> felled; ///< What its outage took down.
    };
    struct Partition {
        std::string text;
        std::vector<ComponentId> left, right; ///< The right side empty: everything else.
    };
    /// A message's way over a line.
    struct Trip {
        SimTime delay;
        bool lost = false; ///< It never arrives; after the delay the sender knows.
    };

    static std::uint32_t pack(ComponentId component, std::uint8_t tag) { return component << 8 | tag; }

    /// Performs events before `until` until `eventLimit` have been performed since the start of the run.
    Status runEvents(SimTime until, std::uint64_t eventLimit);
    void breakOff(const char* reason);
    void perform(const Event& event);
    void note(const Event& event)
    {
        ++events_;
        mix(static_cast<std::uint64_t>(event.time), static_cast<std::uint64_t>(event.target) << 32 | event.handle);
        if (event.time != now_.ns) [[likely]] {
            now_.ns = event.time;
            eventsAtOnce_ = 0;
        } else if (++eventsAtOnce_ > mostEventsAtOnce) [[unlikely]] {
            current_ = event.target >> 8;
            fail("a million events happened without time passing; a delay, think time or back-off of zero feeds itself");
        }
    }
    void mix(std::uint64_t a, std::uint64_t b)
    {
        fingerprint_ = (std::rotl(fingerprint_, 23) ^ a) * 0x9e3779b97f4a7c15ull;
        fingerprint_ ^= b;
    }
    void deliver(CallId call, std::uint32_t depth);
    void arrive(CallId call, std::uint32_t depth);
    void sendReply(CallId call, Cause cause, ComponentId culprit, std::uint32_t depth);
    void endOneWay(CallId call);
    void releaseCall(CallId call);
    void releaseRequestIfDone(RequestId request);
    void armTimeout(CallId call, SimTime span);
    void unlinkTimeout(CallId call);
    void fireTimeouts(const Event& event);
    void observeSent(CallId call, SimTime arrives);
    void observeAnswered(CallId call, SimTime arrives);
    void observeEnded(CallId call);
    void recordFlight(const Call& call, SimTime arrive, bool reply);
    void addLatencyOfPlaces(Line& line, const Wire& wire);
    static void configurePolicy(Line& line);

    Result<void> applyOne(const SetCommand&);
    Result<void> setParam(ComponentId id, const ParamDecl& param, const Value& value);
    Result<void> setWireParam(WireId id, const ParamDecl& param, const Value& value);
    Result<void> applyOne(const FaultCommand&);
    Result<void> applyOne(const AddComponentCommand&);
    Result<void> applyOne(const RemoveComponentCommand&);
    Result<void> applyOne(const AddWireCommand&);
    Result<void> applyOne(const RemoveWireCommand&);
    Result<void> applyOne(const SetWireCommand&);
    void applyScheduled();

    // Wires that are more than a delay (transport.cpp)
    void configureWire(WireId wire);
    void sendOver(CallId call, std::uint32_t depth);
    void transport(CallId call, std::uint32_t depth);
    void replyOver(CallId call, std::uint32_t depth);
    Trip carry(Line& line, Way way, std::uint64_t bytes);
    void failUndelivered(CallId call, Cause cause, std::uint32_t depth);
    void severOnWire(WireId wire);
    [[nodiscard]] std::uint64_t bytesOf(const Call& call, Way way) const;
    [[nodiscard]] Cause errorInstead(Call& call);

    // What callers do about slow and failing callees (call_policy.cpp)
    void police(CallId call, std::uint32_t depth);
    void settle(CallId call, std::uint32_t depth);
    void hand(CallId call, std::uint32_t depth);
    void giveUp(CallId call);
    void turnBack(CallId call, Cause cause, std::uint32_t depth);
    void resend(CallId call);
    [[nodiscard]] CallId again(CallId call);
    void abandon(CallId call);

    // Faults (faults.cpp)
    Result<void> inflictOn(const VerbDecl& verb, ComponentId target, double argument);
    [[nodiscard]] Result<void> canComeUp(ComponentId id) const;
    void inflictOnWire(const VerbDecl& verb, WireId target, double argument);
    Result<void> outage(ZoneId zone);
    Result<void> restore(ZoneId zone);
    Result<void> separate(const std::string& sides);
    Result<void> heal(const std::string& sides);
    void refreshPartitions();
    void setCut(WireId wire, bool cut, bool partitioned);
    [[nodiscard]] Result<std::vector<ComponentId>> side(std::string_view names) const;
    [[nodiscard]] ZoneId findZone(std::string_view name) const;
    [[nodiscard]] ZoneId zoneContaining(std::string_view component) const;
    [[nodiscard]] bool isInside(ZoneId inner, ZoneId outer) const;
    /// The innermost zone round a component that is down; nothing if none is.
    [[nodiscard]] ZoneId darkZone(ComponentId id) const;
    void scheduleFailure(ComponentId id);
    void failAtRandom(ComponentId id, std::uint32_t run);
    void repair(ComponentId id, std::uint32_t run);
    void scheduleZoneFailure(ZoneId id);
    void zoneFails(ZoneId id);
    void engineTimer(const Event& event, std::uint8_t tag);

    // Copies of components, switching on and off, cost (fleet.cpp)
    void bill(ComponentId id);
    [[nodiscard]] std::vector<ComponentId> withCopies(ComponentId id) const;
    [[nodiscard]] std::vector<Link> likewise(const Link& link) const;
    void renew(ComponentId id);
    void retire(ComponentId id, SimTime patience);
    void becameIdle(ComponentId id);
    void stop(ComponentId id);
    /// The parameters that a declaration means, of the kind or common.
    [[nodiscard]] void* paramsOf(ComponentId id, const ParamDecl& param);
    void notifyCallers(ComponentId id);
    void blame(ComponentId culprit, Cause cause, RequestId request);
    void addFailure(const Call& call, SimTime spent);
    void loseCall(CallId call, std::uint32_t depth);
    void deliverToDown(CallId call, std::uint32_t depth);
    [[nodiscard]] ComponentId answering(ComponentId id) const;
    static void loseReply(Call& call);
    SimTime carryMessage(WireId wire, Way way, std::uint64_t bytes);
    void setDraining(ComponentId id, bool draining);
    void setVersionErrors(ComponentId id, double share);
    [[nodiscard]] double errorsOf(ComponentId id) const;
    void refreshSpecial(ComponentId id);
    ComponentId addClone(ComponentId original, const std::string& name);
    void switchOn(ComponentId id, SimTime boot);
    void switchOff(ComponentId id);
    void bootDone(ComponentId id, std::uint32_t boot);
    /// Whether the value can be read and the data files it names are there.
    [[nodiscard]] Result<void> accepts(const ParamDecl& param, const Value& value) const;
    /// Reads the value, with its data files, into a struct of parameters.
    [[nodiscard]] Result<void> assign(const ParamDecl& param, void* params, const Value& value) const;
    void crash(ComponentId id, Health health);
    void recover(ComponentId id);
    void removeWire(WireId wire);
    [[nodiscard]] WireId findWire(std::string_view from, std::string_view to) const;
    void addIncident(Incident::Level level, ComponentId component, std::string text);

    SimTime now_;
    std::uint64_t events_ = 0;
    std::uint64_t fingerprint_ = 0x9ae16a3b2f90404full;
    std::uint64_t eventsAtOnce_ = 0;
    ComponentId current_ = nothing;
    std::uint32_t flightEvery_ = 0;
    bool observed_ = false; ///< Flights or spans are wanted.
    std::shared_ptr<const Catalog> catalog_;
    std::shared_ptr<const DataFiles> dataFiles_;
    EventQueue queue_;
    RecordStore<Call> calls_;
    RecordStore<Request> requests_;
    std::vector<Node> nodes_;
    std::vector<Wire> wires_;
    std::vector<Line> lines_;
    std::vector<Unit> units_;
    std::vector<ZoneState> zones_;
    std::vector<Partition> partitions_;
    FailureLog failures_;
    std::vector<Measures> measures_;
    std::vector<StoreBox> stores_;
    std::vector<TimeoutList> timeoutLists_;
    std::vector<Timeout> timeouts_;
    std::vector<Scheduled> scheduled_;
    std::size_t nextScheduled_ = 0;
    SimTime measuredFrom_;
    RequestTotals totals_;
    std::uint64_t nextRequestNumber_ = 0;
    std::uint64_t seed_;
    std::vector<std::string> names_;
    std::map<std::string, ComponentId, std::less<>> byName_;
    std::map<std::pair<ComponentId, ComponentId>, WireId> wireByEnds_;
    std::vector<Component> authored_; ///< As added, for rules that depend on parameters.
    std::vector<Link> authoredLinks_;
    std::vector<LoggedCommand> log_;
    std::deque<Incident> incidents_;
    std::uint64_t nextIncident_ = 0;
    std::uint64_t structureVersion_ = 0;
    Recent<Flight> flights_;
    Tracer tracer_;
    std::string error_;
};

} // namespace scalelab
