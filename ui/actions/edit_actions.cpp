// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/edit_actions.h"

#include "actions/action.h"
#include "canvas/canvas.h"
#include "document/scene_document.h"
#include "document/selection.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>
#include <cmath>
#include <limits>

namespace scalelab {

namespace {

constexpr double cascade = 32; // Scene units between a component and its copy.

} // namespace

EditActions::EditActions(SceneDocument* document, Selection* selection, Canvas* canvas, QWidget* window)
    : QObject(window), document_(document), selection_(selection), canvas_(canvas)
{
    undo = makeAction(window, QStringLiteral("edit.undo"), QStringLiteral("undo"), {}, {QKeySequence::Undo});
    redo = makeAction(window, QStringLiteral("edit.redo"), QStringLiteral("redo"), {},
                      {QKeySequence(Qt::CTRL | Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)});
    cut = makeAction(window, QStringLiteral("edit.cut"), {}, tr("Cu&t"), {QKeySequence::Cut});
    copy = makeAction(window, QStringLiteral("edit.copy"), QStringLiteral("copy"), tr("&Copy"), {QKeySequence::Copy});
    paste = makeAction(window, QStringLiteral("edit.paste"), QStringLiteral("paste"), tr("&Paste"), {QKeySequence::Paste});
    duplicate = makeAction(window, QStringLiteral("edit.duplicate"), {}, tr("D&uplicate"), {QKeySequence(Qt::CTRL | Qt::Key_D)});
    remove = makeAction(window, QStringLiteral("edit.delete"), QStringLiteral("delete"), tr("&Delete"), {QKeySequence::Delete});
    selectAll = makeAction(window, QStringLiteral("edit.select-all"), {}, tr("Select &All"), {QKeySequence::SelectAll});

    QUndoStack* stack = document->undoStack();
    connect(undo, &QAction::triggered, stack, &QUndoStack::undo);
    connect(redo, &QAction::triggered, stack, &QUndoStack::redo);
    connect(stack, &QUndoStack::indexChanged, this, &EditActions::adapt);
    connect(cut, &QAction::triggered, this, &EditActions::cutSelection);
    connect(copy, &QAction::triggered, this, &EditActions::copySelection);
    connect(paste, &QAction::triggered, this, &EditActions::pasteClipboard);
    connect(duplicate, &QAction::triggered, this, &EditActions::duplicateSelection);
    connect(remove, &QAction::triggered, this, &EditActions::deleteSelection);
    connect(selectAll, &QAction::triggered, canvas, &Canvas::selectAll);
    connect(selection, &Selection::changed, this, &EditActions::adapt);
    adapt();
}

void EditActions::addTo(QMenu* menu) const
{
    menu->addActions({undo, redo});
    menu->addSeparator();
    menu->addActions({cut, copy, paste, duplicate, remove});
    menu->addSeparator();
    menu->addAction(selectAll);
}

void EditActions::adapt()
{
    const bool unlocked = !document_->isLocked();
    const QUndoStack& stack = *document_->undoStack();
    undo->setText(stack.canUndo() ? tr("&Undo: %1").arg(stack.undoText()) : tr("&Undo"));
    undo->setEnabled(unlocked && stack.canUndo());
    redo->setText(stack.canRedo() ? tr("&Redo: %1").arg(stack.redoText()) : tr("&Redo"));
    redo->setEnabled(unlocked && stack.canRedo());

    const bool components = !selection_->components().isEmpty();
    copy->setEnabled(components);
    for (QAction* action : {cut, duplicate}) action->setEnabled(unlocked && components);
    paste->setEnabled(unlocked);
    remove->setEnabled(unlocked && !selection_->isEmpty());
}

void EditActions::setLocked(bool locked)
{
    document_->setLocked(locked);
    canvas_->setLocked(locked);
    adapt();
}

void EditActions::copySelection()
{
    if (!selection_->components().isEmpty())
        QGuiApplication::clipboard()->setText(document_->copy(selection_->components()));
}

void EditActions::cutSelection()
{
    copySelection();
    deleteSelection();
}

void EditActions::deleteSelection()
{
    if (!selection_->isEmpty()) document_->removeAll(selection_->components(), selection_->wires());
}

void EditActions::pasteClipboard() { pasteAt(QGuiApplication::clipboard()->text(), freePlace(canvas_->viewCentre())); }

void EditActions::duplicateSelection()
{
    if (selection_->components().isEmpty()) return;
    QPointF corner(std::numeric_limits<double>::max(), std::numeric_limits<double>::max());
    for (const QString& id : selection_->components()) {
        const Point at = document_->scene().position(id.toStdString()).value_or(Point{});
        corner = {std::min(corner.x(), at.x), std::min(corner.y(), at.y)};
    }
    pasteAt(document_->copy(selection_->components()), freePlace(corner + QPointF(cascade, cascade)));
}

void EditActions::pasteAt(const QString& json, QPointF at)
{
    const QStringList added = document_->paste(json, at);
    if (!added.isEmpty()) selection_->set(added);
}

void EditActions::addKind(const QString& kind)
{
    const QString id = document_->addComponent(kind, freePlace(canvas_->viewCentre()));
    if (!id.isEmpty()) selection_->set({id});
}

QPointF EditActions::freePlace(QPointF wanted) const
{
    const auto& layout = document_->scene().layout;
    const auto taken = [&](const Placement& placement) {
        return std::abs(placement.at.x - wanted.x()) < cascade && std::abs(placement.at.y - wanted.y()) < cascade;
    };
    while (std::any_of(layout.begin(), layout.end(), taken)) wanted += QPointF(cascade, cascade);
    return wanted;
}

} // namespace scalelab
