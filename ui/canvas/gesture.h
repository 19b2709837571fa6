// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/geometry.h"

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

namespace scalelab {

/// What the pointer is doing at the moment. Points are scene points except where said; nothing here changes the document.
class Gesture {
public:
    enum class Kind { Idle, Pan, Press, Move, RubberBand, Wire };

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool isIdle() const { return kind_ == Kind::Idle; }

    /// Points of the view.
    void beginPan(QPointF viewPoint);
    /// How far the pointer went since the last call, in view pixels.
    QPointF panTo(QPointF viewPoint);

    /// The button went down on a component; it becomes a move when the pointer goes far enough.
    void beginPress(const QString& node, QPointF centre, QPointF at);
    /// Turns a press into a move of these components.
    void beginMove(const QStringList& nodes);
    void beginRubberBand(QPointF at, const QStringList& selectedBefore);
    void beginWire(const QString& from, Side side);
    void moveTo(QPointF at) { current_ = at; }
    void end() { *this = {}; }

    /// Whether the pointer has left the place where it went down by more than `distance`.
    [[nodiscard]] bool hasLeft(double distance) const;
    /// How far the components move; with `snap` the pressed one comes to rest on the grid.
    [[nodiscard]] QPointF offset(bool snap) const;
    [[nodiscard]] QRectF band() const { return QRectF(start_, current_).normalized(); }
    [[nodiscard]] const QString& node() const { return node_; }
    [[nodiscard]] const QStringList& nodes() const { return nodes_; }
    [[nodiscard]] QPointF current() const { return current_; }
    [[nodiscard]] Side side() const { return side_; }

private:
    Kind kind_ = Kind::Idle;
    QPointF start_, current_, centre_;
    QString node_;
    QStringList nodes_; ///< Being moved, or selected before the rubber band.
    Side side_ = Side::Right;
};

} // namespace scalelab
