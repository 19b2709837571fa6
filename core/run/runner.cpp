// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runner.h"

#include "base/units.h"
#include "run/clock.h"
#include "run/live_intervals.h"
#include "run/series_recorder.h"
#include "run/take_snapshot.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cmath>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace scalelab {

namespace {

using Wall = Clock::Wall;
constexpr std::uint64_t sliceEvents = 20'000; ///< At most this many events between two looks at the controls.
constexpr auto framePeriod = std::chrono::milliseconds(15);
constexpr auto watchPeriod = std::chrono::milliseconds(100);
constexpr auto ratePeriod = std::chrono::milliseconds(400);
constexpr auto mostLag = std::chrono::milliseconds(250); ///< Beyond it a paced run that cannot keep up gives up the time it lost.
constexpr std::size_t mostFlightsKept = 100'000;

/// Three snapshots of which the writer owns one, the reader one, and the newest complete one changes hands.
class TripleBuffer {
public:
    Snapshot& back() { return buffers_[back_]; }
    void publish() { back_ = shared_.exchange(back_ | fresh) & mask; }
    const Snapshot& newest()
    {
        if (shared_.load() & fresh) front_ = shared_.exchange(front_) & mask;
        return buffers_[front_];
    }

private:
    static constexpr unsigned fresh = 4, mask = 3;
    std::array<Snapshot, 3> buffers_;
    unsigned back_ = 0, front_ = 1;
    std::atomic<unsigned> shared_{2};
};

} // namespace

struct Runner::Private {
    Private(Simulation taken, Scene authored) : simulation(std::move(taken)), scene(std::move(authored)) {}

    // Controls, guarded by controlMutex
    std::mutex controlMutex;
    std::condition_variable wake, paused;
    bool quit = false, playing = false, idle = true, refresh = true;
    std::uint64_t changes = 0; ///< Counts what has been asked for, whether or not it was taken back since.
    int steps = 0;
    double speed = 1;
    SimTime stopAt = SimTime::never();
    std::deque<Command> commands;
    std::string watched;

    // The simulation and what is recorded of it, guarded by runMutex; the thread holds it for a slice at a time
    std::mutex runMutex;
    std::atomic<int> visitors{0};
    Simulation simulation;
    Scene scene;
    SeriesRecorder recorder;
    std::vector<Flight> flights;

    TripleBuffer snapshots;

    // The thread's own
    Clock clock;
    bool clockRuns = false;
    std::shared_ptr<const Names> names;
    std::uint64_t namesVersion = ~0ull;
    Wall::time_point nextFrame, nextWatch, rateSince;
    std::uint64_t rateEvents = 0;
    SimTime rateTime;
    double eventsPerSecond = 0, realTimeRatio = 0;
    std::string measuredComponent;
    std::vector<MeasureValue> measures;
    LiveIntervals liveIntervals;
    std::vector<MeasureInterval> intervals;
    std::string brokenBy; ///< What was thrown while the simulation was looked at; the simulation itself knows what was thrown within it.
    std::thread thread;

    struct Controls {
        bool quit, playing;
        int steps;
        double speed;
        SimTime stopAt;
        std::deque<Command> commands;
        std::string watched;
        bool refresh;
        std::uint64_t changes;
    };

    /// Runs `visit` on the caller's thread while the simulation stands still between two slices.
    template <class Visit>
    auto visit(Visit visit)
    {
        ++visitors;
        const std::lock_guard lock(runMutex);
        --visitors;
        return visit();
    }

    Controls takeControls()
    {
        const std::lock_guard lock(controlMutex);
        Controls controls{quit, playing, steps, speed, stopAt, std::move(commands), watched, refresh, changes};
        commands.clear();
        steps = 0;
        refresh = false;
        idle = false;
        return controls;
    }

    void loop()
    {
        while (true) {
            Controls controls = takeControls();
            if (controls.quit) return;
            while (visitors.load() > 0) std::this_thread::yield();
            Wall::time_point sleepUntil = Wall::time_point::max();
            bool stopped = false;
            {
                const std::lock_guard lock(runMutex);
                try {
                    stopped = goOn(controls, sleepUntil);
                } catch (const std::exception& failure) {
                    stopped = true;
                    giveUp(failure.what());
                }
            }
            wait(controls, stopped, sleepUntil);
        }
    }

