// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace scalelab {

/// The questions that come up around files; replaced where nobody is there to answer.
class FileDialogs {
public:
    enum class Unsaved { Save, Discard, Cancel };

    virtual ~FileDialogs() = default;
    /// What to do with changes that are not saved.
    virtual Unsaved askAboutChanges(const QString& title) = 0;
    /// A file to open; empty if the person thought better of it.
    virtual QString fileToOpen(const QString& folder) = 0;
    virtual QString fileToSave(const QString& suggestion) = 0;
    /// A file for a picture of the canvas.
    virtual QString pictureToSave(const QString& suggestion) = 0;
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
    void tell(const QString& message, const QString& details) override;

private:
    QWidget* window_;
};

} // namespace scalelab
