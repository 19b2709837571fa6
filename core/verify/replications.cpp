// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/replications.h"

#include "verify/spans.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <thread>

namespace scalelab {

namespace {

/// What is wanted of one variant, span by span.
struct VariantRun {
    std::size_t variant = 0;
    std::vector<Span> spans = {};
    std::vector<std::vector<std::size_t>> sought = {}; ///< Of each span.
};

std::vector<VariantRun> runsFor(const Plan& plan, const std::set<std::size_t>& wanted)
{
    std::vector<VariantRun> runs;
    for (const std::size_t index : wanted) {
        const Sought& sought = plan.sought[index];
        auto run = std::ranges::find(runs, sought.variant, &VariantRun::variant);
        if (run == runs.end()) run = runs.insert(runs.end(), VariantRun{sought.variant});
        const auto span = static_cast<std::size_t>(std::ranges::find(run->spans, sought.span) - run->spans.begin());
        if (span == run->spans.size()) {
            run->spans.push_back(sought.span);
            run->sought.emplace_back();
        }
        run->sought[span].push_back(index);
    }
    return runs;
}

double readOff(const Sought& sought, const Simulation& run)
{
    const double value = sought.reading.value(run);
    return sought.perSecond ? value / (run.now() - run.measuredFrom()).seconds() : value;
}

/// One run with one seed; writes only what it seeks. The text says why it failed, empty if it did not.
std::string perform(const Plan& plan, const VariantRun& variantRun, std::uint64_t seed, const StartRun& start, Readings& readings)
{
    auto simulation = start(variantRun.variant, seed);
    if (!simulation) return simulation.error().message;
    const auto done = runOverSpans(std::move(simulation).value(), variantRun.spans, [&](std::size_t span, const Simulation& run) {
        for (const std::size_t index : variantRun.sought[span]) readings[index] = readOff(plan.sought[index], run);
    });
    return done ? std::string() : done.error().message;
}

/// Does the jobs 0 to `count` - 1 on several threads; a job must not throw.
void doAll(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& job)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) job(i);
    };
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min<std::size_t>(std::max(threads, 1U), count); ++i) helpers.emplace_back(work);
    work();
}

} // namespace

Result<std::vector<Readings>> replicate(const Plan& plan, const std::set<std::size_t>& wanted, const std::vector<std::uint64_t>& seeds, unsigned threads,
                                        const StartRun& start, const std::stop_token& stop)
{
    const std::vector<VariantRun> runs = runsFor(plan, wanted);
    std::vector<Readings> readings(seeds.size(), Readings(plan.sought.size(), std::numeric_limits<double>::quiet_NaN()));
    std::vector<std::string> failures(seeds.size() * runs.size());
    doAll(failures.size(), threads, [&](std::size_t job) {
        if (stop.stop_requested()) return;
        const std::size_t seed = job / runs.size();
        try {
            failures[job] = perform(plan, runs[job % runs.size()], seeds[seed], start, readings[seed]);
        } catch (const std::exception& error) {
            failures[job] = error.what();
        }
    });
    if (stop.stop_requested()) return Error{"it was stopped"};
    for (std::size_t job = 0; job < failures.size(); ++job) {
        if (failures[job].empty()) continue;
        const std::size_t variant = runs[job % runs.size()].variant;
        const std::string ofVariant = variant == 0 ? "" : " of the variant \"" + plan.variants[variant].name() + "\"";
        return Error{"the run with seed " + std::to_string(seeds[job / runs.size()]) + ofVariant + " failed: " + failures[job]};
    }
    return readings;
}

} // namespace scalelab
