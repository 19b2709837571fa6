// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace scalelab {

/// What the vertical axis of a chart measures; values are in base units (1/s, s, share).
enum class ChartUnit { PerSecond, Duration, Share };

/// Ticks of an axis that starts at 0: every `step` up to `top`, in base units.
struct AxisScale {
    double top = 1;
    double step = 0.5;
    bool operator==(const AxisScale&) const = default;
};

/// The smallest scale of 1, 2 or 5 times a power of ten a step that reaches `highest` with at most `ticks` steps.
[[nodiscard]] AxisScale niceScale(double highest, int ticks);

/// Nice number of seconds between ticks of a time axis `span` seconds long: 1, 2, 5, 10, 15, 30, 60, ... with at most `ticks` steps.
[[nodiscard]] double niceTimeStep(double span, int ticks);

/// A value in the unit people use for it, in the user's locale: "198 /s", "12.4 ms", "64 %"; "–" if not finite.
[[nodiscard]] QString shownValue(double value, ChartUnit unit);

/// A tick's label: all ticks of an axis have the same unit and decimals, chosen from its scale; "0" has no unit.
[[nodiscard]] QString tickLabel(double value, const AxisScale& scale, ChartUnit unit);

/// An instant or span on a time axis with the given step: "12 s", "0.5 s", "2:30", "1:02:30".
[[nodiscard]] QString timeLabel(double seconds, double step);

/// The base unit for headers of data files: "1/s", "s", "share".
[[nodiscard]] QString baseUnit(ChartUnit unit);

} // namespace scalelab
