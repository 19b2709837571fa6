// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/traffic/dot_painter.h"

#include "theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace scalelab {

namespace {

constexpr double spriteMargin = 2;

QColor dotColour(DotKind kind)
{
    const Theme& t = theme();
    switch (kind) {
    case DotKind::Request:
    case DotKind::Ok: return t.ok;
    case DotKind::Hit: return t.hit;
    case DotKind::Failed: return t.failed;
    case DotKind::Dropped: return t.dropped;
    case DotKind::Retry: return t.retry;
    }
    return t.ok;
}

void paintShape(QPainter& painter, DotKind kind, double r)
{
    const QColor colour = dotColour(kind);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (kind) {
    case DotKind::Request:
        painter.setPen(QPen(colour, r * 0.5));
        painter.setBrush(theme().node);
        painter.drawEllipse(QPointF(), r * 0.78, r * 0.78);
        break;
    case DotKind::Ok: painter.drawEllipse(QPointF(), r, r); break;
    case DotKind::Hit: painter.drawRect(QRectF(-r * 0.9, -r * 0.9, r * 1.8, r * 1.8)); break;
    case DotKind::Failed: painter.drawPolygon(QPolygonF{{0, -r * 1.3}, {r * 1.3, 0}, {0, r * 1.3}, {-r * 1.3, 0}}); break;
    case DotKind::Dropped:
        painter.setPen(QPen(colour, r * 0.6, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(-r, -r), QPointF(r, r));
        painter.drawLine(QPointF(-r, r), QPointF(r, -r));
        break;
    case DotKind::Retry: painter.drawPolygon(QPolygonF{{0, -r * 1.2}, {r * 1.15, r * 0.85}, {-r * 1.15, r * 0.85}}); break;
    }
}

/// Premultiplied source over opaque destination; red with blue, and alpha with green, two channels at a time.
inline quint32 blended(quint32 source, quint32 below)
{
    const quint32 keep = 255 - (source >> 24);
    if (keep == 255) return below;
    const quint32 rb = (below & 0xff00ff) * keep;
    const quint32 g = ((below >> 8) & 0xff) * keep;
    const quint32 rbDone = ((rb + ((rb >> 8) & 0xff00ff) + 0x800080) >> 8) & 0xff00ff;
    const quint32 gDone = ((g + (g >> 8) + 0x80) >> 8) & 0xff;
    return 0xff000000 | ((source & 0xffffff) + (rbDone | (gDone << 8)));
}

} // namespace

QImage dotSprite(DotKind kind, double size, QPointF phase)
{
    const int side = static_cast<int>(std::ceil(size * 1.35 + 2 * spriteMargin));
    QImage sprite(side, side, QImage::Format_ARGB32_Premultiplied);
    sprite.fill(Qt::transparent);
    QPainter painter(&sprite);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(QPointF(side / 2.0, side / 2.0) + phase);
    paintShape(painter, kind, size / 2);
    return sprite;
}

void DotPainter::setBackground(const QImage& layer, const QRegion& changed)
{
    layer_ = &layer;
    if (frame_.size() != layer.size()) {
        frame_ = layer.copy();
        frame_.setDevicePixelRatio(1);
        columns_ = (frame_.width() + tile - 1) / tile;
        rows_ = (frame_.height() + tile - 1) / tile;
        touched_.assign(static_cast<std::size_t>(columns_ * rows_), 0);
        return;
    }
    const QRect area = changed.boundingRect();
    if (area.isEmpty()) return;
    for (int row = area.top() / tile; row <= area.bottom() / tile; ++row) {
        for (int column = area.left() / tile; column <= area.right() / tile; ++column) {
            if (changed.intersects(QRect(column * tile, row * tile, tile, tile))) touched_[static_cast<std::size_t>(row * columns_ + column)] = 1;
        }
    }
}

void DotPainter::setWires(const CanvasContent& content, const Viewport& view, double ratio)
{
    wires_.clear();
    wires_.reserve(content.wires().size());
    const bool straight = detailAt(view.scale()) <= Detail::Flat;
    for (const CanvasWire& wire : content.wires()) {
        std::array<QPointF, 4> curve = wire.path.curve();
        if (straight) curve = {curve[0], curve[0] + (curve[3] - curve[0]) / 3, curve[3] - (curve[3] - curve[0]) / 3, curve[3]};
        for (QPointF& point : curve) point = view.toView(point) * ratio;
        wires_.emplace_back(curve);
    }
    const double size = view.scale() >= 0.6 ? 8 : view.scale() >= 0.3 ? 6 : 4;
    lane_ = (size / 2 + 0.5) * ratio;
    makeSprites(size * ratio);
}

DotPainter::Sprite DotPainter::spriteOf(const QImage& image)
{
    Sprite sprite;
    sprite.side = image.width();
    for (int y = 0; y < sprite.side; ++y) {
        const auto* row = reinterpret_cast<const quint32*>(image.constScanLine(y));
        sprite.pixels.insert(sprite.pixels.end(), row, row + sprite.side);
        const auto* first = std::find_if(row, row + sprite.side, [](quint32 pixel) { return pixel != 0; });
        const auto* last = row + sprite.side;
        while (last > first && last[-1] == 0) --last;
        sprite.spans.emplace_back(static_cast<int>(first - row), static_cast<int>(last - row));
    }
    return sprite;
}

void DotPainter::makeSprites(double size)
{
    if (size == dotSize_ && theme_ == &theme()) return;
    dotSize_ = size;
    theme_ = &theme();
    sprites_.clear();
    for (std::size_t kind = 0; kind < dotKindCount; ++kind) {
        for (int y = 0; y < phases; ++y) {
            for (int x = 0; x < phases; ++x)
                sprites_.push_back(spriteOf(dotSprite(static_cast<DotKind>(kind), size, QPointF(x, y) / phases)));
        }
    }
}

void DotPainter::restore(quint32* pixels, int column, int row) const
{
    const int left = column * tile;
    const int width = std::min(tile, frame_.width() - left);
    const int bottom = std::min((row + 1) * tile, frame_.height());
    for (int y = row * tile; y < bottom; ++y) {
        const auto* from = reinterpret_cast<const quint32*>(layer_->constScanLine(y)) + left;
        std::memcpy(pixels + static_cast<std::ptrdiff_t>(y) * frame_.width() + left, from, static_cast<std::size_t>(width) * sizeof(quint32));
    }
}

QRegion DotPainter::draw(std::span<const Dot> dots)
{
    std::vector<char> changed = touched_;
    auto* pixels = reinterpret_cast<quint32*>(frame_.bits());
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column) {
            if (touched_[static_cast<std::size_t>(row * columns_ + column)]) restore(pixels, column, row);
        }
    }
    std::fill(touched_.begin(), touched_.end(), 0);
    for (const Dot& dot : dots) {
        if (static_cast<std::size_t>(dot.wire) >= wires_.size()) continue;
        const WirePath& wire = wires_[static_cast<std::size_t>(dot.wire)];
        splat(pixels, wire.at(static_cast<double>(dot.share), dot.reply ? -lane_ : lane_), dot.kind);
    }
    QRegion region;
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column) {
            const auto at = [&](int c) { return static_cast<std::size_t>(row * columns_ + c); };
            if (!changed[at(column)] && !touched_[at(column)]) continue;
            const int first = column;
            while (column + 1 < columns_ && (changed[at(column + 1)] || touched_[at(column + 1)])) ++column;
            region += QRect(first * tile, row * tile, (column - first + 1) * tile, tile);
        }
    }
    return region & frame_.rect();
}

