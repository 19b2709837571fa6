// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"
#include "stats/histogram.h"
#include "stats/occupancy.h"

#include <cstdint>

namespace scalelab {

/// What became of the calls at one component within a span of time, even if the run's measures start anew meanwhile.
class CallWindow {
public:
    /// What there was to see at one instant.
    struct Counts {
        std::uint64_t completed = 0, failed = 0;
        WorkerTime busy = 0; ///< Of workers, if there is a limit to them [worker ns].
    };

    /// Begins now; without `times` it cannot tell how long calls took. A window that was never opened begins with its component.
    void open(const Simulation& run, ComponentId id, bool times = false)
    {
        begin_ = countsOf(run, id);
        before_ = {};
        timesBegin_ = times ? run.measures(id).sojourn : Histogram();
        timesBefore_ = {};
    }

    /// For onMeasuresEnd: what came before it is kept.
    void keep(const Simulation& run, ComponentId id)
    {
        before_ = counts(run, id);
        begin_ = {};
        timesBefore_ = times(run, id);
        timesBegin_ = {};
    }

    [[nodiscard]] Counts counts(const Simulation& run, ComponentId id) const
    {
        const Counts now = countsOf(run, id);
        return {before_.completed + now.completed - begin_.completed, before_.failed + now.failed - begin_.failed, before_.busy + now.busy - begin_.busy};
    }

    /// How long the completed calls took.
    [[nodiscard]] Histogram times(const Simulation& run, ComponentId id) const
    {
        Histogram all = run.measures(id).sojourn.since(timesBegin_);
        all.merge(timesBefore_);
        return all;
    }

private:
    static Counts countsOf(const Simulation& run, ComponentId id)
    {
        const Simulation::Measures& measures = run.measures(id);
        const Occupancy* occupancy = run.occupancy(id);
        return {measures.completed(), measures.failed, occupancy ? occupancy->busyTime(run.now()) : 0};
    }

    Counts begin_, before_;
    Histogram timesBegin_, timesBefore_;
};

} // namespace scalelab
