// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/arrival_clock.h"

#include <algorithm>

namespace scalelab {

using Process = Arrivals::Process;

void ArrivalClock::start(const Arrivals& arrivals, double scale, SimTime now, Rng phases)
{
    *this = {};
    phases_ = phases;
    started_ = now;
    rescale(arrivals, scale, now);
    if (arrivals.process == Process::OnOff) beginPhase(arrivals, now);
}

void ArrivalClock::rescale(const Arrivals& arrivals, double scale, SimTime now)
{
    if (arrivals.log) {
        logAt_ = after(logAt_, (now - started_).seconds() * scale_);
        started_ = now;
    }
    scale_ = scale;
    meanGap_ = arrivals.rate * scale > 0 ? 1 / (arrivals.rate * scale) : 0;
}

SimTime ArrivalClock::nextOther(const Arrivals& arrivals, SimTime now, Rng& gaps)
{
    switch (arrivals.process) {
    case Process::Constant: return meanGap_ > 0 ? after(now, meanGap_) : SimTime::never();
    case Process::OnOff: return nextInPhase(now, gaps);
    case Process::Poisson:
    case Process::Closed: return SimTime::never();
    default: break;
    }
    if (scale_ == 0) return SimTime::never();
    if (arrivals.log) return nextLogged(*arrivals.log);
    const SimTime sinceStart = arrivals.curve.after(now - started_, sampleExponential(gaps) / scale_);
    return sinceStart < SimTime::never() - started_ ? started_ + sinceStart : SimTime::never();
}

/// No residue is carried over the end of a phase: exponential gaps have no memory.
SimTime ArrivalClock::nextInPhase(SimTime now, Rng& gaps)
{
    const SimTime arrival = isOn_ && meanGap_ > 0 ? after(now, sampleExponential(gaps) * meanGap_) : SimTime::never();
    phaseEndsNext_ = arrival >= phaseEnds_;
    return phaseEndsNext_ ? phaseEnds_ : arrival;
}

void ArrivalClock::beginPhase(const Arrivals& arrivals, SimTime now)
{
    isOn_ = !isOn_;
    phaseEnds_ = after(now, (isOn_ ? arrivals.on : arrivals.off).sample(phases_));
}

SimTime ArrivalClock::nextLogged(const TrafficLog& log) const
{
    if (logged_ >= log.requests.size()) return SimTime::never();
    const SimTime ahead = std::max(SimTime{}, log.requests[logged_].at - logAt_);
    return scale_ == 1 ? started_ + ahead : after(started_, ahead.seconds() / scale_);
}

} // namespace scalelab
