// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/scene_layer.h"

#include "theme/theme.h"

#include <QPainter>

#include <cmath>

namespace scalelab {

namespace {

void paintGrid(QPainter& painter, const Viewport& view, QSize size)
{
    double step = gridStep * view.scale();
    while (step < 14) step *= 2;
    const QPointF origin = view.toView(QPointF(0, 0));
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QColor colour = theme().grid;
    for (double x = std::fmod(origin.x(), step) - step; x < size.width(); x += step) {
        for (double y = std::fmod(origin.y(), step) - step; y < size.height(); y += step) painter.fillRect(QRectF(std::round(x), std::round(y), 1, 1), colour);
    }
}

QRectF widened(const QRectF& rect, double by)
{
    return rect.adjusted(-by, -by, by, by);
}

} // namespace

void SceneLayer::render(const SceneView& view)
{
    view_ = view;
    const QSize pixels = (QSizeF(view.size) * view.ratio).toSize();
    for (QImage* image : {&base_, &composed_}) {
        if (image->size() != pixels) *image = QImage(pixels, QImage::Format_RGB32);
        image->setDevicePixelRatio(view.ratio);
    }
    painter_.setScale(view.viewport.scale(), view.ratio);
    rates_ = showsRates() ? placeRates(*view.content) : std::vector<QRectF>(view.wires.size());
    paintBase();
    paintTop(QRect(QPoint(), pixels));
}

QRegion SceneLayer::patch(const SceneView& view)
{
    QRegion changed;
    bool base = false;
    for (std::size_t i = 0; i < view.wires.size(); ++i) {
        WireLook before = view_.wires[i];
        if (before == view.wires[i]) continue;
        if (rates_[i].isValid()) changed += devicePixels(rateArea(i));
        before.rate = view.wires[i].rate;
        if (before != view.wires[i]) base = true;
    }
    for (std::size_t i = 0; i < view.nodes.size(); ++i) {
        if (!(view_.nodes[i] == view.nodes[i])) changed += devicePixels(nodeArea(i));
    }
    view_.nodes = view.nodes;
    view_.wires = view.wires;
    if (base) {
        paintBase();
        changed = composed_.rect();
    }
    changed &= composed_.rect();
    if (!changed.isEmpty()) paintTop(changed);
    return changed;
}

bool SceneLayer::showsRates() const
{
    return detailAt(view_.viewport.scale()) == Detail::Full;
}

QRect SceneLayer::devicePixels(const QRectF& area) const
{
    return QRectF(area.topLeft() * view_.ratio, area.size() * view_.ratio).toAlignedRect();
}

QRectF SceneLayer::nodeArea(std::size_t node) const
{
    const QRectF box = view_.viewport.toView(nodeRect(view_.content->nodes()[node].centre));
    QRectF area = box.marginsAdded(painter_.overhang());
    // A long badge is wider than its box.
    const double wide = 40 * view_.viewport.scale();
    return area.adjusted(-wide, 0, wide, 0);
}

QRectF SceneLayer::rateArea(std::size_t wire) const
{
    return view_.viewport.toView(rates_[wire]);
}

void SceneLayer::paintBase()
{
    const Viewport& viewport = view_.viewport;
    base_.fill(theme().canvas.rgb());
    QPainter painter(&base_);
    paintGrid(painter, viewport, view_.size);
    const QRectF visible = widened(viewport.toScene(QRectF(QPointF(), QSizeF(view_.size))), 20);
    for (const CanvasZone& zone : view_.content->zones()) {
        if (zone.frame.intersects(visible)) paintZone(painter, viewport, zone);
    }
    const Detail detail = detailAt(viewport.scale());
    const std::vector<CanvasWire>& wires = view_.content->wires();
    for (std::size_t i = 0; i < wires.size(); ++i) {
        if (widened(wires[i].path.bounds(), 4).intersects(visible)) paintWire(painter, viewport, wires[i], view_.wires[i], detail);
    }
}

void SceneLayer::paintTop(const QRegion& clip)
{
    const double ratio = view_.ratio;
    QPainter painter(&composed_);
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    base_.setDevicePixelRatio(1);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (const QRect& rect : clip) painter.drawImage(rect.topLeft(), base_, rect);
    base_.setDevicePixelRatio(ratio);
    painter.restore();
    const QRect touched = clip.boundingRect();
    const bool whole = touched == composed_.rect() && clip.rectCount() == 1;
    if (!whole) {
        painter.scale(1 / ratio, 1 / ratio);
        painter.setClipRegion(clip);
        painter.resetTransform();
    }
    const std::vector<CanvasNode>& nodes = view_.content->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const QRect area = devicePixels(nodeArea(i));
        if (!area.intersects(touched) || !clip.intersects(area)) continue;
        painter_.paint(painter, view_.viewport.toView(nodeRect(nodes[i].centre).topLeft()), nodes[i], view_.nodes[i]);
    }
    for (std::size_t i = 0; i < rates_.size(); ++i) {
        if (!rates_[i].isValid() || view_.wires[i].rate.isEmpty() || !clip.intersects(devicePixels(rateArea(i)))) continue;
        paintRate(painter, rateArea(i), view_.wires[i].rate, view_.wires[i].failing);
    }
}

void paintAll(QPainter& painter, const SceneView& view)
{
    const Viewport& viewport = view.viewport;
    for (const CanvasZone& zone : view.content->zones()) paintZone(painter, viewport, zone);
    for (std::size_t i = 0; i < view.wires.size(); ++i) paintWire(painter, viewport, view.content->wires()[i], view.wires[i], Detail::Full);
    NodePainter nodes;
    nodes.setVector(true);
    nodes.setScale(viewport.scale(), 1);
    for (std::size_t i = 0; i < view.nodes.size(); ++i) {
        const CanvasNode& node = view.content->nodes()[i];
        nodes.paint(painter, viewport.toView(nodeRect(node.centre).topLeft()), node, view.nodes[i]);
    }
    const std::vector<QRectF> rates = placeRates(*view.content);
    for (std::size_t i = 0; i < rates.size(); ++i) {
        if (rates[i].isValid() && !view.wires[i].rate.isEmpty()) paintRate(painter, viewport.toView(rates[i]), view.wires[i].rate, view.wires[i].failing);
    }
}

} // namespace scalelab
