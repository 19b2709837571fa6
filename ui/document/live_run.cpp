// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/live_run.h"

#include "document/live_commands.h"
#include "document/rate_history.h"
#include "document/scene_document.h"
#include "io/scene_data.h"
#include "model/validate.h"
#include "run/compile.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr int frameMs = 16;
constexpr int ticksToSettle = 6; // A command given while paused shows within about 100 ms.
constexpr double flightsPerWallSecond = 2000;

double difference(std::uint64_t later, std::uint64_t earlier)
{
    return later > earlier ? static_cast<double>(later - earlier) : 0;
}

} // namespace

LiveRun::LiveRun(SceneDocument* document)
    : QObject(document), document_(document), history_(std::make_unique<RateHistory>())
{
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(frameMs);
    connect(&timer_, &QTimer::timeout, this, &LiveRun::tick);
    connect(document, &SceneDocument::edited, this, &LiveRun::forward);
    connect(document, &SceneDocument::reset, this, &LiveRun::resetRun);
}

LiveRun::~LiveRun() = default;

bool LiveRun::start()
{
    if (document_->isReadOnly()) {
        emit failed(tr("This scene was written by a newer ScaleLab and cannot be run here."));
        return false;
    }
    const SceneData data = readSceneData(document_->registry(), document_->scene(), folderOf(document_->filePath().toStdString()));
    Compiled compiled;
    compiled.problems = data.problems;
    if (data.problems.empty()) compiled = compile(document_->catalog(), document_->scene(), data.files);
    if (!compiled.simulation) {
        const auto error =
            std::find_if(compiled.problems.begin(), compiled.problems.end(),
                         [](const Problem& problem) { return problem.severity == Problem::Severity::Error; });
        emit failed(error == compiled.problems.end()
                        ? tr("This scene cannot be run.")
                        : QString::fromStdString(error->path.empty() ? error->message
                                                                     : error->path + ": " + error->message));
        return false;
    }
    runner_ = std::make_unique<Runner>(std::move(*compiled.simulation), document_->scene());
    runner_->setSpeed(speed_);
    runner_->stopAt(stop_);
    sampling_ = 1;
    sample();
    if (!snapshot_.watched.empty()) runner_->watch(snapshot_.watched);
    if (trafficScale_ != 1) sendTrafficScale();
    pull();
    return true;
}

void LiveRun::play()
{
    if (playing_ || (!runner_ && !start())) return;
    if (snapshot_.state == Snapshot::State::Finished) return;
    if (snapshot_.state == Snapshot::State::Failed) {
        emit failed(QString::fromStdString(snapshot_.error));
        return;
    }
    playing_ = true;
    sawRunning_ = false;
    runner_->play();
    sincePull_.start();
    timer_.start();
    emit stateChanged();
}

void LiveRun::pause()
{
    if (!playing_) return;
    runner_->pause();
    runner_->waitUntilPaused();
    pull();
    halt();
    noticeFailure();
    emit ticked();
}

void LiveRun::togglePlay() { playing_ ? pause() : play(); }

void LiveRun::step()
{
    if (playing_) pause();
    const bool started = !runner_;
    if (started && !start()) return;
    runner_->step();
    runner_->waitUntilPaused();
    pull();
    settle();
    noticeFailure();
    emit ticked();
    if (started) emit stateChanged();
}

void LiveRun::stopAt(SimTime at)
{
    stop_ = at;
    if (runner_) runner_->stopAt(at);
}

void LiveRun::resetRun()
{
    if (!runner_) return;
    timer_.stop();
    runner_.reset();
    playing_ = needsReset_ = faultsGiven_ = toldFailure_ = false;
    settlingTicks_ = 0;
    nextIncident_ = 0;
    shown_ = 0;
    std::string watched = std::move(snapshot_.watched);
    snapshot_ = {};
    snapshot_.watched = std::move(watched);
    names_.reset();
    componentIndices_.clear();
    wireIndices_.clear();
    flights_.clear();
    spans_.clear();
    incidents_.clear();
    history_->clear();
    emit stateChanged();
    emit ticked();
    emit incidentsAdded();
}

