// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/node_painter.h"

#include "theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr double cornerRadius = 10;
constexpr double shadowReach = 12;
constexpr double badgeHeight = 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("NodePainter", text);
}

QFont sized(double pixels, QFont::Weight weight = QFont::Normal)
{
    QFont font = theme().canvasFont;
    font.setPixelSize(static_cast<int>(std::lround(pixels)));
    font.setWeight(weight);
    return font;
}

struct Fonts {
    QFont label = sized(12, QFont::DemiBold);
    QFont small = sized(11);
    QFont number = sized(11, QFont::DemiBold);
    QFont word = sized(12, QFont::Bold);
};

const Fonts& fonts()
{
    static Fonts all;
    static const Theme* madeFor = &theme();
    if (madeFor != &theme()) {
        all = {};
        madeFor = &theme();
    }
    return all;
}

QColor loadColour(int percent)
{
    switch (loadLevel(percent)) {
    case LoadLevel::Calm: return theme().hit;
    case LoadLevel::Busy: return theme().slow;
    case LoadLevel::Full: return theme().failed;
    }
    return {};
}

QRectF box()
{
    return {0, 0, nodeWidth, nodeHeight};
}

/// Where the label is to be broken so that as much as possible stands in its first line; -1 if nowhere.
qsizetype lastSpaceThatFits(const QString& label, const QFont& font, double width)
{
    const QFontMetricsF metrics(font);
    for (qsizetype at = label.lastIndexOf(QLatin1Char(' ')); at > 0; at = label.lastIndexOf(QLatin1Char(' '), at - 1)) {
        if (metrics.horizontalAdvance(label.left(at)) <= width) return at;
    }
    return -1;
}

/// Everything of a card that its sprite shows.
int cardKey(const CanvasNode& node, const NodeLook& look)
{
    return (node.known ? 1 : 0) | (look.selected ? 2 : 0) | (look.hovered ? 4 : 0) | (look.state.broken ? 8 : 0) |
           (look.target == NodeLook::Target::Allowed ? 16 : 0);
}

QPen cardPen(const CanvasNode& node, const NodeLook& look)
{
    const Theme& t = theme();
    if (look.target == NodeLook::Target::Allowed) return QPen(t.good, 2);
    if (look.state.broken) return QPen(t.failed, 2);
    if (look.selected) return QPen(t.accent, 2);
    if (!node.known) return QPen(t.textFaint, 1.25, Qt::DashLine);
    return QPen(look.hovered ? t.textFaint : t.nodeBorder, 1);
}

void drawShadow(QPainter& painter)
{
    QColor colour = theme().nodeShadow;
    constexpr int rings = 8;
    colour.setAlphaF(colour.alphaF() / rings * 1.4f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (int i = 0; i < rings; ++i) {
        const double out = shadowReach * 0.7 * (1 - static_cast<double>(i) / rings) - 1;
        painter.drawRoundedRect(box().adjusted(-out, -out + 3, out, out + 3), cornerRadius + out, cornerRadius + out);
    }
}

void drawCard(QPainter& painter, const CanvasNode& node, const NodeLook& look)
{
    const Theme& t = theme();
    if (look.selected) {
        QColor halo = t.accent;
        halo.setAlpha(46);
        painter.setPen(QPen(halo, 4));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box().adjusted(-3, -3, 3, 3), cornerRadius + 3, cornerRadius + 3);
    }
    const QPen pen = cardPen(node, look);
    const double inset = pen.widthF() / 2;
    painter.setPen(pen);
    painter.setBrush(node.known ? t.node : t.window);
    painter.drawRoundedRect(box().adjusted(inset, inset, -inset, -inset), cornerRadius, cornerRadius);
}

} // namespace

void NodePainter::setScale(double scale, double devicePixelRatio)
{
    if (scale == scale_ && devicePixelRatio == ratio_ && theme_ == &theme()) return;
    theme_ = &theme();
    scale_ = scale;
    ratio_ = devicePixelRatio;
    cards_.clear();
    glyphs_.clear();
}

QMarginsF NodePainter::overhang() const
{
    const double reach = std::ceil(shadowReach * scale_) + 2;
    return {reach, reach, reach, std::ceil((badgeHeight + 8) * std::max(scale_, 1.0)) + 2};
}

void NodePainter::paint(QPainter& painter, QPointF topLeft, const CanvasNode& node, const NodeLook& look)
{
    const Detail detail = vector_ ? Detail::Full : detailAt(scale_);
    painter.save();
    if (look.target == NodeLook::Target::Refused) painter.setOpacity(painter.opacity() * 0.35);
    painter.translate(topLeft);
    if (detail <= Detail::Flat) {
        paintFlat(painter, node, look);
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        paintCard(painter, node, look);
        painter.scale(scale_, scale_);
        if (detail == Detail::Full) paintFull(painter, node, look);
        else paintCompact(painter, node, look);
        paintMark(painter, look);
        if (!look.state.badge.isEmpty()) paintBadge(painter, look.state.badge);
    }
    painter.restore();
}

