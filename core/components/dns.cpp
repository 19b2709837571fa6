// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog.h"
#include "engine/context.h"
#include "mechanisms/health_check.h"
#include "mechanisms/machine.h"
#include "mechanisms/weighted_turns.h"
#include "mechanisms/worker_pool.h"

#include <algorithm>
#include <vector>

namespace scalelab {

namespace {

enum class Policy { RoundRobin, Weighted, Geo, FailOver };

/// A name server: answers with the address of a site.
class Dns {
public:
    struct Params {
        SimTime ttl{60'000'000'000};
        Policy policy = Policy::RoundRobin;
        Distribution service;
        std::optional<std::int64_t> workers;
        std::optional<std::int64_t> queue;
        std::optional<SimTime> healthInterval;
        std::int64_t healthFall = 3;
        std::int64_t healthRise = 3;
    };
    Params params;
    WorkerPool pool;

    void start(Context cx)
    {
        configure(cx);
        scheduleCheck(cx);
    }

    void onCall(Context cx, CallId id)
    {
        switch (pool.enter(cx, id)) {
        case WorkerPool::Admission::Started: return begin(cx, id);
        case WorkerPool::Admission::Queued: return;
        case WorkerPool::Admission::Rejected: return cx.refuse(id, Cause::QueueFull);
        }
    }

    void onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
    {
        if (tag == servedTag) return resolve(cx, handle);
        checking_ = false;
        if (!params.healthInterval) return;
        bool changed = false;
        for (Record& record : records_) changed |= check(cx, record);
        if (changed) chooseCandidates(cx);
        scheduleCheck(cx);
    }

    void onCrash(Context cx)
    {
        pool.clear(cx.now());
        checking_ = false;
    }

    void onRecover(Context cx)
    {
        trustAll(cx);
        scheduleCheck(cx);
    }

    void onChanged(Context cx, std::string_view param)
    {
        configure(cx);
        pool.startWaiting(cx, [&](CallId next) { begin(cx, next); });
        if (param != "health-interval") return;
        if (!checking_ && cx.isUp(cx.self())) scheduleCheck(cx);
        if (!params.healthInterval) trustAll(cx);
    }

    void onCalleeChanged(Context cx, WireId) { chooseCandidates(cx); }

    void onConnect(Context cx, std::uint32_t, WireId wire)
    {
        records_.push_back({wire, {}});
        chooseCandidates(cx);
    }

    void onDisconnect(Context cx, std::uint32_t, WireId wire)
    {
        const auto it = std::find_if(records_.begin(), records_.end(), [wire](const Record& record) { return record.wire == wire; });
        const auto index = static_cast<std::uint32_t>(it - records_.begin());
        records_.erase(it);
        if (index < next_) --next_;
        if (next_ >= records_.size()) next_ = 0;
        turns_ = {};
        chooseCandidates(cx);
    }

    void onRestartMeasures(Context cx)
    {
        pool.restartMeasures(cx.now());
        measuredAnswers_ = 0;
        metres_ = 0;
    }

    void report(const Simulation&, ComponentId, Reporter& reporter) const
    {
        const auto healthy = std::count_if(records_.begin(), records_.end(), [](const Record& record) { return record.health.healthy(); });
        reporter.value("wait_s.mean", pool.meanWait());
        reporter.value("records_healthy", static_cast<double>(healthy));
        reporter.value("distance_km", measuredAnswers_ == 0 ? 0 : metres_ / static_cast<double>(measuredAnswers_) / 1000);
    }

private:
    static constexpr std::uint8_t servedTag = 0;
    static constexpr std::uint8_t checkTag = 1;

    struct Record {
        WireId wire = nothing;
        HealthCheck health;
    };

    void configure(Context cx)
    {
        pool.configure(cx, orVirtualProcessors(cx, params.workers), params.queue);
        service_.configure(cx, params.service, "service");
    }

    void begin(Context cx, CallId id)
    {
        if (!service_.start(cx, params.service, servedTag, id)) resolve(cx, id);
    }

