// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvas_content.h"
#include "canvas/viewport.h"

#include <optional>
#include <span>
#include <vector>

class QPainter;

namespace scalelab {

/// How one wire is shown at the moment.
struct WireLook {
    static constexpr int levels = 4;
    QString rate;      ///< "198/s"; empty: no label.
    int level = 0;     ///< 0 quiet to 4 busiest wire: decides width and colour.
    bool failing = false;
    bool selected = false;
    bool hovered = false;
    bool faded = false;
    bool operator==(const WireLook&) const = default;
};

/// Draws one wire with its arrow head, in view pixels.
void paintWire(QPainter& painter, const Viewport& view, const CanvasWire& wire, const WireLook& look, Detail detail);
/// Draws a frame with its title.
void paintZone(QPainter& painter, const Viewport& view, const CanvasZone& zone);
/// Draws the rate of a wire at its place.
void paintRate(QPainter& painter, const QRectF& place, const QString& rate, bool failing);

/// Where the rate of each wire can stand without covering a box or another rate, in scene units; empty: nowhere.
[[nodiscard]] std::vector<QRectF> placeRates(const CanvasContent& content);

} // namespace scalelab
