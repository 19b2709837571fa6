// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/geometry.h"
#include "canvas/viewport.h"

#include <QPointF>
#include <QRectF>
#include <QString>

class QPainter;

namespace scalelab {

/// Round handles from which wires are drawn; `hot` is the one under the pointer.
void paintHandles(QPainter& painter, const Viewport& view, QPointF centre, std::optional<Side> hot);
/// The wire that is being drawn, from a side of a box to the pointer.
void paintLooseWire(QPainter& painter, const Viewport& view, QPointF centre, Side side, QPointF pointer, bool allowed);
void paintRubberBand(QPainter& painter, const QRectF& band);
/// Where a component would be dropped.
void paintGhost(QPainter& painter, const Viewport& view, QPointF centre, const QString& kind, const QString& name);
/// A bubble at a point that says why something cannot be done.
void paintBubble(QPainter& painter, QPointF at, const QString& text, const QRectF& room);
/// What to do with an empty canvas.
void paintEmptyHint(QPainter& painter, const QRectF& room);

} // namespace scalelab
