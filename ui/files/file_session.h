// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"
#include "files/autosave.h"

#include <QObject>
#include <QString>

#include <memory>

namespace scalelab {

class FileDialogs;
class FileSafety;
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

    /// From now on unsaved changes are copied to a folder, what programs that died left there can be recovered, and files that other
    /// windows have open or other programs change are noticed.
    void keepSafe(const QString& folder, Autosave::Pace pace = {});
    /// Offers unsaved work that programs left behind; true if the document now shows some.
    bool offerUnsavedWork();
    /// The same when the person asks for it: tells if there is none.
    void recoverUnsavedWork();

    /// Offers to save unsaved changes; false if the person wants to stay.
    bool mayLeave();
    /// The same at the end, after which unsaved changes are not kept.
    bool mayClose();
    bool newScene();
    /// Asks for a file.
    bool open();
    /// A file that cannot be opened leaves everything as it is, is told, and is reported by failedToOpen().
    bool openFile(const QString& path);
    /// Opens a scene that belongs to the program: its file is not listed among the recent ones.
    bool openExample(const QString& path);
    bool save();
    bool saveAs();
    /// Tells what is wrong with a file, problem by problem.
    void tellProblems(const QString& message, const QString& path, const Problems& problems);

signals:
    void opened();
    void failedToOpen(const QString& path, const scalelab::Problems& problems);
    /// Something that matters, but not enough to interrupt.
    void warned(const QString& message);

private:
    bool load(const QString& path);
    bool write(const QString& path);
    [[nodiscard]] bool wouldOverwriteOthers(const QString& path) const;

    SceneDocument* document_;
    RecentFiles* recent_;
    std::unique_ptr<FileDialogs> dialogs_;
    FileSafety* safety_ = nullptr; ///< Only if asked for.
};

} // namespace scalelab
