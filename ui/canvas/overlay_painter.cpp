// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/overlay_painter.h"

#include "theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace scalelab {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Canvas", text);
}

} // namespace

void paintHandles(QPainter& painter, const Viewport& view, QPointF centre, std::optional<Side> hot)
{
    const Theme& t = theme();
    for (const Side side : allSides) {
        const bool under = hot == side;
        const double radius = (under ? handleRadius : handleRadius - 2) * std::clamp(view.scale(), 0.7, 1.4);
        painter.setPen(QPen(t.accent, 1.5));
        painter.setBrush(under ? t.accent : t.node);
        const QPointF middle = view.toView(handleAt(centre, side));
        painter.drawEllipse(middle, radius, radius);
        if (!under) continue;
        painter.setPen(QPen(t.onAccent, 1.6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle - QPointF(radius / 2, 0), middle + QPointF(radius / 2, 0));
        painter.drawLine(middle - QPointF(0, radius / 2), middle + QPointF(0, radius / 2));
    }
}

void paintLooseWire(QPainter& painter, const Viewport& view, QPointF centre, Side side, QPointF pointer, bool allowed)
{
    const Theme& t = theme();
    const QPointF start = view.toView(sideMiddle(centre, side));
    const double reach = std::clamp(QLineF(start, pointer).length() * 0.4, 10.0, 120.0);
    QPainterPath path(start);
    path.quadTo(start + outward(side) * reach, pointer);
    painter.setPen(QPen(allowed ? t.good : t.accent, 2, allowed ? Qt::SolidLine : Qt::DashLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(allowed ? t.good : t.accent);
    painter.drawEllipse(pointer, 4, 4);
}

void paintRubberBand(QPainter& painter, const QRectF& band)
{
    QColor fill = theme().accent;
    fill.setAlpha(24);
    painter.setPen(QPen(theme().accent, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(band, 3, 3);
}

void paintGhost(QPainter& painter, const Viewport& view, QPointF centre, const QString& kind, const QString& name)
{
    const Theme& t = theme();
    const QRectF box = view.toView(nodeRect(centre));
    const double scale = view.scale();
    QColor fill = t.accentSoft;
    fill.setAlpha(200);
    painter.setPen(QPen(t.accent, 1.5, Qt::DashLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 10 * scale, 10 * scale);
    const double side = 32 * scale;
    icon(kind).paint(&painter, QRectF(box.center().x() - side / 2, box.top() + 12 * scale, side, side).toRect());
    QFont font = t.canvasFont;
    font.setPixelSize(std::max(1, static_cast<int>(13 * scale)));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(t.accent);
    const QRectF line(box.left() + 6 * scale, box.top() + 50 * scale, box.width() - 12 * scale, 22 * scale);
    painter.drawText(line, Qt::AlignCenter, QFontMetricsF(font).elidedText(name, Qt::ElideRight, line.width()));
}

void paintBubble(QPainter& painter, QPointF at, const QString& text, const QRectF& room)
{
    const Theme& t = theme();
    painter.setFont(t.uiFont);
    const double widest = std::max(80.0, std::min(320.0, room.width() - 32));
    const QRectF words = QFontMetricsF(t.uiFont).boundingRect(QRectF(0, 0, widest, 1000), Qt::TextWordWrap, text);
    QRectF bubble(0, 0, words.width() + 24, words.height() + 16);
    bubble.moveTopLeft(at + QPointF(16, 18));
    bubble.moveRight(std::min(bubble.right(), room.right() - 8));
    if (bubble.bottom() > room.bottom() - 8) bubble.moveBottom(at.y() - 12);
    bubble.moveLeft(std::max(bubble.left(), room.left() + 8));
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.text);
    painter.drawRoundedRect(bubble, 8, 8);
    painter.setPen(t.onAccent);
    painter.drawText(bubble.adjusted(12, 8, -12, -8), Qt::TextWordWrap, text);
}

void paintEmptyHint(QPainter& painter, const QRectF& room)
{
    const Theme& t = theme();
    QRectF card(0, 0, 88, 56);
    card.moveCenter(room.center() - QPointF(0, 44));
    painter.setPen(QPen(t.zoneBorder, 1.5, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(card, 10, 10);
    painter.setPen(QPen(t.textFaint, 1.8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(card.center() - QPointF(8, 0), card.center() + QPointF(8, 0));
    painter.drawLine(card.center() - QPointF(0, 8), card.center() + QPointF(0, 8));
    QFont font = t.uiFont;
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    painter.setPen(t.textSoft);
    const QRectF line(room.left() + 16, room.center().y() + 4, room.width() - 32, 60);
    painter.drawText(line, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, tr("Drag a component here, or press Ctrl+K"));
}

} // namespace scalelab
