// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/automation/automation.h"

#include "mechanisms/plain_text.h"

#include <algorithm>
#include <utility>

namespace scalelab {

namespace {

double mean(SimTime sum, std::uint64_t count) { return count == 0 ? 0 : sum.seconds() / static_cast<double>(count); }

} // namespace

void Automation::start(Context cx)
{
    bootStream_ = cx.stream("boot");
    deployStream_ = cx.stream("deploy");
}

void Automation::onTimer(Context cx, std::uint8_t tag, std::uint32_t handle)
{
    if (!cx.isUp(cx.self())) return;
    if (tag == Alert::tag) return hear(cx, Alert::from(handle));
    if (tag == detectTag) {
        Target& target = targets_[handle];
        if (!target.gone && target.seen == Health::Down && !target.dead && target.detected == cx.now()) declareDead(cx, target);
    } else if (rollout_ && rollout_->batch == handle) {
        if (tag == drainTag) rollout_->drainedLong = true;
        else if (rollout_->baking) judge(cx);
    }
    act(cx);
}

/// Its records outlive it; what it was waiting for begins anew.
void Automation::onRecover(Context cx)
{
    for (Target& target : targets_)
        if (!target.gone && target.seen == Health::Down && !target.dead) awaitDetection(cx, target);
    resume(cx);
    act(cx);
}

void Automation::onChanged(Context cx, std::string_view param)
{
    if (!cx.isUp(cx.self())) return;
    for (Target& target : targets_)
        if (param == "detection" && !target.gone && target.seen == Health::Down && !target.dead) awaitDetection(cx, target);
    act(cx);
}

void Automation::onConnect(Context cx, std::uint32_t, WireId wire)
{
    const ComponentId id = cx.wire(wire).to;
    if (cx.node(id).ops->isSource) return;
    Target& target = targets_.emplace_back();
    target.wire = wire;
    target.id = id;
    target.index = static_cast<std::uint32_t>(targets_.size() - 1);
    target.seen = cx.node(id).health;
    assign(cx, target, current_);
    if (!cx.isUp(cx.self())) return;
    if (target.seen == Health::Down) awaitDetection(cx, target);
    act(cx);
}

void Automation::onDisconnect(Context cx, std::uint32_t, WireId wire)
{
    const auto target = std::find_if(targets_.begin(), targets_.end(), [&](const Target& t) { return t.wire == wire; });
    if (target == targets_.end()) return;
    target->gone = true;
    replacing_ -= target->replacing;
    target->replacing = target->dead = false;
    leaveBatch(cx, *target);
    act(cx);
}

void Automation::onCalleeChanged(Context cx, WireId wire)
{
    for (std::size_t i = 0; i < targets_.size(); ++i)
        if (targets_[i].wire == wire && !targets_[i].gone) observe(cx, targets_[i]);
    act(cx);
}

void Automation::onFault(Context cx, std::string_view verb, double argument)
{
    if (!cx.isUp(cx.self())) return cx.incident(Incident::Level::Warning, "is down and cannot " + std::string(verb == "deploy" ? "deploy" : "roll back"));
    if (verb == "deploy") deploy(cx, argument);
    else rollBack(cx);
    act(cx);
}

void Automation::onMeasuresEnd(Context cx)
{
    for (Target& target : targets_) target.watched.keep(cx.run(), target.id);
}

void Automation::onRestartMeasures(Context)
{
    found_ = replaced_ = deploys_ = rolledBack_ = 0;
    detectionSum_ = recoverySum_ = {};
}

void Automation::report(const Simulation&, ComponentId, Reporter& reporter) const
{
    std::uint64_t managed = 0, dead = 0, updated = 0;
    for (const Target& target : targets_) {
        if (target.gone) continue;
        ++managed;
        dead += target.dead;
        updated += newest_ > 1 && target.version == newest_;
    }
    reporter.value("managed", static_cast<double>(managed));
    reporter.value("dead", static_cast<double>(dead));
    reporter.value("replaced", static_cast<double>(replaced_));
    reporter.value("detection_s.mean", mean(detectionSum_, found_));
    reporter.value("recovery_s.mean", mean(recoverySum_, replaced_));
    reporter.value("deploying", rollout_ ? 1 : 0);
    reporter.value("deploys", static_cast<double>(deploys_));
    reporter.value("rolled_back", static_cast<double>(rolledBack_));
    reporter.value("newest_version_share", managed == 0 ? 0 : static_cast<double>(updated) / static_cast<double>(managed));
}

Automation::Target* Automation::targetOf(ComponentId id)
{
    const auto target = std::find_if(targets_.begin(), targets_.end(), [&](const Target& t) { return t.id == id && !t.gone; });
    return target == targets_.end() ? nullptr : &*target;
}

bool Automation::canReach(Context cx, const Target& target) const { return !cx.run().line(target.wire).isCut() && !cx.run().isDark(target.id); }

bool Automation::hearsAlerts(Context cx) const
{
    const auto& wires = cx.run().wires();
    return std::any_of(wires.begin(), wires.end(), [&](const Wire& wire) {
        return !wire.removed && wire.to == cx.self() && !cx.run().kindOf(wire.from).ports[wire.port].acceptsAny();
    });
}

/// Takes note of what has become of a server.
void Automation::observe(Context cx, Target& target)
{
    const Health now = cx.node(target.id).health;
    if (now == target.seen) return;
    target.seen = now;
    if (now == Health::Starting) return;
    const bool wasReplacing = std::exchange(target.replacing, false);
    replacing_ -= wasReplacing;
    if (now == Health::Up && wasReplacing) {
        ++replaced_;
        recoverySum_ += cx.now() - cx.run().stoppedAt(target.id);
    }
    if (now != Health::Down) {
        target.dead = false;
        if (now == Health::Off) leaveBatch(cx, target); // another hand switched it off
        return;
    }
    leaveBatch(cx, target);
    if (!wasReplacing && cx.isUp(cx.self())) awaitDetection(cx, target);
}

void Automation::awaitDetection(Context cx, Target& target)
{
    if (!params.detection || hearsAlerts(cx)) return;
    target.detected = cx.now() + *params.detection;
    if (*params.detection == SimTime{}) declareDead(cx, target);
    else cx.afterLane(cx.lane(*params.detection), detectTag, target.index);
}

void Automation::declareDead(Context cx, Target& target)
{
    target.dead = true;
    ++found_;
    detectionSum_ += cx.now() - cx.run().stoppedAt(target.id);
}

void Automation::hear(Context cx, Alert alert)
{
    Target* target = targetOf(alert.component);
    if (!target) return;
    if (alert.rule == AlertRule::Down && target->seen == Health::Down && !target->dead) declareDead(cx, *target);
    if (alert.rule == AlertRule::Errors && rollout_ && !rollout_->back && target->version == rollout_->to.number)
        takeBack(cx, "there is an alert for errors of " + cx.name(target->id));
    act(cx);
}

void Automation::act(Context cx)
{
    if (acting_ || !cx.isUp(cx.self())) return;
    acting_ = true;
    while (replaceOne(cx) || advanceRollout(cx)) {}
    acting_ = false;
}

/// Begins to replace a dead server; false if there is none, or if enough are being replaced.
bool Automation::replaceOne(Context cx)
{
    if (params.maxParallel && replacing_ >= *params.maxParallel) return false;
    for (Target& target : targets_) {
        if (!target.dead || target.replacing || target.seen != Health::Down || !canReach(cx, target)) continue;
        const SimTime boot = params.bootTime.sampleTime(bootStream_);
        cx.incident(Incident::Level::Info, "replaces " + cx.name(target.id) + (boot == SimTime{} ? "" : ": the new machine is ready in " + spanText(boot)));
        target.replacing = true;
        ++replacing_;
        cx.switchOn(target.id, boot);
        return true;
    }
    return false;
}

} // namespace scalelab
