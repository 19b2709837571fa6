// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/main_window.h"

#include "actions/action.h"
#include "actions/edit_actions.h"
#include "actions/file_actions.h"
#include "actions/run_actions.h"
#include "actions/shortcuts_dialog.h"
#include "actions/view_actions.h"
#include "canvas/canvas.h"
#include "charts/charts_panel.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "events/events_panel.h"
#include "files/file_dialogs.h"
#include "files/file_session.h"
#include "files/recent_files.h"
#include "inspector/inspector_panel.h"
#include "lesson/lesson.h"
#include "lesson/lesson_panel.h"
#include "palette/palette_panel.h"
#include "shell/dock_layout.h"
#include "shell/problems_panel.h"
#include "shell/status_line.h"
#include "theme/theme.h"
#include "trace/trace_panel.h"
#include "transport/transport_bar.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>

namespace scalelab {

namespace {

constexpr int messageMs = 8000;
const QString snapKey = QStringLiteral("canvas/snap");

/// The scene file that is being dragged; empty if it is anything else.
QString draggedScene(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile()) return {};
    const QString path = urls.front().toLocalFile();
    return path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? path : QString();
}

} // namespace

MainWindow::MainWindow(std::shared_ptr<const Catalog> catalog, QSettings* settings, QWidget* parent)
    : QMainWindow(parent), settings_(settings), document_(new SceneDocument(std::move(catalog), this)),
      selection_(new Selection(document_)), run_(new LiveRun(document_)), recent_(new RecentFiles(settings, this)),
      files_(new FileSession(document_, recent_, std::make_unique<DesktopFileDialogs>(this), this)),
      docks_(new DockLayout(this)), canvas_(new Canvas(document_, selection_, run_, this))
{
    document_->newScene();
    setCentralWidget(canvas_);
    makePanels();
    fileActions_ = new FileActions(files_, recent_, canvas_, charts_, this);
    editActions_ = new EditActions(document_, selection_, canvas_, this);
    viewActions_ = new ViewActions(canvas_, this);
    runActions_ = new RunActions(document_, selection_, run_, this);
    makeMenus();
    makeToolBar();
    new StatusLine(document_, run_, statusBar());
    setAcceptDrops(true);
    connectParts();
    showTitle();
    docks_->restore(settings_);
    if (settings_) viewActions_->snap->setChecked(settings_->value(snapKey, canvas_->isSnapping()).toBool());
}

MainWindow::~MainWindow() = default;

void MainWindow::makePanels()
{
    palette_ = new PalettePanel(document_->registry(), this);
    inspector_ = new InspectorPanel(document_, selection_, run_, this);
    charts_ = new ChartsPanel(document_, run_, selection_, this);
    problems_ = new ProblemsPanel(document_, selection_, this);
    docks_->add(QStringLiteral("palette"), tr("Components"), palette_);
    docks_->add(QStringLiteral("inspector"), tr("Inspector"), inspector_);
    docks_->add(QStringLiteral("lesson"), tr("Lesson"), new LessonPanel(document_, run_, this));
    docks_->addStrip(QStringLiteral("transport"), tr("Transport"), new TransportBar(run_, this));
    docks_->add(QStringLiteral("charts"), tr("Charts"), charts_);
    docks_->add(QStringLiteral("events"), tr("Events"), new EventsPanel(run_, selection_, this));
    docks_->add(QStringLiteral("trace"), tr("Trace"), new TracePanel(run_, selection_, this));
    docks_->add(QStringLiteral("problems"), tr("Problems"), problems_);
}

