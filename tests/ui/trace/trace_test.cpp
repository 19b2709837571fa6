// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/live_scene.h"
#include "theme/theme.h"
#include "trace/trace_panel.h"
#include "trace/waterfall.h"

#include <QComboBox>
#include <QTableWidget>
#include <QTest>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

struct Fixture : LiveScene {
    TracePanel panel{&run, &selection};

    Fixture()
    {
        panel.resize(1200, 300);
        panel.show();
    }

    [[nodiscard]] QString cell(int row, int column) const { return const_cast<TracePanel&>(panel).table()->item(row, column)->text(); }
};

/// With plain blanks.
QString plain(QString text) { return text.replace(QChar(0xa0), QLatin1Char(' ')).replace(QChar(0x202f), QLatin1Char(' ')); }

} // namespace

class TraceTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme();
    }

    void listsTracedRequestsAndShowsWhereTheirTimeWent()
    {
        Fixture f;
        QVERIFY(f.runUntil(2));
        QTRY_VERIFY(f.panel.table()->rowCount() > 50);
        const Waterfall& waterfall = *f.panel.waterfall();
        QVERIFY2(waterfall.partText(0).startsWith(QStringLiteral("People, read: ")), qPrintable(waterfall.partText(0)));
        f.panel.order()->setCurrentIndex(1); // the slowest has waited
        f.panel.table()->setCurrentCell(0, 0);
        QVERIFY2(waterfall.partText(1).startsWith(QStringLiteral("Little server, read: ")), qPrintable(waterfall.partText(1)));
        QVERIFY2(plain(waterfall.partText(1)).contains(QStringLiteral("network 2 ms, queue ")), qPrintable(waterfall.partText(1)));
        QVERIFY(!plain(waterfall.partText(1)).contains(QStringLiteral("queue 0 ")));
        QVERIFY(waterfall.partText(1).contains(QStringLiteral("critical path")));
    }

    void failedRequestsCanBeListedAlone()
    {
        Fixture f;
        QVERIFY(f.runUntil(2));
        QTRY_VERIFY(f.panel.table()->rowCount() > 50);
        const int all = f.panel.table()->rowCount();
        f.panel.order()->setCurrentIndex(2);
        QVERIFY(f.panel.table()->rowCount() > 0 && f.panel.table()->rowCount() < all);
        for (int row = 0; row < f.panel.table()->rowCount(); ++row) QCOMPARE(f.cell(row, 3), QStringLiteral("queue full"));
    }

    void whatIsChosenStaysWhileOthersComeAndGo()
    {
        Fixture f;
        QVERIFY(f.runUntil(1));
        QTRY_VERIFY(f.panel.table()->rowCount() > 20);
        f.panel.table()->setCurrentCell(3, 0);
        const QString chosen = f.panel.waterfall()->accessibleDescription();
        QVERIFY(f.runUntil(20));
        QCOMPARE(f.panel.waterfall()->accessibleDescription(), chosen);
        f.run.resetRun();
        QCOMPARE(f.panel.table()->rowCount(), 0);
        QVERIFY(f.panel.waterfall()->accessibleDescription().isEmpty());
    }

    void aClickOnAPartSelectsItsComponent()
    {
        Fixture f;
        QVERIFY(f.runUntil(1));
        QTRY_VERIFY(f.panel.table()->rowCount() > 20);
        QTest::mouseClick(f.panel.waterfall(), Qt::LeftButton, {}, {300, 24 + 26 + 13});
        QCOMPARE(f.selection.components(), QStringList{QStringLiteral("web")});
    }

    void nothingIsTracedWhileNobodyLooks()
    {
        Fixture f;
        f.panel.hide();
        QVERIFY(f.runUntil(1));
        QVERIFY(f.run.spans().empty());
        QCOMPARE(f.panel.table()->rowCount(), 0);
    }
};

QTEST_MAIN(TraceTest)
#include "trace_test.moc"
