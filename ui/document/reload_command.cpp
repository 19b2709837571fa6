// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/reload_command.h"

#include "document/scene_document.h"

namespace scalelab {

ReloadCommand::ReloadCommand(SceneDocument& document, Scene scene) : document_(document), other_(std::move(scene))
{
    setText(SceneDocument::tr("Load the file again"));
}

void ReloadCommand::redo() { document_.exchange(other_); }
void ReloadCommand::undo() { document_.exchange(other_); }

} // namespace scalelab