    void resolve(Context cx, CallId id)
    {
        const std::uint32_t record = choose(cx, cx.request(cx.call(id).request).source);
        cx.call(id).origin = record == nothing ? nothing : siteOf(cx, records_[record]);
        cx.call(id).version = static_cast<std::uint64_t>(params.ttl.ns);
        pool.release(cx, [&](CallId next) { begin(cx, next); });
        cx.answer(id);
    }

    [[nodiscard]] static ComponentId siteOf(Context cx, const Record& record) { return cx.wire(record.wire).to; }

    // Policies

    std::uint32_t choose(Context cx, ComponentId asking)
    {
        if (candidates_.empty()) return nothing;
        const std::uint32_t chosen = byPolicy(cx, asking);
        if (const double distance = distanceTo(cx, asking, chosen); distance >= 0) {
            ++measuredAnswers_;
            metres_ += distance;
        }
        return chosen;
    }

    std::uint32_t byPolicy(Context cx, ComponentId asking)
    {
        switch (params.policy) {
        case Policy::Weighted: return weighted_.empty() ? nextInTurn() : turns_.next(weighted_, [&](std::uint32_t i) { return cx.wire(records_[i].wire).weight; });
        case Policy::Geo: return nearest(cx, asking);
        case Policy::FailOver: return candidates_.front();
        default: return nextInTurn();
        }
    }

    std::uint32_t nextInTurn()
    {
        while (true) {
            const std::uint32_t record = next_;
            if (++next_ == records_.size()) next_ = 0;
            if (std::binary_search(candidates_.begin(), candidates_.end(), record)) return record;
        }
    }

    /// The candidate nearest to who asks, of equally near ones the first; in turn if it is not known how near they are.
    std::uint32_t nearest(Context cx, ComponentId asking)
    {
        std::uint32_t best = nothing;
        double shortest = 0;
        for (const std::uint32_t record : candidates_) {
            const double distance = distanceTo(cx, asking, record);
            if (distance < 0 || (best != nothing && distance >= shortest)) continue;
            best = record;
            shortest = distance;
        }
        return best == nothing ? nextInTurn() : best;
    }

    /// Metres, or -1 if the place of one of them is not known.
    [[nodiscard]] double distanceTo(Context cx, ComponentId asking, std::uint32_t record) const
    {
        const Place* from = cx.place(asking);
        const Place* to = cx.place(siteOf(cx, records_[record]));
        return from && to ? distanceBetween(*from, *to) : -1;
    }

    // Health

    void scheduleCheck(Context cx)
    {
        checking_ = params.healthInterval.has_value();
        if (checking_) cx.after(*params.healthInterval, checkTag, 0);
    }

    /// One check, from places outside that reach whatever is up; true if the record's state changed.
    bool check(Context cx, Record& record)
    {
        const ComponentId site = siteOf(cx, record);
        const bool passed = passesCheck(cx, site);
        if (!record.health.check(passed, params.healthFall, params.healthRise)) return false;
        cx.incident(passed ? Incident::Level::Good : Incident::Level::Warning, cx.name(site) + (passed ? " is healthy again: its address is handed out" : " is unhealthy: its address is not handed out any more"));
        return true;
    }

    void trustAll(Context cx)
    {
        for (Record& record : records_) record.health.reset();
        chooseCandidates(cx);
    }

    /// The address of a copy that is switched off has been taken out of the zone.
    [[nodiscard]] bool isSwitchedOn(Context cx, const Record& record) const
    {
        const Health health = cx.node(siteOf(cx, record)).health;
        return health != Health::Off && health != Health::Starting;
    }

    /// Records that are unhealthy or drain are not handed out, unless all that are switched on are or do.
    void chooseCandidates(Context cx)
    {
        const auto isBest = [&](const Record& record) { return isSwitchedOn(cx, record) && record.health.healthy() && !cx.node(siteOf(cx, record)).draining; };
        const auto isOn = [&](const Record& record) { return isSwitchedOn(cx, record); };
        const bool someBest = std::any_of(records_.begin(), records_.end(), isBest);
        candidates_.clear();
        weighted_.clear();
        for (std::uint32_t i = 0; i < records_.size(); ++i) {
            if (!(someBest ? isBest(records_[i]) : isOn(records_[i]))) continue;
            candidates_.push_back(i);
            if (cx.wire(records_[i].wire).weight > 0) weighted_.push_back(i);
        }
    }

