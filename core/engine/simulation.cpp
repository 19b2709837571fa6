// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/simulation.h"

#include "base/units.h"
#include "engine/context.h"
#include "model/wiring.h"

#include <algorithm>
#include <stdexcept>

namespace scalelab {

namespace {

/// Thrown by a component or guard that finds the run impossible to continue; ends the run, never the program.
struct RunFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

constexpr std::size_t mostIncidents = 4096;

} // namespace

Simulation::Simulation(std::shared_ptr<const Catalog> catalog, std::uint64_t seed, std::shared_ptr<const DataFiles> dataFiles)
    : catalog_(std::move(catalog)), dataFiles_(std::move(dataFiles)), seed_(seed)
{
    for (const KindOps& ops : catalog_->ops) stores_.emplace_back(ops.makeStore());
}

void Simulation::fail(const std::string& reason) const { throw RunFailure(reason); }

inline void Simulation::perform(const Event& event)
{
    const auto tag = static_cast<std::uint8_t>(event.target & 0xff);
    if (tag < firstEngineTag) [[likely]] {
        const ComponentId id = event.target >> 8;
        const Node& node = nodes_[id];
        note(event);
        current_ = id;
        Context context(*this, id);
        node.ops->timer(context, placeOf(node), tag, event.handle);
    } else if (tag == deliverTag) {
        note(event);
        deliver(event.handle, 0);
    } else if (tag == arriveTag) {
        note(event);
        arrive(event.handle, 0);
    } else if (tag == timeoutTag) {
        fireTimeouts(event);
    } else {
        note(event);
        engineTimer(event, tag);
    }
}

Simulation::Status Simulation::runEvents(SimTime until, std::uint64_t eventLimit)
{
    const SimTime last{until.ns - 1};
    Event event;
    while (events_ < eventLimit) {
        if (!queue_.pop(last, event)) return Status::Reached;
        perform(event);
        queue_.settle(event);
    }
    return Status::EventLimit;
}

Simulation::Status Simulation::advance(SimTime until, std::uint64_t eventLimit)
{
    if (!error_.empty()) return Status::Failed;
    const std::uint64_t limit = eventLimit > ~0ull - events_ ? ~0ull : events_ + eventLimit;
    try {
        while (true) {
            const bool scheduledFirst = nextScheduled_ < scheduled_.size() && scheduled_[nextScheduled_].at < until;
            const SimTime stop = scheduledFirst ? scheduled_[nextScheduled_].at : until;
            if (runEvents(stop, limit) == Status::EventLimit) return Status::EventLimit;
            if (!scheduledFirst) break;
            applyScheduled();
        }
    } catch (const std::exception& failure) {
        breakOff(failure.what());
        return Status::Failed;
    }
    setNow(until);
    return Status::Reached;
}

void Simulation::breakOff(const char* reason)
{
    const std::string who = current_ == nothing ? "the scene" : names_[current_];
    error_ = who + " at " + formatDuration(now_) + ": " + reason;
    addIncident(Incident::Level::Bad, current_, std::string("the run ended: ") + reason);
}

bool Simulation::step()
{
    const SimTime next = nextTime();
    if (next == SimTime::never() || !error_.empty()) return false;
    if (nextScheduled_ < scheduled_.size() && scheduled_[nextScheduled_].at == next) {
        applyScheduled();
        return true;
    }
    try {
        return runEvents(SimTime::never(), events_ + 1) == Status::EventLimit;
    } catch (const std::exception& failure) {
        breakOff(failure.what());
        return false;
    }
}

void Simulation::setNow(SimTime now)
{
    if (now == SimTime::never() || now <= now_) return;
    now_ = now;
    eventsAtOnce_ = 0;
}

SimTime Simulation::nextTime() const
{
    const SimTime event = queue_.nextTime();
    return nextScheduled_ < scheduled_.size() ? std::min(event, scheduled_[nextScheduled_].at) : event;
}

void Simulation::addFailure(const Call& call, SimTime spent)
{
    Measures& measures = measures_[call.callee];
    ++measures.failed;
    measures.failedTime += static_cast<std::uint64_t>(spent.ns);
    if (call.culprit == call.callee) blame(call.callee, call.cause, call.request);
}

void Simulation::blame(ComponentId culprit, Cause cause, RequestId id)
{
    measures_[culprit].addBlame(cause);
    if (!failures_.isOn()) return;
    FailureRecord failure{.at = now_, .component = culprit, .cause = cause};
    if (id != nothing) {
        const Request& request = requests_[id];
        failure.request = request.number;
        failure.source = request.source;
        failure.requestClass = request.requestClass;
    }
    failures_.add(failure);
}

void Simulation::Measures::addBlame(Cause cause)
{
    ++failedHere;
    ++failedBy[static_cast<std::size_t>(cause)];
    lastCause = cause;
}

void Simulation::restartMeasures()
{
    for (ComponentId id = 0; id < nodes_.size(); ++id) {
        Context context(*this, id);
        nodes_[id].ops->measuresEnd(context, placeOf(id));
    }
    measuredFrom_ = now_;
    totals_ = {};
    for (Measures& measures : measures_) {
        const std::uint32_t present = measures.present;
        const bool special = measures.special;
        measures = {};
        measures.present = present;
        measures.special = special;
    }
    for (Unit& unit : units_) {
        unit.rateSince = now_;
        unit.spent = 0;
    }
    for (ComponentId id = 0; id < nodes_.size(); ++id) {
        Context context(*this, id);
        nodes_[id].ops->restartMeasures(context, placeOf(id));
    }
}

RequestTotals Simulation::totals() const
{
    RequestTotals totals = totals_;
    for (ComponentId id = 0; id < nodes_.size(); ++id) {
        if (!nodes_[id].ops->isSource) continue;
        totals.offered += measures_[id].arrived;
        totals.completed += measures_[id].completed();
        totals.inFlight += measures_[id].arrived - measures_[id].completed() - measures_[id].failed;
    }
    return totals;
}

Histogram Simulation::latency() const
{
    Histogram all;
    for (ComponentId id = 0; id < nodes_.size(); ++id)
        if (nodes_[id].ops->isSource) all.merge(measures_[id].sojourn);
    return all;
}

ComponentId Simulation::find(std::string_view name) const
{
    const auto it = byName_.find(name);
    return it == byName_.end() ? nothing : it->second;
}

const Occupancy* Simulation::occupancy(ComponentId id) const { return nodes_[id].ops->occupancy(placeOf(id)); }

Reporter Simulation::report(ComponentId id) const
{
    Reporter reporter;
    const Measures& measures = measures_[id];
    const double span = (now_ - measuredFrom_).seconds();
    reporter.value("arrived", static_cast<double>(measures.arrived));
    reporter.value("completed", static_cast<double>(measures.completed()));
    reporter.value("failed", static_cast<double>(measures.failed));
    reporter.value("failed_here", static_cast<double>(measures.failedHere));
    reporter.value("throughput", span > 0 ? static_cast<double>(measures.completed()) / span : 0);
    reporter.value("sojourn_s.mean", measures.sojourn.meanSeconds());
    reporter.value("sojourn_s.p50", measures.sojourn.quantile(0.5).seconds());
    reporter.value("sojourn_s.p95", measures.sojourn.quantile(0.95).seconds());
    reporter.value("sojourn_s.p99", measures.sojourn.quantile(0.99).seconds());
    reporter.value("sojourn_s.max", measures.sojourn.max().seconds());
    const Node& node = nodes_[id];
    const KindOps& ops = *node.ops;
    if (!ops.isSource) reporter.value("cost", cost(id));
    if (const Occupancy* occupancy = ops.occupancy(placeOf(node))) {
        const std::uint32_t capacity = ops.capacity(placeOf(node));
        const bool counted = capacity > 0 || ops.jobTime;
        const WorkerTime busyTime = counted ? occupancy->busyTime(now_) : timePresent(id) - occupancy->queueTime(now_);
        const double busy = span > 0 ? static_cast<double>(busyTime) / 1e9 / span : 0;
        reporter.value("utilisation", capacity > 0 ? busy / capacity : 0);
        reporter.value("busy_mean", busy);
        reporter.value("queue_mean", span > 0 ? static_cast<double>(occupancy->queueTime(now_)) / 1e9 / span : 0);
    }
    ops.report(*this, id, placeOf(node), reporter);
    return reporter;
}

std::uint64_t Simulation::latestVersion(ComponentId id, std::uint64_t key) const
{
    if (id == nothing) return 0;
    return nodes_[id].ops->latestVersion(*this, placeOf(id), key);
}

std::vector<WorkerTime> Simulation::timesPresent() const
{
    std::vector<WorkerTime> times;
    for (const Measures& measures : measures_) times.push_back(measures.sojourn.sum() + measures.failedTime - measures.spentBefore);
    for (CallId id = 0; id < calls_.capacity(); ++id)
        if (const Call& call = calls_[id]; call.inUse && call.serving) times[call.callee] += static_cast<std::uint64_t>((now_ - std::max(call.entered, measuredFrom_)).ns);
    return times;
}

WorkerTime Simulation::timePresent(ComponentId id) const
{
    const Measures& measures = measures_[id];
    WorkerTime time = measures.sojourn.sum() + measures.failedTime - measures.spentBefore;
    for (CallId call = 0; measures.present > 0 && call < calls_.capacity(); ++call)
        if (const Call& one = calls_[call]; one.inUse && one.serving && one.callee == id) time += static_cast<std::uint64_t>((now_ - std::max(one.entered, measuredFrom_)).ns);
    return time;
}

void Simulation::addIncident(Incident::Level level, ComponentId component, std::string text)
{
    if (incidents_.size() == mostIncidents) incidents_.pop_front();
    incidents_.push_back({nextIncident_++, now_, level, component == nothing ? std::string() : names_[component], std::move(text)});
}

void Simulation::observeSent(CallId id, SimTime arrives)
{
    const Call& call = calls_[id];
    if (call.request == nothing) return;
    tracer_.sent(id, call, requests_[call.request], now_);
    recordFlight(call, arrives, false);
}

void Simulation::observeAnswered(CallId id, SimTime arrives)
{
    if (calls_[id].request == nothing) return;
    tracer_.answered(id, now_);
    recordFlight(calls_[id], arrives, true);
}

void Simulation::observeEnded(CallId id)
{
    const Call& call = calls_[id];
    if (call.request != nothing) tracer_.ended(id, call, requests_[call.request], now_);
}

/// A call that nobody waits for is over where it is.
void Simulation::endOneWay(CallId id)
{
    if (observed_) {
        if (calls_[id].entered != SimTime::never()) tracer_.answered(id, now_);
        observeEnded(id);
    }
    releaseCall(id);
}

void Simulation::recordFlight(const Call& call, SimTime arrive, bool reply)
{
    const Request& request = requests_[call.request];
    if (flightEvery_ == 0 || hashText({}, request.number) % flightEvery_ != 0) return;
    flights_.add({request.number, now_, arrive, call.wire, reply, request.attempts > 1, (call.marks & mark::hit) != 0,
                  static_cast<std::uint8_t>(request.requestClass), call.cause});
}

} // namespace scalelab
