// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/edit_command.h"

#include "document/edit_merging.h"
#include "document/scene_document.h"

namespace scalelab {

namespace {
constexpr int neverMerged = -1;
constexpr int perhapsMerged = 1;
} // namespace

EditCommand::EditCommand(SceneDocument& document, Edit edit, QString mergeKey)
    : document_(document), next_(std::move(edit)), mergeKey_(std::move(mergeKey))
{
    setText(QString::fromStdString(describe(next_)));
}

void EditCommand::redo() { document_.commit(next_); }
void EditCommand::undo() { document_.commit(next_); }

int EditCommand::id() const { return mergeKey_.isEmpty() ? neverMerged : perhapsMerged; }

bool EditCommand::mergeWith(const QUndoCommand* other)
{
    const auto* later = dynamic_cast<const EditCommand*>(other);
    if (!later || later->mergeKey_ != mergeKey_) return false;
    next_ = mergedInverse(next_, later->next_);
    return true;
}

} // namespace scalelab
