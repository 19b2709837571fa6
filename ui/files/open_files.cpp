// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/open_files.h"

#include "document/file_digest.h"
#include "files/take_lock.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>

namespace scalelab {

OpenFiles::OpenFiles(QString folder) : folder_(std::move(folder)) { QDir().mkpath(folder_); }

OpenFiles::~OpenFiles() = default;

bool OpenFiles::isOpenElsewhere(const QString& path) const
{
    const QString name = lockOf(path);
    if (held_ && held_->fileName() == name) return false;
    QLockFile lock(name);
    return !takeLock(lock) && lock.error() == QLockFile::LockFailedError;
}

void OpenFiles::hold(const QString& path)
{
    const QString name = path.isEmpty() ? QString() : lockOf(path);
    if (held_ && held_->fileName() == name) return;
    held_.reset();
    if (name.isEmpty()) return;
    auto lock = std::make_unique<QLockFile>(name);
    if (takeLock(*lock)) held_ = std::move(lock);
}

QString OpenFiles::lockOf(const QString& path) const
{
    const QFileInfo file(path);
    const QString whole = file.exists() ? file.canonicalFilePath() : QDir::cleanPath(file.absoluteFilePath());
    return QDir(folder_).filePath(QString::fromLatin1(digestOf(whole.toStdString())) + QStringLiteral(".lock"));
}

} // namespace scalelab
