// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/live_scene.h"
#include "theme/theme.h"
#include "transport/scales.h"
#include "transport/snap_slider.h"
#include "transport/transport_bar.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <limits>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class T>
T* named(QWidget& widget, const char* accessibleName)
{
    for (T* child : widget.findChildren<T*>())
        if (child->accessibleName() == QLatin1String(accessibleName)) return child;
    qFatal("no control named %s", accessibleName);
    return nullptr;
}

} // namespace

class TransportTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme();
    }

    void speedScaleIsLogarithmic()
    {
        QCOMPARE(speedAt(-300), 0.001);
        QCOMPARE(speedAt(-100), 0.1);
        QCOMPARE(speedAt(0), 1.0);
        QCOMPARE(speedAt(30), 2.0);
        QCOMPARE(speedAt(300), 1000.0);
        for (int position = -300; position <= 300; position += 20) QCOMPARE(positionOfSpeed(speedAt(position)), position);
        QCOMPARE(positionOfSpeed(infinity), 300);
    }

    void trafficScaleHasOneInTheMiddle()
    {
        QCOMPARE(trafficAt(-100), 0.0);
        QCOMPARE(trafficAt(-50), 0.5);
        QCOMPARE(trafficAt(0), 1.0);
        QCOMPARE(trafficAt(100), 10.0);
        QCOMPARE(trafficAt(positionOfTraffic(3)), 3.0);
    }

    void textsReadWell()
    {
        QCOMPARE(speedText(1), QStringLiteral("1x"));
        QCOMPARE(speedText(0.001), QStringLiteral("0.001x"));
        QCOMPARE(speedText(250), QStringLiteral("250x"));
        QCOMPARE(speedText(infinity), QStringLiteral("Max"));
        QCOMPARE(trafficText(1), QStringLiteral("1.0x"));
        QCOMPARE(trafficText(10), QStringLiteral("10.0x"));
        QCOMPARE(trafficText(0.35), QStringLiteral("0.35x"));
        QCOMPARE(clockText(12.4, false), QStringLiteral("00:12.40"));
        QCOMPARE(clockText(12.4, true), QStringLiteral("00:12.400"));
        QCOMPARE(clockText(3723.5, false), QStringLiteral("1:02:03.50"));
        QCOMPARE(realTimeText(3.14), QStringLiteral("3.1x real time"));
        QCOMPARE(realTimeText(0), QString());
    }

    void playButtonPlaysAndPauses()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        auto* play = named<QPushButton>(bar, "Play");
        QVERIFY(!named<QToolButton>(bar, "Reset")->isEnabled());
        play->click();
        QVERIFY(scene.run.isPlaying());
        QCOMPARE(play->text(), QStringLiteral("Pause"));
        QVERIFY(!named<QToolButton>(bar, "Step")->isEnabled());
        play->click();
        QVERIFY(!scene.run.isPlaying());
        QCOMPARE(play->text(), QStringLiteral("Play"));
        QVERIFY(named<QToolButton>(bar, "Reset")->isEnabled());
        named<QToolButton>(bar, "Reset")->click();
        QVERIFY(!scene.run.isActive());
        QCOMPARE(named<QLabel>(bar, "Simulated time")->text(), QStringLiteral("00:00.00"));
    }

    void stepPerformsOneEvent()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        named<QToolButton>(bar, "Step")->click();
        QVERIFY(scene.run.isActive());
        const auto events = scene.run.snapshot().events;
        named<QToolButton>(bar, "Step")->click();
        QCOMPARE(scene.run.snapshot().events, events + 1);
    }

    void draggingNearTheMiddleSnapsToRealTime()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        bar.resize(1200, bar.sizeHint().height());
        bar.show();
        auto* slider = named<SnapSlider>(bar, "Speed");
        const QPoint middle = slider->rect().center();
        QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->width() - 9, middle.y()));
        QCOMPARE(scene.run.speed(), 1000.0);
        QTest::mouseMove(slider, QPoint(middle.x() + 2, middle.y()));
        QCOMPARE(scene.run.speed(), 1.0);
        QTest::mouseMove(slider, QPoint(middle.x() - 30, middle.y()));
        QVERIFY(scene.run.speed() < 0.5);
        QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(middle.x() - 30, middle.y()));
        QCOMPARE(named<QToolButton>(bar, "Speed presets")->text(), speedText(scene.run.speed()));
    }

    void keysMoveTheSliderAwayFromTheMiddle()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        auto* slider = named<SnapSlider>(bar, "Speed");
        QTest::keyClick(slider, Qt::Key_Right);
        QVERIFY(scene.run.speed() > 1);
        QTest::keyClick(slider, Qt::Key_PageDown);
        QVERIFY(scene.run.speed() < 1);
    }

    void maxIsEnteredAndLeft()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        scene.run.setSpeed(10);
        auto* max = named<QToolButton>(bar, "Max");
        max->click();
        QVERIFY(std::isinf(scene.run.speed()));
        QCOMPARE(named<QToolButton>(bar, "Speed presets")->text(), QStringLiteral("Max"));
        max->click();
        QCOMPARE(scene.run.speed(), 10.0);
        max->click();
        named<SnapSlider>(bar, "Speed")->setValue(-100);
        QCOMPARE(scene.run.speed(), 0.1);
        QVERIFY(!max->isChecked());
    }

    void presetsSetTheSpeed()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        const QList<QAction*> presets = named<QToolButton>(bar, "Speed presets")->menu()->actions();
        QCOMPARE(presets.first()->text(), QStringLiteral("0.001x"));
        presets.first()->trigger();
        QCOMPARE(scene.run.speed(), 0.001);
        presets.last()->trigger();
        QVERIFY(std::isinf(scene.run.speed()));
    }

    void changesFromElsewhereAreShown()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        scene.run.setSpeed(0.01);
        QCOMPARE(named<SnapSlider>(bar, "Speed")->value(), -200);
        QCOMPARE(named<QLabel>(bar, "Simulated time")->text(), QStringLiteral("00:00.000"));
        scene.run.play();
        QVERIFY(named<QPushButton>(bar, "Pause")->isVisibleTo(&bar));
        scene.run.setTrafficScale(2);
        scene.run.pause();
        QCOMPARE(named<QLabel>(bar, "Traffic factor")->text(), QStringLiteral("2.0x"));
        QCOMPARE(trafficAt(named<SnapSlider>(bar, "Traffic")->value()), 2.0);
        QCOMPARE(named<QLabel>(bar, "Pace")->text(), QStringLiteral("Paused"));
    }

    void trafficSliderScalesTheRun()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        named<SnapSlider>(bar, "Traffic")->setValue(100);
        QCOMPARE(scene.run.trafficScale(), 10.0);
        QCOMPARE(named<QLabel>(bar, "Traffic factor")->text(), QStringLiteral("10.0x"));
        QVERIFY(scene.runUntil(2));
        QVERIFY(scene.run.snapshot().requests.offered > 3000);
    }

    void everyControlHasAName()
    {
        LiveScene scene;
        TransportBar bar(&scene.run);
        for (const QAbstractButton* button : bar.findChildren<QAbstractButton*>()) QVERIFY(!button->accessibleName().isEmpty());
        for (const QSlider* slider : bar.findChildren<QSlider*>()) QVERIFY(!slider->accessibleName().isEmpty());
    }
};

QTEST_MAIN(TransportTest)
#include "transport_test.moc"
