// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/simulation.h"
#include "stats/intervals.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace scalelab::theory {

/// Every interval in these tests is the one that holds the true mean with this probability.
inline constexpr double confidence = 0.999;

/// Histograms round a value to the middle of its bucket, by at most this share.
inline constexpr double histogramRounding = 1.0 / 128;

/// Independent runs of one drawn scene with the seeds 1, 2, ...; Little's law and the conservation of requests are expected of each.
class Replications {
public:
    /// Measures `length` seconds after a warm-up of `warmup` seconds.
    Replications(const std::string& drawing, double warmup, double length, int count = 10);

    /// Interval for the mean of what the function makes of each run.
    [[nodiscard]] Interval of(const std::function<double(const Simulation&)>& function) const;
    /// The same for a measure of a component.
    [[nodiscard]] Interval of(std::string_view component, std::string_view measure) const;

    [[nodiscard]] const std::vector<Simulation>& runs() const { return runs_; }

private:
    std::vector<Simulation> runs_;
};

/// Expects the interval to hold the exact value and to be at most `sharpness` times as wide to either side; `bias` is how far, as a share of
/// the exact value, the closed form itself or the rounding of the measure may be off.
void expectAgreement(const Interval& measured, double exact, double sharpness, const std::string& what, double bias = 0);

/// A rate or a time in the words of scene files: perSecond(40) is "40/s", seconds(0.02) "0.02s".
[[nodiscard]] std::string perSecond(double rate);
[[nodiscard]] std::string seconds(double time);

[[nodiscard]] double rejectedShare(const Simulation& simulation);
[[nodiscard]] double meanLatency(const Simulation& simulation);

} // namespace scalelab::theory
