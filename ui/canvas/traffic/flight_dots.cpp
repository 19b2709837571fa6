// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/traffic/flight_dots.h"

#include <algorithm>

namespace scalelab {

namespace {

constexpr std::size_t mostPassages = 50'000;

} // namespace

DotKind dotKindOf(const Flight& flight)
{
    if (!flight.reply) return flight.retry ? DotKind::Retry : DotKind::Request;
    switch (outcomeOf(flight.cause)) {
    case Outcome::Ok: return flight.hit ? DotKind::Hit : DotKind::Ok;
    case Outcome::Rejected: return DotKind::Dropped;
    default: return DotKind::Failed;
    }
}

void FlightDots::add(std::span<const Flight> flights, std::span<const int> wireOf, double dwell)
{
    for (const Flight& flight : flights) {
        const int wire = flight.wire < wireOf.size() ? wireOf[flight.wire] : -1;
        if (wire < 0 || passages_.size() >= mostPassages) continue;
        Passage passage{flight.depart.seconds(), flight.arrive.seconds(), {wire, 0, flight.reply, dotKindOf(flight)}};
        double& busy = busyUntil_[flight.request];
        if (busy > passage.depart && busy < passage.depart + 8 * dwell) passage.depart = busy;
        passage.arrive = std::max(passage.arrive, passage.depart + dwell);
        busy = passage.arrive;
        passages_.push_back(passage);
    }
}

void FlightDots::advance(double now)
{
    now_ = now;
    std::erase_if(passages_, [now](const Passage& passage) { return passage.arrive <= now; });
    std::erase_if(busyUntil_, [now](const auto& entry) { return entry.second <= now; });
}

void FlightDots::clear()
{
    passages_.clear();
    busyUntil_.clear();
}

void FlightDots::collect(std::vector<Dot>& dots) const
{
    for (const Passage& passage : passages_) {
        if (passage.depart > now_) continue;
        Dot dot = passage.dot;
        const double share = (now_ - passage.depart) / (passage.arrive - passage.depart);
        dot.share = static_cast<float>(dot.reply ? 1 - share : share);
        dots.push_back(dot);
    }
}

} // namespace scalelab
