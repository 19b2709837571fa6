// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/run_actions.h"
#include "shell/command_line.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace scalelab;

class CommandLineTest : public QObject {
    Q_OBJECT
private slots:
    void optionsAreRead()
    {
        const auto line = parseCommandLine(
            {"scalelab", "scene.json", "--speed", "0.5", "--seed", "42", "--screenshot", "out.png", "--after", "2500ms", "--theme", "dark"});
        QVERIFY(line.ok());
        QCOMPARE(line->scene, QStringLiteral("scene.json"));
        QCOMPARE(line->speed, std::optional(0.5));
        QCOMPARE(line->seed, std::optional(std::uint64_t(42)));
        QCOMPARE(line->screenshot, QStringLiteral("out.png"));
        QCOMPARE(line->theme, QStringLiteral("dark"));
        QCOMPARE(line->after.seconds(), 2.5);
        QVERIFY(!line->runFor);
    }

    void maxIsInfinite()
    {
        const auto line = parseCommandLine({"scalelab", "--speed", "max", "--play"});
        QVERIFY(line.ok());
        QVERIFY(std::isinf(*line->speed));
        QVERIFY(line->play);
        QVERIFY(line->scene.isEmpty());
    }

    void resultGoesToStandardOutputByDefault()
    {
        const auto line = parseCommandLine({"scalelab", "--for", "60s"});
        QVERIFY(line.ok());
        QCOMPARE(line->runFor->seconds(), 60.0);
        QCOMPARE(line->json, QStringLiteral("-"));
    }

    void wrongUsageIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{"--no-such-option"};
        QTest::newRow("two scenes") << QStringList{"a.json", "b.json"};
        QTest::newRow("speed zero") << QStringList{"--speed", "0"};
        QTest::newRow("speed word") << QStringList{"--speed", "fast"};
        QTest::newRow("seed negative") << QStringList{"--seed", "-1"};
        QTest::newRow("time without unit") << QStringList{"--for", "60"};
        QTest::newRow("after alone") << QStringList{"--after", "10s"};
        QTest::newRow("json alone") << QStringList{"--json", "out.json"};
        QTest::newRow("unknown theme") << QStringList{"--theme", "pink"};
        QTest::newRow("both modes") << QStringList{"--for", "1s", "--screenshot", "out.png"};
    }

    void wrongUsageIsRefused()
    {
        QFETCH(QStringList, arguments);
        const auto line = parseCommandLine(QStringList{"scalelab"} + arguments);
        QVERIFY(!line.ok());
        QVERIFY(!line.error().message.empty());
    }

    void speedsGoInSteps()
    {
        QCOMPARE(fasterThan(1), 2.0);
        QCOMPARE(slowerThan(1), 0.5);
        QCOMPARE(fasterThan(3), 5.0);
        QCOMPARE(slowerThan(3), 2.0);
        QVERIFY(std::isinf(fasterThan(1000)));
        QCOMPARE(slowerThan(std::numeric_limits<double>::infinity()), 1000.0);
        QCOMPARE(slowerThan(0.001), 0.001);
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