void DotPainter::touch(int left, int top, int side)
{
    const int lastColumn = std::min((left + side) / tile, columns_ - 1);
    const int lastRow = std::min((top + side) / tile, rows_ - 1);
    for (int row = std::max(0, top / tile); row <= lastRow; ++row) {
        for (int column = std::max(0, left / tile); column <= lastColumn; ++column) touched_[static_cast<std::size_t>(row * columns_ + column)] = 1;
    }
}

void DotPainter::splat(quint32* pixels, QPointF at, DotKind kind)
{
    const int x = static_cast<int>(std::floor(at.x() * phases));
    const int y = static_cast<int>(std::floor(at.y() * phases));
    const auto phase = static_cast<std::size_t>((y & (phases - 1)) * phases + (x & (phases - 1)));
    const Sprite& sprite = sprites_[static_cast<std::size_t>(kind) * phases * phases + phase];
    const int left = (x >> phaseBits) - sprite.side / 2;
    const int top = (y >> phaseBits) - sprite.side / 2;
    const int width = frame_.width();
    const int height = frame_.height();
    if (left + sprite.side <= 0 || left >= width || top + sprite.side <= 0 || top >= height) return;
    touch(left, top, sprite.side);
    for (int row = std::max(0, -top); row < std::min(sprite.side, height - top); ++row) {
        const auto [first, last] = sprite.spans[static_cast<std::size_t>(row)];
        const quint32* source = sprite.pixels.data() + static_cast<std::ptrdiff_t>(row) * sprite.side;
        quint32* below = pixels + static_cast<std::ptrdiff_t>(top + row) * width + left;
        for (int i = std::max(first, -left); i < std::min(last, width - left); ++i) below[i] = blended(source[i], below[i]);
    }
}

} // namespace scalelab
