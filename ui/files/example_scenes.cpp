// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/example_scenes.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace scalelab {

QString scenesFolder()
{
    const QString installed = QCoreApplication::applicationDirPath() + QStringLiteral("/../share/scalelab/scenes");
    for (const QString& folder : {installed, QStringLiteral(SCALELAB_SCENES_DIR)})
        if (QFileInfo(folder).isDir()) return QDir::cleanPath(folder);
    return {};
}

QList<ExampleScene> figureScenes()
{
    QList<ExampleScene> scenes;
    const QString root = scenesFolder();
    if (root.isEmpty()) return scenes;
    const QFileInfoList files =
        QDir(root + QStringLiteral("/figures")).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QFileInfo& info : files) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QString title = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("title")).toString();
        scenes.append({info.filePath(), title.isEmpty() ? info.completeBaseName() : title});
    }
    return scenes;
}

bool isExample(const QString& path)
{
    const QString root = scenesFolder();
    return !root.isEmpty() && QDir::cleanPath(QFileInfo(path).absoluteFilePath()).startsWith(root + '/');
}

} // namespace scalelab