    /// Does what is asked for, and runs a slice; true when the run has to pause by itself.
    bool goOn(Controls& controls, Wall::time_point& sleepUntil)
    {
        if (controls.watched != measuredComponent) beginToWatch(controls.watched);
        pace(controls);
        for (const Command& command : controls.commands) applyCommand(command);
        for (; controls.steps > 0; --controls.steps) simulation.step();
        const bool stopped = controls.playing && runSlice(controls, sleepUntil);
        collect(controls, stopped);
        return stopped;
    }

    /// What is thrown while a component is measured ends the run as well, never the program; of its measures an earlier snapshot stays.
    void giveUp(const char* reason)
    {
        if (brokenBy.empty()) {
            const std::string what = measuredComponent.empty() ? "the measures" : "the measures of " + measuredComponent;
            brokenBy = what + " at " + formatDuration(simulation.now()) + ": " + reason;
            simulation.addNotice("the run ended: " + std::string(reason));
        }
        Snapshot& shot = snapshots.back();
        shot.state = Snapshot::State::Failed;
        shot.error = brokenBy;
        shot.now = simulation.now();
        snapshots.publish();
    }

    /// Lets a paced clock start where the run stands when play begins or the speed changes.
    void pace(const Controls& controls)
    {
        const auto now = Wall::now();
        if (controls.playing && clockRuns && !clock.unpaced()) advanceTo(std::min(clock.at(now), controls.stopAt), sliceEvents);
        clock.setSpeed(controls.speed);
        if (!controls.playing || !clockRuns || clock.at(now) - simulation.now() > SimTime::fromSeconds(std::chrono::duration<double>(mostLag).count() * controls.speed) ||
            speedSet != controls.speed)
            clock.start(simulation.now(), now);
        speedSet = controls.speed;
        if (clockRuns != controls.playing) startRates(now);
        clockRuns = controls.playing;
    }
    double speedSet = 0;

    /// True when the run has to pause by itself.
    bool runSlice(const Controls& controls, Wall::time_point& sleepUntil)
    {
        const SimTime target = std::min(clock.at(Wall::now()), controls.stopAt);
        const bool reached = advanceTo(target, sliceEvents);
        if (!simulation.error().empty() || !brokenBy.empty()) return true;
        if (reached && target >= controls.stopAt) return true;
        if (clock.unpaced() && simulation.nextTime() == SimTime::never() && controls.stopAt == SimTime::never()) return true;
        sleepUntil = reached ? std::max(clock.when(simulation.nextTime()), Wall::now()) : Wall::now();
        return false;
    }

    /// Advances to `target`, stopping for samples on the way; false if the event limit or one sample of an unpaced run came first.
    bool advanceTo(SimTime target, std::uint64_t limit)
    {
        const std::uint64_t last = simulation.events() + limit;
        while (simulation.now() < target) {
            const SimTime stop = std::min(target, recorder.due());
            if (target == SimTime::never() && simulation.nextTime() == SimTime::never()) return false;
            if (simulation.events() >= last) return false;
            if (simulation.advance(stop, last - simulation.events()) != Simulation::Status::Reached) return false;
            if (simulation.now() >= recorder.due()) {
                recorder.sample(simulation);
                liveIntervals.look(simulation);
            }
            if (target == SimTime::never() && Wall::now() >= nextFrame) return false;
        }
        return true;
    }

    void applyCommand(const Command& command)
    {
        liveIntervals.watch(measuredComponent);
        if (const auto done = simulation.apply(command); !done) simulation.addNotice("refused: " + done.error().message);
    }

    void collect(const Controls& controls, bool stopped)
    {
        for (Flight& flight : simulation.takeFlights()) flights.push_back(flight);
        if (flights.size() > mostFlightsKept) flights.erase(flights.begin(), flights.end() - static_cast<std::ptrdiff_t>(mostFlightsKept));
        const auto now = Wall::now();
        const bool changed = stopped || !controls.playing || controls.refresh || !controls.commands.empty();
        if (now < nextFrame && !changed) return;
        nextFrame = now + framePeriod;
        updateRates(now);
        if (changed || now >= nextWatch) measureWatched(now);
        publish(controls.playing && !stopped);
    }

    void startRates(Wall::time_point now)
    {
        rateSince = now;
        rateEvents = simulation.events();
        rateTime = simulation.now();
    }

    void updateRates(Wall::time_point now)
    {
        if (now - rateSince < ratePeriod) return;
        const double wall = std::chrono::duration<double>(now - rateSince).count();
        eventsPerSecond = static_cast<double>(simulation.events() - rateEvents) / wall;
        realTimeRatio = (simulation.now() - rateTime).seconds() / wall;
        startRates(now);
    }

    void beginToWatch(const std::string& component)
    {
        measuredComponent = component;
        liveIntervals.watch(component);
        nextWatch = {};
    }

