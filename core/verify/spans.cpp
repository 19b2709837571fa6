// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/spans.h"

#include "run/report.h"
#include "run/warmup.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace scalelab {

namespace {

/// A span whose start is known.
struct Stretch {
    SimTime from, to;
    std::size_t span;
};

/// A run that measures spans with a common start, one group of them after the other.
struct Track {
    Simulation run;
    SimTime from;
    std::vector<Stretch> open = {}; ///< Being measured, the first to end first.

    [[nodiscard]] SimTime busyUntil() const { return open.empty() ? run.now() : open.back().to; } ///< Stretches come sorted: the last one ends last.
};

Result<void> advance(Simulation& run, SimTime until)
{
    if (run.advance(until) == Simulation::Status::Failed) return Error{run.error()};
    return {};
}

/// Runs on to `until` and ends what ends by then.
Result<void> runOn(Track& track, SimTime until, const AtEndOfSpan& atEnd)
{
    while (!track.open.empty() && track.open.front().to <= until) {
        const Stretch stretch = track.open.front();
        if (const auto reached = advance(track.run, stretch.to); !reached) return reached;
        if (const std::string where = littlesLawViolation(track.run); !where.empty()) return Error{"Little's law does not hold at " + where};
        atEnd(stretch.span, track.run);
        track.open.erase(track.open.begin());
    }
    return advance(track.run, until);
}

void begin(Track& track, const Stretch& stretch)
{
    if (stretch.from.ns > 0) track.run.restartMeasures();
    track.from = stretch.from;
    track.open = {stretch};
}

/// The spans in the order in which they begin and end; each "auto" is replaced by what a pilot run finds.
std::vector<Stretch> inOrder(const Simulation& start, const std::vector<Span>& spans)
{
    std::map<SimTime, SimTime> warmups;
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const SimTime to = spans[i].to;
        if (!spans[i].from && !warmups.contains(to)) warmups[to] = warmupOf(start, to);
        stretches.push_back({spans[i].from ? *spans[i].from : warmups[to], to, i});
    }
    std::ranges::sort(stretches, [](const Stretch& a, const Stretch& b) { return std::tie(a.from, a.to, a.span) < std::tie(b.from, b.to, b.span); });
    return stretches;
}

} // namespace

Result<void> runOverSpans(Simulation start, const std::vector<Span>& spans, const AtEndOfSpan& atEnd)
{
    const std::vector<Stretch> stretches = inOrder(start, spans);
    std::vector<Track> tracks;
    tracks.push_back({std::move(start), {}});
    for (const Stretch& stretch : stretches) {
        const auto together = std::ranges::find_if(tracks, [&](const Track& track) { return !track.open.empty() && track.from == stretch.from; });
        if (together != tracks.end()) {
            together->open.push_back(stretch);
            continue;
        }
        const auto track = std::ranges::find_if(tracks, [&](const Track& candidate) { return candidate.busyUntil() <= stretch.from; });
        const bool allBusy = track == tracks.end();
        const auto runner = allBusy ? tracks.begin() : track;
        if (const auto reached = runOn(*runner, stretch.from, atEnd); !reached) return reached;
        if (!allBusy) {
            begin(*runner, stretch);
            continue;
        }
        Track copy{runner->run, {}};
        tracks.push_back(std::move(copy));
        begin(tracks.back(), stretch);
    }
    for (Track& track : tracks)
        if (const auto reached = runOn(track, track.busyUntil(), atEnd); !reached) return reached;
    return {};
}

} // namespace scalelab
