// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"
#include "components/autoscaling_group/scaling_steps.h"
#include "engine/catalog.h"
#include "engine/context.h"
#include "model/component_view.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace scalelab {

namespace {

enum class Policy { TargetTracking, Step, Manual };
enum class Metric { Utilisation, BacklogPerWorker, RequestsPerInstance };

/// Keeps as many copies of a machine as its policy wants. The machine that is wired to it is the first member; the others are made when they are first
/// needed, and switched on and off from then on.
class AutoscalingGroup {
public:
    struct Params {
        std::int64_t minimum = 1;
        std::int64_t maximum = 10;
        std::optional<std::int64_t> desired;
        Policy policy = Policy::TargetTracking;
        Metric metric = Metric::Utilisation;
        double targetUtilisation = 0.5;
        double targetBacklog = 10;
        double targetRequests = 100;
        std::optional<ScalingSteps> steps;
        SimTime interval{60'000'000'000};
        SimTime cooldownOut{300'000'000'000};
        SimTime cooldownIn{300'000'000'000};
        Distribution bootTime;
        SimTime drainTimeout{300'000'000'000};
        std::optional<SimTime> replaceAfter;
    };
    Params params;

    void start(Context cx)
    {
        boots_ = cx.stream("boot");
        clock_ = cx.addClock();
        desired_ = clamped(params.desired.value_or(0));
        cx.after(SimTime{}, beginTag, 0);
    }

    void onTimer(Context cx, std::uint8_t tag, std::uint32_t)
    {
        switch (tag) {
        case beginTag: return begin(cx);
        case evaluateTag: return evaluate(cx);
        case replaceTag: return replaceDead(cx);
        default: adjust(cx);
        }
    }

    void onCrash(Context cx) { cx.clearClock(clock_); }

    void onRecover(Context cx)
    {
        begin(cx);
        for (const Member& member : members_) planReplacement(cx, member);
    }

    void onChanged(Context cx, std::string_view param)
    {
        if (param == "desired" && params.desired) desired_ = *params.desired;
        desired_ = clamped(desired_);
        if (!cx.isUp(cx.self())) return;
        if (param == "metric" || param == "interval") watchAnew(cx);
        if (param == "replace-after")
            for (const Member& member : members_) planReplacement(cx, member);
        adjust(cx);
    }

    /// While wires are being changed, instances are not: an event does it at the same instant.
    void onConnect(Context cx, std::uint32_t, WireId wire)
    {
        members_.push_back({wire, cx.wire(wire).to});
        watch(cx, members_.back());
        if (cx.isUp(cx.self())) cx.after(SimTime{}, adjustTag, 0);
    }

    /// A member that leaves the group goes off, unless it is one that others have drawn.
    void onDisconnect(Context cx, std::uint32_t, WireId wire)
    {
        const ComponentId left = cx.wire(wire).to;
        std::erase_if(members_, [&](const Member& member) { return member.wire == wire; });
        count(cx);
        if (cx.run().originalOf(left) != nothing) cx.retire(left, params.drainTimeout);
        if (cx.isUp(cx.self())) cx.after(SimTime{}, adjustTag, 0);
    }

    void onCalleeChanged(Context cx, WireId wire)
    {
        for (Member& member : members_)
            if (member.wire == wire) watch(cx, member);
    }

    void onRestartMeasures(Context cx)
    {
        scaleOuts_ = scaleIns_ = replaced_ = 0;
        instances_.restart(cx.now());
    }

    void report(const Simulation& simulation, ComponentId, Reporter& reporter) const
    {
        const auto booting = std::count_if(members_.begin(), members_.end(), [&](const Member& member) { return simulation.node(member.id).health == Health::Starting; });
        reporter.value("instances", static_cast<double>(inService()));
        reporter.value("desired", static_cast<double>(desired_));
        reporter.value("booting", static_cast<double>(booting));
        reporter.value("metric", metric_);
        reporter.value("scale_outs", static_cast<double>(scaleOuts_));
        reporter.value("scale_ins", static_cast<double>(scaleIns_));
        reporter.value("replaced", static_cast<double>(replaced_));
        reporter.value("instance_seconds", static_cast<double>(instances_.busyTime(simulation.now())) / 1e9);
    }

private:
    static constexpr std::uint8_t beginTag = 0;
    static constexpr std::uint8_t evaluateTag = 1;
    static constexpr std::uint8_t replaceTag = 2;
    static constexpr std::uint8_t adjustTag = 3;
    static constexpr double slack = 0.9; ///< Target tracking takes instances away only if the metric is below this share of its target.

    struct Member {
        WireId wire = nothing;
        ComponentId id = nothing;
        bool inService = false;
        SimTime since = {};                 ///< Since when it has been watched: the last evaluation, or when it came into service.
        WorkerTime busyBefore = 0;          ///< Its busy time by then [worker ns].
        std::uint64_t sentBefore = 0;       ///< Calls that had been sent to it by then.
        SimTime downSince = SimTime::never();
    };

    // Members

    /// Members that are on and stay on.
    [[nodiscard]] bool runs(Context cx, const Member& member) const
    {
        const Simulation::Node& node = cx.node(member.id);
        return node.health != Health::Off && !node.draining;
    }

    [[nodiscard]] std::int64_t running(Context cx) const
    {
        return std::count_if(members_.begin(), members_.end(), [&](const Member& member) { return runs(cx, member); });
    }

    [[nodiscard]] std::int64_t inService() const
    {
        return std::count_if(members_.begin(), members_.end(), [](const Member& member) { return member.inService; });
    }

    [[nodiscard]] bool boots(Context cx) const
    {
        return std::any_of(members_.begin(), members_.end(), [&](const Member& member) { return cx.node(member.id).health == Health::Starting; });
    }

    [[nodiscard]] std::int64_t clamped(std::int64_t wanted) const { return std::clamp(wanted, std::min(params.minimum, params.maximum), params.maximum); }

    /// Takes note of a member's health.
    void watch(Context cx, Member& member)
    {
        count(cx);
        const Simulation::Node& node = cx.node(member.id);
        const bool serves = node.health == Health::Up && !node.draining;
        if (serves && !member.inService) watchFromNow(cx, member);
        member.inService = serves;
        if (node.health != Health::Down) {
            member.downSince = SimTime::never();
        } else if (member.downSince == SimTime::never()) {
            member.downSince = cx.now();
            if (cx.isUp(cx.self())) planReplacement(cx, member);
        }
    }

    void watchFromNow(Context cx, Member& member)
    {
        member.since = cx.now();
        const Occupancy* occupancy = cx.run().occupancy(member.id);
        member.busyBefore = occupancy ? occupancy->busyTimeEver(cx.now()) : 0;
        if (params.metric == Metric::RequestsPerInstance) member.sentBefore = sentTo(cx, member.id);
    }

    void watchAnew(Context cx)
    {
        for (Member& member : members_) watchFromNow(cx, member);
        evaluated_ = cx.now();
        cx.setClock(clock_, cx.now() + params.interval, evaluateTag);
    }

    [[nodiscard]] static std::uint64_t sentTo(Context cx, ComponentId id)
    {
        std::uint64_t sent = 0;
        for (const Wire& wire : cx.run().wires())
            if (wire.to == id) sent += wire.sent;
        return sent;
    }

    void count(Context cx)
    {
        const auto on = std::count_if(members_.begin(), members_.end(), [&](const Member& member) { return cx.node(member.id).health != Health::Off; });
        instances_.change(cx.now(), static_cast<std::uint32_t>(on), 0);
    }

    // Launching and retiring

    /// At the start of a run the instances are there; later they boot.
    void begin(Context cx)
    {
        watchAnew(cx);
        adjust(cx);
    }

    void adjust(Context cx)
    {
        while (running(cx) < desired_ && launch(cx)) continue;
        for (std::size_t i = members_.size(); running(cx) > desired_ && i-- > 0;)
            if (runs(cx, members_[i])) cx.retire(members_[i].id, params.drainTimeout);
    }

    /// One more instance: one that drains is called back, else one that is off is switched on, else a new one is made.
    bool launch(Context cx)
    {
        const auto find = [&](auto wanted) {
            const auto it = std::find_if(members_.begin(), members_.end(), [&](const Member& member) { return wanted(member.id); });
            return it == members_.end() ? nothing : it->id;
        };
        const ComponentId retiring = find([&](ComponentId id) { return cx.run().isRetiring(id); });
        if (retiring != nothing) {
            cx.setDraining(retiring, false);
            return true;
        }
        ComponentId id = find([&](ComponentId member) { return cx.node(member).health == Health::Off; });
        if (id == nothing) id = copy(cx);
        if (id != nothing) cx.switchOn(id, cx.now() == SimTime{} ? SimTime{} : params.bootTime.sampleTime(boots_));
        return id != nothing;
    }

    ComponentId copy(Context cx)
    {
        if (members_.empty()) return nothing;
        const ComponentId like = members_.front().id;
        const ComponentId first = cx.run().originalOf(like) == nothing ? like : cx.run().originalOf(like);
        std::uint32_t number = 2;
        while (cx.run().find(cx.name(first) + "-" + std::to_string(number)) != nothing) ++number;
        return cx.cloneOf(like, cx.name(first) + "-" + std::to_string(number));
    }

    void planReplacement(Context cx, const Member& member)
    {
        if (params.replaceAfter && member.downSince != SimTime::never()) cx.after(std::max(SimTime{}, member.downSince + *params.replaceAfter - cx.now()), replaceTag, 0);
    }

    void replaceDead(Context cx)
    {
        for (std::size_t i = 0; i < members_.size(); ++i) {
            const Member& member = members_[i];
            if (!params.replaceAfter || member.downSince == SimTime::never() || member.downSince + *params.replaceAfter > cx.now()) continue;
            ++replaced_;
            cx.incident(Incident::Level::Warning, "replaces " + cx.name(member.id) + ", which is down");
            cx.switchOff(member.id);
        }
        adjust(cx);
    }

    // Policies

    void evaluate(Context cx)
    {
        const auto [metric, instances] = measure(cx);
        watchAnew(cx);
        if (instances == 0) return;
        metric_ = metric;
        if (params.policy == Policy::TargetTracking) track(cx, instances);
        else if (params.policy == Policy::Step && params.steps) takeStep(cx, params.steps->adjustment(metric_));
    }

    struct Reading {
        double metric = 0;
        double instances = 0; ///< How many it is the average of, those counted in part that came into service meanwhile.
    };

    /// The metric over the time since the last evaluation.
    [[nodiscard]] Reading measure(Context cx) const
    {
        if (params.metric == Metric::BacklogPerWorker) return backlogPerWorker(cx);
        double sum = 0, time = 0, spans = 0;
        for (const Member& member : members_) {
            if (!member.inService) continue;
            const double span = (cx.now() - member.since).seconds();
            if (params.metric == Metric::RequestsPerInstance) {
                sum += static_cast<double>(sentTo(cx, member.id) - member.sentBefore);
                time += span;
                spans += span;
            } else if (const Occupancy* occupancy = cx.run().occupancy(member.id); occupancy && workersOf(cx, member.id) > 0) {
                const WorkerTime busy = occupancy->busyTimeEver(cx.now());
                if (busy > member.busyBefore) sum += static_cast<double>(busy - member.busyBefore) / 1e9;
                time += span * workersOf(cx, member.id);
                spans += span;
            }
        }
        return time > 0 ? Reading{sum / time, spans / (cx.now() - evaluated_).seconds()} : Reading{};
    }

    [[nodiscard]] Reading backlogPerWorker(Context cx) const
    {
        double workers = 0, backlog = 0;
        for (const Member& member : members_)
            if (member.inService) workers += std::max(1u, workersOf(cx, member.id));
        if (workers == 0) return {};
        for (const Wire& wire : cx.run().wires()) {
            if (wire.removed || wire.to != members_.front().id) continue;
            const Simulation::Node& caller = cx.node(wire.from);
            backlog += std::max(0.0, caller.ops->backlog(cx.run().placeOf(caller)));
        }
        return {backlog / workers, static_cast<double>(inService())};
    }

    /// Workers of a member; 0 if they are without limit.
    [[nodiscard]] static std::uint32_t workersOf(Context cx, ComponentId id)
    {
        const Simulation::Node& node = cx.node(id);
        return node.ops->capacity(cx.run().placeOf(node));
    }

    [[nodiscard]] double target() const
    {
        switch (params.metric) {
        case Metric::BacklogPerWorker: return params.targetBacklog;
        case Metric::RequestsPerInstance: return params.targetRequests;
        default: return params.targetUtilisation;
        }
    }

    /// As many instances as would bring the metric to its target, if the load stays the same. Those that boot are counted on already.
    void track(Context cx, double instances)
    {
        constexpr double rounding = 1e-9;
        const double wanted = std::ceil(instances * metric_ / target() - rounding);
        const std::int64_t enough = clamped(static_cast<std::int64_t>(std::min(wanted, 1e9)));
        if (enough > desired_) scaleOut(cx, enough);
        else if (metric_ < slack * target()) scaleIn(cx, enough);
    }

    void takeStep(Context cx, std::int64_t change)
    {
        if (change > 0) scaleOut(cx, clamped(inService() + change));
        else if (change < 0) scaleIn(cx, clamped(desired_ + change));
    }

    void scaleOut(Context cx, std::int64_t wanted)
    {
        if (wanted <= desired_ || cx.now() < outAgain_) return;
        ++scaleOuts_;
        outAgain_ = cx.now() + params.cooldownOut;
        resize(cx, wanted);
    }

    void scaleIn(Context cx, std::int64_t wanted)
    {
        if (wanted >= desired_ || cx.now() < inAgain_ || boots(cx)) return;
        ++scaleIns_;
        resize(cx, wanted);
    }

    void resize(Context cx, std::int64_t wanted)
    {
        inAgain_ = cx.now() + params.cooldownIn;
        const double rounded = std::floor(metric_ * 1000 + 0.5) / 1000;
        const std::string value = params.metric == Metric::Utilisation ? "utilisation " + formatShare(rounded)
                                : params.metric == Metric::BacklogPerWorker ? "backlog " + formatNumber(rounded) + " per worker" : formatRate(rounded) + " per instance";
        cx.incident(Incident::Level::Info, std::string("scales ") + (wanted > desired_ ? "out" : "in") + " from " + std::to_string(desired_) + " to " + std::to_string(wanted) + ": " + value);
        desired_ = wanted;
        adjust(cx);
    }

    std::vector<Member> members_;
    std::int64_t desired_ = 0;
    Rng boots_;
    std::uint32_t clock_ = 0;    ///< Of the next evaluation.
    SimTime evaluated_;          ///< When it was last evaluated.
    double metric_ = 0;          ///< What that gave.
    SimTime outAgain_, inAgain_; ///< Ends of the times to wait after scaling.
    Occupancy instances_;        ///< Members that are on.
    std::uint64_t scaleOuts_ = 0, scaleIns_ = 0, replaced_ = 0;
};

} // namespace

void describe_autoscaling_group(Catalog& catalog)
{
    using Params = AutoscalingGroup::Params;
    auto kind = catalog.add<AutoscalingGroup>("autoscaling-group");
    kind.name("Auto-scaling group").category("Compute").searchWords({"asg", "elastic", "autoscaling", "scale out", "hpa", "fleet", "replicas"});
    kind.help("Adds copies of a machine while there is much to do, and takes them away again when there is not.");
    kind.models("Target tracking and step scaling on utilisation, backlog or requests, evaluated at intervals; minimum and maximum; times to wait after scaling; instances "
                "that boot first and drain before they go, the newest first; replacement of instances that are down. The wired machine is the first instance. The others "
                "are copies with the same wires, named after it with -2, -3 and so on; they take the parameters that it has when they boot. A crash of the group only stops scaling.");
    kind.leavesOut("Scaling by schedule (scheduled events can set minimum, maximum and desired), predictive scaling, several policies at once, instances of different types, spreading over zones. "
                   "An instance that still drains is called back when one more is wanted.");
    kind.port({"members", "Members", "The machine of which it keeps copies.", {"http", "job"}, 1, "", "", false});
    kind.rule([](const ComponentView& group) {
        const auto params = group.params<Params>();
        if (params.minimum > params.maximum)
            group.warn("minimum", "The minimum of " + std::to_string(params.minimum) + " is above the maximum of " + std::to_string(params.maximum) + ", which counts. Raise the maximum.");
    });
    kind.param("minimum", &Params::minimum).label("Minimum").range(1, 1000).live().help("Instances at least.");
    kind.param("maximum", &Params::maximum).label("Maximum").range(1, 1000).live().help("Instances at most, even if the minimum is more.");
    kind.param("desired", &Params::desired).label("Desired").range(1, 1000).live()
        .help("Instances at the start of the run, and again whenever it is set; none: the minimum.");
    kind.param("policy", &Params::policy).label("Policy").live().help("Who decides how many instances there are.")
        .choice(Policy::TargetTracking, "target-tracking", "Target tracking", "As many instances as bring the metric to its target; fewer only if it is below 90% of that.")
        .choice(Policy::Step, "step", "Step scaling", "Instances are added or taken away where the metric passes thresholds.")
        .choice(Policy::Manual, "manual", "By hand", "As many as desired.");
    kind.param("metric", &Params::metric).label("Metric").live().help("What the policy looks at.")
        .choice(Metric::Utilisation, "utilisation", "Utilisation", "Busy workers over workers since the last evaluation. Machines without a limit of workers say nothing.")
        .choice(Metric::BacklogPerWorker, "backlog-per-worker", "Backlog per worker", "Messages that wait in the queues wired to the machine, over all workers in service: times the time of a job, that is how long they wait.")
        .choice(Metric::RequestsPerInstance, "requests-per-instance", "Requests per instance", "Calls sent to the instances, per second and instance, since the last evaluation.");
    kind.param("target-utilisation", &Params::targetUtilisation).label("Target utilisation").as(Quantity::Share).range(0.01, 1).live().onlyWhen("metric", "utilisation")
        .help("What target tracking keeps the utilisation at.").source("The example of AWS and of Kubernetes is 50%.");
    kind.param("target-backlog", &Params::targetBacklog).label("Target backlog").range(0.01, 1e9).live().onlyWhen("metric", "backlog-per-worker")
        .help("Messages waiting per worker that target tracking allows: the acceptable wait over the time of a job.")
        .source("AWS, \"Scaling policy based on Amazon SQS\": 10 s of wait and 0.1 s a job allow 100; here 5 s and 0.5 s.");
    kind.param("target-requests", &Params::targetRequests).label("Target requests").as(Quantity::Rate).range(0.001, 1e9).live().onlyWhen("metric", "requests-per-instance")
        .help("Requests that target tracking gives each instance.");
    kind.param("steps", &Params::steps).label("Steps").live().onlyWhen("policy", "step").typical("70%: +1, 90%: +3, 30%: -1")
        .help("Thresholds of the metric and what to do there, such as \"70%: +1, 90%: +3, 30%: -1\": added from the threshold on, taken away down from it; the farthest one counts.");
    kind.param("interval", &Params::interval).label("Evaluated every").range(1e-3, 1e6).live().help("Time between two evaluations of the metric.").source("CloudWatch: detailed monitoring has one value a minute.");
    kind.param("cooldown-out", &Params::cooldownOut).label("Wait after scaling out").range(0, 1e6).live()
        .help("No further scaling out for this time.").source("AWS: 300 s by default.");
    kind.param("cooldown-in", &Params::cooldownIn).label("Wait before scaling in").range(0, 1e6).live()
        .help("No scaling in for this time after any scaling.").source("AWS: 300 s by default.");
    kind.param("boot-time", &Params::bootTime).label("Boot time").live().typical("const(60s)").help("From the launch of an instance until it serves.")
        .source("97 s on average for Linux on EC2 (Mao and Humphrey, \"A Performance Study on the VM Startup Time in the Cloud\", 2012); it has become shorter since.");
    kind.param("drain-timeout", &Params::drainTimeout).label("Drain at most").range(0, 1e6).live()
        .help("An instance that is taken away gets nothing new and goes when it is done; after this time it goes in any case, and what it serves fails.")
        .source("AWS: deregistration delay, 300 s by default.");
    kind.param("replace-after", &Params::replaceAfter).label("Replaced after").range(0, 1e6).live().typical("60s")
        .help("An instance that is down this long is given up and a new one booted; none: it is left to itself.").source("EC2 checks the status of instances every minute.");
    kind.measure("instances", "Instances", Quantity::Integer, "Instances in service now: up and not draining.");
    kind.measure("desired", "Desired", Quantity::Integer, "Instances that the group wants now.");
    kind.measure("booting", "Booting", Quantity::Integer, "Instances that boot now.");
    kind.measure("metric", "Metric", Quantity::Number, "The metric at the last evaluation that had one; a share counts from 0 to 1.");
    kind.measure("scale_outs", "Scaled out", Quantity::Integer, "How often the policy added instances.");
    kind.measure("scale_ins", "Scaled in", Quantity::Integer, "How often the policy took instances away.");
    kind.measure("replaced", "Replaced", Quantity::Integer, "Instances given up because they were down.");
    kind.measure("instance_seconds", "Instance seconds", Quantity::Number, "Seconds that instances were on, those that boot or drain included: the sum over all of them.");
}

} // namespace scalelab
