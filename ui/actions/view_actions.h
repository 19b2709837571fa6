// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QWidget;

namespace scalelab {

class Canvas;

/// The View menu: zoom, snap, lock and theme.
class ViewActions : public QObject {
    Q_OBJECT
public:
    ViewActions(Canvas* canvas, QWidget* window);

    void addTo(QMenu* menu) const;

    QAction* zoomIn;
    QAction* zoomOut;
    QAction* zoom100;
    QAction* fitAll;
    QAction* fitSelection;
    QAction* snap;
    QAction* lock;
    QActionGroup* theme; ///< One action for each theme, with its name as data.
};

} // namespace scalelab
