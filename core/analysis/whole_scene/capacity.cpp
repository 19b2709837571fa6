// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/applicable.h"
#include "analysis/whole_scene/onward_calls.h"
#include "analysis/whole_scene/parts.h"
#include "base/instance_types.h"
#include "base/units.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace scalelab {

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

/// What can hold calls up at a component.
struct Station {
    ByClass service{};            ///< Mean time that a call takes by itself.
    double workers = unlimited;   ///< Calls served at the same time, each until it is answered if `holds`.
    double cores = unlimited;     ///< Calls that compute at the same time.
    double connections = unlimited; ///< Calls held until they are answered.
    bool holds = false;

    [[nodiscard]] double held() const { return holds ? std::min(workers, connections) : connections; }
    [[nodiscard]] double computing() const { return holds ? cores : std::min(workers, cores); }
    [[nodiscard]] double narrowest() const { return std::min({workers, cores, connections}); }
};

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
        spread();
        for (const std::size_t i : paths.order())
            if (problem_.empty() && sum(visits_[i]) > 0) readStation(i);
        for (auto i = paths.order().rbegin(); i != paths.order().rend() && problem_.empty(); ++i) addTimes(*i);
        if (problem_.empty()) findLimits();
    }

    [[nodiscard]] const std::string& problem() const { return problem_; }
    [[nodiscard]] const std::vector<CapacityLimit>& limits() const { return limits_; }
    [[nodiscard]] bool visits(std::size_t index) const { return sum(visits_[index]) > 0; }

    /// Whether calls may take longer than is reckoned here while something is held for them.
    [[nodiscard]] bool isBound() const
    {
        std::vector<bool> delayed(paths_.size());
        bool bound = false;
        for (auto i = paths_.order().rbegin(); i != paths_.order().rend(); ++i) {
            if (!visits(*i)) continue;
            bool behind = timeIsMissing_;
            for (const OnwardCall& call : calls_[*i]) behind = behind || delayed[call.to] || mayWait(call.to);
            const Station& station = stations_[*i];
            delayed[*i] = behind || station.cores < station.held();
            bound = bound || (delayed[*i] && station.held() < unlimited && (station.cores < station.held() || !calls_[*i].empty()));
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
        timeIsMissing_ = timeIsMissing_ || isSet("loss", "0") || (!params.find("latency") && hasPlaces());
    }

    [[nodiscard]] bool hasPlaces() const
    {
        const Scene& scene = paths_.facts().scene();
        const auto placed = [](const auto& one) { return one.params.find("place") != nullptr; };
        return std::ranges::any_of(scene.components, placed) || std::ranges::any_of(scene.zones, placed);
    }

    [[nodiscard]] double meanOf(std::size_t index, std::string_view param, bool optional = false)
    {
        if (optional && !paths_.isSet(index, param)) return -1;
        const auto time = paths_.facts().distribution(paths_.component(index), param);
        if (!time || time->needsSamples() || !std::isfinite(time->mean())) {
            fail("The mean service time of " + paths_.name(index) + " is not known here.");
            return 0;
        }
        return time->mean();
    }

    /// A number of workers, or as many as the machine has virtual processors.
    [[nodiscard]] double processors(std::size_t index, std::string_view param) const
    {
        const auto limit = paths_.facts().limit(paths_.component(index), param);
        if (limit) return *limit;
        if (paths_.is(index, "cache") || !paths_.isSet(index, "instance")) return unlimited;
        const auto instance = parseInstanceType(paths_.text(index, "instance"));
        return instance ? static_cast<double>(instance->vcpus) : unlimited;
    }

    void readStation(std::size_t i)
    {
        Station& station = stations_[i];
        const std::string& kind = paths_.component(i).kind;
        if (kind == "users") return;
        if (kind == "rate-limiter") return readLimiter(i);
        station.service.fill(meanOf(i, "service"));
        const auto own = [&](RequestClass requestClass, double time) {
            if (time >= 0) station.service[static_cast<std::size_t>(requestClass)] = time;
        };
        if (kind == "database") {
            station.workers = processors(i, "connections");
            own(RequestClass::Write, meanOf(i, "write-service", true));
            own(RequestClass::Join, meanOf(i, "join-service", true));
            return;
        }
        const bool shares = kind == "web-server" && paths_.text(i, "scheduling") == "processor-sharing";
        station.holds = kind != "load-balancer";
        if (!shares) station.workers = processors(i, "workers");
        if (kind == "web-server") {
            station.cores = processors(i, "cores");
            if (paths_.callees(i, "queue").empty()) own(RequestClass::Job, station.service[0] + std::max(0.0, meanOf(i, "job-service", true)));
        }
        if (kind == "load-balancer") station.connections = paths_.facts().limit(paths_.component(i), "connections").value_or(unlimited);
    }

    /// It lets calls through at a rate, as if each took one worker a second.
    void readLimiter(std::size_t i)
    {
        const Value given = paths_.facts().value(paths_.component(i), "rate");
        const auto rate = given.number() ? Result<double>(*given.number()) : parseRate(paths_.text(i, "rate"));
        if (!rate) return; // without limit
        if (paths_.text(i, "per") != "whole") return fail("What " + paths_.name(i) + " lets through depends on how many clients there are.");
        limiters_.push_back({i, *rate});
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
            const double rate = std::min(computes > 0 ? station.computing() / computes : unlimited, holds > 0 ? station.held() / holds : unlimited);
            addLimit(i, rate);
        }
        for (const auto& [i, rate] : limiters_) addLimit(i, rate / sum(visits_[i]));
        std::ranges::stable_sort(limits_, {}, &CapacityLimit::rate);
    }

    void addLimit(std::size_t i, double rate)
    {
        if (std::isinf(rate)) return;
        const double visits = sum(visits_[i]);
        limits_.push_back({paths_.component(i).id, visits, rate * visits, rate});
    }

    /// Not if those who call it can hold no more calls than it takes at once.
    [[nodiscard]] bool mayWait(std::size_t index) const
    {
        if (std::ranges::find(limiters_, index, &std::pair<std::size_t, double>::first) != limiters_.end()) return true;
        if (std::isinf(stations_[index].narrowest())) return false;
        double callers = 0;
        for (const std::size_t i : paths_.order())
            if (std::ranges::find(calls_[i], index, &OnwardCall::to) != calls_[i].end()) callers += stations_[i].held();
        return callers > stations_[index].narrowest();
    }

    const RequestPaths& paths_;
    std::vector<double> hitRatios_;
    std::vector<ByClass> visits_; ///< Calls that one request causes.
    std::vector<Station> stations_;
    std::vector<ByClass> times_;
    std::vector<std::vector<OnwardCall>> calls_; ///< Of any class; each callee once.
    std::vector<std::pair<std::size_t, double>> limiters_;
    std::vector<CapacityLimit> limits_;
    std::string problem_;
    bool timeIsMissing_ = false;
};

