// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/node_state.h"

#include "document/health_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("NodeState", text);
}

/// Three significant digits at most, so that cards do not grow.
QString shortNumber(double value)
{
    const QLocale locale;
    if (value < 9.95) return locale.toString(value, 'f', value > 0 && value != std::floor(value) ? 1 : 0);
    if (value < 999.5) return locale.toString(value, 'f', 0);
    const bool millions = value >= 999.5e3;
    const double scaled = value / (millions ? 1e6 : 1e3);
    return locale.toString(scaled, 'f', scaled < 9.95 ? 1 : 0) + (millions ? QStringLiteral("M") : QStringLiteral("k"));
}

QString percent(double share)
{
    return tr("%1%").arg(QLocale().toString(std::round(share * 100), 'f', 0));
}

QString roleOf(const ComponentSnapshot& component, const QString& declared)
{
    if (component.master) return tr("master");
    return component.lag >= 0 ? tr("replica") : declared;
}

QString noteOf(const ComponentSnapshot& component)
{
    if (component.queued > 0) return tr("%1 waiting").arg(shortNumber(component.queued));
    if (component.hitRatio >= 0) return tr("%1 hits").arg(percent(static_cast<double>(component.hitRatio)));
    if (component.lag >= 0) return tr("lag %1").arg(durationText(static_cast<double>(component.lag)));
    return {};
}

QString badgeOf(const ComponentSnapshot& component, const LiveRun::Rates& rates)
{
    if (rates.failedHere <= 0) return {};
    const std::string_view cause = causeText(component.lastCause);
    const QString words = component.lastCause == Cause::None ? tr("failed") : QString::fromUtf8(cause.data(), static_cast<qsizetype>(cause.size()));
    return tr("%1 %2").arg(words, rateText(rates.failedHere));
}

} // namespace

NodeState nodeStateOf(const ComponentSnapshot& component, const LiveRun::Rates& rates, const QString& declaredRole)
{
    NodeState state;
    state.live = component.health != Health::Removed;
    state.broken = component.health == Health::Down;
    state.condition = healthText(component.health);
    state.down = !state.condition.isEmpty();
    if (component.capacity > 0 && rates.utilisation >= 0)
        state.loadPercent = static_cast<int>(std::lround(std::clamp(rates.utilisation, 0.0, 1.0) * 100));
    if (component.arrived > 0) state.throughput = rateText(rates.completed);
    state.note = noteOf(component);
    state.role = roleOf(component, declaredRole);
    state.badge = badgeOf(component, rates);
    return state;
}

QString rateText(double perSecond)
{
    if (perSecond > 0 && perSecond < 0.05) return tr("<%1/s").arg(QLocale().toString(0.1, 'f', 1));
    return tr("%1/s").arg(shortNumber(perSecond));
}

QString durationText(double seconds)
{
    if (seconds < 0.0995) return tr("%1 ms").arg(shortNumber(seconds * 1000));
    return tr("%1 s").arg(shortNumber(seconds));
}

LoadLevel loadLevel(int percent)
{
    if (percent >= 90) return LoadLevel::Full;
    return percent >= 70 ? LoadLevel::Busy : LoadLevel::Calm;
}

} // namespace scalelab
