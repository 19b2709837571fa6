// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>
#include <vector>

namespace scalelab {

/// What a recovery copy is a copy of.
struct UnsavedWork {
    QString title;         ///< Of the scene.
    QString file;          ///< Absolute; empty if it was never saved.
    QDateTime at;          ///< When the copy was made.
    QByteArray fileDigest; ///< SceneDocument::fileDigest().
};

/// A copy of unsaved work in a folder: the scene itself, a note of what it is, and a lock for as long as this object lives.
class RecoveryCopy {
public:
    /// A new one that holds nothing yet; an error if nothing can be written to the folder.
    [[nodiscard]] static Result<std::unique_ptr<RecoveryCopy>> create(const QString& folder);
    /// Those whose programs are dead, newest first.
    [[nodiscard]] static std::vector<std::unique_ptr<RecoveryCopy>> leftBehind(const QString& folder);

    [[nodiscard]] Result<void> write(const QByteArray& scene, const UnsavedWork& work);
    [[nodiscard]] const UnsavedWork& work() const { return work_; }
    /// File of the scene's copy.
    [[nodiscard]] QString path() const { return stem_ + QStringLiteral(".json"); }
    [[nodiscard]] QByteArray scene() const;
    /// Removes the files, also one that was being written when the program died.
    void discard();

private:
    explicit RecoveryCopy(QString stem);
    [[nodiscard]] QString notePath() const { return stem_ + QStringLiteral(".note"); }
    void readNote();

    QString stem_;
    QLockFile lock_;
    UnsavedWork work_;
};

} // namespace scalelab
