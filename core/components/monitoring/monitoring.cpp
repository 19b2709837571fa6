// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/monitoring/monitoring.h"

#include "mechanisms/plain_text.h"

#include <algorithm>
#include <numeric>

namespace scalelab {

namespace {

double share(std::uint64_t part, std::uint64_t rest) { return part + rest == 0 ? 0 : static_cast<double>(part) / static_cast<double>(part + rest); }

double mean(SimTime sum, std::uint64_t count) { return count == 0 ? 0 : sum.seconds() / static_cast<double>(count); }

/// The sum of a measure over all components whose kinds declare it.
double sumOf(const Simulation& run, std::string_view measure)
{
    double sum = 0;
    for (ComponentId id = 0; id < run.componentCount(); ++id) {
        if (run.node(id).health == Health::Removed || !run.kindOf(id).measure(measure)) continue;
        const Reporter reporter = run.report(id);
        for (const auto& [name, value] : reporter.values())
            if (name == measure) sum += value;
    }
    return sum;
}

} // namespace

void Monitoring::start(Context cx)
{
    cx.keepFailures(static_cast<std::size_t>(params.logCapacity));
    clock_ = cx.addClock();
    if (!params.tier.empty() && !cx.run().hasZone(params.tier) && !cx.run().catalog().registry.kind(params.tier))
        cx.incident(Incident::Level::Warning, "watches nothing: there is no kind and no data center \"" + params.tier + "\"");
    begin(cx);
}

void Monitoring::onTimer(Context cx, std::uint8_t, std::uint32_t)
{
    look(cx);
    cx.setClock(clock_, cx.now() + params.interval, 0);
}

void Monitoring::onCrash(Context cx)
{
    cx.clearClock(clock_);
    watched_.clear();
    firing_ = 0;
    tier_ = {};
    site_ = {};
}

void Monitoring::onChanged(Context cx, std::string_view param)
{
    if ((param == "interval" || param == "latency-threshold") && cx.isUp(cx.self())) begin(cx);
}

void Monitoring::onConnect(Context cx, std::uint32_t port, WireId wire)
{
    if (port == alertsPort) return receivers_.push_back(wire);
    watches_.push_back({wire, cx.run().line(wire).isCut(), cx.now()});
    open(cx.run(), cx.wire(wire).to);
}

void Monitoring::onDisconnect(Context cx, std::uint32_t port, WireId wire)
{
    if (port == alertsPort) {
        std::erase(receivers_, wire);
        return;
    }
    std::erase_if(watches_, [&](const Watch& watch) { return watch.wire == wire; });
    if (watches_.empty()) openAll(cx.run());
}

void Monitoring::onCalleeChanged(Context cx, WireId wire)
{
    const bool cut = cx.run().line(wire).isCut();
    for (Watch& watch : watches_) {
        if (watch.wire != wire || watch.cut == cut) continue;
        watch.cut = cut;
        watch.cutAt = cx.now();
    }
}

void Monitoring::onMeasuresEnd(Context cx)
{
    const Simulation& run = cx.run();
    watched_.resize(run.componentCount());
    for (ComponentId id = 0; id < watched_.size(); ++id) watched_[id].window.keep(run, id);
    requestsBefore_ = requestsSince(run);
    requestsBegin_ = {};
}

void Monitoring::onRestartMeasures(Context)
{
    site_.dollars = 0;
    alerts_ = resolved_ = recoveries_ = 0;
    detectionSum_ = recoverySum_ = {};
}

void Monitoring::report(const Simulation& run, ComponentId, Reporter& reporter) const
{
    const double seconds = span_.seconds();
    const double busy = seconds > 0 ? static_cast<double>(tier_.busy) / 1e9 / seconds : 0;
    reporter.value("alerts", static_cast<double>(alerts_));
    reporter.value("firing", static_cast<double>(firing_));
    reporter.value("resolved", static_cast<double>(resolved_));
    reporter.value("detection_s.mean", mean(detectionSum_, alerts_));
    reporter.value("recovery_s.mean", mean(recoverySum_, recoveries_));
    reporter.value("hosts_watched", static_cast<double>(tier_.watched));
    reporter.value("hosts_up", static_cast<double>(tier_.up));
    reporter.value("tier_utilisation", tier_.workers == 0 ? 0 : busy / static_cast<double>(tier_.workers));
    reporter.value("tier_busy", busy);
    reporter.value("tier_queue", static_cast<double>(tier_.queued));
    reporter.value("requests_per_s", seconds > 0 ? static_cast<double>(site_.requests.completed) / seconds : 0);
    reporter.value("orders_per_s", seconds > 0 ? static_cast<double>(site_.requests.writes) / seconds : 0);
    reporter.value("error_ratio", share(site_.requests.failed, site_.requests.completed));
    reporter.value("active_users", site_.sessions);
    reporter.value("sessions_lost", site_.sessionsLost);
    reporter.value("cost_so_far", site_.dollars);
    reporter.value("failures_logged", static_cast<double>(run.failures().size()));
}

/// Windows begin now; the next look is one interval away.
void Monitoring::begin(Context cx)
{
    openAll(cx.run());
    requestsBefore_ = {};
    requestsBegin_ = requestsOf(cx.run());
    cx.setClock(clock_, cx.now() + params.interval, 0);
}

bool Monitoring::isOfTier(const Simulation& run, ComponentId id) const
{
    return params.tier.empty() || run.kindOf(id).id == params.tier || run.isIn(id, params.tier);
}

void Monitoring::openAll(const Simulation& run)
{
    ++looks_;
    windowBegan_ = run.now();
    if (watches_.empty())
        for (ComponentId id = 0; id < run.componentCount(); ++id) open(run, id);
    for (const Watch& watch : watches_) open(run, run.wires()[watch.wire].to);
}

void Monitoring::open(const Simulation& run, ComponentId id)
{
    if (id >= watched_.size()) watched_.resize(id + 1);
    Watched& watched = watched_[id];
    watched.look = looks_;
    watched.limited = run.node(id).ops->capacity(run.placeOf(id)) > 0;
    watched.window.open(run, id, params.latencyThreshold.has_value());
}

void Monitoring::look(Context cx)
{
    const Simulation& run = cx.run();
    std::vector<Message> messages;
    ++looks_;
    firing_ = 0;
    tier_ = {};
    for (const Watch& watch : watches_) lookAt(cx, cx.wire(watch.wire).to, watch, messages);
    for (ComponentId id = 0; watches_.empty() && id < run.componentCount(); ++id)
        if (id != cx.self() && run.node(id).health != Health::Removed && isOfTier(run, id)) lookAt(cx, id, {}, messages);
    for (Watched& watched : watched_)
        if (watched.look != looks_) watched.rules = {};
    lookAtSite(run);
    span_ = cx.now() - windowBegan_;
    windowBegan_ = cx.now();
    for (Message& message : messages) cx.incident(message.level, std::move(message.text));
    sendAlerts(cx);
}

void Monitoring::lookAt(Context cx, ComponentId id, const Watch& watch, std::vector<Message>& messages)
{
    if (id >= watched_.size()) watched_.resize(id + 1);
    Watched& watched = watched_[id];
    if (watched.look != 0 && watched.look + 1 != looks_) open(cx.run(), id); // it was not watched for a while
    addToTier(cx, id, watch, watched);
    const bool isDark = !watch.cut && cx.node(id).health != Health::Off ? !cx.isUp(id) : watch.cut;
    for (std::size_t rule = 0; rule < alertRuleCount; ++rule) {
        Standing& standing = watched.rules[rule];
        if (static_cast<AlertRule>(rule) == AlertRule::Down || !isDark) judge(cx, id, find(cx, id, watch, watched, static_cast<AlertRule>(rule)), standing, messages);
        firing_ += standing.firing;
    }
    open(cx.run(), id);
}

Monitoring::Finding Monitoring::findDown(Context cx, ComponentId id, const Watch& watch) const
{
    if (!params.down) return {};
    const Health health = cx.node(id).health;
    if (health == Health::Off) return {};
    const SimTime stopped = cx.run().stoppedAt(id); // never() if it starts after it was off
    if (health == Health::Down || (health == Health::Starting && stopped < SimTime::never())) return {true, stopped, "down"};
    if (watch.cut) return {true, watch.cutAt, "out of reach"};
    return {};
}

Monitoring::Finding Monitoring::find(Context cx, ComponentId id, const Watch& watch, const Watched& watched, AlertRule rule) const
{
    const Simulation& run = cx.run();
    const KindOps& ops = *run.node(id).ops;
    const CallWindow::Counts counts = watched.window.counts(run, id);
    const SimTime since = windowBegan_;
    switch (rule) {
    case AlertRule::Down: return findDown(cx, id, watch);
    case AlertRule::Errors: {
        const double failing = share(counts.failed, counts.completed);
        if (!params.errorThreshold || failing <= *params.errorThreshold) return {};
        return {true, since, shareText(failing) + " of the calls fail, more than " + shareText(*params.errorThreshold)};
    }
    case AlertRule::Latency: {
        if (!params.latencyThreshold) return {};
        const SimTime p95 = watched.window.times(run, id).quantile(0.95);
        if (p95 <= *params.latencyThreshold) return {};
        return {true, since, "the slowest 5% of the calls take more than " + spanText(p95) + ", allowed are " + spanText(*params.latencyThreshold)};
    }
    case AlertRule::Utilisation: {
        const double limit = static_cast<double>(ops.capacity(run.placeOf(id))) * (cx.now() - since).seconds();
        if (!params.utilisationThreshold || !watched.limited || limit <= 0) return {};
        const double busy = static_cast<double>(counts.busy) / 1e9 / limit;
        if (busy <= *params.utilisationThreshold) return {};
        return {true, since, shareText(busy) + " of the workers busy, more than " + shareText(*params.utilisationThreshold)};
    }
    case AlertRule::Queue: {
        const Occupancy* occupancy = run.occupancy(id);
        if (!params.queueThreshold || !occupancy || occupancy->queued() <= *params.queueThreshold) return {};
        return {true, since, std::to_string(occupancy->queued()) + " calls wait, more than " + std::to_string(*params.queueThreshold)};
    }
    case AlertRule::Lag: {
        const double lag = ops.lag(run.placeOf(id), cx.now());
        if (!params.lagThreshold || lag <= params.lagThreshold->seconds()) return {};
        return {true, since, spanText(SimTime::fromSeconds(lag)) + " behind its master, more than " + spanText(*params.lagThreshold)};
    }
    }
    return {};
}

void Monitoring::judge(Context cx, ComponentId id, const Finding& finding, Standing& standing, std::vector<Message>& messages)
{
    if (!finding.holds) {
        if (standing.firing) {
            ++resolved_;
            const bool isUp = cx.isUp(id);
            const SimTime lasted = cx.now() - standing.began;
            if (isUp) ++recoveries_, recoverySum_ += lasted;
            messages.push_back({Incident::Level::Good, "resolved: " + cx.name(id) + (isUp ? " is well again after " + spanText(lasted) : " is switched off")});
        }
        standing = {};
        return;
    }
    if (!standing.holds) standing = {true, false, finding.began, cx.now()};
    if (!standing.firing && cx.now() - standing.seen >= params.pending) {
        standing.firing = true;
        ++alerts_;
        const SimTime delay = cx.now() - standing.began;
        detectionSum_ += delay;
        messages.push_back({Incident::Level::Warning, "alert: " + cx.name(id) + ": " + finding.what + " (found after " + spanText(delay) + ")"});
    }
}

void Monitoring::addToTier(Context cx, ComponentId id, const Watch& watch, const Watched& watched)
{
    const Simulation& run = cx.run();
    const Simulation::Node& node = run.node(id);
    if (node.ops->isSource || node.health == Health::Off) return;
    ++tier_.watched;
    if (node.health != Health::Up || watch.cut) return;
    ++tier_.up;
    const std::uint32_t workers = node.ops->capacity(run.placeOf(id));
    if (workers == 0 || !watched.limited) return;
    tier_.workers += workers;
    tier_.queued += run.occupancy(id)->queued();
    tier_.busy += watched.window.counts(run, id).busy;
}

Monitoring::Requests Monitoring::requestsOf(const Simulation& run)
{
    const RequestTotals totals = run.totals();
    return {totals.completed, std::accumulate(totals.failed.begin(), totals.failed.end(), std::uint64_t{0}), totals.writes};
}

Monitoring::Requests Monitoring::requestsSince(const Simulation& run) const
{
    const Requests now = requestsOf(run);
    return {requestsBefore_.completed + now.completed - requestsBegin_.completed, requestsBefore_.failed + now.failed - requestsBegin_.failed,
            requestsBefore_.writes + now.writes - requestsBegin_.writes};
}

void Monitoring::lookAtSite(const Simulation& run)
{
    site_ = {requestsSince(run), sumOf(run, "sessions"), sumOf(run, "sessions_lost"), run.cost()};
    requestsBefore_ = {};
    requestsBegin_ = requestsOf(run);
}

/// Every look tells of every alert that fires, so that one which finds automation down, or gets lost, is not the last.
void Monitoring::sendAlerts(Context cx)
{
    for (std::size_t i = 0; i < receivers_.size(); ++i) {
        const WireId wire = receivers_[i];
        Context receiver = cx.as(cx.wire(wire).to);
        for (ComponentId id = 0; id < watched_.size(); ++id)
            for (std::size_t rule = 0; rule < alertRuleCount; ++rule)
                if (watched_[id].rules[rule].firing && !cx.node(id).ops->isSource)
                    (void)receiver.afterWire(wire, Way::There, 0, Alert::tag, Alert{id, static_cast<AlertRule>(rule)}.handle());
    }
}

} // namespace scalelab
