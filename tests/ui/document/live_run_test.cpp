// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/live_run.h"
#include "engine/simulation.h"
#include "run/compile.h"
#include "run/recording.h"
#include "support/live_scene.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

/// Fingerprint of the document's scene run up to `seconds` without anybody watching.
std::uint64_t freeRun(const SceneDocument& document, double seconds)
{
    Compiled compiled = compile(document.catalog(), document.scene());
    if (!compiled.simulation) qFatal("the test's scene does not compile");
    compiled.simulation->advance(SimTime::fromSeconds(seconds));
    return compiled.simulation->fingerprint();
}

bool hasIncident(const LiveRun& run, const char* words)
{
    return std::any_of(run.incidents().begin(), run.incidents().end(),
                       [&](const Incident& incident) { return incident.text.find(words) != std::string::npos; });
}

const ComponentSnapshot& component(const LiveRun& run, const char* id)
{
    const int index = run.componentIndex(QString::fromLatin1(id));
    if (index < 0) qFatal("the run knows no component %s", id);
    return run.snapshot().components[static_cast<std::size_t>(index)];
}

} // namespace

class LiveRunTest : public QObject {
    Q_OBJECT
private slots:
    void runIsTheSameAsAFreeRun()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(20));
        QCOMPARE(scene.run.snapshot().now.seconds(), 20.0);
        QVERIFY(scene.run.snapshot().events > 1000);
        QCOMPARE(scene.run.snapshot().fingerprint, freeRun(scene.document, 20));
    }

    void rateIsThatOfTheTraffic()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(20));
        const LiveRun& run = scene.run;
        const LiveRun::Rates users = run.componentRates(run.componentIndex(QStringLiteral("users")));
        QVERIFY2(std::abs(users.arrived - 200) < 60, qPrintable(QString::number(users.arrived)));
        const LiveRun::Rates web = run.componentRates(run.componentIndex(QStringLiteral("web")));
        QVERIFY(web.utilisation > 0.9 && web.utilisation <= 1);
        QVERIFY(web.failedHere > 40);
        const LiveRun::WireRates wire = run.wireRates(run.wireIndex(QStringLiteral("users"), QStringLiteral("web")));
        QVERIFY(std::abs(wire.sent - users.arrived) < 30);
        QVERIFY(wire.failed > 40);
        QCOMPARE(run.wireIndex(QStringLiteral("web"), QStringLiteral("users")), -1);
    }

    void crashShowsInTheSnapshot()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(1));
        QVERIFY(component(scene.run, "web").health == Health::Up);
        scene.run.fault(QStringLiteral("crash"), QStringLiteral("web"));
        QTRY_VERIFY(component(scene.run, "web").health == Health::Down);
        QVERIFY(!scene.document.isModified());
        scene.run.fault(QStringLiteral("recover"), QStringLiteral("web"));
        QTRY_VERIFY(component(scene.run, "web").health == Health::Up);
    }

    void editWhileRunningChangesTheRun()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(5));
        const auto failedBefore = component(scene.run, "web").failedHere;
        QVERIFY(failedBefore > 0);
        QVERIFY(scene.document.perform({SetParam{"web", "workers", Value(50)}}));
        QTRY_COMPARE(component(scene.run, "web").capacity, 50U);
        QVERIFY(scene.runUntil(10));
        QCOMPARE(component(scene.run, "web").failedHere, failedBefore);

        scene.document.undoStack()->undo();
        QTRY_COMPARE(component(scene.run, "web").capacity, 2U);
    }

    void componentAddedWhileRunningTakesPart()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(1));
        const QString id = scene.document.addComponent(QStringLiteral("web-server"), {0, 0});
        QTRY_VERIFY(scene.run.componentIndex(id) >= 0);
        scene.document.undoStack()->undo();
        QTRY_VERIFY(component(scene.run, qPrintable(id)).health == Health::Removed);
    }

    void editThatNeedsAResetIsNoted()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(1));
        QVERIFY(!scene.run.needsReset());
        QVERIFY(scene.document.perform({SetSeed{99}}));
        QVERIFY(scene.run.needsReset());
        QVERIFY(hasIncident(scene.run, "applies after"));
        scene.run.resetRun();
        QVERIFY(!scene.run.needsReset());
        QVERIFY(scene.run.incidents().empty());
    }

    void placesAndLabelsDoNotTouchTheRun()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(2));
        QVERIFY(scene.document.perform({SetParam{"web", "label", Value("Renamed")}}));
        QVERIFY(scene.document.perform({SetPosition{"web", Point{5, 5}}}));
        QVERIFY(scene.runUntil(4));
        QVERIFY(!scene.run.needsReset());
        QCOMPARE(scene.run.snapshot().fingerprint, freeRun(scene.document, 4));
    }

    void trafficScaleMultipliesTheTraffic()
    {
        LiveScene scene;
        scene.run.setTrafficScale(0);
        QVERIFY(scene.runUntil(10));
        const auto without = component(scene.run, "users").arrived;
        QVERIFY2(without < 20, qPrintable(QString::number(without)));
        scene.run.setTrafficScale(3);
        QVERIFY(scene.runUntil(20));
        const double rate = static_cast<double>(component(scene.run, "users").arrived - without) / 10;
        QVERIFY2(std::abs(rate - 600) < 60, qPrintable(QString::number(rate)));
        QVERIFY(!scene.document.isModified());
    }

    void stepPerformsOneEvent()
    {
        LiveScene scene;
        scene.run.step();
        QVERIFY(scene.run.isActive());
        QVERIFY(!scene.run.isPlaying());
        QCOMPARE(scene.run.snapshot().events, std::uint64_t(1));
        scene.run.step();
        QCOMPARE(scene.run.snapshot().events, std::uint64_t(2));
    }

    void resetForgetsTheRun()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(2));
        QSignalSpy changed(&scene.run, &LiveRun::stateChanged);
        scene.run.resetRun();
        QVERIFY(!scene.run.isActive());
        QVERIFY(changed.count() >= 1);
        QCOMPARE(scene.run.snapshot().events, std::uint64_t(0));
        QCOMPARE(scene.run.componentIndex(QStringLiteral("web")), -1);
        QCOMPARE(scene.run.displayTime(), 0.0);
    }

    void anotherSceneEndsTheRun()
    {
        LiveScene scene;
        QVERIFY(scene.runUntil(2));
        scene.document.newScene();
        QVERIFY(!scene.run.isActive());
    }

    void sceneWithAnErrorDoesNotRunAndTellsWhy()
    {
        LiveScene scene;
        QVERIFY(scene.document.perform({SetParam{"web", "workers", Value(0)}}));
        QSignalSpy failed(&scene.run, &LiveRun::failed);
        scene.run.play();
        QVERIFY(!scene.run.isActive());
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed.front().front().toString().contains(QStringLiteral("workers")));
    }

    void displayTimeNeverPassesWhatWasSimulated()
    {
        LiveScene scene;
        scene.run.setSpeed(1);
        double shown = 0;
        int ticks = 0;
        bool inOrder = true;
        connect(&scene.run, &LiveRun::ticked, &scene.run, [&] {
            const double now = scene.run.displayTime();
            inOrder = inOrder && now >= shown && now <= scene.run.snapshot().now.seconds();
            shown = now;
            ++ticks;
        });
        scene.run.play();
        QTRY_VERIFY(ticks >= 20);
        scene.run.pause();
        QVERIFY(inOrder);
        QVERIFY(shown > 0);
        QCOMPARE(scene.run.displayTime(), scene.run.snapshot().now.seconds());
    }

    void flightsAreThinnedOutWhenThereAreTooMany()
    {
        LiveScene scene;
        scene.run.setTrafficScale(10);
        QVERIFY(scene.runUntil(200));
        QVERIFY(scene.run.flightSampling() > 1);
    }
};

QTEST_MAIN(LiveRunTest)
#include "live_run_test.moc"
