// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/traffic/traffic_legend.h"

#include "canvas/traffic/dot_painter.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace scalelab {

namespace {

constexpr int padding = 12;
constexpr int lineHeight = 22;
constexpr int symbolWidth = 22;

QFont scaleFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QString dotKindText(DotKind kind)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("TrafficLegend", text); };
    switch (kind) {
    case DotKind::Request: return tr("request");
    case DotKind::Ok: return tr("answered");
    case DotKind::Hit: return tr("from cache");
    case DotKind::Failed: return tr("failed");
    case DotKind::Dropped: return tr("rejected");
    case DotKind::Retry: return tr("retry");
    }
    return {};
}

TrafficLegend::TrafficLegend(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("Legend of the traffic"));
    hide();
}

void TrafficLegend::setContents(const PerDotKind<bool>& kinds, std::uint64_t perDot)
{
    const bool any = std::any_of(kinds.begin(), kinds.end(), [](bool shown) { return shown; });
    if (any != isVisibleTo(parentWidget())) setVisible(any);
    if (kinds == kinds_ && perDot == perDot_) return;
    kinds_ = kinds;
    perDot_ = perDot;
    QStringList words{scaleText()};
    for (std::size_t k = 0; k < dotKindCount; ++k) {
        if (kinds[k]) words << dotKindText(static_cast<DotKind>(k));
    }
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    const int bottom = geometry().bottom();
    resize(sizeHint());
    move(x(), bottom - height() + 1);
    update();
}

QString TrafficLegend::scaleText() const
{
    if (perDot_ == 1) return tr("1 dot = 1 request");
    return tr("1 dot = %1 requests").arg(QLocale().toString(static_cast<qulonglong>(perDot_)));
}

QSize TrafficLegend::sizeHint() const
{
    const QFontMetrics metrics(font());
    int width = QFontMetrics(scaleFont(font())).horizontalAdvance(scaleText());
    int lines = 1;
    for (std::size_t k = 0; k < dotKindCount; ++k) {
        if (!kinds_[k]) continue;
        ++lines;
        width = std::max(width, symbolWidth + metrics.horizontalAdvance(dotKindText(static_cast<DotKind>(k))));
    }
    return {width + 2 * padding, lines * lineHeight + padding};
}

void TrafficLegend::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor paper = t.raised;
    paper.setAlpha(240);
    painter.setPen(t.border);
    painter.setBrush(paper);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    QRect line(padding, padding / 2, width() - 2 * padding, lineHeight);
    painter.setPen(t.text);
    painter.setFont(scaleFont(font()));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, scaleText());
    painter.setFont(font());
    painter.setPen(t.textSoft);
    const double ratio = devicePixelRatioF();
    for (std::size_t k = 0; k < dotKindCount; ++k) {
        if (!kinds_[k]) continue;
        line.translate(0, lineHeight);
        QImage sprite = dotSprite(static_cast<DotKind>(k), 10 * ratio);
        sprite.setDevicePixelRatio(ratio);
        const double side = sprite.width() / ratio;
        painter.drawImage(QPointF(line.left() + 6 - side / 2, line.center().y() + 0.5 - side / 2), sprite);
        painter.drawText(line.adjusted(symbolWidth, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, dotKindText(static_cast<DotKind>(k)));
    }
}

} // namespace scalelab
