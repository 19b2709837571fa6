// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/scales.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

double twoDigits(double value)
{
    if (value == 0) return 0;
    const double power = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return power < 1 ? std::round(value / power) / std::round(1 / power) : std::round(value / power) * power;
}

/// At most `digits` significant digits, without an exponent and without zeros at the end.
QString plainNumber(double value, int digits)
{
    if (value == 0) return QLocale().toString(0);
    const int before = static_cast<int>(std::floor(std::log10(value))) + 1;
    const int decimals = std::clamp(digits - before, 0, 6);
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    QString text = locale.toString(value, 'f', decimals);
    const QString point = locale.decimalPoint();
    if (!text.contains(point)) return text;
    while (text.endsWith(locale.zeroDigit())) text.chop(1);
    if (text.endsWith(point)) text.chop(point.size());
    return text;
}

QString times(const QString& number)
{
    return QCoreApplication::translate("scalelab::TransportBar", "%1x", "factor").arg(number);
}

} // namespace

double speedAt(int position)
{
    return twoDigits(std::pow(10.0, std::clamp(position, -speedSliderReach, speedSliderReach) / 100.0));
}

int positionOfSpeed(double factor)
{
    if (!(factor > 0)) return -speedSliderReach;
    if (std::isinf(factor)) return speedSliderReach;
    return std::clamp(static_cast<int>(std::lround(100 * std::log10(factor))), -speedSliderReach, speedSliderReach);
}

double trafficAt(int position)
{
    const double share = std::clamp(position, -trafficSliderReach, trafficSliderReach) / 100.0;
    return share <= 0 ? twoDigits(1 + share) : twoDigits(std::pow(10.0, share));
}

int positionOfTraffic(double factor)
{
    const double share = factor <= 1 ? factor - 1 : std::log10(factor);
    return std::clamp(static_cast<int>(std::lround(100 * share)), -trafficSliderReach, trafficSliderReach);
}

QString speedText(double factor)
{
    if (std::isinf(factor)) return QCoreApplication::translate("scalelab::TransportBar", "Max");
    return times(plainNumber(factor, 3));
}

QString trafficText(double factor)
{
    const QString text = factor > 0 && factor < 1 ? plainNumber(factor, 2) : QLocale().toString(factor, 'f', 1);
    return times(text);
}

QString clockText(double seconds, bool slowMotion)
{
    const qint64 unit = slowMotion ? 1000 : 100;
    const auto total = static_cast<qint64>(std::floor(seconds * static_cast<double>(unit) + 1e-6));
    const qint64 whole = total / unit;
    const auto padded = [](qint64 value, int width) {
        return QString::number(value).rightJustified(width, QLatin1Char('0'));
    };
    QString text = padded(whole / 60 % 60, 2) + QLatin1Char(':') + padded(whole % 60, 2) + QLocale().decimalPoint() +
                   padded(total % unit, slowMotion ? 3 : 2);
    if (whole >= 3600) text.prepend(QString::number(whole / 3600) + QLatin1Char(':'));
    return text;
}

QString realTimeText(double ratio)
{
    if (!(ratio > 0)) return {};
    const QString number = ratio >= 100 ? QLocale().toString(ratio, 'f', 0) : plainNumber(ratio, 2);
    return QCoreApplication::translate("scalelab::TransportBar", "%1x real time").arg(number);
}

} // namespace scalelab
