// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"
#include "stats/histogram.h"
#include "stats/series.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab {

/// Samples a simulation ten times a simulated second into bounded series; the simulation does not notice.
class SeriesRecorder {
public:
    /// Time between two samples.
    static constexpr SimTime interval{100'000'000};

    /// When the next sample is due.
    [[nodiscard]] SimTime due() const { return due_; }
    /// Takes a sample at the simulation's present time.
    void sample(const Simulation& simulation);
    [[nodiscard]] std::vector<std::string> names() const;
    /// Null if there is no such series.
    [[nodiscard]] const Series* find(std::string_view name) const;

private:
    struct Before {
        std::uint64_t completed = 0, failed = 0;
        double busyTime = 0;
    };

    Series& series(const std::string& name);
    void sampleRequests(const Simulation& simulation, double span);
    void sampleComponent(const Simulation& simulation, ComponentId id, double span);

    SimTime due_ = interval;
    SimTime last_;
    SimTime lastLatency_;
    std::map<std::string, Series, std::less<>> series_;
    std::size_t capacity_ = 2048;
    RequestTotals totalsBefore_;
    Histogram latencyBefore_;
    std::vector<Before> before_;
};

} // namespace scalelab
