// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "io/scene_io.h"
#include "model/edit.h"
#include "model/scene.h"
#include "schema/declaration.h"

#include <QByteArray>
#include <QObject>
#include <QPointF>
#include <QString>
#include <QUndoStack>

#include <memory>

namespace scalelab {

struct Catalog;

/// The open scene with its undo stack, file and problems. Every change of the scene goes through perform().
class SceneDocument : public QObject {
    Q_OBJECT
public:
    explicit SceneDocument(std::shared_ptr<const Catalog> catalog, QObject* parent = nullptr);
    ~SceneDocument() override;

    [[nodiscard]] const Scene& scene() const { return scene_; }
    [[nodiscard]] const std::shared_ptr<const Catalog>& catalog() const { return catalog_; }
    [[nodiscard]] const Registry& registry() const;
    [[nodiscard]] QUndoStack* undoStack() { return &undoStack_; }
    /// Problems of the scene as it stands, with file positions where they are known.
    [[nodiscard]] const Problems& problems() const { return problems_; }
    [[nodiscard]] QString filePath() const { return filePath_; }
    /// Digest (as digestOf() gives it) of what the file said when it was opened or saved last; empty without a file.
    [[nodiscard]] const QByteArray& fileDigest() const { return fileDigest_; }
    [[nodiscard]] bool isModified() const { return !undoStack_.isClean(); }
    /// Written by a newer program: shown, not edited and not run.
    [[nodiscard]] bool isReadOnly() const { return readOnly_; }
    /// While locked every edit is refused, so that nothing is changed by accident in class.
    [[nodiscard]] bool isLocked() const { return locked_; }
    void setLocked(bool locked) { locked_ = locked; }

    /// Applies an edit as one undo step. A refused edit leaves everything as it was, emits refused(), and returns false. Edits with the same
    /// non-empty `mergeKey` in a row become one step (sliders, nudges). An edit that changes nothing leaves no step.
    bool perform(const Edit& edit, const QString& mergeKey = {});

    /// Adds a component of the kind with its typical parameters at the point, as one step; returns its id, empty if refused. All ways of adding go through here.
    QString addComponent(const QString& kind, QPointF at);
    /// Deletes components and wires as one step.
    bool removeAll(const QStringList& components, const QList<QPair<QString, QString>>& wires);
    /// Readable JSON of the components and the wires between them.
    [[nodiscard]] QString copy(const QStringList& components) const;
    /// Adds what copy() gave, with fresh ids, its top-left component at the point; returns the new ids.
    QStringList paste(const QString& json, QPointF at);

    void newScene();
    /// Opens a file; false (with problems in `error`) leaves the open scene as it was. A readable scene with problems opens, and problems() lists them.
    bool open(const QString& path, Problems* error = nullptr);
    bool save(const QString& path, QString* error = nullptr);
    /// Opens a text that was never saved as the modified content of the file at `path` (empty: of none yet), which said what `fileDigest` stands for
    /// when the work began; false (with problems in `error`) leaves the open scene as it was.
    bool restore(const QByteArray& json, const QString& path, const QByteArray& fileDigest, Problems* error = nullptr);
    /// Takes over what the file says now, as one step that can be undone; false (with problems in `error`) leaves the scene as it was.
    bool reload(Problems* error = nullptr);
    /// Counts as modified until it is saved, even if every edit is undone: the file does not say what it said. What is read-only never does.
    void setModified();

signals:
    /// An edit has been applied (by perform, undo or redo).
    void edited(const scalelab::Edit& edit);
    /// The whole scene is another one.
    void reset();
    void saved();
    void problemsChanged();
    /// filePath(), isModified() or the scene's title changed.
    void titleChanged();
    void refused(const QString& reason);

private:
    friend class EditCommand;
    friend class ReloadCommand;
    /// Applies the edit, replaces it by its inverse, and emits edited().
    void commit(Edit& edit);
    /// Makes the scene and the other one change places.
    void exchange(Scene& other);
    /// Whether a text holds all that its writer meant; its problems go to `error` if not.
    [[nodiscard]] static bool isWhole(const SceneText& text, Problems* error);
    enum class State { Saved, Modified };
    void replaceScene(SceneText text, const QString& path, const QByteArray& fileDigest, State state = State::Saved);
    void refreshProblems();

    std::shared_ptr<const Catalog> catalog_;
    Scene scene_;
    QUndoStack undoStack_;
    Problems problems_;
    Problems dataProblems_; ///< Of the data files beside the file, when it was opened or saved.
    SceneText opened_; ///< What the file says, for the positions of problems.
    QString filePath_;
    QByteArray fileDigest_;
    bool readOnly_ = false;
    bool locked_ = false;
};

} // namespace scalelab
