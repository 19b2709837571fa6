// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/command.h"
#include "engine/flight.h"
#include "engine/incident.h"
#include "engine/trace_span.h"
#include "run/recording.h"
#include "run/snapshot.h"
#include "stats/series.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

class Simulation;

/// Drives one simulation on a thread of its own, paced, and lets the caller's thread pull what happened. All functions are for one calling thread.
class Runner {
public:
    /// Takes over the simulation, paused at its present time; the scene goes into recordings.
    explicit Runner(Simulation simulation, Scene scene = {});
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    void play();
    void pause();
    /// Performs exactly one event, then stays paused.
    void step();
    /// Simulated seconds per wall-clock second, > 0; infinity: as fast as possible.
    void setSpeed(double factor);
    /// Pauses by itself when simulated time reaches `at`; SimTime::never() takes that back.
    void stopAt(SimTime at);
    /// Applies between two events, at the clock's simulated time. A refused command shows up as an incident.
    void send(Command command);
    /// Chooses the component whose measures the snapshots carry; empty for none.
    void watch(std::string component);
    /// Records flights of one in `every` requests from now on (1: all); 0 records none.
    void sampleFlights(std::uint32_t every);

    /// The newest snapshot; stays valid and unchanged until the next call.
    const Snapshot& latest();
    /// Traces one in `every` of the requests sent from now on (1: all); 0 traces none.
    void traceRequests(std::uint32_t every);
    /// Moves the spans that ended since the last call to `out`; the oldest are dropped beyond a bound.
    void takeSpans(std::vector<TraceSpan>& out);
    /// Moves flights recorded since the last call to `out` (cleared first); the oldest are dropped beyond a bound.
    void takeFlights(std::vector<Flight>& out);
    /// Appends incidents with a number of at least `from`.
    void incidentsSince(std::uint64_t from, std::vector<Incident>& out);
    /// Names of the recorded series: "requests.offered", "requests.completed", "requests.failed.rejected" (and the other outcomes) [1/s],
    /// "latency.p50", "latency.p95", "latency.p99", "latency.mean" [s], and per component "ID.throughput", "ID.failed" [1/s], "ID.utilisation" [share], "ID.queue",
    /// "ID.hit_ratio", "ID.lag" where the kind has it.
    std::vector<std::string> seriesNames();
    /// A copy of one series, oldest first; empty if unknown.
    std::vector<Series::Bucket> series(std::string_view name);
    /// Everything needed to do the run again.
    Recording recording();
    /// Waits until the thread is paused, finished or failed.
    void waitUntilPaused();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace scalelab
