// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/traces.h"

#include <QStringList>
#include <QWidget>

namespace scalelab {

/// The parts of one traced request under each other, each at its time: thin lines are the way there and back, a pale bar is waiting, a full one service.
/// Parts that decided how long the request took have a line below. A click tells which part was meant.
class Waterfall : public QWidget {
    Q_OBJECT
public:
    explicit Waterfall(QWidget* parent = nullptr);

    /// Shows a trace; labels are what its components are called, part by part.
    void setTrace(const Trace& trace, const QStringList& labels);
    void clear();
    /// What a part is and how long it took, in words.
    [[nodiscard]] QString partText(int part) const;

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void partClicked(int part);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintAxis(QPainter& painter, const QRectF& bars) const;
    void paintPart(QPainter& painter, int part, const QRectF& bars) const;
    /// -1 if there is none at this height.
    [[nodiscard]] int partAt(double y) const;
    [[nodiscard]] QRectF barsArea() const;
    [[nodiscard]] double xOf(SimTime time, const QRectF& bars) const;
    [[nodiscard]] SimTime latest() const;

    Trace trace_;
    QStringList labels_;
};

} // namespace scalelab
