// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/applicable.h"
#include "analysis/whole_scene/onward_calls.h"
#include "analysis/whole_scene/parts.h"
#include "analysis/whole_scene/station.h"
#include "base/units.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace scalelab {

namespace {

double sum(const ByClass& amounts) { return std::accumulate(amounts.begin(), amounts.end(), 0.0); }

double product(const ByClass& flow, const ByClass& each)
{
    double total = 0;
    for (std::size_t c = 0; c < requestClassCount; ++c)
        if (flow[c] > 0) total += flow[c] * each[c];
    return total;
}

/// One request of the users, on its mean ways through the scene.
class Flow {
public:
    Flow(const RequestPaths& paths, std::vector<double> hitRatios)
        : paths_(paths), hitRatios_(std::move(hitRatios)), visits_(paths.size()), stations_(paths.size()), times_(paths.size()), calls_(paths.size())
    {
        const auto placed = [](const auto& one) { return one.params.find("place") != nullptr; };
        const Scene& scene = paths.facts().scene();
        hasPlaces_ = std::ranges::any_of(scene.components, placed) || std::ranges::any_of(scene.zones, placed);
        spread();
        for (const std::size_t i : paths.order())
            if (problem_.empty() && visits(i)) problem_ = (stations_[i] = stationOf(paths, i)).problem;
        for (auto i = paths.order().rbegin(); i != paths.order().rend() && problem_.empty(); ++i) addTimes(*i);
        if (problem_.empty()) findLimits();
    }

    [[nodiscard]] const std::string& problem() const { return problem_; }
    [[nodiscard]] const std::vector<CapacityLimit>& limits() const { return limits_; }
    [[nodiscard]] bool visits(std::size_t index) const { return sum(visits_[index]) > 0; }

    /// Whether calls may take longer than is reckoned here while something is held for them.
    [[nodiscard]] bool isBound() const
    {
        std::vector<double> callers(paths_.size()); // calls that those who call it can hold
        for (std::size_t i = 0; i < paths_.size(); ++i)
            for (const OnwardCall& call : calls_[i]) callers[call.to] += stations_[i].held();
        // Nobody waits where all the calls that there can be are taken at once.
        const auto mayWait = [&](std::size_t i) { return stations_[i].lets < unlimited || callers[i] > stations_[i].narrowest(); };
        std::vector<bool> delayed(paths_.size());
        bool bound = false;
        for (auto i = paths_.order().rbegin(); i != paths_.order().rend(); ++i) {
            if (!visits(*i)) continue;
            bool behind = timeIsMissing_;
            for (const OnwardCall& call : calls_[*i]) behind = behind || delayed[call.to] || mayWait(call.to);
            const Station& station = stations_[*i];
            delayed[*i] = behind || station.cores < station.held();
            bound = bound || (delayed[*i] && station.held() < unlimited && !calls_[*i].empty());
        }
        return bound;
    }

private:
    void fail(std::string problem)
    {
        if (problem_.empty()) problem_ = std::move(problem);
    }

    void spread()
    {
        double weights = 0;
        for (const Source& source : paths_.sources()) weights += source.weight;
        for (const Source& source : paths_.sources()) {
            if (source.logsIn) return fail("How often " + paths_.name(source.users) + " have to log in is not known here.");
            if (paths_.sources().size() > 1 && !source.weighed)
                return fail("How many requests " + paths_.name(source.users) + " send compared with the others changes in the course of time.");
            const double share = paths_.sources().size() == 1 ? 1 : source.weight / weights;
            for (std::size_t c = 0; c < requestClassCount; ++c) visits_[source.users][c] = share * source.mix[c];
        }
        for (const std::size_t i : paths_.order())
            for (std::size_t c = 0; c < requestClassCount && problem_.empty(); ++c)
                if (visits_[i][c] > 0) passOn(i, c);
    }

    void passOn(std::size_t from, std::size_t requestClass)
    {
        const OnwardCalls onward = onwardCalls(paths_, hitRatios_, from, static_cast<RequestClass>(requestClass));
        if (!onward.problem.empty()) return fail(onward.problem);
        for (const OnwardCall& call : onward.calls) {
            visits_[call.to][requestClass] += visits_[from][requestClass] * call.mean;
            if (std::ranges::find(calls_[from], call.to, &OnwardCall::to) != calls_[from].end()) continue;
            calls_[from].push_back(call);
            checkWire(from, call.to);
        }
    }

    void checkWire(std::size_t from, std::size_t to)
    {
        const Object& params = paths_.link(from, to)->params;
        const auto isSet = [&](const char* param, const char* neutral) {
            const Value* value = params.find(param);
            return value && toText(*value) != neutral;
        };
        const std::string where = "the wire from " + paths_.name(from) + " to " + paths_.name(to);
        if (isSet("bandwidth", "none")) fail("How much " + where + " carries depends on the sizes of what goes over it.");
        if (isSet("hedge", "none")) fail("How many calls are sent a second time over " + where + " depends on the load.");
        timeIsMissing_ = timeIsMissing_ || isSet("loss", "0") || (hasPlaces_ && !params.find("latency"));
    }

