// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/recovery_copy.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace scalelab {

class SceneDocument;

/// Keeps a copy of unsaved changes in a folder for as long as there are any. If it dies before they are saved or given up, the copy stays.
class Autosave : public QObject {
    Q_OBJECT
public:
    /// A copy is made this long after the latest edit [ms], and while editing goes on, this long after the first one that has no copy yet.
    struct Pace { int quiet = 2000, most = 5000; };

    Autosave(const SceneDocument* document, QString folder, Pace pace, QObject* parent);
    ~Autosave() override;

    /// Goes on with the copy of what the document has just been restored from.
    void adopt(std::unique_ptr<RecoveryCopy> copy);
    /// The changes are given up: removes the copy, and makes no more.
    void stop();

signals:
    /// Changes could not be copied; tried again, told once.
    void failed(const QString& reason);

private:
    void followDocument();
    void write();
    void drop();

    const SceneDocument* document_;
    QString folder_;
    Pace pace_;
    QTimer timer_;
    QElapsedTimer sinceFirst_; ///< Edit that has no copy yet.
    bool isFailing_ = false;
    std::unique_ptr<RecoveryCopy> copy_;
};

} // namespace scalelab
