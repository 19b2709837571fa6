// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/file_session.h"

#include "document/scene_document.h"
#include "io/scene_io.h"
#include "shell/file_dialogs.h"
#include "shell/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace scalelab {

namespace {

constexpr std::size_t mostLinesShown = 12;

QString sceneFolder(const QString& current)
{
    if (!current.isEmpty()) return QFileInfo(current).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

FileSession::FileSession(SceneDocument* document, RecentFiles* recent, std::unique_ptr<FileDialogs> dialogs,
                         QObject* parent)
    : QObject(parent), document_(document), recent_(recent), dialogs_(std::move(dialogs))
{}

FileSession::~FileSession() = default;

void FileSession::setDialogs(std::unique_ptr<FileDialogs> dialogs) { dialogs_ = std::move(dialogs); }

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
    if (!mayLeave() || !load(path)) return false;
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
    QStringList lines;
    const std::string file = QFileInfo(path).fileName().toStdString();
    for (const Problem& problem : problems) {
        if (static_cast<std::size_t>(lines.size()) == mostLinesShown) {
            lines.append(tr("... and %1 more").arg(problems.size() - mostLinesShown));
            break;
        }
        lines.append(QString::fromStdString(problemLine(problem, file)));
    }
    dialogs_->tell(tr("\"%1\" cannot be opened. The scene that was open stays.").arg(QDir::toNativeSeparators(path)),
                   lines.join('\n'));
    return false;
}

bool FileSession::save() { return document_->filePath().isEmpty() ? saveAs() : write(document_->filePath()); }

bool FileSession::saveAs()
{
    QString suggestion = document_->filePath();
    if (suggestion.isEmpty())
        suggestion = QDir(sceneFolder({})).filePath(QString::fromStdString(document_->scene().title) + QStringLiteral(".json"));
    const QString path = dialogs_->fileToSave(suggestion);
    return !path.isEmpty() && write(path);
}

bool FileSession::write(const QString& path)
{
    QString error;
    if (!document_->save(path, &error)) {
        dialogs_->tell(tr("\"%1\" cannot be saved.").arg(QDir::toNativeSeparators(path)), error);
        return false;
    }
    recent_->add(path);
    return true;
}

} // namespace scalelab
