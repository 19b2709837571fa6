// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"

#include <QMainWindow>

#include <memory>

class QSettings;
class QToolButton;

namespace scalelab {

/// Where the settings keep the name of the theme.
inline constexpr const char* themeKey = "window/theme";

struct Catalog;
class Canvas;
class ChartsPanel;
class DockLayout;
class EditActions;
class FileActions;
class FileSession;
class InspectorPanel;
class LiveRun;
class PalettePanel;
class ProblemsPanel;
class RecentFiles;
class RunActions;
class SceneDocument;
class Selection;
class ViewActions;

/// The window: one scene, its run, and the panels round them.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Without settings nothing is read from the last start nor remembered for the next. The settings must outlive the window.
    MainWindow(std::shared_ptr<const Catalog> catalog, QSettings* settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] SceneDocument* document() const { return document_; }
    [[nodiscard]] Selection* selection() const { return selection_; }
    [[nodiscard]] LiveRun* run() const { return run_; }
    [[nodiscard]] Canvas* canvas() const { return canvas_; }
    [[nodiscard]] ChartsPanel* charts() const { return charts_; }
    [[nodiscard]] InspectorPanel* inspector() const { return inspector_; }
    [[nodiscard]] ProblemsPanel* problems() const { return problems_; }
    [[nodiscard]] FileSession* files() const { return files_; }
    [[nodiscard]] RecentFiles* recentFiles() const { return recent_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makePanels();
    void makeMenus();
    void makeInsertMenu(QMenu* menu);
    void makeToolBar();
    void connectParts();
    void showLessonFirst();
    void showTitle();
    void showProblemCount(int count);
    void showFailedRun(const QString& reason);
    void showFailedOpen(const QString& path, const Problems& problems);
    void showContextMenu(const QString& id, QPoint globalPosition);
    void rename(const QString& id);
    void showShortcuts();
    void showAbout();

    QSettings* settings_;
    SceneDocument* document_;
    Selection* selection_;
    LiveRun* run_;
    RecentFiles* recent_;
    FileSession* files_;
    DockLayout* docks_;
    Canvas* canvas_;
    PalettePanel* palette_ = nullptr;
    InspectorPanel* inspector_ = nullptr;
    ChartsPanel* charts_ = nullptr;
    ProblemsPanel* problems_ = nullptr;
    FileActions* fileActions_ = nullptr;
    EditActions* editActions_ = nullptr;
    ViewActions* viewActions_ = nullptr;
    RunActions* runActions_ = nullptr;
    QToolButton* sceneSwitch_ = nullptr;
};

} // namespace scalelab
