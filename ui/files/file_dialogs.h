// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace scalelab {

struct UnsavedWork;

/// The questions that come up around files; replaced where nobody is there to answer.
class FileDialogs {
public:
    enum class Unsaved { Save, Discard, Cancel };
    enum class Left { Recover, Discard, Later };
    enum class Changed { LoadAgain, KeepMine };
    enum class Differs { Overwrite, SaveAs, Cancel };
    /// Where a recovery copy is, and why it cannot be read; no reason: it can.
    struct CopyState { QString path, whyUnreadable; };

    virtual ~FileDialogs() = default;
    /// What to do with changes that are not saved.
    virtual Unsaved askAboutChanges(const QString& title) = 0;
    /// A file to open; empty if the person thought better of it.
    virtual QString fileToOpen(const QString& folder) = 0;
    virtual QString fileToSave(const QString& suggestion) = 0;
    /// A file for a picture of the canvas.
    virtual QString pictureToSave(const QString& suggestion) = 0;
    /// What to do with work that a program which died left behind; a copy that cannot be read cannot be recovered, only kept or discarded.
    virtual Left askAboutUnsavedWork(const UnsavedWork& work, const CopyState& copy) = 0;
    /// Another program changed the open file; `isModified` tells whether there are changes here, too.
    virtual Changed askAboutChangedFile(const QString& path, bool isModified) = 0;
    /// Saving would overwrite what another program wrote.
    virtual Differs askAboutOverwriting(const QString& path) = 0;
    /// Whether to open a file that another window has open.
    virtual bool openAnyway(const QString& path) = 0;
    /// The scene could not be saved; whether to save it elsewhere.
    virtual bool saveElsewhere(const QString& message, const QString& details) = 0;
    /// Something about a file went wrong; `details` has a line for each problem.
    virtual void tell(const QString& message, const QString& details) = 0;
};

/// The dialogs of the desktop, above `window`.
class DesktopFileDialogs : public FileDialogs {
public:
    explicit DesktopFileDialogs(QWidget* window) : window_(window) {}

    Unsaved askAboutChanges(const QString& title) override;
    QString fileToOpen(const QString& folder) override;
    QString fileToSave(const QString& suggestion) override;
    QString pictureToSave(const QString& suggestion) override;
    Left askAboutUnsavedWork(const UnsavedWork& work, const CopyState& copy) override;
    Changed askAboutChangedFile(const QString& path, bool isModified) override;
    Differs askAboutOverwriting(const QString& path) override;
    bool openAnyway(const QString& path) override;
    bool saveElsewhere(const QString& message, const QString& details) override;
    void tell(const QString& message, const QString& details) override;

private:
    QWidget* window_;
};

} // namespace scalelab
