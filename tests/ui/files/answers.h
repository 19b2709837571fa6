// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/file_dialogs.h"
#include "files/recovery_copy.h"

#include <QList>
#include <QStringList>

#include <utility>

namespace scalelab::testing {

/// What a test's person answers, and what that person was told.
struct Answers {
    FileDialogs::Unsaved unsaved = FileDialogs::Unsaved::Cancel;
    QString file;
    FileDialogs::Left left = FileDialogs::Left::Later;
    FileDialogs::Changed changed = FileDialogs::Changed::KeepMine;
    FileDialogs::Differs differs = FileDialogs::Differs::Cancel;
    bool anyway = false;
    bool elsewhere = false; ///< The first time; then not any more.
    int asked = 0, askedAboutChange = 0, askedAboutOverwriting = 0, askedAboutOpening = 0;
    QStringList told;
    QList<UnsavedWork> offered;
    QStringList unreadable; ///< Reasons, empty ones as well, of what was offered.
};

class AnsweredDialogs : public FileDialogs {
public:
    explicit AnsweredDialogs(Answers& answers) : answers_(answers) {}

    Unsaved askAboutChanges(const QString&) override
    {
        ++answers_.asked;
        return answers_.unsaved;
    }
    QString fileToOpen(const QString&) override { return answers_.file; }
    QString fileToSave(const QString&) override { return answers_.file; }
    QString pictureToSave(const QString&) override { return answers_.file; }
    Left askAboutUnsavedWork(const UnsavedWork& work, const CopyState& copy) override
    {
        answers_.offered.append(work);
        answers_.unreadable.append(copy.whyUnreadable);
        return answers_.left;
    }
    Changed askAboutChangedFile(const QString&, bool) override
    {
        ++answers_.askedAboutChange;
        return answers_.changed;
    }
    Differs askAboutOverwriting(const QString&) override
    {
        ++answers_.askedAboutOverwriting;
        return answers_.differs;
    }
    bool openAnyway(const QString&) override
    {
        ++answers_.askedAboutOpening;
        return answers_.anyway;
    }
    bool saveElsewhere(const QString& message, const QString& details) override
    {
        tell(message, details);
        return std::exchange(answers_.elsewhere, false);
    }
    void tell(const QString& message, const QString& details) override { answers_.told.append(message + '\n' + details); }

private:
    Answers& answers_;
};

} // namespace scalelab::testing
