// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart.h"
#include "charts/charts_panel.h"
#include "charts/decimation.h"
#include "support/live_scene.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace scalelab;
using scalelab::testing::LiveScene;

namespace {

bool showsText(const QWidget& widget, const QString& text)
{
    const QList<QLabel*> labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&text](const QLabel* label) { return label->isVisible() && label->text() == text; });
}

double highestOf(const std::vector<Series::Bucket>& buckets)
{
    double highest = 0;
    for (const Series::Bucket& bucket : buckets) highest = std::max(highest, bucket.max);
    return highest;
}

} // namespace

class ChartsPanelTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(); }

    void asksToPlayWhileThereIsNoRun()
    {
        LiveScene scene;
        ChartsPanel panel(&scene.document, &scene.run, &scene.selection);
        panel.show();
        QVERIFY(showsText(panel, QStringLiteral("Press Play to see the traffic")));
        QVERIFY(!panel.charts().first()->isVisible());
        QVERIFY(scene.runUntil(1));
        QVERIFY(!showsText(panel, QStringLiteral("Press Play to see the traffic")));
        QVERIFY(panel.charts().first()->isVisible());
    }

    void showsTheSeriesOfTheRunner()
    {
        LiveScene scene;
        ChartsPanel panel(&scene.document, &scene.run, &scene.selection);
        panel.show();
        QVERIFY(scene.runUntil(20));
        panel.refresh();
        const std::pair<int, std::vector<const char*>> expected[] = {
            {0, {"requests.offered", "requests.completed"}},
            {1, {"requests.failed.rejected", "requests.failed.timeout", "requests.failed.unreachable", "requests.failed.unauthenticated", "requests.failed.error"}},
            {2, {"latency.p99", "latency.p95", "latency.p50"}},
        };
        for (const auto& [index, names] : expected) {
            const Chart* chart = panel.charts()[index];
            QCOMPARE(chart->lines().size(), names.size());
            for (std::size_t i = 0; i < names.size(); ++i) {
                const std::vector<Series::Bucket> series = scene.run.runner()->series(names[i]);
                QVERIFY2(!series.empty(), names[i]);
                QVERIFY(chart->lines()[i].buckets == series);
                QCOMPARE(chart->points(i), decimate(smoothed(series), 0, 30));
            }
        }
        QVERIFY(highestOf(panel.charts()[1]->lines()[0].buckets) > 50);
        QVERIFY(highestOf(panel.charts()[0]->lines()[0].buckets) > 150);
    }

    void utilisationFollowsTheSelection()
    {
        LiveScene scene;
        ChartsPanel panel(&scene.document, &scene.run, &scene.selection);
        panel.show();
        QVERIFY(scene.runUntil(5));
        const Chart* chart = panel.charts()[3];
        const auto names = [chart] {
            QStringList shown;
            for (const ChartLine& line : chart->lines()) shown << line.name;
            return shown;
        };
        QCOMPARE(names(), (QStringList{"Little server", "Idle server"}));
        const QColor color = chart->lines()[1].color;
        scene.selection.set({QStringLiteral("idle")});
        QCOMPARE(names(), QStringList{"Idle server"});
        QCOMPARE(chart->lines()[0].color, color);
        scene.selection.clear();
        QCOMPARE(names().size(), 2);
    }

    void theWindowCanBeChosen()
    {
        LiveScene scene;
        ChartsPanel panel(&scene.document, &scene.run, &scene.selection);
        panel.show();
        QVERIFY(scene.runUntil(100));
        const Chart* chart = panel.charts()[0];
        QVERIFY(chart->points(0).first().x() > 69);
        auto* window = panel.findChild<QComboBox*>();
        window->setCurrentIndex(2);
        QVERIFY(chart->points(0).first().x() < 1);
        QVERIFY(chart->points(0).last().x() > 99);
        QVERIFY(chart->points(0).size() <= 300);
    }

    void aCrashLeavesAMark()
    {
        LiveScene scene;
        ChartsPanel panel(&scene.document, &scene.run, &scene.selection);
        panel.show();
        QVERIFY(scene.runUntil(3));
        scene.run.fault(QStringLiteral("crash"), QStringLiteral("web"));
        QVERIFY(scene.runUntil(6));
        const QList<ChartMark>& marks = panel.charts()[1]->marks();
        QVERIFY(std::any_of(marks.begin(), marks.end(), [](const ChartMark& mark) {
            return mark.at >= 3 && mark.at < 4 && mark.text.startsWith(QStringLiteral("Little server"));
        }));
    }

    void namesExportsAfterSceneChartAndSeed()
    {
        LiveScene scene;
        ChartsPanel panel(&scene.document, &scene.run, &scene.selection);
        QCOMPARE(panel.charts()[2]->exportName(), QStringLiteral("too-much_latency_seed7"));
        QVERIFY(scene.document.perform(Edit{SetSeed{42}}));
        QCOMPARE(panel.charts()[2]->exportName(), QStringLiteral("too-much_latency_seed42"));
    }

    void exportsAllChartsAtOnce()
    {
        LiveScene scene;
        ChartsPanel panel(&scene.document, &scene.run, &scene.selection);
        panel.show();
        QVERIFY(scene.runUntil(5));
        const QString csv = scene.folder.filePath(QStringLiteral("all.csv"));
        QVERIFY(panel.exportTo(csv));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray header = file.readLine();
        QVERIFY(header.contains("offered [1/s]"));
        QVERIFY(header.contains("p95 [s]"));
        QVERIFY(header.contains("Little server [share]"));
        const auto rows = file.readAll().trimmed().split('\n').size();
        QVERIFY(rows >= static_cast<qsizetype>(scene.run.runner()->series("requests.offered").size()));
        for (const char* name : {"all.png", "all.svg", "all.pdf"}) {
            const QString path = scene.folder.filePath(QString::fromLatin1(name));
            QVERIFY2(panel.exportTo(path), name);
            QVERIFY2(QFile(path).size() > 2000, name);
        }
    }

    void chartsWrapWhereItIsNarrow()
    {
        LiveScene scene;
        ChartsPanel panel(&scene.document, &scene.run, &scene.selection);
        panel.resize(1280, 260);
        panel.show();
        QVERIFY(scene.runUntil(1));
        const auto top = [&panel](int chart) { return panel.charts()[chart]->mapTo(&panel, QPoint()).y(); };
        QTRY_COMPARE(top(0), top(3));
        panel.resize(640, 400);
        QTRY_VERIFY(top(0) == top(1) && top(2) > top(1) && top(2) == top(3));
    }
};

QTEST_MAIN(ChartsPanelTest)
#include "charts_panel_test.moc"
