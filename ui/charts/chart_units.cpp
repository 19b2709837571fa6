// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_units.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

/// A factor that brings base units to the unit shown, and that unit.
struct Shown {
    double factor;
    const char* suffix;
};

Shown shownUnit(double magnitude, ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::PerSecond:
        if (magnitude >= 1e6) return {1e-6, "M/s"};
        return magnitude >= 1e4 ? Shown{1e-3, "k/s"} : Shown{1, "/s"};
    case ChartUnit::Duration:
        if (magnitude >= 1) return {1, "s"};
        return magnitude >= 1e-3 ? Shown{1e3, "ms"} : Shown{1e6, "µs"};
    case ChartUnit::Share: break;
    }
    return {100, "%"};
}

int decimalsFor(double step)
{
    const double digits = std::ceil(-std::log10(step) - 1e-9);
    return static_cast<int>(std::clamp(digits, 0.0, 6.0));
}

QString withUnit(double value, int decimals, const char* suffix)
{
    return QStringLiteral("%1\u202f%2").arg(QLocale().toString(value, 'f', decimals), QString::fromUtf8(suffix));
}

} // namespace

AxisScale niceScale(double highest, int ticks)
{
    if (!(highest > 0) || !std::isfinite(highest)) return {1, 0.5};
    const double raw = highest / std::max(1, ticks);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double digit : {1.0, 2.0, 5.0}) {
        if (digit * power >= raw * (1 - 1e-9)) {
            step = digit * power;
            break;
        }
    }
    return {step * std::ceil(highest / step - 1e-9), step};
}

double niceTimeStep(double span, int ticks)
{
    const double raw = span / std::max(1, ticks);
    if (raw <= 10) return niceScale(span, ticks).step;
    for (const double step : {10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0})
        if (step >= raw) return step;
    return 3600 * std::ceil(raw / 3600);
}

QString shownValue(double value, ChartUnit unit)
{
    if (!std::isfinite(value)) return QStringLiteral("–");
    const Shown shown = value == 0 && unit == ChartUnit::Duration ? Shown{1e3, "ms"} : shownUnit(std::abs(value), unit);
    const double scaled = value * shown.factor;
    const double size = std::abs(scaled);
    const int decimals = size == 0 || size >= 100 || unit == ChartUnit::Share ? 0 : 1;
    return withUnit(scaled, decimals, shown.suffix);
}

QString tickLabel(double value, const AxisScale& scale, ChartUnit unit)
{
    const Shown shown = shownUnit(scale.top, unit);
    if (std::abs(value) < scale.step / 2) return QLocale().toString(0);
    return withUnit(value * shown.factor, decimalsFor(scale.step * shown.factor), shown.suffix);
}

QString timeLabel(double seconds, double step)
{
    if (step < 10 && seconds < 60)
        return withUnit(seconds, decimalsFor(step), "s");
    const auto whole = static_cast<qint64>(std::floor(seconds + 1e-9));
    const QString minutes = QStringLiteral("%1:%2");
    const QString low = QString::number(whole % 60).rightJustified(2, QLatin1Char('0'));
    QString text = whole < 3600
                       ? minutes.arg(whole / 60).arg(low)
                       : minutes.arg(whole / 3600).arg(minutes.arg(whole / 60 % 60, 2, 10, QLatin1Char('0')).arg(low));
    if (step < 1) {
        const QString fraction = QLocale().toString(seconds - static_cast<double>(whole), 'f', decimalsFor(step));
        text += fraction.mid(1);
    }
    return text;
}

QString baseUnit(ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::PerSecond: return QStringLiteral("1/s");
    case ChartUnit::Duration: return QStringLiteral("s");
    case ChartUnit::Share: break;
    }
    return QStringLiteral("share");
}

} // namespace scalelab
