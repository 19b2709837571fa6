// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTime>

class QLabel;
class QStatusBar;

namespace scalelab {

class LiveRun;
class SceneDocument;

/// Keeps the status bar up to date: seed, speed of the engine, requests in flight, and whether the scene is saved.
class StatusLine : public QObject {
    Q_OBJECT
public:
    StatusLine(SceneDocument* document, LiveRun* run, QStatusBar* bar);

private:
    void showRun();
    void showDocument();

    SceneDocument* document_;
    LiveRun* run_;
    QLabel* seed_;
    QLabel* events_;
    QLabel* pace_;
    QLabel* inFlight_;
    QLabel* saved_;
    QElapsedTimer sinceShown_;
    QTime savedAt_;
};

} // namespace scalelab
