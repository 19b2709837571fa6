// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QToolButton;

namespace scalelab {

/// Minus, percentage, plus and fit, in the corner of the canvas.
class ZoomControls : public QFrame {
    Q_OBJECT
public:
    explicit ZoomControls(QWidget* parent);

    void setZoom(double zoom);

signals:
    void zoomInRequested();
    void zoomOutRequested();
    void resetRequested();
    void fitRequested();

private:
    QToolButton* percentage_;
};

} // namespace scalelab
