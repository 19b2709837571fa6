// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "components/standard_catalog.h"
#include "document/scene_document.h"
#include "files/answers.h"
#include "files/file_session.h"
#include "files/recent_files.h"
#include "support/live_scene.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace scalelab::testing {

/// Where the windows of a test keep their scenes and copies.
struct Places {
    QTemporaryDir scenes, data;

    [[nodiscard]] QString scene(const QString& name = QStringLiteral("scene.json")) const { return scenes.filePath(name); }
    [[nodiscard]] QString recovery() const { return data.filePath(QStringLiteral("recovery")); }
    [[nodiscard]] QStringList copies() const { return QDir(recovery()).entryList({QStringLiteral("*.json")}, QDir::Files); }

    /// Writes a scene file as any other program would.
    QString write(const QString& path, const QByteArray& text = overloadedScene) const
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write %s", qPrintable(path));
        return path;
    }
};

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The scene with another title.
inline QByteArray titled(const char* title) { return QByteArray(overloadedScene).replace("Too much", title); }

/// A window without its panels: a document, its files, and the person in front of it. That it dies without closing is what its end looks like.
struct Session {
    SceneDocument document{standardCatalog()};
    Answers answers;
    RecentFiles recent{nullptr};
    FileSession files{&document, &recent, std::make_unique<AnsweredDialogs>(answers)};

    explicit Session(const Places& places, Autosave::Pace pace = {20, 100}) { files.keepSafe(places.data.path(), pace); }

    [[nodiscard]] std::string title() const { return document.scene().title; }
    bool rename(const char* title) { return document.perform({SetTitle{title}}); }
};

} // namespace scalelab::testing
