// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/theory_table.h"

#include "run/compile.h"
#include "run/report.h"
#include "verify/theory_rows.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <span>
#include <thread>

namespace scalelab {

namespace {

/// What one replication of a scene gave.
struct Observed {
    std::vector<double> values; ///< Of each row.
    std::string problem;
};

std::string problemOf(const Simulation& run)
{
    if (!run.error().empty()) return run.error();
    if (const std::string where = littlesLawViolation(run); !where.empty()) return "Little's law does not hold at " + where;
    const RequestTotals totals = run.totals();
    const std::uint64_t accounted = std::accumulate(totals.failed.begin(), totals.failed.end(), totals.completed + totals.inFlight);
    return totals.offered == accounted ? "" : "requests offered are not those completed, failed and in flight";
}

Observed observe(const std::shared_ptr<const Catalog>& catalog, const TheoryScene& theory, std::uint64_t seed, double effort)
{
    Scene scene = theory.scene(seed);
    scene.seed = seed;
    Compiled compiled = compile(catalog, scene);
    if (!compiled.simulation)
        return {{}, compiled.problems.empty() ? "the scene does not run" : compiled.problems.front().path + ": " + compiled.problems.front().message};
    Simulation& run = *compiled.simulation;
    if (theory.warmup > 0) {
        run.advance(SimTime::fromSeconds(theory.warmup));
        run.restartMeasures();
    }
    run.advance(SimTime::fromSeconds(theory.warmup + theory.length * effort));
    Observed observed{{}, problemOf(run)};
    if (!observed.problem.empty()) observed.problem += ", seed " + std::to_string(seed);
    for (const TheoryRow& row : theory.rows) observed.values.push_back(row.measured(run));
    return observed;
}

/// Calls work(0) to work(count - 1), each once, in several threads.
template <class Work>
void inParallel(std::size_t count, unsigned threads, const Work& work)
{
    std::atomic<std::size_t> next{0};
    const auto takeTurns = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(takeTurns);
    takeTurns();
}

TheoryResult resultOf(const TheoryScene& scene, std::size_t at, std::span<const Observed> replications, const TheoryOptions& options)
{
    const TheoryRow& row = scene.rows[at];
    TheoryResult result{scene.name, row.formula, row.parameters,           row.measure, row.expected, row.sharpness / std::sqrt(options.effort),
                        row.bias,   {},          TheoryVerdict::Disagrees, {}};
    std::vector<double> values;
    for (const Observed& observed : replications) {
        if (!observed.problem.empty() && result.problem.empty()) result.problem = observed.problem;
        if (at < observed.values.size()) values.push_back(observed.values[at]);
    }
    if (values.size() < replications.size()) return result;
    result.measured = meanInterval(values, options.confidence);
    if (result.problem.empty()) result.verdict = judge(result.measured, row.expected, result.sharpness, row.bias);
    return result;
}

} // namespace

std::vector<TheoryScene> theoryTable()
{
    std::vector<TheoryScene> table;
    addStations(table);
    addNetworks(table);
    addData(table);
    return table;
}

const char* verdictText(TheoryVerdict verdict)
{
    switch (verdict) {
    case TheoryVerdict::Agrees: return "agrees";
    case TheoryVerdict::Disagrees: return "DISAGREES";
    case TheoryVerdict::Undecided: break;
    }
    return "undecided";
}

double theoryConfidence(std::size_t rows) { return 1 - 0.01 / static_cast<double>(std::max<std::size_t>(rows, 1)); }

TheoryVerdict judge(const Interval& measured, double expected, double sharpness, double bias)
{
    const double allowed = bias * std::fabs(expected);
    // Written so that what is no number, on either side, does not agree.
    if (!(measured.low() <= expected + allowed && measured.high() >= expected - allowed)) return TheoryVerdict::Disagrees;
    return measured.halfWidth <= sharpness * std::fabs(expected) ? TheoryVerdict::Agrees : TheoryVerdict::Undecided;
}

std::vector<TheoryResult> runTheory(const std::shared_ptr<const Catalog>& catalog, const std::vector<TheoryScene>& scenes, const TheoryOptions& options)
{
    const std::size_t replications = options.lastSeed - options.firstSeed + 1;
    std::vector<Observed> observed(scenes.size() * replications);
    inParallel(observed.size(), options.threads, [&](std::size_t i) {
        observed[i] = observe(catalog, scenes[i / replications], options.firstSeed + i % replications, options.effort);
    });
    std::vector<TheoryResult> results;
    for (std::size_t i = 0; i < scenes.size(); ++i)
        for (std::size_t row = 0; row < scenes[i].rows.size(); ++row)
            results.push_back(resultOf(scenes[i], row, std::span(observed).subspan(i * replications, replications), options));
    return results;
}

} // namespace scalelab
