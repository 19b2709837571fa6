// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvas.h"
#include "canvas/geometry.h"
#include "canvas/node_state.h"
#include "canvas/traffic/traffic_layer.h"
#include "support/live_scene.h"
#include "theme/theme.h"

#include <QImage>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

bool shows(const TrafficLayer& traffic, DotKind kind)
{
    return std::any_of(traffic.dots().begin(), traffic.dots().end(), [kind](const Dot& dot) { return dot.kind == kind; });
}

/// How many pixels of the box have nearly this colour.
int pixelsLike(const QImage& image, QRect box, QColor colour)
{
    int count = 0;
    for (int y = box.top(); y <= box.bottom(); ++y) {
        for (int x = box.left(); x <= box.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - colour.red()) + std::abs(pixel.green() - colour.green()) + std::abs(pixel.blue() - colour.blue()) < 24) ++count;
        }
    }
    return count;
}

struct Shown {
    LiveScene live;
    Canvas canvas{&live.document, &live.selection, &live.run};

    Shown()
    {
        canvas.resize(1000, 600);
        canvas.show();
        if (!QTest::qWaitForWindowExposed(&canvas)) qFatal("the canvas is not shown");
    }
};

} // namespace

class RunningTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(); }

    void anOverloadedServerSaysSo()
    {
        Shown shown;
        QVERIFY(shown.live.runUntil(5));
        const NodeState state = shown.canvas.nodeState("web");
        QVERIFY(state.live);
        QVERIFY(state.loadPercent >= 90);
        QVERIFY2(state.badge.startsWith("queue full "), qPrintable(state.badge));
        QVERIFY(state.note.endsWith("waiting"));
        QVERIFY(shown.canvas.nodeState("idle").badge.isEmpty());
        QVERIFY(!shown.canvas.nodeState("nobody").live);
    }

    void rejectionsAreSeenWhileItRuns()
    {
        Shown shown;
        shown.live.run.play();
        QVERIFY(QTest::qWaitFor([&] { return shows(shown.canvas.traffic(), DotKind::Dropped); }, 20000));
        QVERIFY(shown.canvas.traffic().view() == TrafficLayer::View::Flow);
        QVERIFY(!shows(shown.canvas.traffic(), DotKind::Hit));
        shown.live.run.resetRun();
        QVERIFY(shown.canvas.traffic().dots().empty());
        QVERIFY(!shown.canvas.nodeState("web").live);
    }

    void slowMotionShowsSingleRequests()
    {
        Shown shown;
        shown.live.run.setSpeed(0.01);
        shown.live.run.play();
        QVERIFY(QTest::qWaitFor([&] { return shows(shown.canvas.traffic(), DotKind::Request); }, 20000));
        QVERIFY(shown.canvas.traffic().view() == TrafficLayer::View::Microscope);
        QCOMPARE(shown.canvas.traffic().perDot(), std::uint64_t(1));
    }

    void aPausedRunKeepsItsDots()
    {
        Shown shown;
        shown.live.run.play();
        QVERIFY(QTest::qWaitFor([&] { return shown.canvas.traffic().dots().size() > 5; }, 20000));
        shown.live.run.pause();
        QVERIFY(shown.canvas.traffic().dots().size() > 5);
    }

    void aCrashedServerIsShownAsDown()
    {
        Shown shown;
        shown.live.run.play();
        shown.live.run.fault("crash", "web");
        QVERIFY(QTest::qWaitFor([&] { return shown.canvas.nodeState("web").down; }, 20000));
        shown.live.run.pause();
        shown.canvas.zoomTo100();
        const QImage image = shown.canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
        const auto onScreen = [&](const char* id) {
            const QRectF box = nodeRect(shown.canvas.nodeCentre(id));
            const double ratio = image.devicePixelRatio();
            return QRectF(shown.canvas.toWidget(box.topLeft()) * ratio, box.size() * ratio).toAlignedRect() & image.rect();
        };
        QVERIFY(pixelsLike(image, onScreen("web"), theme().failed) > 200);
        QCOMPARE(pixelsLike(image, onScreen("idle"), theme().failed), 0);
    }

    void aComponentThatIsAddedWhileRunningComesToLife()
    {
        Shown shown;
        shown.live.run.play();
        const QString id = shown.live.document.addComponent("cache", {0, 400});
        QVERIFY(!id.isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return shown.canvas.nodeState(id).live; }, 20000));
    }
};

QTEST_MAIN(RunningTest)
#include "running_test.moc"