    std::vector<Record> records_;
    std::vector<std::uint32_t> candidates_; ///< Records that may be handed out, in their order.
    std::vector<std::uint32_t> weighted_;   ///< Those of them that have a weight.
    std::uint32_t next_ = 0;
    bool checking_ = false;
    WeightedTurns turns_;
    ServiceTimer service_;
    std::uint64_t measuredAnswers_ = 0; ///< Of which the distance is known.
    double metres_ = 0;
};

} // namespace

void describe_dns(Catalog& catalog)
{
    using Params = Dns::Params;
    auto kind = catalog.add<Dns>("dns");
    kind.name("DNS").category("Network").searchWords({"name server", "domain name system", "route 53", "resolver", "geodns"}).provides("dns");
    kind.help("The Domain Name System: tells clients the address behind a name.");
    kind.models("A records (one for each wire to a site) handed out in turn, by weight, by distance or in order of preference; health checks that take records out; "
                "their time to live, the time an answer takes, and its own workers.");
    kind.leavesOut("The hierarchy of resolvers and negative answers. Health checks come from outside: a wire of its own that is cut does not matter to them.");
    kind.port({"records", "A records", "Sites whose addresses it hands out.", {"http"}, SIZE_MAX, "", ""});
    kind.param("ttl", &Params::ttl).label("Time to live").range(0, 1e7).live().typical("60s")
        .help("How long a client may use an answer before it has to ask again.")
        .source("60 s is what Amazon Route 53 recommends for records that take part in fail-over.");
    kind.param("policy", &Params::policy).label("Routing").live().help("Which of the records answers a question.")
        .choice(Policy::RoundRobin, "round-robin", "In turn", "Each record in its turn, in the order of the wires.")
        .choice(Policy::Weighted, "weighted", "Weighted", "In turn, in proportion to the weights of the wires: x% here and the rest there.")
        .choice(Policy::Geo, "geo", "Nearest", "geoDNS: the site nearest to where the users are, by the great circle; of equally near ones the first, in turn where places are not known.")
        .choice(Policy::FailOver, "fail-over", "Fail-over", "The first record that is healthy, in the order of the wires.");
    kind.param("service", &Params::service).label("Time to answer").live().typical("const(1ms)").help("Time to answer a question, the way to the server not included.");
    kind.param("workers", &Params::workers).label("Workers").range(1, 1e9).live()
        .help("Questions answered at the same time; none: without limit, or as many as its instance type has virtual processors.");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().help("Waiting places beside the workers; a question that finds none is rejected. None: without limit.");
    kind.param("health-interval", &Params::healthInterval).group("Health checks").label("Health check every").range(1e-3, 1e6).live().typical("30s")
        .help("Time between two checks of each site; one that fails them is not handed out unless all fail. None: no checks.").source("Amazon Route 53 checks every 30 s, or every 10 s for more money.");
    kind.param("health-fall", &Params::healthFall).group("Health checks").label("Checks to fail").range(1, 1000).live()
        .help("Failed checks in a row after which a site is unhealthy.").source("Amazon Route 53's default failure threshold is 3.");
    kind.param("health-rise", &Params::healthRise).group("Health checks").label("Checks to return").range(1, 1000).live()
        .help("Passed checks in a row after which it is healthy again.").source("Amazon Route 53's default failure threshold is 3, in both directions.");
    kind.measure("records_healthy", "Healthy records", Quantity::Integer, "Records that no health check speaks against now.");
    kind.measure("distance_km", "Distance, mean [km]", Quantity::Number, "From the users who ask to the site they are sent to, over all answers for which both places are known.");
}

} // namespace scalelab
