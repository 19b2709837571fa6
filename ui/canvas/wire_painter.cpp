// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/wire_painter.h"

#include "theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr QSizeF rateSize(56, 18);
constexpr std::size_t mostRates = 800;

QColor wireColour(const WireLook& look)
{
    const Theme& t = theme();
    if (look.selected) return t.accent;
    if (look.failing) return t.failed;
    if (look.hovered) return t.textSoft;
    if (look.level == 0) return t.wire;
    const double share = 0.25 + 0.5 * look.level / WireLook::levels;
    const auto mix = [&](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {mix(t.wire.red(), t.ok.red()), mix(t.wire.green(), t.ok.green()), mix(t.wire.blue(), t.ok.blue())};
}

double wireWidth(const WireLook& look)
{
    return (look.selected ? 2.5 : 1.5) + 0.4 * look.level;
}

void paintArrow(QPainter& painter, QPointF tip, QPointF along, double size)
{
    const QPointF aside(-along.y(), along.x());
    const QPointF base = tip - along * size;
    painter.drawPolygon(QPolygonF{tip, base + aside * size * 0.5, base - aside * size * 0.5});
}

/// Beside the wire, so that the dots do not run through the number: above where it is level, to the right where it is steep.
QRectF placeBeside(const WirePath& path, double share)
{
    const QPointF along = path.direction(share);
    const QPointF aside = along.x() >= 0 ? QPointF(along.y(), -along.x()) : QPointF(-along.y(), along.x());
    const double away = 10 + std::abs(aside.y()) * rateSize.height() / 2 + std::abs(aside.x()) * rateSize.width() * 0.36;
    QRectF place(QPointF(), rateSize);
    place.moveCenter(path.at(share) + aside * away);
    return place;
}

} // namespace

void paintWire(QPainter& painter, const Viewport& view, const CanvasWire& wire, const WireLook& look, Detail detail)
{
    const QColor colour = wireColour(look);
    painter.setOpacity(look.faded ? 0.35 : 1);
    const auto& c = wire.path.curve();
    if (detail <= Detail::Flat) {
        painter.setRenderHint(QPainter::Antialiasing, look.level > 0);
        painter.setPen(QPen(colour, look.level > 0 ? 1 + 0.5 * look.level : 0));
        painter.drawLine(view.toView(c[0]), view.toView(c[3]));
    } else {
        const double zoom = std::clamp(view.scale(), 0.7, 1.6);
        const double head = 9 * zoom;
        const QPointF along = wire.path.direction(1);
        const QPointF tip = view.toView(c[3]);
        QPainterPath path(view.toView(c[0]));
        path.cubicTo(view.toView(c[1]), view.toView(c[2]) - along * head * 0.5, tip - along * head * 0.8);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, wireWidth(look) * zoom));
        painter.drawPath(path);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        paintArrow(painter, tip, along, head);
    }
    painter.setOpacity(1);
}

void paintZone(QPainter& painter, const Viewport& view, const CanvasZone& zone)
{
    const Theme& t = theme();
    const QRectF frame = view.toView(zone.frame);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.zoneBorder, 1.25, Qt::DashLine));
    painter.setBrush(t.zone);
    painter.drawRoundedRect(frame, 14 * view.scale(), 14 * view.scale());
    QFont font = t.canvasFont;
    font.setPixelSize(static_cast<int>(std::lround(12 * std::max(view.scale(), 0.9))));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(t.textSoft);
    const QRectF line(frame.left() + 14, frame.top() + 6, frame.width() - 28, QFontMetricsF(font).height() + 4);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(font).elidedText(zone.title, Qt::ElideRight, line.width()));
}

void paintRate(QPainter& painter, const QRectF& place, const QString& rate, bool failing)
{
    const Theme& t = theme();
    QFont font = t.canvasFont;
    font.setPixelSize(static_cast<int>(std::lround(place.height() * 0.62)));
    font.setWeight(QFont::Medium);
    const double width = std::min(place.width(), QFontMetricsF(font).horizontalAdvance(rate) + place.height() * 0.6);
    QRectF pill(0, 0, width, place.height());
    pill.moveCenter(place.center());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor paper = t.canvas;
    paper.setAlpha(232);
    painter.setBrush(paper);
    painter.drawRoundedRect(pill, pill.height() / 3, pill.height() / 3);
    painter.setFont(font);
    painter.setPen(failing ? t.bad : t.textSoft);
    painter.drawText(pill, Qt::AlignCenter, rate);
}

std::vector<QRectF> placeRates(const CanvasContent& content)
{
    std::vector<QRectF> places(content.wires().size());
    if (places.size() > mostRates) return places;
    std::vector<QRectF> taken;
    for (const CanvasNode& node : content.nodes()) taken.push_back(nodeRect(node.centre));
    for (const bool clearOfWires : {true, false}) {
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (places[i].isValid()) continue;
            for (const double share : {0.5, 0.4, 0.6, 0.3, 0.7}) {
                const QRectF place = placeBeside(content.wires()[i].path, share);
                const auto covers = [&](const QRectF& other) { return other.intersects(place); };
                const auto crossed = [&](const CanvasWire& wire) { return wire.path.crosses(place); };
                if (std::any_of(taken.begin(), taken.end(), covers)) continue;
                if (clearOfWires && std::any_of(content.wires().begin(), content.wires().end(), crossed)) continue;
                places[i] = place;
                taken.push_back(place);
                break;
            }
        }
    }
    return places;
}

} // namespace scalelab
