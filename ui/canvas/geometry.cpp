// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/geometry.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

double dot(QPointF a, QPointF b)
{
    return QPointF::dotProduct(a, b);
}

QPointF bezierPoint(const std::array<QPointF, 4>& c, double t)
{
    const double u = 1 - t;
    return u * u * u * c[0] + 3 * u * u * t * c[1] + 3 * u * t * t * c[2] + t * t * t * c[3];
}

double distanceToSegment(QPointF p, QPointF a, QPointF b)
{
    const QPointF along = b - a;
    const double squared = dot(along, along);
    const double t = squared > 0 ? std::clamp(dot(p - a, along) / squared, 0.0, 1.0) : 0.0;
    return std::hypot(p.x() - a.x() - t * along.x(), p.y() - a.y() - t * along.y());
}

} // namespace

QRectF nodeRect(QPointF centre)
{
    return {centre.x() - nodeWidth / 2, centre.y() - nodeHeight / 2, nodeWidth, nodeHeight};
}

QPointF snapped(QPointF point)
{
    return {std::round(point.x() / gridStep) * gridStep, std::round(point.y() / gridStep) * gridStep};
}

QPointF outward(Side side)
{
    switch (side) {
    case Side::Right: return {1, 0};
    case Side::Left: return {-1, 0};
    case Side::Bottom: return {0, 1};
    case Side::Top: return {0, -1};
    }
    return {};
}

QPointF sideMiddle(QPointF centre, Side side)
{
    const QPointF out = outward(side);
    return centre + QPointF(out.x() * nodeWidth / 2, out.y() * nodeHeight / 2);
}

QPointF handleAt(QPointF centre, Side side)
{
    return sideMiddle(centre, side) + outward(side) * handleDistance;
}

std::optional<Side> hitHandle(QPointF centre, QPointF point, double slack)
{
    for (const Side side : allSides) {
        const QPointF away = point - handleAt(centre, side);
        if (std::hypot(away.x(), away.y()) <= handleRadius + slack) return side;
    }
    return std::nullopt;
}

WirePath::WirePath(const std::array<QPointF, 4>& curve) : curve_(curve)
{
    for (std::size_t i = 0; i <= pieces; ++i) {
        points_[i] = bezierPoint(curve, static_cast<double>(i) / pieces);
        if (i > 0) lengths_[i] = lengths_[i - 1] + std::hypot(points_[i].x() - points_[i - 1].x(), points_[i].y() - points_[i - 1].y());
    }
    const auto [left, right] = std::minmax_element(points_.begin(), points_.end(), [](QPointF a, QPointF b) { return a.x() < b.x(); });
    const auto [top, bottom] = std::minmax_element(points_.begin(), points_.end(), [](QPointF a, QPointF b) { return a.y() < b.y(); });
    bounds_ = QRectF(QPointF(left->x(), top->y()), QPointF(right->x(), bottom->y()));
}

std::size_t WirePath::pieceAt(double distance) const
{
    const auto next = std::upper_bound(lengths_.begin() + 1, lengths_.end() - 1, distance);
    return static_cast<std::size_t>(next - lengths_.begin() - 1);
}

QPointF WirePath::at(double share, double aside) const
{
    const double distance = std::clamp(share, 0.0, 1.0) * length();
    const std::size_t i = pieceAt(distance);
    const double piece = lengths_[i + 1] - lengths_[i];
    if (piece <= 0) return points_[i];
    const QPointF along = points_[i + 1] - points_[i];
    const QPointF right(-along.y() / piece, along.x() / piece);
    return points_[i] + along * ((distance - lengths_[i]) / piece) + right * aside;
}

QPointF WirePath::direction(double share) const
{
    const std::size_t i = pieceAt(std::clamp(share, 0.0, 1.0) * length());
    const double piece = lengths_[i + 1] - lengths_[i];
    return piece > 0 ? (points_[i + 1] - points_[i]) / piece : QPointF(1, 0);
}

double WirePath::distanceTo(QPointF point) const
{
    double nearest = distanceToSegment(point, points_[0], points_[1]);
    for (std::size_t i = 1; i < pieces; ++i) nearest = std::min(nearest, distanceToSegment(point, points_[i], points_[i + 1]));
    return nearest;
}

bool WirePath::crosses(const QRectF& rect) const
{
    if (bounds_.left() > rect.right() || bounds_.right() < rect.left() || bounds_.top() > rect.bottom() || bounds_.bottom() < rect.top()) return false;
    for (std::size_t i = 0; i < pieces; ++i) {
        if (rect.contains(points_[i]) || rect.contains((points_[i] + points_[i + 1]) / 2)) return true;
    }
    return rect.contains(points_[pieces]);
}

} // namespace scalelab
