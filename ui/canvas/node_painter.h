// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvas_content.h"
#include "canvas/node_state.h"
#include "canvas/viewport.h"

#include <QHash>
#include <QPixmap>

class QPainter;

namespace scalelab {

struct Theme;

/// How one component is shown at the moment.
struct NodeLook {
    enum class Target { None, Allowed, Refused };
    NodeState state;
    bool selected = false;
    bool hovered = false;
    Target target = Target::None; ///< While a wire is drawn: whether it may end here.
    bool operator==(const NodeLook&) const = default;
};

/// Draws components as cards; keeps sprites of shadows and glyphs for one scale.
class NodePainter {
public:
    /// Must be called before painting; drops sprites made for another scale or device pixel ratio.
    void setScale(double scale, double devicePixelRatio);
    /// Draws at full detail without sprites, for vector export.
    void setVector(bool on) { vector_ = on; }

    /// `topLeft` is the box's corner in view pixels.
    void paint(QPainter& painter, QPointF topLeft, const CanvasNode& node, const NodeLook& look);
    /// How far a component's shadow and badge reach out of its box, in view pixels.
    [[nodiscard]] QMarginsF overhang() const;

private:
    void paintCard(QPainter& painter, const CanvasNode& node, const NodeLook& look);
    void paintFull(QPainter& painter, const CanvasNode& node, const NodeLook& look);
    void paintNames(QPainter& painter, QRectF place, const CanvasNode& node, const NodeState& state);
    void paintCompact(QPainter& painter, const CanvasNode& node, const NodeLook& look);
    void paintFlat(QPainter& painter, const CanvasNode& node, const NodeLook& look);
    void paintBadge(QPainter& painter, const QString& text);
    void paintGlyph(QPainter& painter, QRectF place, const CanvasNode& node);
    void paintLoad(QPainter& painter, QRectF bar, int percent);
    void paintMark(QPainter& painter, const NodeLook& look);
    void paintText(QPainter& painter, QRectF place, const QString& text, const QFont& font, const QColor& colour, int flags = Qt::AlignLeft | Qt::AlignVCenter);

    double scale_ = 1;
    double ratio_ = 1;
    bool vector_ = false;
    const Theme* theme_ = nullptr; ///< That the sprites were made for.
    QHash<int, QPixmap> cards_;
    QHash<QString, QPixmap> glyphs_;
    QHash<QString, QString> elided_;
};

} // namespace scalelab
