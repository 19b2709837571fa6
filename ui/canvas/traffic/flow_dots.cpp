// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/traffic/flow_dots.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr double unitsPerSecond = 170;
/// A failure shows after so long at the latest, even when fewer failed than a dot stands for.
constexpr double failureShowsWithin = 0.7;
/// Wall-clock seconds in which the moving maximum falls to a third.
constexpr double maximumFades = 6;
constexpr double smoothing = 0.5;
/// More dots of a kind than this a second on one wire would run into each other.
constexpr double mostPerSecond = 25;

bool isFailure(DotKind kind)
{
    return kind == DotKind::Failed || kind == DotKind::Dropped;
}

std::uint64_t roundNumberFrom(double least)
{
    std::uint64_t power = 1;
    for (;;) {
        for (const std::uint64_t digit : {1U, 2U, 5U}) {
            if (static_cast<double>(digit * power) >= least) return digit * power;
        }
        power *= 10;
    }
}

} // namespace

double FlowDots::travelTime(double length)
{
    return std::clamp(length / unitsPerSecond, 0.3, 3.0);
}

void FlowDots::setWires(std::vector<double> lengths)
{
    if (lengths.size() != wires_.size()) {
        clear();
        wires_.assign(lengths.size(), {});
    }
    for (std::size_t i = 0; i < lengths.size(); ++i) wires_[i].length = lengths[i];
}

void FlowDots::clear()
{
    moving_.clear();
    for (WireFlow& wire : wires_) wire = {wire.length, {}, {}, {}};
    perDot_ = 1;
    fading_ = 1;
}

void FlowDots::count(int wire, const WireCounts& counts, double seconds)
{
    WireFlow& flow = wires_[static_cast<std::size_t>(wire)];
    for (std::size_t k = 0; k < dotKindCount; ++k) {
        const auto kind = static_cast<DotKind>(k);
        flow.waiting[k] += static_cast<double>(counts[k]);
        if (seconds > 0) flow.rate[k] += (static_cast<double>(counts[k]) / seconds - flow.rate[k]) * std::min(1.0, seconds / smoothing);
        const auto n = static_cast<double>(perDot_);
        const double dots = std::floor(flow.waiting[k] / n);
        if (dots >= 1) {
            flow.waiting[k] -= dots * n;
            flow.sinceDot[k] = 0;
            send(wire, kind, static_cast<std::uint64_t>(dots), seconds);
        } else if (flow.waiting[k] > 0) {
            flow.sinceDot[k] += seconds;
            if (!isFailure(kind) || flow.sinceDot[k] < failureShowsWithin) continue;
            flow.waiting[k] = 0;
            flow.sinceDot[k] = 0;
            send(wire, kind, 1, seconds);
        }
    }
}

void FlowDots::send(int wire, DotKind kind, std::uint64_t dots, double seconds)
{
    const auto room = static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(isFailure(kind) ? 1 : 0, mostDots - std::ssize(moving_)));
    dots = std::min(dots, room);
    const double time = travelTime(wires_[static_cast<std::size_t>(wire)].length);
    for (std::uint64_t i = 0; i < dots; ++i) {
        Moving moving{{wire, 0, kind != DotKind::Request && kind != DotKind::Retry, kind}, static_cast<float>(1 / time)};
        // Several dots of one interval set off evenly over the next one.
        moving.dot.share = static_cast<float>(-(static_cast<double>(i) / static_cast<double>(dots)) * seconds / time);
        moving_.push_back(moving);
    }
}

void FlowDots::advance(double seconds)
{
    if (seconds <= 0) return;
    for (Moving& moving : moving_) moving.dot.share += moving.speed * static_cast<float>(seconds);
    std::erase_if(moving_, [](const Moving& moving) { return moving.dot.share >= 1; });
    fading_ = std::max(wantedPerDot(), fading_ * (1 - std::min(1.0, seconds / maximumFades)));
    perDot_ = roundNumberFrom(fading_);
}

double FlowDots::wantedPerDot() const
{
    double underWay = 0, busiest = 0;
    for (const WireFlow& wire : wires_) {
        for (const double rate : wire.rate) {
            underWay += rate * travelTime(wire.length);
            busiest = std::max(busiest, rate);
        }
    }
    return std::max({1.0, underWay / (0.75 * mostDots), busiest / mostPerSecond});
}

void FlowDots::collect(std::vector<Dot>& dots) const
{
    for (const Moving& moving : moving_) {
        if (moving.dot.share < 0) continue;
        Dot dot = moving.dot;
        if (dot.reply) dot.share = 1 - dot.share;
        dots.push_back(dot);
    }
}

} // namespace scalelab