/// The hit ratio that theory gives a cache; nothing where it gives none.
std::optional<AppliedForm> hitRatioOf(const Registry& registry, const RequestPaths& paths, std::size_t cache)
{
    const Applicability theory = applicable(registry, paths.facts().scene(), paths.component(cache).id);
    for (const char* id : {"lru-hit-ratio", "fifo-hit-ratio", "ttl-hit-ratio"})
        if (const AppliedForm* form = theory.form(id)) return *form;
    return std::nullopt;
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

    std::vector<double> lowest(paths.size(), 0), highest(paths.size(), 1);
    std::vector<std::size_t> unknown;
    const Flow all(paths, lowest);
    for (std::size_t i = 0; i < paths.size() && all.problem().empty(); ++i) {
        if (!paths.is(i, "cache") || !all.visits(i)) continue;
        if (const auto form = hitRatioOf(registry, paths, i)) {
            lowest[i] = highest[i] = form->value();
            const std::string now = form->form == "ttl-hit-ratio" ? ", as at the traffic it has now" : "";
            capacity.remarks.push_back(paths.name(i) + " answers " + rounded(lowest[i]) + " of the reads itself" + now + ".");
        } else {
            unknown.push_back(i);
            capacity.remarks.push_back("The hit ratio of " + paths.name(i) + " is not known; that every read goes on to the database is the worst case.");
        }
    }
    const Flow flow(paths, lowest);
    capacity.problem = flow.problem();
    if (!capacity.problem.empty()) return capacity;
    capacity.limits = flow.limits();
    capacity.isBound = flow.isBound();
    if (unknown.empty()) return capacity;
    SceneCapacity best;
    best.limits = Flow(paths, highest).limits();
    capacity.ifAllHit = best.rate();
    return capacity;
}

} // namespace scalelab
