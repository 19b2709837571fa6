// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>

class QAction;
class QMenu;
class QWidget;

namespace scalelab {

class Canvas;
class SceneDocument;
class Selection;

/// The Edit menu: undo, clipboard, duplicate and delete of what is selected.
class EditActions : public QObject {
    Q_OBJECT
public:
    EditActions(SceneDocument* document, Selection* selection, Canvas* canvas, QWidget* window);

    /// Fills the menu with all of them.
    void addTo(QMenu* menu) const;

    QAction* undo;
    QAction* redo;
    QAction* cut;
    QAction* copy;
    QAction* paste;
    QAction* duplicate;
    QAction* remove;
    QAction* selectAll;

    /// Adds a component of the kind near the middle of the view, clear of what stands there, and selects it.
    void addKind(const QString& kind);

public slots:
    /// Locked, the scene can be looked at and run, but not changed.
    void setLocked(bool locked);
    void copySelection();
    void cutSelection();
    void pasteClipboard();
    void duplicateSelection();
    void deleteSelection();

private:
    void adapt();
    /// The point itself, or the next one below and to the right where no component stands.
    [[nodiscard]] QPointF freePlace(QPointF wanted) const;
    void pasteAt(const QString& json, QPointF at);

    SceneDocument* document_;
    Selection* selection_;
    Canvas* canvas_;
};

} // namespace scalelab
