// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/save_failure.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cerrno>

namespace scalelab {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("SaveFailure", text); }

bool isFull(const QString& reason) { return reason == qt_error_string(ENOSPC) || reason == qt_error_string(EDQUOT); }

QString cause(const QString& path, const QString& reason)
{
    const QFileInfo file(path);
    const QString folder = QDir::toNativeSeparators(file.absolutePath());
    const QFileInfo parent(file.absolutePath());
    if (!parent.exists()) return tr("The folder \"%1\" is not there any more.").arg(folder);
    if (!parent.isDir()) return tr("\"%1\" is not a folder.").arg(folder);
    if (file.isDir()) return tr("There is a folder of this name.");
    if (isFull(reason)) return tr("There is no room left on the disk. Make room and save again, or save to another disk.");
    if (file.exists() && !file.isWritable()) return tr("The file is read-only.");
    if (!parent.isWritable()) return tr("The folder \"%1\" is read-only.").arg(folder);
    return tr("The system says: %1.").arg(reason);
}

} // namespace

QString saveFailureText(const QString& path, const QString& reason)
{
    return cause(path, reason) + QStringLiteral("\n\n") + tr("The scene stays open with its changes. You can save it under another name or in another folder.");
}

} // namespace scalelab
