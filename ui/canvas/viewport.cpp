// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/viewport.h"

#include <algorithm>

namespace scalelab {

void Viewport::zoomTo(double scale, QPointF fixed)
{
    const QPointF scene = toScene(fixed);
    scale_ = std::clamp(scale, smallest, largest);
    origin_ = fixed - scene * scale_;
}

void Viewport::fit(const QRectF& scene, QSizeF view, double margin, double most)
{
    const double width = std::max(1.0, view.width() - 2 * margin);
    const double height = std::max(1.0, view.height() - 2 * margin);
    scale_ = std::clamp(std::min(width / std::max(1.0, scene.width()), height / std::max(1.0, scene.height())), smallest, most);
    centreOn(scene.center(), view);
}

void Viewport::centreOn(QPointF scene, QSizeF view)
{
    origin_ = QPointF(view.width() / 2, view.height() / 2) - scene * scale_;
}

Detail detailAt(double scale)
{
    if (scale < 0.15) return Detail::Block;
    if (scale < 0.4) return Detail::Flat;
    return scale < 0.6 ? Detail::Compact : Detail::Full;
}

} // namespace scalelab