void MainWindow::makeMenus()
{
    QMenuBar* bar = menuBar();
    fileActions_->addTo(bar->addMenu(tr("&File")));
    editActions_->addTo(bar->addMenu(tr("&Edit")));
    viewActions_->addTo(bar->addMenu(tr("&View")));
    makeInsertMenu(bar->addMenu(tr("&Insert")));
    runActions_->addTo(bar->addMenu(tr("&Simulation")));
    runActions_->addFaultsTo(bar->addMenu(tr("F&aults")));

    QMenu* window = bar->addMenu(tr("&Window"));
    window->addActions(docks_->toggleActions());
    window->addSeparator();
    QAction* resetLayout = makeAction(this, QStringLiteral("window.reset-layout"), {}, tr("&Reset Layout"));
    connect(resetLayout, &QAction::triggered, docks_, &DockLayout::reset);
    window->addAction(resetLayout);

    QMenu* help = bar->addMenu(tr("&Help"));
    QAction* shortcuts = makeAction(this, QStringLiteral("help.shortcuts"), {}, tr("&Keyboard Shortcuts"), {QKeySequence(Qt::Key_F1)});
    connect(shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    QAction* about = makeAction(this, QStringLiteral("help.about"), {}, tr("&About ScaleLab"));
    connect(about, &QAction::triggered, this, &MainWindow::showAbout);
    help->addActions({shortcuts, about});
}

void MainWindow::makeInsertMenu(QMenu* menu)
{
    QAction* quickAdd = makeAction(this, QStringLiteral("insert.quick-add"), QStringLiteral("plus"), tr("&Quick Add…"), {QKeySequence(Qt::CTRL | Qt::Key_K)});
    connect(quickAdd, &QAction::triggered, canvas_, &Canvas::quickAdd);
    menu->addAction(quickAdd);
    menu->addSeparator();
    for (const KindDecl& kind : document_->registry().kinds) {
        const QString id = QString::fromStdString(kind.id);
        QAction* action = menu->addAction(icon(id), QString::fromStdString(kind.name));
        connect(action, &QAction::triggered, this, [this, id] { editActions_->addKind(id); });
    }
}

void MainWindow::makeToolBar()
{
    QToolBar* bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setIconSize({20, 20});
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->addActions({fileActions_->create, fileActions_->open, fileActions_->save});
    bar->addSeparator();
    bar->addActions({editActions_->undo, editActions_->redo});
    bar->addSeparator();
    bar->addActions({viewActions_->fitAll, viewActions_->zoom100});
    bar->addSeparator();
    bar->addActions({viewActions_->snap, viewActions_->lock});

    auto* spacer = new QWidget(bar);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spacer);
    sceneSwitch_ = new QToolButton(bar);
    sceneSwitch_->setPopupMode(QToolButton::InstantPopup);
    sceneSwitch_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    sceneSwitch_->setIcon(icon(QStringLiteral("book")));
    sceneSwitch_->setStyleSheet(QStringLiteral("QToolButton { padding-right: 22px; } QToolButton::menu-indicator { image: "
                                               "url(:/theme/chevron-down.svg); width: 10px; height: 10px; "
                                               "subcontrol-position: right center; right: 8px; }"));
    sceneSwitch_->setAccessibleName(tr("Scene"));
    sceneSwitch_->setToolTip(tr("Switch to another figure"));
    auto* figures = new QMenu(sceneSwitch_);
    connect(figures, &QMenu::aboutToShow, this, [this, figures] { fileActions_->fillFigures(figures); });
    sceneSwitch_->setMenu(figures);
    bar->addWidget(sceneSwitch_);
    for (QToolButton* button : bar->findChildren<QToolButton*>())
        if (button->accessibleName().isEmpty() && button->defaultAction())
            button->setAccessibleName(button->defaultAction()->toolTip());
}

