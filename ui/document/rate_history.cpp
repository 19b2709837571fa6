// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/rate_history.h"

#include <algorithm>

namespace scalelab {

namespace {

constexpr double momentsPerWindow = 16;
constexpr double slowestWindow = 0.1;   // Simulated seconds; shorter ones hold too few requests.
constexpr double wallSecondsShown = 0.25; // Numbers that change faster cannot be read.

/// Whether indices that meant something in `before` still mean the same in `after`.
bool extends(const Names& before, const Names& after)
{
    return before.components.size() <= after.components.size() && before.wires.size() <= after.wires.size() &&
           std::equal(before.components.begin(), before.components.end(), after.components.begin()) &&
           std::equal(before.wires.begin(), before.wires.end(), after.wires.begin());
}

} // namespace

double RateHistory::windowAt(double speed)
{
    return speed < 1 ? std::max(slowestWindow, speed) : std::max(1.0, wallSecondsShown * speed);
}

void RateHistory::add(const Snapshot& snapshot, double window)
{
    if (!moments_.empty()) {
        const Moment& last = moments_.back();
        if (last.names != snapshot.names && (!last.names || !snapshot.names || !extends(*last.names, *snapshot.names)))
            moments_.clear();
        else if ((snapshot.now - last.at).seconds() < window / momentsPerWindow)
            return;
    }
    moments_.push_back({snapshot.now, snapshot.names, snapshot.components, snapshot.wires});
    while (moments_.size() > 2 && (snapshot.now - moments_[1].at).seconds() >= window) moments_.pop_front();
}

const RateHistory::Moment* RateHistory::startOfWindow(SimTime now, double window) const
{
    const Moment* start = nullptr;
    for (const Moment& moment : moments_) {
        if (start && (now - moment.at).seconds() < window) break;
        start = &moment;
    }
    return start;
}

RateHistory::Past RateHistory::componentBefore(const Snapshot& newest, int index, double window) const
{
    Past past;
    const Moment* start = startOfWindow(newest.now, window);
    if (!start) return past;
    past.seconds = (newest.now - start->at).seconds();
    if (static_cast<std::size_t>(index) < start->components.size())
        past.component = start->components[static_cast<std::size_t>(index)];
    return past;
}

RateHistory::Past RateHistory::wireBefore(const Snapshot& newest, int index, double window) const
{
    Past past;
    const Moment* start = startOfWindow(newest.now, window);
    if (!start) return past;
    past.seconds = (newest.now - start->at).seconds();
    if (static_cast<std::size_t>(index) < start->wires.size())
        past.wire = start->wires[static_cast<std::size_t>(index)];
    return past;
}

} // namespace scalelab
