// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/scene.h"

#include <QUndoCommand>

namespace scalelab {

class SceneDocument;

/// The step of the undo list by which the whole scene becomes another one; undo and redo exchange the two.
class ReloadCommand : public QUndoCommand {
public:
    ReloadCommand(SceneDocument& document, Scene scene);

    void redo() override;
    void undo() override;

private:
    SceneDocument& document_;
    Scene other_;
};

} // namespace scalelab
