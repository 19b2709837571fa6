// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace scalelab {

namespace {
const QString settingsKey = QStringLiteral("recentFiles");
} // namespace

RecentFiles::RecentFiles(QSettings* settings, QObject* parent) : QObject(parent), settings_(settings)
{
    if (settings_) files_ = settings_->value(settingsKey).toStringList().mid(0, most);
}

void RecentFiles::add(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    files_.removeAll(absolute);
    files_.prepend(absolute);
    files_ = files_.mid(0, most);
    store();
}

void RecentFiles::remove(const QString& path)
{
    if (files_.removeAll(QFileInfo(path).absoluteFilePath()) > 0) store();
}

void RecentFiles::clear()
{
    files_.clear();
    store();
}

void RecentFiles::store()
{
    if (settings_) settings_->setValue(settingsKey, files_);
    emit changed();
}

} // namespace scalelab
