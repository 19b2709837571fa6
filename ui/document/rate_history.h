// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/snapshot.h"

#include <deque>
#include <memory>
#include <vector>

namespace scalelab {

/// Snapshots of the last moments of a run, from whose differences rates come.
class RateHistory {
public:
    /// The span that rates cover at a speed [simulated s]: a second, longer when a second passes in a few frames, shorter in slow motion.
    [[nodiscard]] static double windowAt(double speed);

    void clear() { moments_.clear(); }
    /// Remembers a snapshot, unless it is too near to the one before to matter for the window.
    void add(const Snapshot& snapshot, double window);

    /// A component or wire as it was at the start of the window that ends with `newest`, and how long ago that is [s]; 0 if nothing is known.
    struct Past {
        double seconds = 0;
        ComponentSnapshot component;
        WireSnapshot wire;
    };
    [[nodiscard]] Past componentBefore(const Snapshot& newest, int index, double window) const;
    [[nodiscard]] Past wireBefore(const Snapshot& newest, int index, double window) const;

private:
    struct Moment {
        SimTime at;
        std::shared_ptr<const Names> names;
        std::vector<ComponentSnapshot> components;
        std::vector<WireSnapshot> wires;
    };
    [[nodiscard]] const Moment* startOfWindow(SimTime now, double window) const;

    std::deque<Moment> moments_;
};

} // namespace scalelab
