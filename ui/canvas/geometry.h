// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace scalelab {

/// Size of a component's box in scene units.
inline constexpr double nodeWidth = 132;
inline constexpr double nodeHeight = 84;
/// Distance of grid lines, and what snapping rounds to, in scene units.
inline constexpr double gridStep = 20;
/// How far outside the box the round handles sit from which wires are drawn.
inline constexpr double handleDistance = 12;
inline constexpr double handleRadius = 7;

/// The box of a component whose centre is given.
[[nodiscard]] QRectF nodeRect(QPointF centre);
/// The nearest grid point.
[[nodiscard]] QPointF snapped(QPointF point);

enum class Side { Right, Left, Bottom, Top };
inline constexpr std::array<Side, 4> allSides{Side::Right, Side::Left, Side::Bottom, Side::Top};

/// The middle of a side of the box.
[[nodiscard]] QPointF sideMiddle(QPointF centre, Side side);
/// Unit vector that points out of the box.
[[nodiscard]] QPointF outward(Side side);
/// Centre of the wire handle at a side.
[[nodiscard]] QPointF handleAt(QPointF centre, Side side);
/// The handle under the point, with `slack` scene units to spare.
[[nodiscard]] std::optional<Side> hitHandle(QPointF centre, QPointF point, double slack);

/// A curve from `from` to `to` as a baked polyline; arc length in scene units.
class WirePath {
public:
    WirePath() = default;
    /// A cubic Bezier curve given by its four points.
    explicit WirePath(const std::array<QPointF, 4>& curve);

    [[nodiscard]] const std::array<QPointF, 4>& curve() const { return curve_; }
    [[nodiscard]] std::span<const QPointF> points() const { return points_; }
    [[nodiscard]] QRectF bounds() const { return bounds_; }
    [[nodiscard]] double length() const { return lengths_.back(); }
    /// The point at a share of the length, 0 to 1, moved `aside` units to the right of the direction of travel.
    [[nodiscard]] QPointF at(double share, double aside = 0) const;
    /// Unit vector of travel at a share of the length.
    [[nodiscard]] QPointF direction(double share) const;
    [[nodiscard]] double distanceTo(QPointF point) const;
    /// Whether the path enters the rectangle.
    [[nodiscard]] bool crosses(const QRectF& rect) const;

private:
    static constexpr std::size_t pieces = 24;
    [[nodiscard]] std::size_t pieceAt(double distance) const;

    std::array<QPointF, 4> curve_{};
    std::array<QPointF, pieces + 1> points_{};
    std::array<double, pieces + 1> lengths_{};
    QRectF bounds_;
};

/// A wire to be routed, as indices into a list of box centres.
struct WireEnds {
    int from = -1;
    int to = -1;
};

/// Routes all wires: each leaves and enters at the sides that face each other, goes round other boxes where a curve can, and wires that
/// share a side are spread along it in the order of their other ends.
[[nodiscard]] std::vector<WirePath> routeWires(std::span<const QPointF> centres, std::span<const WireEnds> wires);

} // namespace scalelab
