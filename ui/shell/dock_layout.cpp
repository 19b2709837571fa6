// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/dock_layout.h"

#include <QAction>
#include <QDockWidget>
#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>

namespace scalelab {

namespace {

constexpr int layoutVersion = 2;
constexpr QSize defaultSize(1440, 900);
constexpr int leftWidth = 220;
constexpr int rightWidth = 352;
constexpr int bottomHeight = 230;
const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");

/// Stands in for a title bar that is not wanted.
class NoTitleBar : public QWidget {
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override { return {0, 0}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }
};

void setTitleBarShown(QDockWidget* dock, bool shown)
{
    QWidget* present = dock->titleBarWidget();
    if (shown == !present) return;
    dock->setTitleBarWidget(shown ? nullptr : new NoTitleBar(dock));
    delete present;
}

} // namespace

DockLayout::DockLayout(QMainWindow* window) : QObject(window), window_(window)
{
    window->setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks |
                           QMainWindow::GroupedDragging);
    window->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window->setDocumentMode(true);
}

QDockWidget* DockLayout::add(const QString& name, const QString& title, QWidget* panel)
{
    auto* dock = new QDockWidget(title, window_);
    dock->setObjectName(name);
    dock->setWidget(panel);
    dock->setAccessibleName(title);
    docks_.append(dock);
    connect(dock, &QDockWidget::topLevelChanged, this, &DockLayout::arrangeTitleBars, Qt::QueuedConnection);
    connect(dock, &QDockWidget::dockLocationChanged, this, &DockLayout::arrangeTitleBars, Qt::QueuedConnection);
    connect(dock, &QDockWidget::visibilityChanged, this, &DockLayout::arrangeTitleBars, Qt::QueuedConnection);
    return dock;
}

QDockWidget* DockLayout::addStrip(const QString& name, const QString& title, QWidget* panel)
{
    QDockWidget* dock = add(name, title, panel);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    panel->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTitleBarShown(dock, false);
    return dock;
}

QDockWidget* DockLayout::dock(const QString& name) const
{
    for (QDockWidget* dock : docks_)
        if (dock->objectName() == name) return dock;
    return nullptr;
}

QList<QAction*> DockLayout::toggleActions() const
{
    QList<QAction*> actions;
    for (QDockWidget* dock : docks_) actions.append(dock->toggleViewAction());
    return actions;
}

void DockLayout::reset()
{
    for (QDockWidget* dock : docks_) {
        window_->removeDockWidget(dock);
        dock->setFloating(false);
    }
    QDockWidget* inspector = dock(QStringLiteral("inspector"));
    QDockWidget* transport = dock(QStringLiteral("transport"));
    QDockWidget* charts = dock(QStringLiteral("charts"));
    window_->addDockWidget(Qt::LeftDockWidgetArea, dock(QStringLiteral("palette")));
    window_->addDockWidget(Qt::RightDockWidgetArea, inspector);
    window_->tabifyDockWidget(inspector, dock(QStringLiteral("lesson")));
    window_->addDockWidget(Qt::BottomDockWidgetArea, transport);
    window_->splitDockWidget(transport, charts, Qt::Vertical);
    window_->tabifyDockWidget(charts, dock(QStringLiteral("events")));
    window_->tabifyDockWidget(charts, dock(QStringLiteral("trace")));
    window_->tabifyDockWidget(charts, dock(QStringLiteral("problems")));
    for (QDockWidget* dock : docks_) dock->show();
    inspector->raise();
    charts->raise();
    window_->resizeDocks({dock(QStringLiteral("palette")), inspector}, {leftWidth, rightWidth}, Qt::Horizontal);
    window_->resizeDocks({charts}, {bottomHeight}, Qt::Vertical);
    arrangeTitleBars();
}

void DockLayout::restore(const QSettings* settings)
{
    const QByteArray geometry = settings ? settings->value(geometryKey).toByteArray() : QByteArray();
    if (!window_->restoreGeometry(geometry)) {
        const QScreen* screen = QGuiApplication::primaryScreen();
        window_->resize(screen ? defaultSize.boundedTo(screen->availableSize()) : defaultSize);
    }
    reset();
    const QByteArray state = settings ? settings->value(stateKey).toByteArray() : QByteArray();
    if (!state.isEmpty() && !window_->restoreState(state, layoutVersion)) reset();
    arrangeTitleBars();
}

void DockLayout::save(QSettings& settings) const
{
    settings.setValue(geometryKey, window_->saveGeometry());
    settings.setValue(stateKey, window_->saveState(layoutVersion));
}

void DockLayout::bringForward(const QString& name)
{
    QDockWidget* wanted = dock(name);
    if (wanted->toggleViewAction()->isChecked()) wanted->raise();
}

void DockLayout::reveal(const QString& name)
{
    QDockWidget* wanted = dock(name);
    wanted->show();
    wanted->raise();
}

void DockLayout::arrangeTitleBars()
{
    // In a group of tabs the tab already names the dock.
    for (QDockWidget* dock : docks_) {
        if (!dock->features().testFlag(QDockWidget::DockWidgetMovable)) continue;
        const bool inGroup = !dock->isFloating() && !window_->tabifiedDockWidgets(dock).isEmpty();
        setTitleBarShown(dock, !inGroup);
    }
}

} // namespace scalelab
