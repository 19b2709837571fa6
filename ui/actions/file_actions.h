// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace scalelab {

class Canvas;
class ChartsPanel;
class FileSession;
class RecentFiles;
class SceneDocument;

/// The File menu.
class FileActions : public QObject {
    Q_OBJECT
public:
    FileActions(FileSession* files, RecentFiles* recent, Canvas* canvas, ChartsPanel* charts, QWidget* window);

    void addTo(QMenu* menu);
    /// Fills a menu with the figures of the course.
    void fillFigures(QMenu* menu);

    QAction* create;
    QAction* open;
    QAction* recover;
    QAction* save;
    QAction* saveAs;
    QAction* exportCanvas;
    QAction* exportCharts;
    QAction* quit;

private:
    void fillRecent(QMenu* menu);
    void writeCanvas();

    FileSession* files_;
    RecentFiles* recent_;
    Canvas* canvas_;
    ChartsPanel* charts_;
};

} // namespace scalelab
