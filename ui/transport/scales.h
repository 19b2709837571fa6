// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace scalelab {

/// The speed slider: 100 positions for a factor of ten, 0 is real time.
inline constexpr int speedSliderReach = 300;
/// Simulated seconds per second at a position of the speed slider, 0.001 to 1000, rounded to two digits.
[[nodiscard]] double speedAt(int position);
/// The position nearest to a speed; speeds beyond the ends, Max included, are at the end.
[[nodiscard]] int positionOfSpeed(double factor);

/// The traffic slider: 0 is the traffic as authored, -100 none, 100 ten times as much.
inline constexpr int trafficSliderReach = 100;
/// The traffic factor at a position, 0 to 10: linear below 1x, logarithmic above, rounded to two digits.
[[nodiscard]] double trafficAt(int position);
[[nodiscard]] int positionOfTraffic(double factor);

/// "1x", "0.01x", "250x", or "Max" for infinity.
[[nodiscard]] QString speedText(double factor);
/// "1.0x", "0.35x".
[[nodiscard]] QString trafficText(double factor);
/// "00:12.40"; three digits of a second for slow motion; hours in front from one hour on.
[[nodiscard]] QString clockText(double seconds, bool slowMotion);
/// "3.1x real time"; empty for 0.
[[nodiscard]] QString realTimeText(double ratio);

} // namespace scalelab