void LiveRun::setSpeed(double factor)
{
    if (!(factor > 0) || factor == speed_) return;
    shown_ = displayTime();
    sincePull_.start();
    speed_ = factor;
    if (runner_) runner_->setSpeed(factor);
    emit speedChanged(factor);
}

void LiveRun::fault(const QString& verb, const QString& target, const Value& amount)
{
    if (!runner_) return;
    faultsGiven_ = true;
    runner_->send(FaultCommand{verb.toStdString(), target.toStdString(), amount});
    settle();
}

void LiveRun::setTrafficScale(double factor)
{
    factor = std::clamp(factor, 0.0, 10.0);
    if (factor == trafficScale_) return;
    trafficScale_ = factor;
    if (runner_) sendTrafficScale();
}

void LiveRun::sendTrafficScale()
{
    for (Command& command : trafficCommands(document_->registry(), document_->scene(), trafficScale_))
        runner_->send(std::move(command));
    settle();
}

void LiveRun::watch(const QString& component)
{
    snapshot_.watched = component.toStdString();
    snapshot_.measures.clear();
    if (!runner_) return;
    runner_->watch(snapshot_.watched);
    settle();
}

void LiveRun::forward(const Edit& edit)
{
    if (!runner_) return;
    LiveChange change = liveChange(document_->registry(), document_->scene(), edit);
    for (Command& command : change.commands) runner_->send(std::move(command));
    if (trafficScale_ != 1 && !change.commands.empty()) sendTrafficScale();
    for (const std::string& what : change.afterReset)
        note(tr("%1: applies after the simulation is reset").arg(QString::fromStdString(what)));
    if (!change.afterReset.empty()) needsReset_ = true;
    settle();
}

void LiveRun::note(const QString& text)
{
    Incident incident;
    incident.number = nextIncident_;
    incident.at = snapshot_.now;
    incident.text = text.toStdString();
    incidents_.push_back(std::move(incident));
    emit incidentsAdded();
}

void LiveRun::settle()
{
    if (playing_) return;
    settlingTicks_ = ticksToSettle;
    timer_.start();
}

void LiveRun::halt()
{
    playing_ = false;
    timer_.stop();
    emit stateChanged();
}

void LiveRun::tick()
{
    pull();
    if (playing_) {
        using State = Snapshot::State;
        sawRunning_ = sawRunning_ || snapshot_.state == State::Running;
        const bool stopped = snapshot_.state == State::Paused && (sawRunning_ || snapshot_.now >= stop_);
        if (stopped || snapshot_.state == State::Finished) halt();
    } else if (--settlingTicks_ <= 0) {
        timer_.stop();
    }
    noticeFailure();
    emit ticked();
}

/// A run can fail while it plays, in a single step, or by a command given while it is paused.
void LiveRun::noticeFailure()
{
    if (toldFailure_ || snapshot_.state != Snapshot::State::Failed) return;
    toldFailure_ = true;
    halt();
    emit failed(QString::fromStdString(snapshot_.error));
}

void LiveRun::pull()
{
    const double shown = displayTime();
    const double before = snapshot_.now.seconds();
    snapshot_ = runner_->latest();
    const double now = snapshot_.now.seconds();
    shown_ = std::clamp(shown, std::min(before, now), now);
    sincePull_.start();

    if (snapshot_.names && snapshot_.names != names_) {
        names_ = snapshot_.names;
        componentIndices_.clear();
        wireIndices_.clear();
        for (std::size_t i = 0; i < names_->components.size(); ++i)
            componentIndices_[QString::fromStdString(names_->components[i])] = static_cast<int>(i);
        for (std::size_t i = 0; i < names_->wires.size(); ++i)
            wireIndices_[{QString::fromStdString(names_->wires[i].first),
                          QString::fromStdString(names_->wires[i].second)}] = static_cast<int>(i);
    }
    runner_->takeFlights(flights_);
    runner_->takeSpans(spans_);
    takeIncidents();
    history_->add(snapshot_, RateHistory::windowAt(pace()));
    adaptSampling();
}

