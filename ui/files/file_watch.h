// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

namespace scalelab {

class SceneDocument;

/// Notices when somebody else changes or removes the document's file. What the document itself saves is no news.
class FileWatch : public QObject {
    Q_OBJECT
public:
    FileWatch(const SceneDocument* document, QObject* parent);

signals:
    /// The file says something else than it did when it was opened or saved last; told once for each text.
    void changed();
    void removed();

private:
    void follow();
    void watch();
    void look();

    const SceneDocument* document_;
    QFileSystemWatcher watcher_;
    QTimer settle_;
    QString path_;
    std::optional<QByteArray> told_; ///< Digest of what was told of; empty: that the file is gone.
};

} // namespace scalelab
