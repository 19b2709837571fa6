// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/traffic/traffic_layer.h"

#include "canvas/canvas_content.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

/// At this speed and below requests are shown one by one.
constexpr double slowMotion = 0.1;
/// If only one of more requests than this is recorded, the traffic is shown as flow even in slow motion.
constexpr std::uint32_t coarsestSampling = 8;
/// With fewer than this they are shown one by one at any speed; a little more is needed to change back.
constexpr double fewPassages = 40;
/// Passages are shown for this long at least, in wall-clock seconds.
constexpr double dwellSeconds = 0.25;
constexpr double legendHolds = 3;
constexpr double learningRate = 0.1;

std::uint64_t since(std::uint64_t now, std::uint64_t before)
{
    return now >= before ? now - before : 0;
}

} // namespace

void TrafficLayer::setContent(const CanvasContent& content)
{
    content_ = &content;
    std::vector<double> lengths;
    for (const CanvasWire& wire : content.wires()) lengths.push_back(wire.path.length());
    flow_.setWires(std::move(lengths));
    flights_.clear();
    names_.reset();
    dots_.clear();
    flow_.collect(dots_);
}

void TrafficLayer::clear()
{
    flights_.clear();
    flow_.clear();
    dots_.clear();
    names_.reset();
    before_.clear();
    passagesPerSecond_ = 0;
    eventsBefore_ = 0;
    wasPlaying_ = false;
    view_ = View::Flow;
    unseen_.fill(legendHolds);
}

void TrafficLayer::mapWires(const Snapshot& snapshot)
{
    if (names_ == snapshot.names) return;
    names_ = snapshot.names;
    wireOf_.clear();
    calleeOf_.clear();
    if (!names_) return;
    for (const auto& [from, to] : names_->wires) {
        wireOf_.push_back(content_->wireIndex(QString::fromStdString(from), QString::fromStdString(to)));
        const auto callee = std::find(names_->components.begin(), names_->components.end(), to);
        calleeOf_.push_back(callee == names_->components.end() ? -1 : static_cast<int>(callee - names_->components.begin()));
    }
    shares_.assign(wireOf_.size(), {});
    before_ = snapshot.wires;
}

void TrafficLayer::learn(std::span<const Flight> flights)
{
    for (const Flight& flight : flights) {
        if (flight.wire >= shares_.size()) continue;
        Shares& shares = shares_[flight.wire];
        if (!flight.reply) {
            shares.retry += ((flight.retry ? 1 : 0) - shares.retry) * learningRate;
        } else if (flight.cause != Cause::None) {
            const double dropped = outcomeOf(flight.cause) == Outcome::Rejected ? 1 : 0;
            shares.dropped = shares.dropped < 0 ? dropped : shares.dropped + (dropped - shares.dropped) * learningRate;
        }
    }
}

void TrafficLayer::pull(const Tick& tick)
{
    if (!content_) return;
    const Snapshot& snapshot = tick.snapshot;
    mapWires(snapshot);
    learn(tick.flights);
    if (tick.playing && tick.wallSeconds > 0) measure(tick);
    sampling_ = std::max(tick.sampling, 1U);
    chooseView(tick);
    if (view_ == View::Microscope) {
        flights_.add(tick.flights, wireOf_, dwellSeconds * (std::isfinite(tick.speed) ? tick.speed : 1));
    } else if (tick.playing) {
        const std::size_t wires = std::min({snapshot.wires.size(), before_.size(), wireOf_.size()});
        for (std::size_t i = 0; i < wires; ++i) countWire(snapshot, i, tick.wallSeconds);
    }
    before_ = snapshot.wires;
}

void TrafficLayer::measure(const Tick& tick)
{
    std::uint64_t passages = 0;
    for (std::size_t i = 0; i < std::min(tick.snapshot.wires.size(), before_.size()); ++i) {
        const WireSnapshot &now = tick.snapshot.wires[i], &last = before_[i];
        passages += since(now.sent, last.sent) + since(now.answered, last.answered) + since(now.failed, last.failed);
    }
    const double blend = std::min(1.0, tick.wallSeconds / 0.5);
    passagesPerSecond_ += (static_cast<double>(passages) / tick.wallSeconds - passagesPerSecond_) * blend;
}

void TrafficLayer::chooseView(const Tick& tick)
{
    const double few = view_ == View::Microscope ? 1.5 * fewPassages : fewPassages;
    // A single step can only be seen request by request; merely pausing changes nothing.
    const bool stepped = !tick.playing && !wasPlaying_ && tick.snapshot.events > eventsBefore_;
    wasPlaying_ = tick.playing;
    eventsBefore_ = tick.snapshot.events;
    if (!tick.playing && !stepped) return;
    const bool microscope = stepped || passagesPerSecond_ < few || (tick.speed <= slowMotion && sampling_ <= coarsestSampling);
    const View view = microscope ? View::Microscope : View::Flow;
    if (view == view_) return;
    view_ = view;
    flights_.clear();
    flow_.clear();
}

void TrafficLayer::countWire(const Snapshot& snapshot, std::size_t wire, double seconds)
{
    if (wireOf_[wire] < 0) return;
    const WireSnapshot &now = snapshot.wires[wire], &last = before_[wire];
    const Shares& shares = shares_[wire];
    const std::uint64_t sent = since(now.sent, last.sent);
    const std::uint64_t hits = since(now.hits, last.hits);
    const std::uint64_t failed = since(now.failed, last.failed);
    double droppedShare = shares.dropped;
    if (droppedShare < 0) {
        const int callee = calleeOf_[wire];
        const bool known = callee >= 0 && static_cast<std::size_t>(callee) < snapshot.components.size();
        droppedShare = known && snapshot.components[static_cast<std::size_t>(callee)].lastCause == Cause::QueueFull ? 1 : 0;
    }
    const auto part = [](std::uint64_t whole, double share) { return static_cast<std::uint64_t>(std::lround(static_cast<double>(whole) * share)); };
    const std::uint64_t retries = part(sent, shares.retry);
    const std::uint64_t dropped = part(failed, droppedShare);
    WireCounts counts{};
    counts[static_cast<std::size_t>(DotKind::Request)] = sent - retries;
    counts[static_cast<std::size_t>(DotKind::Retry)] = retries;
    counts[static_cast<std::size_t>(DotKind::Hit)] = hits;
    counts[static_cast<std::size_t>(DotKind::Ok)] = since(since(now.answered, last.answered), hits);
    counts[static_cast<std::size_t>(DotKind::Dropped)] = dropped;
    counts[static_cast<std::size_t>(DotKind::Failed)] = failed - dropped;
    flow_.count(wireOf_[wire], counts, seconds);
}

void TrafficLayer::advance(double displayTime, double wallSeconds)
{
    flights_.advance(displayTime);
    if (view_ == View::Flow) flow_.advance(wallSeconds);
    refreshDots();
    for (double& seconds : unseen_) seconds += wallSeconds;
    for (const Dot& dot : dots_) unseen_[static_cast<std::size_t>(dot.kind)] = 0;
}

void TrafficLayer::refreshDots()
{
    dots_.clear();
    if (view_ == View::Microscope) flights_.collect(dots_);
    else flow_.collect(dots_);
}

PerDotKind<bool> TrafficLayer::occurring() const
{
    PerDotKind<bool> seen{};
    for (std::size_t k = 0; k < dotKindCount; ++k) seen[k] = unseen_[k] < legendHolds;
    return seen;
}

} // namespace scalelab
