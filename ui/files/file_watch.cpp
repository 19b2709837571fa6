// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_watch.h"

#include "document/file_digest.h"
#include "document/scene_document.h"

#include <QApplication>
#include <QFileInfo>

namespace scalelab {

namespace {
constexpr int settleMs = 300; // Whoever writes or replaces the file has finished by then.
} // namespace

FileWatch::FileWatch(const SceneDocument* document, QObject* parent) : QObject(parent), document_(document)
{
    settle_.setSingleShot(true);
    settle_.setInterval(settleMs);
    connect(&settle_, &QTimer::timeout, this, &FileWatch::look);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, &settle_, qOverload<>(&QTimer::start));
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, [this] {
        if (!settle_.isActive()) settle_.start(); // Others may be busy in the same folder all the time.
    });
    connect(document, &SceneDocument::titleChanged, this, &FileWatch::follow);
    follow();
}

void FileWatch::follow()
{
    const QString file = document_->filePath();
    const QString path = file.isEmpty() ? file : QFileInfo(file).absoluteFilePath();
    if (path != path_) {
        if (const QStringList before = watcher_.files() + watcher_.directories(); !before.isEmpty()) watcher_.removePaths(before);
        path_ = path;
        told_.reset();
    }
    watch();
}

/// A file that is replaced by another of its name is not watched any more; its folder tells of the new one.
void FileWatch::watch()
{
    if (path_.isEmpty()) return;
    const QStringList watched = watcher_.files() + watcher_.directories();
    for (const QString& path : {path_, QFileInfo(path_).absolutePath()})
        if (!watched.contains(path) && QFileInfo::exists(path)) watcher_.addPath(path);
}

void FileWatch::look()
{
    watch();
    if (path_.isEmpty()) return;
    // Not while another question is open, or in the middle of a drag.
    if (QApplication::activeModalWidget() || QApplication::activePopupWidget() || QApplication::mouseButtons() != Qt::NoButton) {
        settle_.start();
        return;
    }
    const QByteArray digest = digestOfFile(path_);
    const bool isGone = !QFileInfo::exists(path_);
    if (digest == document_->fileDigest()) told_.reset();
    else if ((isGone || !digest.isEmpty()) && told_ != digest) {
        told_ = digest;
        isGone ? emit removed() : emit changed();
    }
}

} // namespace scalelab
