// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/gesture.h"

#include <cmath>

namespace scalelab {

void Gesture::beginPan(QPointF viewPoint)
{
    kind_ = Kind::Pan;
    current_ = viewPoint;
}

QPointF Gesture::panTo(QPointF viewPoint)
{
    const QPointF by = viewPoint - current_;
    current_ = viewPoint;
    return by;
}

void Gesture::beginPress(const QString& node, QPointF centre, QPointF at)
{
    kind_ = Kind::Press;
    node_ = node;
    centre_ = centre;
    start_ = current_ = at;
}

void Gesture::beginMove(const QStringList& nodes)
{
    kind_ = Kind::Move;
    nodes_ = nodes;
}

void Gesture::beginRubberBand(QPointF at, const QStringList& selectedBefore)
{
    kind_ = Kind::RubberBand;
    nodes_ = selectedBefore;
    start_ = current_ = at;
}

void Gesture::beginWire(const QString& from, Side side)
{
    kind_ = Kind::Wire;
    node_ = from;
    side_ = side;
}

bool Gesture::hasLeft(double distance) const
{
    return std::hypot(current_.x() - start_.x(), current_.y() - start_.y()) > distance;
}

QPointF Gesture::offset(bool snap) const
{
    const QPointF by = current_ - start_;
    return snap ? snapped(centre_ + by) - centre_ : by;
}

} // namespace scalelab
