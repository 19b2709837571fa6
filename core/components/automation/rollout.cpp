// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/automation/automation.h"

#include "mechanisms/plain_text.h"

#include <algorithm>
#include <utility>

namespace scalelab {

// A roll-out goes through the servers batch by batch: the batch drains, restarts with the new version, and is watched for a while ("baked")
// before the next one begins. A server that is down or switched off needs no restart: it has the new version when it comes up.

namespace {

std::string versionText(std::uint32_t number) { return "version " + std::to_string(number); }

} // namespace

void Automation::deploy(Context cx, double errors)
{
    if (rollout_) return cx.incident(Incident::Level::Warning, "is still busy with " + versionText(rollout_->to.number) + ": the new one is not deployed");
    rollout_ = Rollout{};
    rollout_->to = {++newest_, errors};
    ++deploys_;
    cx.incident(Incident::Level::Info, "deploys " + versionText(newest_));
}

void Automation::rollBack(Context cx)
{
    if (rollout_ && rollout_->back) return;
    if (rollout_) return takeBack(cx, "it was told to");
    if (!previous_) return cx.incident(Incident::Level::Warning, "has no earlier version to go back to");
    rollout_ = Rollout{};
    rollout_->to = *previous_;
    rollout_->back = true;
    ++rolledBack_;
    cx.incident(Incident::Level::Warning, "goes back to " + versionText(previous_->number));
}

/// Gives up a deploy: every server that has its version gets the one before.
void Automation::takeBack(Context cx, const std::string& why)
{
    cx.incident(Incident::Level::Bad, "rolls back " + versionText(rollout_->to.number) + ": " + why);
    ++rolledBack_;
    rollout_ = {current_, true};
    for (Target& target : targets_) {
        if (target.phase == Phase::Restarting) assign(cx, target, current_);
        else leaveBatch(cx, target);
    }
}

/// Makes one step; false if there is nothing to do now.
bool Automation::advanceRollout(Context cx)
{
    if (!rollout_ || rollout_->baking) return false;
    bool busy = false;
    if (advanceBatch(cx, busy)) return true;
    if (busy) return false;
    const bool isUpdated = std::any_of(targets_.begin(), targets_.end(), [](const Target& t) { return t.phase == Phase::Updated; });
    if (!isUpdated) return beginBatch(cx);
    for (Target& target : targets_) target.phase = Phase::None;
    if (!rollout_->back && params.bakeTime > SimTime{}) bake(cx);
    return true;
}

/// Takes a server of the batch one phase further; `busy` if some are not there yet.
bool Automation::advanceBatch(Context cx, bool& busy)
{
    for (Target& target : targets_) {
        if (target.phase == Phase::Draining && (rollout_->drainedLong || cx.isIdle(target.id))) {
            restart(cx, target);
            return true;
        }
        if (target.phase == Phase::Restarting && target.seen == Health::Up) {
            target.phase = Phase::Updated;
            return true;
        }
        busy |= target.phase == Phase::Draining || target.phase == Phase::Restarting;
    }
    return false;
}

bool Automation::beginBatch(Context cx)
{
    const Version to = rollout_->to;
    const bool isFirst = rollout_->batch == 0;
    std::int64_t room = isFirst && !rollout_->back ? params.canary.value_or(params.batchSize) : params.batchSize;
    rollout_->batch = ++batches_;
    rollout_->drainedLong = false;
    bool isDone = true, began = false;
    for (Target& target : targets_) {
        if (target.gone || target.version == to.number) continue;
        if (target.seen != Health::Up) {
            assign(cx, target, to);
            continue;
        }
        isDone = false;
        if (room == 0 || !canReach(cx, target) || cx.node(target.id).draining) continue;
        --room;
        began = true;
        target.phase = Phase::Draining;
        cx.setDraining(target.id, true);
    }
    if (isDone) finish(cx);
    if (began) limitDraining(cx);
    return isDone || began;
}

void Automation::limitDraining(Context cx)
{
    if (!params.drainTimeout) return;
    rollout_->ends = cx.now() + *params.drainTimeout;
    rollout_->drainedLong = *params.drainTimeout == SimTime{};
    if (!rollout_->drainedLong) cx.afterLane(cx.lane(*params.drainTimeout), drainTag, rollout_->batch);
}

void Automation::assign(Context cx, Target& target, const Version& version)
{
    target.version = version.number;
    cx.setVersionErrors(target.id, version.errors);
}

void Automation::restart(Context cx, Target& target)
{
    target.phase = Phase::None;
    cx.switchOff(target.id);
    assign(cx, target, rollout_->to);
    target.phase = Phase::Restarting;
    cx.switchOn(target.id, params.deployTime.sampleTime(deployStream_));
}

void Automation::leaveBatch(Context cx, Target& target)
{
    if (std::exchange(target.phase, Phase::None) == Phase::Draining) cx.setDraining(target.id, false);
}

void Automation::bake(Context cx)
{
    rollout_->baking = true;
    rollout_->ends = cx.now() + params.bakeTime;
    cx.afterLane(cx.lane(params.bakeTime), bakeTag, rollout_->batch);
    for (Target& target : targets_)
        if (!target.gone && target.version == rollout_->to.number) target.watched.open(cx.run(), target.id);
}

void Automation::judge(Context cx)
{
    rollout_->baking = false;
    CallWindow::Counts all;
    for (const Target& target : targets_) {
        if (target.gone || target.version != rollout_->to.number) continue;
        const CallWindow::Counts counts = target.watched.counts(cx.run(), target.id);
        all.completed += counts.completed;
        all.failed += counts.failed;
    }
    const std::uint64_t answered = all.completed + all.failed;
    const double failing = answered == 0 ? 0 : static_cast<double>(all.failed) / static_cast<double>(answered);
    if (params.abortThreshold && failing > *params.abortThreshold)
        takeBack(cx, std::to_string(all.failed) + " of " + std::to_string(answered) + " calls failed, more than " + shareText(*params.abortThreshold));
}

void Automation::finish(Context cx)
{
    if (rollout_->to.number != current_.number) previous_ = rollout_->back ? std::nullopt : std::optional(current_);
    current_ = rollout_->to;
    rollout_.reset();
    cx.incident(Incident::Level::Good, "all servers run " + versionText(current_.number));
}

/// After a crash of its own: its timers are gone.
void Automation::resume(Context cx)
{
    if (!rollout_) return;
    const auto isDraining = [](const Target& target) { return target.phase == Phase::Draining; };
    if (rollout_->baking) cx.after(std::max(rollout_->ends - cx.now(), SimTime{}), bakeTag, rollout_->batch);
    else if (params.drainTimeout && std::any_of(targets_.begin(), targets_.end(), isDraining)) cx.after(std::max(rollout_->ends - cx.now(), SimTime{}), drainTag, rollout_->batch);
}

} // namespace scalelab
