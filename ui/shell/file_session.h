// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"

#include <QObject>
#include <QString>

#include <memory>

namespace scalelab {

class FileDialogs;
class RecentFiles;
class SceneDocument;

/// New, open and save with all the questions they raise; an open scene is never lost without asking.
class FileSession : public QObject {
    Q_OBJECT
public:
    FileSession(SceneDocument* document, RecentFiles* recent, std::unique_ptr<FileDialogs> dialogs,
                QObject* parent = nullptr);
    ~FileSession() override;

    /// From now on these are asked.
    void setDialogs(std::unique_ptr<FileDialogs> dialogs);
    [[nodiscard]] FileDialogs& dialogs() const { return *dialogs_; }

    /// Offers to save unsaved changes; false if the person wants to stay.
    bool mayLeave();
    bool newScene();
    /// Asks for a file.
    bool open();
    /// A file that cannot be opened leaves everything as it is, is told, and is reported by failedToOpen().
    bool openFile(const QString& path);
    /// Opens a scene that belongs to the program: its file is not listed among the recent ones.
    bool openExample(const QString& path);
    bool save();
    bool saveAs();

signals:
    void opened();
    void failedToOpen(const QString& path, const scalelab::Problems& problems);

private:
    bool load(const QString& path);
    bool write(const QString& path);

    SceneDocument* document_;
    RecentFiles* recent_;
    std::unique_ptr<FileDialogs> dialogs_;
};

} // namespace scalelab