void NodePainter::paintCard(QPainter& painter, const CanvasNode& node, const NodeLook& look)
{
    if (vector_) {
        painter.save();
        painter.scale(scale_, scale_);
        drawCard(painter, node, look);
        painter.restore();
        return;
    }
    const double margin = std::ceil(shadowReach * scale_);
    QPixmap& card = cards_[cardKey(node, look)];
    if (card.isNull()) {
        const QSizeF size(nodeWidth * scale_ + 2 * margin, nodeHeight * scale_ + 2 * margin);
        card = QPixmap((size * ratio_).toSize() + QSize(1, 1));
        card.setDevicePixelRatio(ratio_);
        card.fill(Qt::transparent);
        QPainter sprite(&card);
        sprite.setRenderHint(QPainter::Antialiasing);
        sprite.translate(margin, margin);
        sprite.scale(scale_, scale_);
        drawShadow(sprite);
        drawCard(sprite, node, look);
    }
    painter.drawPixmap(QPointF(-margin, -margin), card);
}

void NodePainter::paintFull(QPainter& painter, const CanvasNode& node, const NodeLook& look)
{
    const Theme& t = theme();
    const NodeState& state = look.state;
    const bool quiet = !state.live;
    const double shift = quiet ? 17 : 0;
    paintGlyph(painter, {8, 10 + shift, 28, 28}, node);
    paintNames(painter, {42, 7 + shift, 84, 34}, node, state);
    if (quiet) return;
    if (state.down) {
        paintText(painter, {12, 50, 108, 22}, state.condition, fonts().word, state.broken ? t.bad : t.textSoft, Qt::AlignCenter);
        return;
    }
    const bool bar = state.loadPercent >= 0;
    const double row = bar ? 44 : 52;
    paintText(painter, {12, row, 52, 18}, state.throughput, fonts().number, t.text);
    paintText(painter, {58, row, 64, 18}, state.note, fonts().small, t.textSoft, Qt::AlignRight | Qt::AlignVCenter);
    if (!bar) return;
    paintLoad(painter, {12, 69, 76, 5}, state.loadPercent);
    paintText(painter, {88, 63, 34, 17}, tr("%1%").arg(state.loadPercent), fonts().number, state.loadPercent >= 90 ? t.bad : t.textSoft,
              Qt::AlignRight | Qt::AlignVCenter);
}

void NodePainter::paintNames(QPainter& painter, QRectF place, const CanvasNode& node, const NodeState& state)
{
    const Theme& t = theme();
    const QRectF upper(place.left(), place.top(), place.width(), place.height() / 2);
    const QRectF lower = upper.translated(0, upper.height());
    if (QFontMetricsF(fonts().label).horizontalAdvance(node.label) > place.width()) {
        // A long name takes the second line too: the glyph already tells the kind.
        const qsizetype space = lastSpaceThatFits(node.label, fonts().label, place.width());
        if (space > 0) {
            paintText(painter, upper, node.label.left(space), fonts().label, t.text);
            paintText(painter, lower, node.label.mid(space + 1), fonts().label, t.text);
            return;
        }
    }
    paintText(painter, upper, node.label, fonts().label, t.text);
    const QString role = state.live ? state.role : node.role;
    const QString second = !node.known ? tr("unknown kind") : role.isEmpty() ? node.kindName : role;
    const bool fits = QFontMetricsF(fonts().small).horizontalAdvance(second) <= place.width(); // else the glyph alone tells it
    if (second != node.label && fits) paintText(painter, lower, second, fonts().small, t.textSoft);
}

void NodePainter::paintCompact(QPainter& painter, const CanvasNode& node, const NodeLook& look)
{
    const Theme& t = theme();
    const NodeState& state = look.state;
    const QFont font = sized(11 / scale_, QFont::DemiBold);
    paintGlyph(painter, {8, 4, 32, 32}, node);
    if (state.down) paintText(painter, {46, 3, 78, 32}, state.condition, font, state.broken ? t.bad : t.textSoft, Qt::AlignCenter);
    else if (state.loadPercent >= 0)
        paintText(painter, {46, 3, 78, 32}, tr("%1%").arg(state.loadPercent), font, t.textSoft, Qt::AlignRight | Qt::AlignVCenter);
    const QFont narrow = sized(9.5 / scale_, QFont::DemiBold);
    const QRectF name(5, 36, 122, 34);
    const bool isLong = QFontMetricsF(font).horizontalAdvance(node.label) > name.width();
    if (const qsizetype space = isLong ? lastSpaceThatFits(node.label, narrow, name.width()) : -1; space > 0) {
        paintText(painter, {name.left(), name.top(), name.width(), 17}, node.label.left(space), narrow, t.text, Qt::AlignCenter);
        paintText(painter, {name.left(), name.top() + 17, name.width(), 17}, node.label.mid(space + 1), narrow, t.text, Qt::AlignCenter);
    } else {
        paintText(painter, name, node.label, font, t.text, Qt::AlignCenter);
    }
    if (state.loadPercent >= 0 && !state.down) paintLoad(painter, {10, 71, 112, 6}, state.loadPercent);
}

