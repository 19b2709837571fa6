// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/node_painter.h"
#include "canvas/wire_painter.h"

#include <QImage>
#include <QRegion>

#include <vector>

namespace scalelab {

/// What the scene layer draws: the content, the part of it that is seen, and how everything looks.
struct SceneView {
    const CanvasContent* content = nullptr;
    Viewport viewport;
    QSize size;      ///< Of the view in pixels.
    double ratio = 1; ///< Device pixels per view pixel.
    std::vector<NodeLook> nodes; ///< As many as the content has components.
    std::vector<WireLook> wires; ///< As many as the content has wires.
};

/// The picture without dots, kept as an image: drawn anew when the view or the scene changes, patched where a component's state changes.
class SceneLayer {
public:
    /// Draws everything anew.
    void render(const SceneView& view);
    /// Draws only what differs from the last time; returns the changed device pixels. Needs a render() with the same content and viewport before.
    QRegion patch(const SceneView& view);
    /// In device pixels; opaque.
    [[nodiscard]] const QImage& image() const { return composed_; }

private:
    void paintBase();
    void paintTop(const QRegion& clip);
    [[nodiscard]] QRectF nodeArea(std::size_t node) const;
    [[nodiscard]] QRectF rateArea(std::size_t wire) const;
    [[nodiscard]] bool showsRates() const;
    [[nodiscard]] QRect devicePixels(const QRectF& area) const;

    SceneView view_;
    NodePainter painter_;
    std::vector<QRectF> rates_;
    QImage base_;     ///< Grid, zones and wires.
    QImage composed_; ///< With components and numbers.
};

/// Paints a whole scene without sprites, for vector and image export.
void paintAll(QPainter& painter, const SceneView& view);

} // namespace scalelab
