// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/edit.h"

#include <QUndoCommand>

namespace scalelab {

class SceneDocument;

/// One step of the undo list: an edit that commit() swaps for its inverse, so that undo and redo are the same line.
class EditCommand : public QUndoCommand {
public:
    EditCommand(SceneDocument& document, Edit edit, QString mergeKey);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    SceneDocument& document_;
    Edit next_;
    QString mergeKey_;
};

} // namespace scalelab
