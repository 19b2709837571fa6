// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart.h"
#include "charts/decimation.h"
#include "theme/theme.h"

#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace scalelab;

namespace {

std::vector<Series::Bucket> wave(int count, double height)
{
    Series series;
    for (int i = 0; i < count; ++i) series.add(SimTime::fromSeconds(i * 0.1), height * (1 + (i % 11) / 10.0));
    return series.buckets();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool hasColorNear(const QImage& image, const QColor& wanted)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (std::abs(color.red() - wanted.red()) + std::abs(color.green() - wanted.green()) +
                    std::abs(color.blue() - wanted.blue()) < 40)
                return true;
        }
    return false;
}

} // namespace

class ChartTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    static std::unique_ptr<Chart> makeChart()
    {
        auto chart = std::make_unique<Chart>(QStringLiteral("Latency"), ChartUnit::Duration);
        chart->resize(400, 240);
        chart->setWindow(0, 30);
        chart->setLines({{QStringLiteral("p50"), theme().series[0], wave(200, 0.01)},
                         {QStringLiteral("p95, slow"), theme().series[1], wave(150, 0.05)}});
        chart->setHeadline(0.0512, QStringLiteral("p95"));
        return chart;
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        applyTheme();
    }

    void drawsWhatSmoothingAndDecimationLeave()
    {
        const auto chart = makeChart();
        QCOMPARE(chart->points(0), decimate(smoothed(wave(200, 0.01)), 0, 30));
        QCOMPARE(chart->points(1).size(), 150);
        chart->setWindow(0, 10);
        QCOMPARE(chart->points(0).last().x(), 10.0);
    }

    void scaleReachesTheHighestValueAndStartsAtZero()
    {
        const auto chart = makeChart();
        QCOMPARE(chart->scale().top, 0.08);
        chart->setLines({{QStringLiteral("p50"), theme().series[0], wave(200, 0.3)}});
        QVERIFY(chart->scale().top >= 0.6);
        chart->setLines({{QStringLiteral("p50"), theme().series[0], wave(200, 0.001)}});
        QVERIFY(chart->scale().top < 0.01);
    }

    void linesAndMarksArePainted()
    {
        const auto chart = makeChart();
        QImage image = chart->grab().toImage();
        QVERIFY(hasColorNear(image, theme().series[0]));
        QVERIFY(!hasColorNear(image, theme().bad));
        chart->setMarks({{12, QStringLiteral("Web server 1 crashed"), true}});
        QVERIFY(hasColorNear(chart->grab().toImage(), theme().bad));
        chart->setWindow(15, 45);
        QVERIFY(!hasColorNear(chart->grab().toImage(), theme().bad));
    }

    void screenReadersHearNamesAndValues()
    {
        const auto chart = makeChart();
        QVERIFY(chart->accessibleName().contains(QStringLiteral("Latency")));
        QVERIFY(chart->accessibleDescription().contains(QStringLiteral("p50")));
        QVERIFY(chart->accessibleDescription().contains(QStringLiteral("ms")));
    }

    void exportsPngAtThreePixelsAUnit()
    {
        const auto chart = makeChart();
        const QString path = folder_.filePath(QStringLiteral("chart.png"));
        QVERIFY(chart->exportTo(path));
        const QImage image(path);
        QVERIFY(!image.isNull());
        QCOMPARE(image.size(), QSize(2400, 1260));
        QVERIFY(hasColorNear(image, theme().series[0]));
    }

    void exportsSvgThatParsesAndHoldsTheText()
    {
        const auto chart = makeChart();
        const QString path = folder_.filePath(QStringLiteral("chart.svg"));
        QVERIFY(chart->exportTo(path));
        QXmlStreamReader xml(contentOf(path));
        QString text;
        bool isSvg = false;
        int lines = 0;
        while (!xml.atEnd()) {
            const auto token = xml.readNext();
            if (token == QXmlStreamReader::StartElement) {
                isSvg = isSvg || xml.name() == QLatin1String("svg");
                lines += xml.name() == QLatin1String("polyline");
            }
            if (token == QXmlStreamReader::Characters) text += xml.text();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(isSvg);
        QVERIFY(lines >= 2);
        QVERIFY(text.contains(QStringLiteral("Latency")));
        QVERIFY(text.contains(QStringLiteral("p95, slow")));
        QVERIFY(text.contains(QStringLiteral("51,2")));
    }

    void exportsPdf()
    {
        const auto chart = makeChart();
        const QString path = folder_.filePath(QStringLiteral("chart.pdf"));
        QVERIFY(chart->exportTo(path));
        const QByteArray pdf = contentOf(path);
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(!pdf.contains("/Subtype /Image"));
    }

    void exportsEveryBucketAsCsvWhateverTheLocale()
    {
        const auto chart = makeChart();
        chart->setWindow(0, 1);
        const QString path = folder_.filePath(QStringLiteral("chart.csv"));
        QVERIFY(chart->exportTo(path));
        const QList<QByteArray> rows = contentOf(path).trimmed().split('\n');
        QCOMPARE(rows.size(), 201);
        QVERIFY(rows[0].startsWith("time [s],p50 [s],p50 lowest [s],p50 highest [s],\"p95, slow [s]\","));
        QCOMPARE(rows[1], QByteArray("0,0.01,0.01,0.01,0.05,0.05,0.05"));
        QCOMPARE(rows[200].split(',').size(), 7);
        QVERIFY(rows[200].startsWith("19.9,"));
        QVERIFY(rows[200].endsWith(",,,"));
    }

    void exportLeavesTheChartAsItWas()
    {
        const auto chart = makeChart();
        const QImage before = chart->grab().toImage();
        QVERIFY(chart->exportTo(folder_.filePath(QStringLiteral("again.svg"))));
        QCOMPARE(chart->grab().toImage(), before);
    }

    void refusesWhatItCannotWrite()
    {
        const auto chart = makeChart();
        QVERIFY(!chart->exportTo(folder_.filePath(QStringLiteral("chart.bmp"))));
        QVERIFY(!chart->exportTo(folder_.filePath(QStringLiteral("missing/chart.svg"))));
        QVERIFY(!chart->exportTo(folder_.filePath(QStringLiteral("missing/chart.csv"))));
    }
};

QTEST_MAIN(ChartTest)
#include "chart_test.moc"
