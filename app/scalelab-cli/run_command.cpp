// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "load.h"

#include "base/units.h"
#include "components/standard_catalog.h"
#include "io/json.h"
#include "io/scene_io.h"
#include "io/text_file.h"
#include "model/validate.h"
#include "run/command_json.h"
#include "run/failure_search.h"
#include "run/recording.h"
#include "run/report.h"
#include "run/series_csv.h"
#include "run/series_recorder.h"
#include "run/spans_csv.h"
#include "run/warmup.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace scalelab::cli {

namespace {

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double wallSeconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The problem as a line that names where it comes from: the option that put it into the scene, or the place in the file.
std::string lineFor(const Problem& problem, const RunOptions& options, std::size_t eventsInFile)
{
    for (std::size_t i = 0; i < options.events.size(); ++i)
        if ((problem.path + ".").starts_with("events[" + std::to_string(eventsInFile + i) + "].")) return optionLine(problem, "--at \"" + options.events[i] + "\"");
    return lineOf(problem, options.settings, options.scene);
}

/// What the scene and the options make together; an error is one of the options.
Result<Compiled> loadScene(const RunOptions& options, const std::shared_ptr<const Catalog>& catalog, SceneText& text)
{
    text = readSceneFile(options.scene);
    Problems ofExpectations = expectationProblems(catalog, text, options.scene);
    Scene scene = text.scene;
    if (options.seed) scene.seed = *options.seed;
    if (text.readable) {
        if (const auto set = applySettings(scene, options.settings); !set) return set.error();
        for (const std::string& event : options.events) {
            auto parsed = parseEvent(event);
            if (!parsed) return Error{"--at \"" + event + "\": " + parsed.error().message};
            scene.events.push_back(std::move(parsed).value());
        }
    }
    text.scene = std::move(scene);
    Compiled loaded = load(catalog, text, text.scene, options.scene);
    if (hasErrors(ofExpectations)) loaded.simulation.reset();
    loaded.problems.insert(loaded.problems.end(), ofExpectations.begin(), ofExpectations.end());
    return loaded;
}

/// Advances to `end`; with a recorder in steps of its interval, which the simulation does not notice.
bool advance(Simulation& simulation, SimTime end, SeriesRecorder* recorder)
{
    while (recorder && recorder->due() <= end) {
        if (simulation.advance(recorder->due()) == Simulation::Status::Failed) return false;
        recorder->sample(simulation);
    }
    return simulation.advance(end) != Simulation::Status::Failed;
}

void printSummary(const Simulation& simulation, const std::string& title, const RunCost& cost)
{
    const RequestTotals totals = simulation.totals();
    const Histogram latency = simulation.latency();
    const double span = (simulation.now() - simulation.measuredFrom()).seconds();
    const auto n = [](std::uint64_t count) { return static_cast<unsigned long long>(count); };
    std::printf("%s\n", title.c_str());
    std::printf("  %.6g s simulated in %.3g s, %llu events, fingerprint %s\n", simulation.now().seconds(), cost.wall, n(simulation.events()), fingerprintText(simulation.fingerprint()).c_str());
    std::printf("  requests: %llu offered, %llu completed (%.6g/s), %llu in flight, %llu rejected, %llu timed out, %llu unreachable\n", n(totals.offered), n(totals.completed),
                span > 0 ? static_cast<double>(totals.completed) / span : 0, n(totals.inFlight), n(totals.failed[1]), n(totals.failed[2]), n(totals.failed[3]));
    std::printf("  latency: mean %s, p50 %s, p95 %s, p99 %s, max %s\n", formatDuration(latency.mean()).c_str(), formatDuration(latency.quantile(0.5)).c_str(),
                formatDuration(latency.quantile(0.95)).c_str(), formatDuration(latency.quantile(0.99)).c_str(), formatDuration(latency.max()).c_str());
    for (ComponentId id = 0; id < simulation.componentCount(); ++id) {
        if (simulation.node(id).ops->isSource) continue;
        std::printf("  %s:", simulation.componentName(id).c_str());
        const Reporter reporter = simulation.report(id);
        for (const auto& [name, value] : reporter.values())
            if (name == "throughput" || name == "utilisation" || name == "queue_mean" || name == "hit_ratio") std::printf(" %s %.4g", name.c_str(), value);
        std::printf("\n");
    }
}

} // namespace

int run(const RunOptions& options)
{
    const auto end = parseDuration(options.duration);
    if (!end || end->ns <= 0) return complain("--for: " + (end ? "must be longer than 0" : end.error().message)), wrongUsage;
    const bool findWarmup = options.warmup == "auto";
    const auto warmup = findWarmup ? Result<SimTime>(SimTime{}) : parseDuration(options.warmup);
    if (!warmup || warmup->ns < 0) return complain("--warmup: " + (warmup ? "must not be negative" : warmup.error().message)), wrongUsage;
    if (*warmup >= *end) return complain("--warmup must be shorter than --for"), wrongUsage;

    const double loading = wallSeconds();
    const auto catalog = standardCatalog();
    SceneText text;
    auto loaded = loadScene(options, catalog, text);
    if (!loaded) return complain(loaded.error().message), wrongUsage;
    const std::size_t eventsInFile = text.scene.events.size() - std::min(options.events.size(), text.scene.events.size());
    for (const Problem& problem : loaded->problems) std::fprintf(stderr, "%s\n", lineFor(problem, options, eventsInFile).c_str());
    std::optional<Simulation>& simulation = loaded->simulation;
    if (!simulation) return sceneIsWrong;
    const Scene& scene = text.scene;
    RunCost cost;
    cost.load = wallSeconds() - loading;

    const SimTime cut = findWarmup ? warmupOf(*simulation, *end) : *warmup;
    std::optional<SeriesRecorder> recorder;
    if (!options.csv.empty()) recorder.emplace();
    if (!options.log.empty()) simulation->keepFailures();
    if (!options.trace.empty()) simulation->traceRequests(options.traceEvery);
    const double wall = wallSeconds();
    const double cpu = cpuSeconds();
    bool ok = true;
    if (cut.ns > 0) {
        ok = advance(*simulation, cut, recorder ? &*recorder : nullptr);
        simulation->restartMeasures();
    }
    ok = ok && advance(*simulation, *end, recorder ? &*recorder : nullptr);
    cost.wall = wallSeconds() - wall;
    cost.cpu = cpuSeconds() - cpu;
    if (!ok) return complain("the run failed: " + simulation->error()), runFailed;
    if (const std::string where = littlesLawViolation(*simulation); !where.empty()) return complain("the run failed: Little's law does not hold at " + where), runFailed;

    if (options.json.empty()) printSummary(*simulation, scene.title, cost);
    bool saved = save(options.json, writeJson(runReport(*simulation, scene.title, cost)) + "\n");
    if (recorder) saved &= save(options.csv, seriesCsv(*recorder));
    if (!options.log.empty()) saved &= save(options.log, failuresCsv(*simulation, searchFailures(*simulation, {})));
    if (!options.trace.empty()) saved &= save(options.trace, spansCsv(*simulation, simulation->takeSpans()));
    saved &= save(options.record, writeRecording({scene, simulation->measuredFrom(), simulation->now(), simulation->commandLog(), simulation->events(), simulation->fingerprint(), simulation->dataFiles()}) + "\n");
    return saved ? done : runFailed;
}

} // namespace scalelab::cli
