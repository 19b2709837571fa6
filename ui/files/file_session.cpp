// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_session.h"

#include "document/file_digest.h"
#include "document/scene_document.h"
#include "files/file_dialogs.h"
#include "files/file_safety.h"
#include "files/recent_files.h"
#include "files/save_failure.h"
#include "io/scene_io.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace scalelab {

namespace {

constexpr std::size_t mostLinesShown = 12;

QString sceneFolder(const QString& current)
{
    if (!current.isEmpty() && QFileInfo(current).dir().exists()) return QFileInfo(current).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

FileSession::FileSession(SceneDocument* document, RecentFiles* recent, std::unique_ptr<FileDialogs> dialogs,
                         QObject* parent)
    : QObject(parent), document_(document), recent_(recent), dialogs_(std::move(dialogs))
{}

FileSession::~FileSession() = default;

void FileSession::setDialogs(std::unique_ptr<FileDialogs> dialogs) { dialogs_ = std::move(dialogs); }

void FileSession::keepSafe(const QString& folder, Autosave::Pace pace)
{
    safety_ = new FileSafety(document_, this, folder, pace);
    connect(&safety_->autosave(), &Autosave::failed, this, [this](const QString& reason) {
        emit warned(tr("No copy of your unsaved changes can be kept: %1. Save them soon.").arg(reason));
    });
}

bool FileSession::offerUnsavedWork() { return safety_ && safety_->offerUnsavedWork() == FileSafety::Offer::Recovered; }

void FileSession::recoverUnsavedWork()
{
    if (!safety_ || safety_->offerUnsavedWork() == FileSafety::Offer::Nothing)
        dialogs_->tell(tr("There is no unsaved work to recover."), tr("ScaleLab has saved, discarded or recovered all of it."));
}

bool FileSession::mayClose()
{
    if (!mayLeave()) return false;
    if (safety_) safety_->giveUp();
    return true;
}

bool FileSession::mayLeave()
{
    if (!document_->isModified()) return true;
    switch (dialogs_->askAboutChanges(QString::fromStdString(document_->scene().title))) {
    case FileDialogs::Unsaved::Save: return save();
    case FileDialogs::Unsaved::Discard: return true;
    case FileDialogs::Unsaved::Cancel: break;
    }
    return false;
}

bool FileSession::newScene()
{
    if (!mayLeave()) return false;
    document_->newScene();
    return true;
}

bool FileSession::open()
{
    const QString path = dialogs_->fileToOpen(sceneFolder(document_->filePath()));
    return !path.isEmpty() && openFile(path);
}

bool FileSession::openFile(const QString& path)
{
    if ((safety_ && !safety_->mayOpen(path)) || !mayLeave() || !load(path)) return false;
    recent_->add(path);
    return true;
}

bool FileSession::openExample(const QString& path) { return mayLeave() && load(path); }

bool FileSession::load(const QString& path)
{
    Problems problems;
    if (document_->open(path, &problems)) {
        emit opened();
        return true;
    }
    if (!QFileInfo::exists(path)) recent_->remove(path);
    emit failedToOpen(path, problems);
    tellProblems(tr("\"%1\" cannot be opened. The scene that was open stays.").arg(QDir::toNativeSeparators(path)), path, problems);
    return false;
}

void FileSession::tellProblems(const QString& message, const QString& path, const Problems& problems)
{
    QStringList lines;
    const std::string file = QFileInfo(path).fileName().toStdString();
    for (const Problem& problem : problems) {
        if (static_cast<std::size_t>(lines.size()) == mostLinesShown) {
            lines.append(tr("... and %1 more").arg(problems.size() - mostLinesShown));
            break;
        }
        lines.append(QString::fromStdString(problemLine(problem, file)));
    }
    dialogs_->tell(message, lines.join('\n'));
}

bool FileSession::save() { return document_->filePath().isEmpty() ? saveAs() : write(document_->filePath()); }

bool FileSession::saveAs()
{
    const QString current = document_->filePath();
    const QString name = current.isEmpty() ? QString::fromStdString(document_->scene().title) + QStringLiteral(".json") : QFileInfo(current).fileName();
    const QString suggestion = QDir(sceneFolder(current)).filePath(name);
    const QString path = dialogs_->fileToSave(suggestion);
    return !path.isEmpty() && write(path);
}

bool FileSession::write(const QString& path)
{
    if (wouldOverwriteOthers(path)) {
        switch (dialogs_->askAboutOverwriting(path)) {
        case FileDialogs::Differs::Overwrite: break;
        case FileDialogs::Differs::SaveAs: return saveAs();
        case FileDialogs::Differs::Cancel: return false;
        }
    }
    QString error;
    if (document_->save(path, &error)) {
        recent_->add(path);
        return true;
    }
    const QString message = tr("\"%1\" cannot be saved.").arg(QDir::toNativeSeparators(path));
    if (!document_->isReadOnly()) return dialogs_->saveElsewhere(message, saveFailureText(path, error)) && saveAs();
    dialogs_->tell(message, error);
    return false;
}

/// Whether the document's own file says something else by now than what was opened or saved last.
bool FileSession::wouldOverwriteOthers(const QString& path) const
{
    if (document_->filePath().isEmpty() || QFileInfo(path) != QFileInfo(document_->filePath())) return false;
    const QByteArray now = digestOfFile(path);
    return !now.isEmpty() && now != document_->fileDigest();
}

} // namespace scalelab