void MainWindow::connectParts()
{
    const auto tell = [this](const QString& reason) { statusBar()->showMessage(reason, messageMs); };
    connect(document_, &SceneDocument::refused, this, tell);
    connect(document_, &SceneDocument::titleChanged, this, &MainWindow::showTitle);
    connect(run_, &LiveRun::failed, this, &MainWindow::showFailedRun);
    connect(files_, &FileSession::warned, this, tell);
    connect(files_, &FileSession::failedToOpen, this, &MainWindow::showFailedOpen);
    connect(files_, &FileSession::opened, canvas_, &Canvas::fitAll);
    connect(document_, &SceneDocument::reset, this, &MainWindow::showLessonFirst);
    connect(selection_, &Selection::changed, this, [this] {
        if (!selection_->isEmpty()) docks_->bringForward(QStringLiteral("inspector"));
    });
    connect(palette_, &PalettePanel::kindChosen, editActions_, &EditActions::addKind);
    connect(viewActions_->lock, &QAction::toggled, editActions_, &EditActions::setLocked);
    connect(problems_, &ProblemsPanel::countChanged, this, &MainWindow::showProblemCount);
    connect(canvas_, &Canvas::componentActivated, this, &MainWindow::rename);
    connect(canvas_, &Canvas::contextMenuRequested, this, &MainWindow::showContextMenu);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!event->spontaneous()) showLessonFirst(); // docks that have not been shown do not come forward
}

void MainWindow::showLessonFirst()
{
    docks_->bringForward(lessonOf(document_->scene()).isEmpty() ? QStringLiteral("inspector") : QStringLiteral("lesson"));
}

void MainWindow::showTitle()
{
    const QString title = QString::fromStdString(document_->scene().title);
    setWindowTitle(tr("%1[*] — ScaleLab").arg(title.isEmpty() ? tr("Untitled") : title));
    setWindowModified(document_->isModified());
    sceneSwitch_->setText(fontMetrics().elidedText(title, Qt::ElideRight, 320).replace('&', QStringLiteral("&&")));
}

void MainWindow::showProblemCount(int count)
{
    docks_->dock(QStringLiteral("problems"))
        ->setWindowTitle(count == 0 ? tr("Problems") : tr("Problems (%1)").arg(locale().toString(count)));
}

void MainWindow::showFailedRun(const QString& reason)
{
    const bool started = run_->isActive();
    statusBar()->showMessage(started ? tr("The run ended: %1. Reset it to start again.").arg(reason) : reason, messageMs);
    if (started) docks_->reveal(QStringLiteral("events"));
    else if (!document_->problems().empty()) docks_->reveal(QStringLiteral("problems"));
}

void MainWindow::showFailedOpen(const QString& path, const Problems& problems)
{
    problems_->showFailure(path, problems);
    docks_->reveal(QStringLiteral("problems"));
}

void MainWindow::showContextMenu(const QString& id, QPoint globalPosition)
{
    QMenu menu(this);
    if (id.isEmpty()) {
        menu.addAction(editActions_->paste);
        menu.addAction(editActions_->selectAll);
        menu.addAction(viewActions_->fitAll);
    } else {
        if (!selection_->contains(id)) selection_->set({id});
        menu.addActions(runActions_->faults);
        menu.addSeparator();
        connect(menu.addAction(tr("Re&name")), &QAction::triggered, this, [this, id] { rename(id); });
        menu.addActions({editActions_->copy, editActions_->duplicate, editActions_->remove});
    }
    menu.exec(globalPosition);
}

void MainWindow::rename(const QString& id)
{
    selection_->set({id});
    docks_->reveal(QStringLiteral("inspector"));
    inspector_->editLabel();
}

void MainWindow::showShortcuts()
{
    ShortcutsDialog(menuBar(), this).exec();
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About ScaleLab"),
                       tr("<h3>ScaleLab %1</h3><p>Build a web architecture, send traffic through it, break it, and see "
                          "why it behaves as it does.</p><p>Free software under the GNU General Public License, "
                          "version 3 or later.</p>")
                           .arg(QApplication::applicationVersion()));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!files_->mayClose()) {
        event->ignore();
        return;
    }
    run_->pause();
    if (settings_) {
        docks_->save(*settings_);
        settings_->setValue(snapKey, viewActions_->snap->isChecked());
        settings_->setValue(QLatin1String(themeKey), theme().name);
    }
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!draggedScene(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = draggedScene(event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    // Asking about unsaved changes must not keep the program that the file comes from waiting.
    QMetaObject::invokeMethod(files_, [files = files_, path] { files->openFile(path); }, Qt::QueuedConnection);
}

} // namespace scalelab
