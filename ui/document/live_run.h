// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/flight.h"
#include "engine/incident.h"
#include "run/runner.h"
#include "run/snapshot.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <vector>

namespace scalelab {

class RateHistory;
class SceneDocument;
struct Edit;

/// The run that belongs to the open document: keeps a runner, forwards edits made while it runs as commands, and pulls snapshots at the display's pace.
class LiveRun : public QObject {
    Q_OBJECT
public:
    explicit LiveRun(SceneDocument* document);
    ~LiveRun() override;

    /// Whether there is a run (started and not reset since); paused counts.
    [[nodiscard]] bool isActive() const { return runner_ != nullptr; }
    [[nodiscard]] bool isPlaying() const { return playing_; }
    /// Whether the document was edited in a way that takes effect only after resetRun().
    [[nodiscard]] bool needsReset() const { return needsReset_; }
    /// The newest snapshot pulled; an empty one while not active.
    [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
    /// Index of a component or wire in snapshot(); -1 if the run does not know it.
    [[nodiscard]] int componentIndex(const QString& id) const;
    [[nodiscard]] int wireIndex(const QString& from, const QString& to) const;
    /// A component's rates over about the last second of simulated time (wall time when slower than real time).
    struct Rates { double arrived = 0, completed = 0, failed = 0, failedHere = 0, utilisation = -1; };
    [[nodiscard]] Rates componentRates(int index) const;
    struct WireRates { double sent = 0, answered = 0, hits = 0, failed = 0; };
    [[nodiscard]] WireRates wireRates(int index) const;
    /// Flights recorded since the previous tick.
    [[nodiscard]] const std::vector<Flight>& flights() const { return flights_; }
    /// Spans of traced requests that ended since the previous tick.
    [[nodiscard]] const std::vector<TraceSpan>& spans() const { return spans_; }
    /// One of how many requests has its flights recorded now: 1 all of them, 0 none.
    [[nodiscard]] std::uint32_t flightSampling() const { return sampling_; }
    /// Everything that happened since the start of the run, oldest first.
    [[nodiscard]] const std::vector<Incident>& incidents() const { return incidents_; }
    [[nodiscard]] double speed() const { return speed_; }
    /// The simulated instant the display should show now: between snapshots it moves on with the speed, and never past what was simulated.
    [[nodiscard]] double displayTime() const;
    [[nodiscard]] double trafficScale() const { return trafficScale_; }
    /// Whether a person inflicted a fault on this run.
    [[nodiscard]] bool faultsGiven() const { return faultsGiven_; }
    /// Null while not active.
    [[nodiscard]] Runner* runner() { return runner_.get(); }
    [[nodiscard]] const SceneDocument* document() const { return document_; }

public slots:
    /// Starts a run if there is none, and lets it go. Does nothing but tell why (failed()) when the scene has errors or the run has failed.
    void play();
    void pause();
    void togglePlay();
    void step();
    /// Pauses by itself when simulated time reaches `at`; SimTime::never() takes that back.
    void stopAt(SimTime at);
    /// Ends the run; the next play() starts from time zero.
    void resetRun();
    /// 0.001 to 1000; infinity is Max.
    void setSpeed(double factor);
    /// "crash", "recover", "restart" on a running component; starts nothing.
    void fault(const QString& verb, const QString& target, const Value& amount = {});
    /// Multiplies the traffic of all sources of the run, 0 to 10; not an edit of the document.
    void setTrafficScale(double factor);
    void watch(const QString& component);
    /// Whether requests are traced, as many as have their flights recorded.
    void setTracing(bool on);

signals:
    /// A new snapshot has been pulled (at most 60 times a second while playing).
    void ticked();
    /// Started, paused, finished, reset or failed.
    void stateChanged();
    void speedChanged(double factor);
    void incidentsAdded();
    /// Why the run could not start, or why it ended: which component failed, at what time (then isActive() is true until it is reset).
    void failed(const QString& reason);

private:
    bool start();
    void tick();
    void pull();
    void halt();
    void noticeFailure();
    void settle();
    void takeIncidents();
    void adaptSampling();
    void sample();
    [[nodiscard]] double pace() const;
    void forward(const Edit& edit);
    void note(const QString& text);
    void sendTrafficScale();

    SceneDocument* document_;
    std::unique_ptr<Runner> runner_;
    bool playing_ = false;
    bool sawRunning_ = false; ///< Since the latest play().
    bool toldFailure_ = false;
    bool needsReset_ = false;
    SimTime stop_ = SimTime::never();
    Snapshot snapshot_;
    std::vector<Flight> flights_;
    std::vector<TraceSpan> spans_;
    bool tracing_ = false;
    std::vector<Incident> incidents_;
    double speed_ = 1;
    double trafficScale_ = 1;
    bool faultsGiven_ = false;
    std::uint32_t sampling_ = 1;
    std::uint64_t nextIncident_ = 0; ///< Number of the first one not pulled yet.
    int settlingTicks_ = 0;          ///< Pulls left to do while paused.
    double shown_ = 0;               ///< displayTime() at the latest pull [s].
    QElapsedTimer sincePull_;
    QTimer timer_;
    std::shared_ptr<const Names> names_; ///< The ones that the two indices below were made of.
    QHash<QString, int> componentIndices_;
    QHash<QPair<QString, QString>, int> wireIndices_;
    std::unique_ptr<RateHistory> history_;
};

} // namespace scalelab