    /// Times from a call to its answer if nothing waits.
    void addTimes(std::size_t i)
    {
        times_[i] = stations_[i].service;
        for (std::size_t c = 0; c < requestClassCount; ++c) {
            if (visits_[i][c] <= 0) continue;
            for (const OnwardCall& call : onwardCalls(paths_, hitRatios_, i, static_cast<RequestClass>(c)).calls)
                times_[i][c] += call.mean * (2 * latency(i, call.to) + times_[call.to][c]);
        }
    }

    [[nodiscard]] double latency(std::size_t from, std::size_t to)
    {
        const Value* given = paths_.link(from, to)->params.find("latency");
        const auto time = given ? Distribution::parse(toText(*given)) : Result<Distribution>(Distribution());
        if (time && !time->needsSamples() && std::isfinite(time->mean())) return time->mean();
        timeIsMissing_ = true;
        return 0;
    }

    void findLimits()
    {
        for (const std::size_t i : paths_.order()) {
            if (!visits(i) || paths_.is(i, "users")) continue;
            const Station& station = stations_[i];
            const double computes = product(visits_[i], stations_[i].service), holds = product(visits_[i], times_[i]);
            const double computed = computes > 0 ? station.computing() / computes : unlimited, answered = holds > 0 ? station.held() / holds : unlimited;
            addLimit(i, std::min({computed, answered, station.lets / sum(visits_[i])}));
        }
        std::ranges::stable_sort(limits_, {}, &CapacityLimit::rate);
    }

    void addLimit(std::size_t i, double rate)
    {
        if (std::isinf(rate)) return;
        const double visits = sum(visits_[i]);
        limits_.push_back({paths_.component(i).id, visits, rate * visits, rate});
    }

    const RequestPaths& paths_;
    std::vector<double> hitRatios_;
    std::vector<ByClass> visits_; ///< Calls that one request causes.
    std::vector<Station> stations_;
    std::vector<ByClass> times_;
    std::vector<std::vector<OnwardCall>> calls_; ///< Of any class; each callee once.
    std::vector<CapacityLimit> limits_;
    std::string problem_;
    bool hasPlaces_ = false; ///< Wires may take the time of the way between them.
    bool timeIsMissing_ = false;
};

/// The hit ratio that theory gives a cache; nothing where it gives none.
std::optional<AppliedForm> hitRatioOf(const Registry& registry, const Scene& scene, const std::string& cache)
{
    const Applicability theory = applicable(registry, scene, cache);
    for (const char* id : {"lru-hit-ratio", "fifo-hit-ratio", "ttl-hit-ratio"})
        if (const AppliedForm* form = theory.form(id)) return *form;
    return std::nullopt;
}

/// Whether users go away or come again when answers take long or fail.
bool areImpatient(const RequestPaths& paths)
{
    return std::ranges::any_of(paths.sources(), [&](const Source& source) {
        return paths.isSet(source.users, "timeout") || paths.isSet(source.users, "deadline") || paths.isSet(source.users, "retries");
    });
}

std::string rounded(double share) { return formatShare(std::round(share * 1000) / 1000); }

} // namespace

SceneCapacity capacityOfScene(const Registry& registry, const RequestPaths& paths)
{
    SceneCapacity capacity;
    capacity.problem = paths.problem();
    for (const Component& component : paths.facts().scene().components)
        if (component.kind == "autoscaling-group") capacity.problem = paths.facts().name(component) + " changes how many servers there are.";
    if (!capacity.problem.empty()) return capacity;

    Scene withoutEvents = paths.facts().scene();
    withoutEvents.events.clear();
    std::vector<double> lowest(paths.size(), 0), highest(paths.size(), 1);
    std::vector<std::size_t> unknown;
    const Flow all(paths, lowest);
    for (std::size_t i = 0; i < paths.size() && all.problem().empty(); ++i) {
        if (!paths.is(i, "cache") || !all.visits(i)) continue;
        if (const auto form = hitRatioOf(registry, withoutEvents, paths.component(i).id)) {
            lowest[i] = highest[i] = form->value();
            const std::string now = form->form == "ttl-hit-ratio" ? ", as at the traffic it has now" : "";
            capacity.remarks.push_back(paths.name(i) + " answers " + rounded(lowest[i]) + " of the reads itself" + now + ".");
        } else {
            unknown.push_back(i);
        }
    }
    const Flow flow(paths, lowest);
    capacity.problem = flow.problem();
    if (!capacity.problem.empty()) return capacity;
    if (areImpatient(paths)) capacity.remarks.emplace_back("Requests that their users give up or repeat are left out.");
    capacity.limits = flow.limits();
    capacity.isBound = flow.isBound();
    if (unknown.empty()) return capacity;
    SceneCapacity best;
    best.limits = Flow(paths, highest).limits();
    if (best.rate() == capacity.rate()) return capacity;
    capacity.ifAllHit = best.rate();
    for (const std::size_t cache : unknown)
        capacity.remarks.push_back("The hit ratio of " + paths.name(cache) + " is not known; that every read goes on to the database is the worst case.");
    return capacity;
}

} // namespace scalelab