    void measureWatched(Wall::time_point now)
    {
        nextWatch = now + watchPeriod;
        measures.clear();
        intervals.clear();
        const ComponentId id = simulation.find(measuredComponent);
        if (id == nothing) return;
        const Reporter reporter = simulation.report(id);
        for (const auto& [name, number] : reporter.values()) measures.push_back({name, number});
        intervals = liveIntervals.intervals();
    }

    void publish(bool running)
    {
        Snapshot& shot = snapshots.back();
        takeSnapshot(simulation, shot);
        if (shot.error.empty()) shot.error = brokenBy;
        if (namesVersion != simulation.structureVersion()) {
            names = namesOf(simulation);
            namesVersion = simulation.structureVersion();
        }
        shot.names = names;
        shot.state = !shot.error.empty() ? Snapshot::State::Failed : running ? Snapshot::State::Running : Snapshot::State::Paused;
        shot.eventsPerSecond = running ? eventsPerSecond : 0;
        shot.realTimeRatio = running ? realTimeRatio : 0;
        shot.watched = measuredComponent;
        shot.measures = measures;
        shot.intervals = intervals;
        snapshots.publish();
    }

    void wait(const Controls& controls, bool stopped, Wall::time_point sleepUntil)
    {
        std::unique_lock lock(controlMutex);
        const auto disturbed = [&] { return changes != controls.changes; };
        if (disturbed()) return;
        if (stopped) playing = false;
        if (!playing) {
            idle = true;
            paused.notify_all();
            wake.wait(lock, disturbed);
        } else if (sleepUntil > Wall::now()) {
            wake.wait_until(lock, std::min(sleepUntil, nextFrame), disturbed);
        }
    }

    template <class Change>
    void control(Change change)
    {
        const std::lock_guard lock(controlMutex);
        change();
        ++changes;
        idle = false;
        wake.notify_all();
    }
};

Runner::Runner(Simulation simulation, Scene scene) : d(std::make_unique<Private>(std::move(simulation), std::move(scene)))
{
    d->publish(false);
    d->thread = std::thread([this] { d->loop(); });
}

Runner::~Runner()
{
    d->control([this] { d->quit = true; });
    d->thread.join();
}

void Runner::play() { d->control([this] { d->playing = true; }); }
void Runner::pause() { d->control([this] { d->playing = false; }); }

void Runner::step()
{
    d->control([this] {
        d->playing = false;
        ++d->steps;
    });
}

void Runner::setSpeed(double factor) { d->control([&] { d->speed = factor; }); }
void Runner::stopAt(SimTime at) { d->control([&] { d->stopAt = at; }); }
void Runner::send(Command command) { d->control([&] { d->commands.push_back(std::move(command)); }); }

void Runner::watch(std::string component)
{
    d->control([&] {
        d->watched = std::move(component);
        d->refresh = true;
    });
}

void Runner::sampleFlights(std::uint32_t every)
{
    d->visit([&] { d->simulation.sampleFlights(every); });
}

void Runner::traceRequests(std::uint32_t every)
{
    d->visit([&] { d->simulation.traceRequests(every); });
}

void Runner::takeSpans(std::vector<TraceSpan>& out)
{
    out = d->visit([&] { return d->simulation.takeSpans(); });
}

const Snapshot& Runner::latest() { return d->snapshots.newest(); }

void Runner::takeFlights(std::vector<Flight>& out)
{
    out.clear();
    d->visit([&] { out.swap(d->flights); });
}

void Runner::incidentsSince(std::uint64_t from, std::vector<Incident>& out)
{
    d->visit([&] {
        for (const Incident& incident : d->simulation.incidents())
            if (incident.number >= from) out.push_back(incident);
    });
}

std::vector<std::string> Runner::seriesNames()
{
    return d->visit([&] { return d->recorder.names(); });
}

std::vector<Series::Bucket> Runner::series(std::string_view name)
{
    return d->visit([&] {
        const Series* series = d->recorder.find(name);
        return series ? series->buckets() : std::vector<Series::Bucket>();
    });
}

Recording Runner::recording()
{
    return d->visit([&] {
        const Simulation& run = d->simulation;
        return Recording{d->scene, run.measuredFrom(), run.now(), run.commandLog(), run.events(), run.fingerprint(), run.dataFiles()};
    });
}

void Runner::waitUntilPaused()
{
    std::unique_lock lock(d->controlMutex);
    d->paused.wait(lock, [this] { return d->idle; });
}

} // namespace scalelab
