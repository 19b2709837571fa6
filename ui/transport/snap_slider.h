// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

namespace scalelab {

/// A slim horizontal slider that jumps to where it is clicked, fills from its middle (position 0), and snaps there while it is dragged.
class SnapSlider : public QSlider {
    Q_OBJECT
public:
    /// From -reach to reach; `snap` positions on both sides of 0 are pulled to 0; a mark every `marks` positions.
    SnapSlider(int reach, int snap, int marks, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {160, 28}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {72, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] double xOf(int position) const;
    [[nodiscard]] int positionAt(double x) const;

    int snap_;
    int marks_;
};

} // namespace scalelab
