// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/arrivals.h"
#include "base/exponential.h"
#include "base/random.h"
#include "base/sim_time.h"

#include <cstddef>

namespace scalelab {

/// Tells when the requests of an open arrival process come, one after the other; a value that goes on from where it stands. A scale multiplies all rates.
class ArrivalClock {
public:
    /// Begins the process at `now`; phases are drawn from `phases`.
    void start(const Arrivals& arrivals, double scale, SimTime now, Rng phases);
    /// From `now` on the rates are multiplied by `scale`; draw the next() anew then.
    void rescale(const Arrivals& arrivals, double scale, SimTime now);

    /// When something happens next after `now`: a request, or the end of a phase without one; never() if nothing does.
    [[nodiscard]] SimTime next(const Arrivals& arrivals, SimTime now, Rng& gaps)
    {
        if (arrivals.process == Arrivals::Process::Poisson && meanGap_ > 0) [[likely]] return after(now, sampleExponential(gaps) * meanGap_);
        return nextOther(arrivals, now, gaps);
    }
    /// What next() told of has come: true if it is a request.
    [[nodiscard]] bool isRequest(const Arrivals& arrivals)
    {
        if (!phaseEndsNext_) [[likely]] return true;
        beginPhase(arrivals, phaseEnds_);
        return false;
    }
    /// The request of the log that has come, once for each; only if arrivals.log is there.
    [[nodiscard]] const LoggedRequest& takeLogged(const Arrivals& arrivals) { return arrivals.log->requests[logged_++]; }

private:
    static SimTime after(SimTime now, double gap)
    {
        const SimTime wait = SimTime::fromSpan(gap);
        return wait.ns < SimTime::never().ns - now.ns ? now + wait : SimTime::never();
    }
    [[nodiscard]] SimTime nextOther(const Arrivals& arrivals, SimTime now, Rng& gaps);
    [[nodiscard]] SimTime nextInPhase(SimTime now, Rng& gaps);
    [[nodiscard]] SimTime nextLogged(const TrafficLog& log) const;
    void beginPhase(const Arrivals& arrivals, SimTime now);

    double meanGap_ = 0;         ///< Of a process with one rate [s]; 0 if that is zero.
    double scale_ = 1;
    SimTime started_;            ///< Where the time of a curve counts from; of a log when it was at `logAt_`.
    SimTime logAt_;              ///< How far the log had been replayed then.
    std::size_t logged_ = 0;     ///< Requests taken from the log.
    SimTime phaseEnds_;
    bool isOn_ = false;
    bool phaseEndsNext_ = false; ///< What next() told of is the end of the phase.
    Rng phases_;
};

} // namespace scalelab
