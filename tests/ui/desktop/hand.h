// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QPoint>
#include <QProcess>
#include <QStringList>
#include <QTest>
#include <QTimer>

#include <functional>

namespace scalelab::test {

/// Moves the real pointer and presses the real buttons and keys of the display, by xdotool. Drags, menus and dialogs have event loops of their own,
/// so everything that happens within one is either one movement of the hand or waits for it by `when`.
class Hand {
public:
    Hand& moveTo(QPoint place)
    {
        // A hand does not jump: dragging needs motion events that are apart in time.
        steps_ << "mousemove" << QString::number(place.x()) << QString::number(place.y()) << "sleep" << "0.02";
        return *this;
    }
    Hand& press() { return then({"mousedown", "1"}); }
    Hand& release() { return then({"mouseup", "1"}); }
    Hand& click(QPoint place, int button = 1) { return moveTo(place).then({"click", QString::number(button)}); }
    Hand& key(const QString& keys) { return then({"key", "--clearmodifiers", keys}); }
    Hand& type(const QString& text) { return then({"type", "--clearmodifiers", "--delay", "2", "--args", "1", text}); }
    Hand& drag(QPoint from, QPoint to)
    {
        moveTo(from).press();
        for (int step = 1; step <= 8; ++step) moveTo(from + (to - from) * step / 8);
        return release();
    }

    /// Carries out what has been asked; the window goes on handling its input meanwhile.
    void act()
    {
        QProcess tool;
        tool.start("xdotool", std::exchange(steps_, {}));
        QTRY_COMPARE_WITH_TIMEOUT(tool.state(), QProcess::NotRunning, 20000);
        QCOMPARE(tool.exitCode(), 0);
    }

    /// Has `go` called once as soon as `ready` says so, from within whatever event loop runs then.
    static void when(QObject* context, std::function<bool()> ready, std::function<void()> go)
    {
        auto* watch = new QTimer(context);
        QObject::connect(watch, &QTimer::timeout, context, [watch, ready = std::move(ready), go = std::move(go)] {
            if (!ready()) return;
            watch->stop();
            watch->deleteLater();
            go();
        });
        watch->start(10);
    }

private:
    Hand& then(const QStringList& step)
    {
        steps_ << step << "sleep" << "0.02";
        return *this;
    }

    QStringList steps_;
};

} // namespace scalelab::test
