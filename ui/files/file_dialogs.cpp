// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_dialogs.h"

#include "files/recovery_copy.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <vector>

namespace scalelab {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("FileDialogs", text); }

QString sceneFilter() { return tr("ScaleLab scenes (*.json);;All files (*)"); }

constexpr QSize iconSize(36, 36);

struct Choice {
    QString text;
    QMessageBox::ButtonRole role;
    bool usual = false; ///< What Enter means; if none is, the first.
};

/// Asks above the window; index of the choice, the last one if the person closes the question.
int choose(QWidget* window, const QString& title, const QString& question, const QString& details, const std::vector<Choice>& choices)
{
    QMessageBox box(QMessageBox::NoIcon, title, question, QMessageBox::NoButton, window);
    box.setIconPixmap(icon(QStringLiteral("warning")).pixmap(iconSize, box.devicePixelRatioF()));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(details);
    std::vector<QPushButton*> buttons;
    for (const Choice& choice : choices) buttons.push_back(box.addButton(choice.text, choice.role));
    box.setDefaultButton(buttons.front());
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i].usual) box.setDefaultButton(buttons[i]);
    box.setEscapeButton(buttons.back());
    box.exec();
    return static_cast<int>(std::find(buttons.begin(), buttons.end(), box.clickedButton()) - buttons.begin());
}

QString quotedName(const QString& path) { return QLatin1Char('"') + QFileInfo(path).fileName() + QLatin1Char('"'); }

QString describe(const UnsavedWork& work)
{
    return tr("File: %1").arg(work.file.isEmpty() ? tr("none yet") : QDir::toNativeSeparators(work.file)) + QLatin1Char('\n')
           + tr("Kept: %1").arg(QLocale().toString(work.at, QLocale::ShortFormat));
}

} // namespace

FileDialogs::Unsaved DesktopFileDialogs::askAboutChanges(const QString& title)
{
    switch (choose(window_, tr("Unsaved changes"), tr("Save the changes to \"%1\"?").arg(title), tr("They are lost if you do not save them."),
                   {{tr("&Save"), QMessageBox::AcceptRole}, {tr("&Discard"), QMessageBox::DestructiveRole}, {tr("Cancel"), QMessageBox::RejectRole}})) {
    case 0: return Unsaved::Save;
    case 1: return Unsaved::Discard;
    default: return Unsaved::Cancel;
    }
}

QString DesktopFileDialogs::fileToOpen(const QString& folder)
{
    return QFileDialog::getOpenFileName(window_, tr("Open scene"), folder, sceneFilter());
}

QString DesktopFileDialogs::fileToSave(const QString& suggestion)
{
    QFileDialog dialog(window_, tr("Save scene"), suggestion, sceneFilter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("json"));
    dialog.selectFile(suggestion);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

QString DesktopFileDialogs::pictureToSave(const QString& suggestion)
{
    return QFileDialog::getSaveFileName(window_, tr("Export canvas"), suggestion,
                                        tr("Pictures (*.png);;Vector graphics (*.svg);;Documents (*.pdf)"));
}

FileDialogs::Left DesktopFileDialogs::askAboutUnsavedWork(const UnsavedWork& work, const CopyState& copy)
{
    const QString title = work.title.isEmpty() ? tr("Untitled") : work.title;
    const Choice discard{tr("&Discard"), QMessageBox::DestructiveRole};
    if (!copy.whyUnreadable.isEmpty()) {
        const QString details = tr("%1\nCopy: %2\n%3\n\nYou can discard it, or keep it and look at it with a text editor.")
                                    .arg(describe(work), QDir::toNativeSeparators(copy.path), copy.whyUnreadable);
        const int chosen = choose(window_, tr("Unsaved work"), tr("The copy of the unsaved changes to \"%1\" cannot be read.").arg(title), details,
                                  {discard, {tr("&Keep"), QMessageBox::RejectRole, true}});
        return chosen == 0 ? Left::Discard : Left::Later;
    }
    const QString details = tr("%1\n\nRecover opens the scene with its changes. The file stays as it is until you save.").arg(describe(work));
    switch (choose(window_, tr("Unsaved work"), tr("ScaleLab ended before the changes to \"%1\" were saved.").arg(title), details,
                   {{tr("&Recover"), QMessageBox::AcceptRole}, discard, {tr("&Later"), QMessageBox::RejectRole}})) {
    case 0: return Left::Recover;
    case 1: return Left::Discard;
    default: return Left::Later;
    }
}

FileDialogs::Changed DesktopFileDialogs::askAboutChangedFile(const QString& path, bool isModified)
{
    const QString details = isModified ? tr("You have unsaved changes here, too. If you load it again, Undo brings them back.")
                                       : tr("If you load it again, Undo brings back what you see now.");
    const int chosen = choose(window_, tr("The file has changed"), tr("Another program has changed %1.").arg(quotedName(path)), details,
                              {{tr("&Load It Again"), QMessageBox::AcceptRole}, {tr("&Keep Mine"), QMessageBox::RejectRole}});
    return chosen == 0 ? Changed::LoadAgain : Changed::KeepMine;
}

FileDialogs::Differs DesktopFileDialogs::askAboutOverwriting(const QString& path)
{
    switch (choose(window_, tr("The file has changed"), tr("Another program has changed %1 since you opened or saved it.").arg(quotedName(path)),
                   tr("If you overwrite it, what the other program wrote is lost."),
                   {{tr("Save &As…"), QMessageBox::AcceptRole}, {tr("&Overwrite"), QMessageBox::DestructiveRole}, {tr("Cancel"), QMessageBox::RejectRole}})) {
    case 0: return Differs::SaveAs;
    case 1: return Differs::Overwrite;
    default: return Differs::Cancel;
    }
}

bool DesktopFileDialogs::openAnyway(const QString& path)
{
    return choose(window_, tr("Already open"), tr("%1 is open in another ScaleLab window.").arg(quotedName(path)),
                  tr("If both windows save it, one of them overwrites the changes of the other."),
                  {{tr("&Open Anyway"), QMessageBox::AcceptRole}, {tr("Cancel"), QMessageBox::RejectRole, true}})
           == 0;
}

bool DesktopFileDialogs::saveElsewhere(const QString& message, const QString& details)
{
    return choose(window_, tr("Not saved"), message, details, {{tr("Save &As…"), QMessageBox::AcceptRole}, {tr("Close"), QMessageBox::RejectRole}}) == 0;
}

void DesktopFileDialogs::tell(const QString& message, const QString& details)
{
    choose(window_, QCoreApplication::applicationName(), message, details, {{tr("OK"), QMessageBox::AcceptRole}});
}

} // namespace scalelab