void NodePainter::paintFlat(QPainter& painter, const CanvasNode& node, const NodeLook& look)
{
    const Theme& t = theme();
    const QRectF area(0, 0, nodeWidth * scale_, nodeHeight * scale_);
    const NodeState& state = look.state;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(cardPen(node, look).color());
    painter.setBrush(node.known ? t.node : t.window);
    painter.drawRect(area);
    if (state.broken) {
        painter.fillRect(area.adjusted(2, 2, -1, -1), t.failed);
        painter.setPen(QPen(t.onAccent, 2));
        painter.drawLine(area.center() + QPointF(-3, -3), area.center() + QPointF(3, 3));
        painter.drawLine(area.center() + QPointF(-3, 3), area.center() + QPointF(3, -3));
    } else if (state.loadPercent >= 0) {
        QRectF filled = area.adjusted(2, 2, -1, -1);
        filled.setTop(filled.bottom() - filled.height() * state.loadPercent / 100);
        painter.fillRect(filled, loadColour(state.loadPercent));
    }
    if (!state.badge.isEmpty()) painter.fillRect(QRectF(area.left(), area.bottom() + 2, area.width(), 3), t.failed);
}

void NodePainter::paintBadge(QPainter& painter, const QString& text)
{
    const Theme& t = theme();
    const double grow = scale_ < 1 ? 1 / std::max(scale_, 0.7) : 1;
    QFont font = fonts().number;
    font.setPixelSize(static_cast<int>(std::lround(11 * grow)));
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 16 * grow;
    QRectF pill(0, 0, width, badgeHeight * grow);
    pill.moveCenter({nodeWidth / 2, 0});
    pill.moveTop(nodeHeight + 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.bad);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setFont(font);
    painter.setPen(t.onAccent);
    painter.drawText(pill, Qt::AlignCenter, text);
}

void NodePainter::paintGlyph(QPainter& painter, QRectF place, const CanvasNode& node)
{
    const QString name = node.known ? node.kind : QStringLiteral("unknown");
    if (vector_) {
        icon(name).paint(&painter, place.toRect());
        return;
    }
    const QSize pixels = (place.size() * scale_ * ratio_).toSize();
    const QString key = name + QString::number(pixels.width());
    QPixmap& glyph = glyphs_[key];
    if (glyph.isNull()) {
        glyph = icon(name).pixmap(pixels, 1.0);
        glyph.setDevicePixelRatio(ratio_);
    }
    // Drawn unscaled on whole pixels: the sprite is as sharp as the card round it.
    painter.save();
    const QPointF corner = painter.transform().map(place.topLeft());
    painter.setTransform(QTransform::fromTranslate(std::round(corner.x() * ratio_) / ratio_, std::round(corner.y() * ratio_) / ratio_));
    painter.drawPixmap(QPointF(0, 0), glyph);
    painter.restore();
}

void NodePainter::paintLoad(QPainter& painter, QRectF bar, int percent)
{
    const double radius = bar.height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().border);
    painter.drawRoundedRect(bar, radius, radius);
    if (percent <= 0) return;
    bar.setWidth(std::max(bar.height(), bar.width() * percent / 100));
    painter.setBrush(loadColour(percent));
    painter.drawRoundedRect(bar, radius, radius);
}

void NodePainter::paintMark(QPainter& painter, const NodeLook& look)
{
    const Theme& t = theme();
    const bool allowed = look.target == NodeLook::Target::Allowed;
    if (!allowed && !look.state.broken) return;
    const QPointF middle(nodeWidth - 6, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(allowed ? t.good : t.failed);
    painter.drawEllipse(middle, 10, 10);
    painter.setPen(QPen(t.onAccent, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (allowed) {
        painter.drawPolyline(QPolygonF{middle + QPointF(-4.5, 0.3), middle + QPointF(-1.3, 3.6), middle + QPointF(4.5, -3.2)});
    } else {
        painter.drawLine(middle + QPointF(-3.5, -3.5), middle + QPointF(3.5, 3.5));
        painter.drawLine(middle + QPointF(-3.5, 3.5), middle + QPointF(3.5, -3.5));
    }
}

void NodePainter::paintText(QPainter& painter, QRectF place, const QString& text, const QFont& font, const QColor& colour, int flags)
{
    if (text.isEmpty()) return;
    const QString key = QStringLiteral("%1|%2|%3|%4").arg(font.pixelSize()).arg(font.weight()).arg(place.width()).arg(text);
    if (elided_.size() > 4000) elided_.clear();
    QString& shown = elided_[key];
    if (shown.isEmpty()) shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, place.width());
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(place, flags | Qt::TextSingleLine | Qt::TextDontClip, shown);
}

} // namespace scalelab
