// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/file_actions.h"

#include "actions/action.h"
#include "charts/charts_panel.h"
#include "files/canvas_export.h"
#include "files/example_scenes.h"
#include "files/file_dialogs.h"
#include "files/file_session.h"
#include "files/recent_files.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMenu>

namespace scalelab {

FileActions::FileActions(FileSession* files, RecentFiles* recent, Canvas* canvas, ChartsPanel* charts, QWidget* window)
    : QObject(window), files_(files), recent_(recent), canvas_(canvas), charts_(charts)
{
    create = makeAction(window, QStringLiteral("file.new"), QStringLiteral("new"), tr("&New"), {QKeySequence::New});
    open = makeAction(window, QStringLiteral("file.open"), QStringLiteral("open"), tr("&Open…"), {QKeySequence::Open});
    recover = makeAction(window, QStringLiteral("file.recover"), {}, tr("Unsaved &Work…"));
    save = makeAction(window, QStringLiteral("file.save"), QStringLiteral("save"), tr("&Save"), {QKeySequence::Save});
    saveAs = makeAction(window, QStringLiteral("file.save-as"), {}, tr("Save &As…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
    exportCanvas = makeAction(window, QStringLiteral("file.export-canvas"), QStringLiteral("export"), tr("&Export Canvas…"), {QKeySequence(Qt::CTRL | Qt::Key_E)});
    exportCharts = makeAction(window, QStringLiteral("file.export-charts"), {}, tr("Export &Charts…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)});
    quit = makeAction(window, QStringLiteral("file.quit"), {}, tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)});

    connect(create, &QAction::triggered, files, &FileSession::newScene);
    connect(open, &QAction::triggered, files, &FileSession::open);
    connect(recover, &QAction::triggered, files, &FileSession::recoverUnsavedWork);
    connect(save, &QAction::triggered, files, &FileSession::save);
    connect(saveAs, &QAction::triggered, files, &FileSession::saveAs);
    connect(exportCanvas, &QAction::triggered, this, &FileActions::writeCanvas);
    connect(exportCharts, &QAction::triggered, charts, &ChartsPanel::exportCharts);
    connect(quit, &QAction::triggered, window, &QWidget::close);
}

void FileActions::addTo(QMenu* menu)
{
    menu->addActions({create, open});
    QMenu* recent = menu->addMenu(tr("Open &Recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    QMenu* figures = menu->addMenu(tr("&Figures"));
    connect(figures, &QMenu::aboutToShow, this, [this, figures] { fillFigures(figures); });
    menu->addAction(recover);
    menu->addSeparator();
    menu->addActions({save, saveAs});
    menu->addSeparator();
    menu->addActions({exportCanvas, exportCharts});
    menu->addSeparator();
    menu->addAction(quit);
}

void FileActions::fillRecent(QMenu* menu)
{
    menu->clear();
    for (const QString& path : recent_->files()) {
        QAction* action = menu->addAction(QFileInfo(path).fileName());
        action->setToolTip(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, files_, [this, path] { files_->openFile(path); });
    }
    menu->setToolTipsVisible(true);
    if (recent_->files().isEmpty()) {
        menu->addAction(tr("No files yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    connect(menu->addAction(tr("&Clear This List")), &QAction::triggered, recent_, &RecentFiles::clear);
}

void FileActions::fillFigures(QMenu* menu)
{
    menu->clear();
    for (const ExampleScene& scene : figureScenes()) {
        QAction* action = menu->addAction(QString(scene.title).replace('&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, files_, [this, path = scene.path] { files_->openExample(path); });
    }
    if (menu->isEmpty()) menu->addAction(tr("No figures are installed"))->setEnabled(false);
}

void FileActions::writeCanvas()
{
    const QString path = files_->dialogs().pictureToSave(charts_->exportName(QStringLiteral("canvas")) + QStringLiteral(".png"));
    if (path.isEmpty()) return;
    if (const auto written = scalelab::exportCanvas(*canvas_, charts_->exportName(QStringLiteral("canvas")), path); !written)
        files_->dialogs().tell(tr("The canvas was not exported."), QString::fromStdString(written.error().message));
}

} // namespace scalelab
