// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_units.h"
#include "charts/decimation.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace scalelab;

namespace {

Series::Bucket bucketAt(double seconds, double value)
{
    return {SimTime::fromSeconds(seconds), value, value, value, value, 1};
}

/// A saw with one needle up and one down.
std::vector<Series::Bucket> needles(int count)
{
    std::vector<Series::Bucket> buckets;
    for (int i = 0; i < count; ++i) buckets.push_back(bucketAt(i * 0.1, 100 + i % 7));
    buckets[static_cast<std::size_t>(count / 3)] = bucketAt(count / 3 * 0.1, 900);
    buckets[static_cast<std::size_t>(count / 2)] = bucketAt(count / 2 * 0.1, 1);
    return buckets;
}

} // namespace

class DecimationTest : public QObject {
    Q_OBJECT
private slots:
    void fewBucketsAreDrawnAsTheyAre()
    {
        const std::vector<Series::Bucket> buckets{bucketAt(0, 3), bucketAt(0.1, 5), bucketAt(0.2, 4)};
        QCOMPARE(decimate(buckets, 0, 30), (QList<QPointF>{{0, 3}, {0.1, 5}, {0.2, 4}}));
    }

    void manyBucketsKeepTheirExtremesWithinTheLimit()
    {
        const auto buckets = needles(20000);
        const QList<QPointF> points = decimate(buckets, 0, 2000);
        QVERIFY2(points.size() <= 300, qPrintable(QString::number(points.size())));
        QVERIFY(points.size() > 200);
        QVERIFY(points.contains(QPointF(666.6, 900)));
        QVERIFY(points.contains(QPointF(1000, 1)));
        QVERIFY(std::is_sorted(points.begin(), points.end(), [](auto a, auto b) { return a.x() < b.x(); }));
    }

    void mergedBucketsShowTheirLowestAndHighestValue()
    {
        const Series::Bucket merged{SimTime::fromSeconds(1), 2, 8, 3, 20, 4};
        QCOMPARE(decimate({merged}, 0, 10), (QList<QPointF>{{1, 8}, {1, 2}}));
    }

    void onlyTheWindowAndOneBucketBeforeItAreTaken()
    {
        std::vector<Series::Bucket> buckets;
        for (int i = 0; i < 100; ++i) buckets.push_back(bucketAt(i, i));
        const QList<QPointF> points = decimate(buckets, 40, 60);
        QCOMPARE(points.first().x(), 39.0);
        QCOMPARE(points.last().x(), 60.0);
        QCOMPARE(points.size(), 22);
    }

    void aWindowThatMovesOnKeepsItsColumns()
    {
        const auto buckets = needles(20000);
        const auto inside = [](const QList<QPointF>& points) {
            std::set<std::pair<double, double>> kept;
            for (const QPointF& point : points)
                if (point.x() > 600 && point.x() < 1400) kept.insert({point.x(), point.y()});
            return kept;
        };
        QVERIFY(inside(decimate(buckets, 500, 1500)) == inside(decimate(buckets, 510, 1510)));
    }

    void valuesThatAreNoNumbersAreLeftOut()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(decimate({bucketAt(0, 1), bucketAt(0.1, nan), bucketAt(0.2, 2)}, 0, 1), (QList<QPointF>{{0, 1}, {0.2, 2}}));
    }

    void smoothingAveragesOverTheSecondBefore()
    {
        std::vector<Series::Bucket> buckets;
        for (int i = 0; i < 30; ++i) buckets.push_back(bucketAt(i * 0.1, i % 2 == 0 ? 0 : 100));
        buckets[25] = bucketAt(2.5, std::numeric_limits<double>::quiet_NaN());
        const std::vector<Series::Bucket> means = smoothed(buckets);
        QCOMPARE(means.size(), buckets.size() - 1);
        QCOMPARE(means[0], bucketAt(0, 0));
        QCOMPARE(means[2].last, 100.0 / 3);
        for (std::size_t i = 9; i < 25; ++i) QCOMPARE(means[i], bucketAt(static_cast<double>(i) * 0.1, 50));
        QCOMPARE(means[25].last, 400.0 / 9);
    }

    void smoothingLeavesWhatStandsForMoreAsItIs()
    {
        const Series::Bucket first{SimTime::fromSeconds(10), 1, 9, 3, 18, 4};
        const Series::Bucket second{SimTime::fromSeconds(11), 0, 7, 3, 18, 4};
        QCOMPARE(smoothed({first, second}), (std::vector<Series::Bucket>{first, second}));
        QVERIFY(smoothed({}).empty());
    }

    void recentMeanTakesTheLastSecond()
    {
        std::vector<Series::Bucket> buckets;
        for (int i = 0; i <= 30; ++i) buckets.push_back(bucketAt(i * 0.1, i <= 20 ? 1000 : i));
        QCOMPARE(recentMean(buckets, 3), 25.5);
        QCOMPARE(recentMean(buckets, 3.5), 28.0);
        QVERIFY(std::isnan(recentMean(buckets, 5)));
        QVERIFY(std::isnan(recentMean({}, 0)));
        const Series::Bucket wide{SimTime::fromSeconds(10), 1, 3, 3, 8, 4};
        QCOMPARE(recentMean({{SimTime{}, 0, 0, 0, 0, 4}, wide}, 18), 2.0);
    }

    void axesHaveRoundNumbers_data()
    {
        QTest::addColumn<double>("highest");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("step");
        QTest::newRow("hundreds") << 367.0 << 400.0 << 100.0;
        QTest::newRow("on a step") << 400.0 << 400.0 << 100.0;
        QTest::newRow("small") << 0.0123 << 0.015 << 0.005;
        QTest::newRow("nothing") << 0.0 << 1.0 << 0.5;
    }

    void axesHaveRoundNumbers()
    {
        QFETCH(double, highest);
        QFETCH(double, top);
        QFETCH(double, step);
        const AxisScale scale = niceScale(highest, 4);
        QCOMPARE(scale.top, top);
        QCOMPARE(scale.step, step);
    }

    void valuesAreShownInNaturalUnits()
    {
        QLocale::setDefault(QLocale::c());
        const auto plain = [](QString text) { return text.replace(QChar(0x202f), QLatin1Char(' ')); };
        QCOMPARE(plain(shownValue(198.4, ChartUnit::PerSecond)), QStringLiteral("198 /s"));
        QCOMPARE(plain(shownValue(12340, ChartUnit::PerSecond)), QStringLiteral("12.3 k/s"));
        QCOMPARE(plain(shownValue(0.01236, ChartUnit::Duration)), QStringLiteral("12.4 ms"));
        QCOMPARE(plain(shownValue(2.5, ChartUnit::Duration)), QStringLiteral("2.5 s"));
        QCOMPARE(plain(shownValue(0.637, ChartUnit::Share)), QStringLiteral("64 %"));
        QCOMPARE(shownValue(std::nan(""), ChartUnit::Share), QStringLiteral("–"));
        QCOMPARE(plain(tickLabel(0.005, {0.015, 0.005}, ChartUnit::Duration)), QStringLiteral("5 ms"));
        QCOMPARE(plain(timeLabel(12, 5)), QStringLiteral("12 s"));
        QCOMPARE(timeLabel(150, 30), QStringLiteral("2:30"));
        QCOMPARE(timeLabel(3750, 60), QStringLiteral("1:02:30"));
    }
};

QTEST_MAIN(DecimationTest)
#include "decimation_test.moc"
