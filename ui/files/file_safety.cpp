// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_safety.h"

#include "document/scene_document.h"
#include "files/file_dialogs.h"
#include "files/file_session.h"
#include "model/validate.h"

#include <QDir>

namespace scalelab {

namespace {

/// Why a copy cannot be recovered; empty if it can.
QString whyUnreadable(const RecoveryCopy& copy)
{
    const SceneText text = readScene(copy.scene().toStdString());
    if (text.readable && !hasErrors(text.problems)) return {};
    return text.problems.empty() ? FileSafety::tr("It is no scene.") : QString::fromStdString(text.problems.front().message);
}

} // namespace

FileSafety::FileSafety(SceneDocument* document, FileSession* files, const QString& folder, Autosave::Pace pace)
    : QObject(files), document_(document), files_(files), recoveryFolder_(QDir(folder).filePath(QStringLiteral("recovery"))),
      autosave_(document, recoveryFolder_, pace, nullptr), openFiles_(QDir(folder).filePath(QStringLiteral("open"))),
      watch_(document, nullptr)
{
    connect(&watch_, &FileWatch::changed, this, &FileSafety::askAboutChange);
    connect(&watch_, &FileWatch::removed, this, &FileSafety::tellOfRemoval);
    connect(document, &SceneDocument::titleChanged, this, [this] { openFiles_.hold(document_->filePath()); });
    openFiles_.hold(document->filePath());
}

FileDialogs& FileSafety::dialogs() const { return files_->dialogs(); }

bool FileSafety::mayOpen(const QString& path) { return !openFiles_.isOpenElsewhere(path) || dialogs().openAnyway(path); }

FileSafety::Offer FileSafety::offerUnsavedWork()
{
    auto copies = RecoveryCopy::leftBehind(recoveryFolder_);
    for (auto& copy : copies) {
        switch (dialogs().askAboutUnsavedWork(copy->work(), {copy->path(), whyUnreadable(*copy)})) {
        case FileDialogs::Left::Recover:
            if (recover(std::move(copy))) return Offer::Recovered;
            return Offer::Declined;
        case FileDialogs::Left::Discard: copy->discard(); break;
        case FileDialogs::Left::Later: break;
        }
    }
    return copies.empty() ? Offer::Nothing : Offer::Declined;
}

bool FileSafety::recover(std::unique_ptr<RecoveryCopy> copy)
{
    if (!files_->mayLeave()) return false;
    Problems problems;
    if (!document_->restore(copy->scene(), copy->work().file, copy->work().fileDigest, &problems)) {
        files_->tellProblems(tr("The recovery copy cannot be read. It stays where it is."), copy->path(), problems);
        return false;
    }
    autosave_.adopt(std::move(copy));
    emit files_->opened();
    return true;
}

void FileSafety::askAboutChange()
{
    const QString path = document_->filePath();
    Problems problems;
    const bool wanted = dialogs().askAboutChangedFile(path, document_->isModified()) == FileDialogs::Changed::LoadAgain;
    if (wanted && document_->reload(&problems)) return;
    document_->setModified();
    if (wanted)
        files_->tellProblems(tr("\"%1\" cannot be loaded again. The scene stays as it is here.").arg(QDir::toNativeSeparators(path)), path, problems);
}

void FileSafety::tellOfRemoval()
{
    document_->setModified();
    dialogs().tell(tr("\"%1\" has been removed or renamed by another program.").arg(QDir::toNativeSeparators(document_->filePath())),
                   tr("The scene stays open. Save it to have the file again, or save it under another name."));
}

} // namespace scalelab
