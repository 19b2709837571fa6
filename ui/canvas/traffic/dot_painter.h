// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvas_content.h"
#include "canvas/traffic/dot.h"
#include "canvas/viewport.h"

#include <QImage>
#include <QRegion>

#include <span>
#include <vector>

namespace scalelab {

/// A dot's sprite: the outline alone decides the meaning, the colour repeats it. `size` in device pixels.
[[nodiscard]] QImage dotSprite(DotKind kind, double size, QPointF phase = {});

/// Puts the dots over the scene layer's image in one pass, touching only the pixels under old and new dots.
class DotPainter {
public:
    /// The scene layer was drawn anew or patched within `changed` device pixels.
    void setBackground(const QImage& layer, const QRegion& changed);
    /// Bakes the wires to the screen.
    void setWires(const CanvasContent& content, const Viewport& view, double ratio);
    /// Draws the dots; returns the changed device pixels.
    QRegion draw(std::span<const Dot> dots);
    /// Scene and dots, in device pixels; opaque.
    [[nodiscard]] const QImage& frame() const { return frame_; }

private:
    static constexpr int tile = 64;
    static constexpr int phases = 4;
    void makeSprites(double size);
    void restore(int column, int row);
    void splat(QPointF at, DotKind kind);

    const QImage* layer_ = nullptr;
    QImage frame_;
    std::vector<WirePath> wires_;
    std::vector<QImage> sprites_; ///< By kind and subpixel phase.
    double dotSize_ = 0;
    double lane_ = 0; ///< How far beside the wire calls and replies run, in device pixels.
    int columns_ = 0, rows_ = 0;
    std::vector<char> touched_; ///< Tiles that show dots.
};

} // namespace scalelab
