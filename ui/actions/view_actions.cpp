// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/view_actions.h"

#include "actions/action.h"
#include "canvas/canvas.h"
#include "theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace scalelab {

ViewActions::ViewActions(Canvas* canvas, QWidget* window) : QObject(window)
{
    zoomIn = makeAction(window, QStringLiteral("view.zoom-in"), QStringLiteral("zoom-in"), tr("Zoom &In"), {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    zoomOut = makeAction(window, QStringLiteral("view.zoom-out"), QStringLiteral("zoom-out"), tr("Zoom &Out"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    zoom100 = makeAction(window, QStringLiteral("view.zoom-100"), {}, tr("&100%"), {QKeySequence(Qt::CTRL | Qt::Key_0)});
    fitAll = makeAction(window, QStringLiteral("view.fit-all"), QStringLiteral("fit"), tr("&Fit All"), {QKeySequence(Qt::CTRL | Qt::Key_1)});
    fitSelection = makeAction(window, QStringLiteral("view.fit-selection"), {}, tr("Fit &Selection"), {QKeySequence(Qt::CTRL | Qt::Key_2)});
    snap = makeAction(window, QStringLiteral("view.snap"), QStringLiteral("snap"), tr("S&nap to Grid"));
    snap->setCheckable(true);
    snap->setChecked(canvas->isSnapping());
    lock = makeAction(window, QStringLiteral("view.lock"), QStringLiteral("lock"), tr("&Lock Scene"));
    lock->setCheckable(true);
    lock->setToolTip(tr("Lock: look and run, but change nothing"));

    theme = new QActionGroup(this);
    for (const Theme& one : themes()) {
        QAction* action = makeAction(window, QStringLiteral("view.theme-") + one.name, {}, one.title);
        action->setCheckable(true);
        action->setData(one.name);
        action->setChecked(one.name == scalelab::theme().name);
        theme->addAction(action);
    }
    connect(theme, &QActionGroup::triggered, this, [](const QAction* chosen) { useTheme(chosen->data().toString()); });

    connect(zoomIn, &QAction::triggered, canvas, &Canvas::zoomIn);
    connect(zoomOut, &QAction::triggered, canvas, &Canvas::zoomOut);
    connect(zoom100, &QAction::triggered, canvas, &Canvas::zoomTo100);
    connect(fitAll, &QAction::triggered, canvas, &Canvas::fitAll);
    connect(fitSelection, &QAction::triggered, canvas, &Canvas::fitSelection);
    connect(snap, &QAction::toggled, canvas, &Canvas::setSnap);
}

void ViewActions::addTo(QMenu* menu) const
{
    menu->addActions({zoomIn, zoomOut, zoom100, fitAll, fitSelection});
    menu->addSeparator();
    menu->addActions({snap, lock});
    menu->addSeparator();
    menu->addMenu(tr("&Theme"))->addActions(theme->actions());
}

} // namespace scalelab