double LiveRun::pace() const { return std::isfinite(speed_) ? speed_ : snapshot_.realTimeRatio; }

void LiveRun::takeIncidents()
{
    const std::size_t known = incidents_.size();
    runner_->incidentsSince(nextIncident_, incidents_);
    if (incidents_.size() == known) return;
    nextIncident_ = incidents_.back().number + 1;
    emit incidentsAdded();
}

void LiveRun::adaptSampling()
{
    const double wall = std::max(snapshot_.realTimeRatio, std::isfinite(speed_) ? 0.0 : 1.0);
    double perSecond = 0;
    for (std::size_t i = 0; i < snapshot_.wires.size(); ++i) {
        const WireRates rates = wireRates(static_cast<int>(i));
        perSecond += rates.sent + rates.answered + rates.failed;
    }
    std::uint32_t every = 1;
    while (perSecond * wall > flightsPerWallSecond * every && every < (1U << 30)) every *= 2;
    // Halved only when there is room to spare, so that it does not swing to and fro.
    const bool tooMany = every > sampling_;
    const bool roomToSpare = every * 2 < sampling_;
    if (!tooMany && !roomToSpare) return;
    sampling_ = every;
    sample();
}

void LiveRun::sample()
{
    runner_->sampleFlights(sampling_);
    runner_->traceRequests(tracing_ ? sampling_ : 0);
}

void LiveRun::setTracing(bool on)
{
    if (on == tracing_) return;
    tracing_ = on;
    if (runner_) sample();
}

int LiveRun::componentIndex(const QString& id) const { return componentIndices_.value(id, -1); }

int LiveRun::wireIndex(const QString& from, const QString& to) const { return wireIndices_.value({from, to}, -1); }

LiveRun::Rates LiveRun::componentRates(int index) const
{
    Rates rates;
    if (index < 0 || static_cast<std::size_t>(index) >= snapshot_.components.size()) return rates;
    const ComponentSnapshot& now = snapshot_.components[static_cast<std::size_t>(index)];
    const auto past = history_->componentBefore(snapshot_, index, RateHistory::windowAt(pace()));
    if (past.seconds <= 0) return rates;
    const ComponentSnapshot& then = past.component;
    rates.arrived = difference(now.arrived, then.arrived) / past.seconds;
    rates.completed = difference(now.completed, then.completed) / past.seconds;
    rates.failed = difference(now.failed, then.failed) / past.seconds;
    rates.failedHere = difference(now.failedHere, then.failedHere) / past.seconds;
    if (now.capacity > 0)
        rates.utilisation = std::clamp((now.busyTime - then.busyTime) / (now.capacity * past.seconds), 0.0, 1.0);
    return rates;
}

LiveRun::WireRates LiveRun::wireRates(int index) const
{
    WireRates rates;
    if (index < 0 || static_cast<std::size_t>(index) >= snapshot_.wires.size()) return rates;
    const WireSnapshot& now = snapshot_.wires[static_cast<std::size_t>(index)];
    const auto past = history_->wireBefore(snapshot_, index, RateHistory::windowAt(pace()));
    if (past.seconds <= 0) return rates;
    rates.sent = difference(now.sent, past.wire.sent) / past.seconds;
    rates.answered = difference(now.answered, past.wire.answered) / past.seconds;
    rates.hits = difference(now.hits, past.wire.hits) / past.seconds;
    rates.failed = difference(now.failed, past.wire.failed) / past.seconds;
    return rates;
}

double LiveRun::displayTime() const
{
    const double now = snapshot_.now.seconds();
    if (!playing_ || !std::isfinite(speed_)) return now;
    return std::min(now, shown_ + speed_ * static_cast<double>(sincePull_.nsecsElapsed()) / 1e9);
}

} // namespace scalelab
