// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvas_content.h"
#include "canvas/traffic/dot.h"
#include "canvas/viewport.h"

#include <QImage>
#include <QRegion>

#include <span>
#include <utility>
#include <vector>

namespace scalelab {

struct Theme;

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
    static constexpr int phaseBits = 2;
    static constexpr int phases = 1 << phaseBits; ///< Subpixel places of a sprite along each axis.
    /// A dot's pixels, premultiplied, and in which of each row there are any.
    struct Sprite {
        int side = 0;
        std::vector<quint32> pixels;
        std::vector<std::pair<int, int>> spans; ///< By row: first pixel and the one after the last.
    };
    static Sprite spriteOf(const QImage& image);
    void makeSprites(double size);
    void restore(quint32* pixels, int column, int row) const;
    void splat(quint32* pixels, QPointF at, DotKind kind);
    void touch(int left, int top, int side);

    const QImage* layer_ = nullptr;
    QImage frame_;
    std::vector<WirePath> wires_;
    const Theme* theme_ = nullptr; ///< That the sprites were made for.
    std::vector<Sprite> sprites_; ///< By kind and subpixel phase.
    double dotSize_ = 0;
    double lane_ = 0; ///< How far beside the wire calls and replies run, in device pixels.
    int columns_ = 0, rows_ = 0;
    std::vector<char> touched_; ///< Tiles that show dots.
};

} // namespace scalelab
