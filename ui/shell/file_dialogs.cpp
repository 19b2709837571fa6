// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/file_dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>

namespace scalelab {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("FileDialogs", text); }

QString sceneFilter() { return tr("ScaleLab scenes (*.json);;All files (*)"); }

} // namespace

FileDialogs::Unsaved DesktopFileDialogs::askAboutChanges(const QString& title)
{
    QMessageBox box(QMessageBox::Warning, tr("Unsaved changes"), tr("Save the changes to \"%1\"?").arg(title),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, window_);
    box.setInformativeText(tr("They are lost if you do not save them."));
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save: return Unsaved::Save;
    case QMessageBox::Discard: return Unsaved::Discard;
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

void DesktopFileDialogs::tell(const QString& message, const QString& details)
{
    QMessageBox box(QMessageBox::Warning, QCoreApplication::applicationName(), message, QMessageBox::Ok, window_);
    box.setInformativeText(details);
    box.exec();
}

} // namespace scalelab
