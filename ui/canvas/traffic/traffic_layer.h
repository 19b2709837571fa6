// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/traffic/dot.h"
#include "canvas/traffic/flight_dots.h"
#include "canvas/traffic/flow_dots.h"
#include "run/snapshot.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace scalelab {

class CanvasContent;

/// Decides how the traffic is shown and keeps its dots; knows nothing of windows or of the thread that simulates.
class TrafficLayer {
public:
    enum class View { Microscope, Flow };

    TrafficLayer() { clear(); }

    /// The scene changed: dots of wires that are still there go on.
    void setContent(const CanvasContent& content);
    /// What a display tick brought.
    struct Tick {
        const Snapshot& snapshot;
        std::span<const Flight> flights;
        std::uint32_t sampling = 1; ///< One of how many requests has its flights recorded.
        double speed = 1;           ///< Simulated seconds per wall-clock second.
        bool playing = false;
        double wallSeconds = 0;     ///< Since the last tick.
    };
    void pull(const Tick& tick);
    /// Moves the dots to a simulated instant; the ones that stand for many move by wall-clock time. Both stand still while paused.
    void advance(double displayTime, double wallSeconds);
    /// There is no run any more.
    void clear();

    [[nodiscard]] View view() const { return view_; }
    [[nodiscard]] const std::vector<Dot>& dots() const { return dots_; }
    /// How many requests a dot stands for.
    [[nodiscard]] std::uint64_t perDot() const { return view_ == View::Flow ? flow_.perDot() : sampling_; }
    /// Kinds of dot seen during the last seconds: what the legend lists.
    [[nodiscard]] PerDotKind<bool> occurring() const;

private:
    /// What sampled passages tell about a wire beyond its counts.
    struct Shares {
        double retry = 0;
        double dropped = -1; ///< Of the failures; negative: no failure sampled yet.
    };
    void mapWires(const Snapshot& snapshot);
    void learn(std::span<const Flight> flights);
    void measure(const Tick& tick);
    void chooseView(const Tick& tick);
    void countWire(const Snapshot& snapshot, std::size_t wire, double seconds);
    void refreshDots();

    const CanvasContent* content_ = nullptr;
    std::shared_ptr<const Names> names_;
    std::vector<int> wireOf_;    ///< Canvas wire by the run's index; -1: not drawn.
    std::vector<int> calleeOf_;  ///< The run's component index by the run's wire index.
    std::vector<Shares> shares_; ///< By the run's wire index.
    std::vector<WireSnapshot> before_;
    View view_ = View::Flow;
    double passagesPerSecond_ = 0; ///< Calls and replies per wall-clock second, smoothed.
    std::uint32_t sampling_ = 1;
    FlightDots flights_;
    FlowDots flow_;
    std::vector<Dot> dots_;
    PerDotKind<double> unseen_;  ///< Seconds since a dot of the kind was shown.
    bool wasPlaying_ = false;
    std::uint64_t eventsBefore_ = 0;
};

} // namespace scalelab
