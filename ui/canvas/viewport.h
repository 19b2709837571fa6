// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace scalelab {

/// Which part of the scene a view shows, and how large.
class Viewport {
public:
    static constexpr double smallest = 0.05;
    static constexpr double largest = 4;

    [[nodiscard]] double scale() const { return scale_; }
    [[nodiscard]] QPointF toScene(QPointF view) const { return (view - origin_) / scale_; }
    [[nodiscard]] QPointF toView(QPointF scene) const { return scene * scale_ + origin_; }
    [[nodiscard]] QRectF toScene(const QRectF& view) const { return {toScene(view.topLeft()), view.size() / scale_}; }
    [[nodiscard]] QRectF toView(const QRectF& scene) const { return {toView(scene.topLeft()), scene.size() * scale_}; }

    /// Moves what is shown by so many view pixels.
    void pan(QPointF by) { origin_ += by; }
    /// Sets the scale, kept within bounds; the scene point under `fixed` stays there.
    void zoomTo(double scale, QPointF fixed);
    /// Shows all of `scene` in the middle of a view of this size, never larger than `most`.
    void fit(const QRectF& scene, QSizeF view, double margin, double most = 1);
    void centreOn(QPointF scene, QSizeF view);

private:
    double scale_ = 1;
    QPointF origin_; ///< Where the scene's origin is in the view.
};

/// How much of a component is drawn at a scale.
enum class Detail { Block, Flat, Compact, Full };
[[nodiscard]] Detail detailAt(double scale);

} // namespace scalelab
