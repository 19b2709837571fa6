// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/autosave.h"
#include "files/file_watch.h"
#include "files/open_files.h"

#include <QObject>
#include <QString>

#include <memory>

namespace scalelab {

class FileDialogs;
class FileSession;
class SceneDocument;

/// Sees to it that no work is lost when the program dies, and that two programs do not spoil one file unnoticed; asks the person where it has to.
class FileSafety : public QObject {
    Q_OBJECT
public:
    enum class Offer { Nothing, Declined, Recovered };

    /// Copies and locks are kept below `folder`.
    FileSafety(SceneDocument* document, FileSession* files, const QString& folder, Autosave::Pace pace);

    /// False if another window has the file open and the person thinks better of it.
    [[nodiscard]] bool mayOpen(const QString& path);
    /// Offers what programs that died left behind, until one of it is recovered.
    Offer offerUnsavedWork();
    /// Unsaved changes are given up, and the window closes.
    void giveUp() { autosave_.stop(); }
    [[nodiscard]] const Autosave& autosave() const { return autosave_; }

private:
    [[nodiscard]] FileDialogs& dialogs() const;
    bool recover(std::unique_ptr<RecoveryCopy> copy);
    void askAboutChange();
    void tellOfRemoval();

    SceneDocument* document_;
    FileSession* files_;
    QString recoveryFolder_;
    Autosave autosave_;
    OpenFiles openFiles_;
    FileWatch watch_;
};

} // namespace scalelab
