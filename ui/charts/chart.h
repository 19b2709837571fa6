// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chart_units.h"
#include "stats/series.h"

#include <QChartView>
#include <QColor>
#include <QList>
#include <QString>

#include <vector>

class QLineSeries;
class QValueAxis;

namespace scalelab {

/// One line of a chart with the whole series it shows a part of; values in the chart's base unit.
struct ChartLine {
    QString name;
    QColor color;
    std::vector<Series::Bucket> buckets;
};

/// Something that happened, drawn as a thin upright line with a few words.
struct ChartMark {
    double at = 0; ///< Simulated seconds.
    QString text;
    bool bad = true;
};

/// A line chart of series over simulated time with its own title, headline value, legend, ticks and marks; the only class that knows Qt Charts.
/// Everything is drawn into the one view, so a picture of it holds all of it.
class Chart : public QChartView {
    Q_OBJECT
public:
    Chart(const QString& title, ChartUnit unit, QWidget* parent = nullptr);

    /// Replaces the lines; a line that has no data yet is shown in the legend only.
    void setLines(std::vector<ChartLine> lines);
    void setMarks(QList<ChartMark> marks);
    /// The part of simulated time that is shown, in seconds.
    void setWindow(double from, double to);
    /// The value shown big beside the title, with a word for what it is.
    void setHeadline(double value, const QString& note);
    /// First part of the names of exported files, "fig04-load-balancer_latency_seed42".
    void setExportName(const QString& name) { exportName_ = name; }

    [[nodiscard]] const QString& title() const { return title_; }
    [[nodiscard]] ChartUnit unit() const { return unit_; }
    [[nodiscard]] const QString& exportName() const { return exportName_; }
    [[nodiscard]] const std::vector<ChartLine>& lines() const { return lines_; }
    [[nodiscard]] const QList<ChartMark>& marks() const { return marks_; }
    /// The points drawn for a line: x in seconds, y in base units.
    [[nodiscard]] QList<QPointF> points(std::size_t line) const;
    [[nodiscard]] AxisScale scale() const { return scale_; }

    /// Writes the chart to a file whose suffix says how: png (3 pixels a unit), svg, pdf, or csv (every bucket of every line, units in the header).
    /// False if it could not be written.
    bool exportTo(const QString& path);
    /// Draws the whole chart, laid out afresh for the target's size, into the target.
    void paintInto(QPainter* painter, const QRectF& target);

    [[nodiscard]] QSize sizeHint() const override { return {320, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 132}; }

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void layOut(const QSizeF& size);
    void replacePoints();
    void paintHeader(QPainter* painter) const;
    void paintLegend(QPainter* painter, const QRectF& row) const;
    void paintGrid(QPainter* painter) const;
    void paintMarkLines(QPainter* painter) const;
    void paintMarkLabels(QPainter* painter) const;
    void paintCursor(QPainter* painter) const;
    [[nodiscard]] double xOf(double seconds) const;
    [[nodiscard]] double yOf(double value) const;
    void describeForScreenReaders();
    void askAndExport(const QString& suffix);

    QString title_;
    ChartUnit unit_;
    QString exportName_;
    std::vector<ChartLine> lines_;
    QList<ChartMark> marks_;
    QList<QLineSeries*> series_;
    QValueAxis* timeAxis_;
    QValueAxis* valueAxis_;
    QRectF plot_;
    QSizeF size_;
    AxisScale scale_;
    double from_ = 0;
    double to_ = 30;
    double headline_;
    QString headlineNote_;
    double cursor_ = -1; ///< Simulated seconds under the mouse; below 0: none.
};

} // namespace scalelab
