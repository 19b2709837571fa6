// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/file_dialogs.h"

#include <QStringList>

namespace scalelab::testing {

/// What a test's person answers, and what that person was told.
struct Answers {
    FileDialogs::Unsaved unsaved = FileDialogs::Unsaved::Cancel;
    QString file;
    int asked = 0;
    QStringList told;
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
    void tell(const QString& message, const QString& details) override { answers_.told.append(message + '\n' + details); }

private:
    Answers& answers_;
};

} // namespace scalelab::testing
