// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_model.h"
#include "events/events_panel.h"
#include "support/live_scene.h"
#include "theme/theme.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

QString plain(const std::string& id)
{
    return QString::fromStdString(id).toUpper();
}

Incident incident(std::uint64_t number, Incident::Level level, const char* component, const char* text)
{
    return {number, SimTime::fromSeconds(static_cast<double>(number)), level, component, text};
}

Snapshot snapshotAt(double seconds, std::uint64_t failedHere, Cause cause)
{
    Snapshot snapshot;
    snapshot.now = SimTime::fromSeconds(seconds);
    auto names = std::make_shared<Names>();
    names->components = {"web1"};
    snapshot.names = names;
    snapshot.components.resize(1);
    snapshot.components[0].failedHere = failedHere;
    snapshot.components[0].lastCause = cause;
    return snapshot;
}

QString textAt(const QAbstractItemModel& model, int row, int column = EventsModel::TextColumn)
{
    return model.index(row, column).data().toString();
}

} // namespace

class EventsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme();
    }

    void incidentsBecomeRowsOnce()
    {
        EventsModel model(plain);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<Incident> incidents{incident(0, Incident::Level::Bad, "web1", "crashed")};
        model.addIncidents(incidents);
        incidents.push_back(incident(1, Incident::Level::Good, "web1", "back"));
        model.addIncidents(incidents);
        model.addIncidents(incidents);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(textAt(model, 0), QStringLiteral("crashed"));
        QCOMPARE(textAt(model, 1, EventsModel::TimeColumn), QStringLiteral("00:01.000"));
        QCOMPARE(textAt(model, 0, EventsModel::LevelColumn), QStringLiteral("Problem"));
        QCOMPARE(textAt(model, 0, EventsModel::ComponentColumn), QStringLiteral("WEB1"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
        model.addIncidents(incidents);
        QCOMPARE(model.rowCount(), 2);
    }

    void rowsAreBounded()
    {
        EventsModel model(plain);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<Incident> incidents;
        for (std::uint64_t i = 0; i < 12000; ++i) {
            incidents.push_back(incident(i, Incident::Level::Info, "", std::to_string(i).c_str()));
            if (i % 700 == 0) model.addIncidents(incidents);
        }
        model.addIncidents(incidents);
        QVERIFY(model.rowCount() <= EventsModel::mostRows);
        QVERIFY(model.rowCount() > 4000);
        QCOMPARE(textAt(model, model.rowCount() - 1), QStringLiteral("11999"));
    }

    void failuresAreSummedUpOnceASecond()
    {
        EventsModel model(plain);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.addFailures(snapshotAt(0.5, 100, Cause::QueueFull));
        QCOMPARE(model.rowCount(), 0);
        model.addFailures(snapshotAt(1.0, 312, Cause::QueueFull));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(textAt(model, 0), QStringLiteral("312 requests rejected in 1 s: queue full"));
        model.addFailures(snapshotAt(1.6, 400, Cause::QueueFull));
        QCOMPARE(model.rowCount(), 1);
        model.addFailures(snapshotAt(2.0, 413, Cause::Crashed));
        QCOMPARE(textAt(model, 1), QStringLiteral("101 requests failed in 1 s: down"));
        model.addFailures(snapshotAt(3.0, 413, Cause::Crashed));
        QCOMPARE(model.rowCount(), 2);
    }

    void fastRunsAreSummedUpOverLongerSpans()
    {
        EventsModel model(plain);
        Snapshot fast = snapshotAt(15, 30, Cause::TimedOut);
        fast.realTimeRatio = 20;
        model.addFailures(fast);
        QCOMPARE(model.rowCount(), 0);
        fast.now = SimTime::fromSeconds(21);
        model.addFailures(fast);
        QCOMPARE(textAt(model, 0), QStringLiteral("30 requests timed out in 21 s"));
    }

    void anOverloadedServerSaysSo()
    {
        LiveScene scene;
        EventsPanel panel(&scene.run, &scene.selection);
        panel.show();
        QVERIFY(scene.runUntil(5));
        const EventsModel& model = *panel.model();
        QVERIFY(model.rowCount() > 0);
        bool found = false;
        for (int row = 0; row < model.rowCount(); ++row)
            found = found || (textAt(model, row, EventsModel::ComponentColumn) == QLatin1String("Little server") &&
                              textAt(model, row).contains(QStringLiteral("rejected")) &&
                              textAt(model, row).endsWith(QStringLiteral("queue full")));
        QVERIFY(found);
        scene.run.resetRun();
        QCOMPARE(model.rowCount(), 0);
    }

    void theListCanBeFiltered()
    {
        LiveScene scene;
        EventsPanel panel(&scene.run, &scene.selection);
        panel.model()->addIncidents({incident(0, Incident::Level::Bad, "web", "crashed"),
                                     incident(1, Incident::Level::Info, "users", "web page asked for"),
                                     incident(2, Incident::Level::Good, "web", "is back")});
        const QAbstractItemModel* shown = panel.table()->model();
        QCOMPARE(shown->rowCount(), 3);
        panel.findChild<QLineEdit*>()->setText(QStringLiteral("BACK little"));
        QCOMPARE(shown->rowCount(), 1);
        QCOMPARE(textAt(*shown, 0), QStringLiteral("is back"));
        panel.findChild<QLineEdit*>()->clear();
        panel.findChild<QCheckBox*>()->setChecked(true);
        QCOMPARE(shown->rowCount(), 1);
        QCOMPARE(textAt(*shown, 0), QStringLiteral("crashed"));
    }

    void aClickSelectsTheComponent()
    {
        LiveScene scene;
        EventsPanel panel(&scene.run, &scene.selection);
        panel.resize(700, 300);
        panel.show();
        panel.model()->addIncidents({incident(0, Incident::Level::Bad, "web", "crashed"),
                                     incident(1, Incident::Level::Bad, "gone", "crashed")});
        QTableView* table = panel.table();
        const auto click = [table](int row) {
            const QRect cell = table->visualRect(table->model()->index(row, EventsModel::TextColumn));
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, cell.topLeft() + QPoint(8, 8));
        };
        click(0);
        QCOMPARE(scene.selection.components(), QStringList{"web"});
        click(1);
        QCOMPARE(scene.selection.components(), QStringList{"web"});
    }

    void newRowsAreFollowedUnlessScrolledAway()
    {
        LiveScene scene;
        EventsPanel panel(&scene.run, &scene.selection);
        panel.resize(700, 300);
        panel.show();
        std::vector<Incident> incidents;
        const auto add = [&](int count) {
            for (int i = 0; i < count; ++i) incidents.push_back(incident(incidents.size(), Incident::Level::Info, "", "x"));
            panel.model()->addIncidents(incidents);
        };
        QTableView* table = panel.table();
        const auto isLastShown = [table] {
            const QModelIndex last = table->model()->index(table->model()->rowCount() - 1, 0);
            return table->viewport()->rect().intersects(table->visualRect(last));
        };
        add(100);
        QTRY_VERIFY(isLastShown());
        add(100);
        QTRY_VERIFY(isLastShown());
        table->scrollToTop();
        add(100);
        QCoreApplication::processEvents();
        QVERIFY(!isLastShown());
    }
};

QTEST_MAIN(EventsTest)
#include "events_test.moc"
