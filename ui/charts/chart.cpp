// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart.h"

#include "charts/chart_export.h"
#include "charts/decimation.h"
#include "document/picture_file.h"
#include "theme/theme.h"

#include <QChart>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QLineSeries>
#include <QMenu>
#include <QMessageBox>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace scalelab {

namespace {

constexpr double padding = 12;
constexpr double headerHeight = 26;
constexpr double legendHeight = 20;
constexpr double markHeight = 16;
constexpr double tickHeight = 20;
constexpr QSize exportSize(800, 420);

QFont sized(int pixels, QFont::Weight weight = QFont::Normal)
{
    QFont font = theme().uiFont;
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QPen thin(const QColor& color, Qt::PenStyle style = Qt::SolidLine)
{
    return QPen(color, 1, style);
}

} // namespace

Chart::Chart(const QString& title, ChartUnit unit, QWidget* parent)
    : QChartView(parent), title_(title), unit_(unit), exportName_(title.toLower()), timeAxis_(new QValueAxis(this)),
      valueAxis_(new QValueAxis(this)), headline_(std::numeric_limits<double>::quiet_NaN())
{
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setPlotAreaBackgroundVisible(false);
    chart()->setMargins({});
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->addAxis(timeAxis_, Qt::AlignBottom);
    chart()->addAxis(valueAxis_, Qt::AlignLeft);
    timeAxis_->setVisible(false);
    valueAxis_->setVisible(false);
    timeAxis_->setRange(from_, to_);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    scale_ = niceScale(0, 4);
    layOut(sizeHint());
    describeForScreenReaders();
}

void Chart::setLines(std::vector<ChartLine> lines)
{
    lines_ = std::move(lines);
    while (series_.size() > static_cast<qsizetype>(lines_.size())) {
        QLineSeries* gone = series_.takeLast();
        chart()->removeSeries(gone);
        delete gone;
    }
    while (series_.size() < static_cast<qsizetype>(lines_.size())) {
        auto* series = new QLineSeries(this);
        chart()->addSeries(series);
        series->attachAxis(timeAxis_);
        series->attachAxis(valueAxis_);
        series_ << series;
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        QLineSeries* series = series_[static_cast<qsizetype>(i)];
        if (series->pen().color() != lines_[i].color) series->setPen(thin(lines_[i].color));
    }
    replacePoints();
    describeForScreenReaders();
}

void Chart::replacePoints()
{
    double highest = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const QList<QPointF> points = decimate(smoothed(lines_[i].buckets), from_, to_);
        for (const QPointF& point : points) highest = std::max(highest, point.y());
        series_[static_cast<qsizetype>(i)]->replace(points);
    }
    const int ticks = plot_.height() < 80 ? 2 : 4;
    const AxisScale wanted = unit_ == ChartUnit::Share ? AxisScale{std::max(1.0, highest), ticks > 2 ? 0.25 : 0.5}
                                                       : niceScale(highest, ticks);
    const bool tooLow = wanted.top > scale_.top || wanted.step > scale_.step;
    const bool tooHigh = highest < scale_.top / 2;
    const bool otherTicks = std::ceil(scale_.top / scale_.step - 0.01) > ticks;
    if (wanted != scale_ && (tooLow || tooHigh || otherTicks)) scale_ = wanted;
    if (valueAxis_->max() != scale_.top) valueAxis_->setRange(0, scale_.top);
    viewport()->update();
}

void Chart::setMarks(QList<ChartMark> marks)
{
    marks_ = std::move(marks);
    viewport()->update();
}

void Chart::setWindow(double from, double to)
{
    if (from == from_ && to == to_) return;
    from_ = from;
    to_ = to;
    timeAxis_->setRange(from, to);
    replacePoints();
}

void Chart::setHeadline(double value, const QString& note)
{
    headline_ = value;
    headlineNote_ = note;
    viewport()->update();
}

QList<QPointF> Chart::points(std::size_t line) const
{
    return line < lines_.size() ? series_[static_cast<qsizetype>(line)]->points() : QList<QPointF>();
}

double Chart::xOf(double seconds) const
{
    return plot_.left() + (seconds - from_) / (to_ - from_) * plot_.width();
}

double Chart::yOf(double value) const
{
    return plot_.bottom() - value / scale_.top * plot_.height();
}

void Chart::layOut(const QSizeF& size)
{
    size_ = size;
    const double label = QFontMetricsF(sized(11)).horizontalAdvance(QStringLiteral("0000\u202fms")) + 8;
    const double top = padding + headerHeight + legendHeight + markHeight;
    plot_ = QRectF(padding + label, top, size.width() - 2 * padding - label, size.height() - top - padding - tickHeight);
    chart()->resize(size);
    scene()->setSceneRect(QRectF(QPointF(), size));
    chart()->setPlotArea(plot_);
}

void Chart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut(event->size());
    replacePoints();
}

void Chart::drawBackground(QPainter* painter, const QRectF&)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(thin(theme().border));
    painter->setBrush(theme().panel);
    painter->drawRoundedRect(QRectF(QPointF(), size_).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    paintHeader(painter);
    paintGrid(painter);
    paintMarkLines(painter);
}

void Chart::drawForeground(QPainter* painter, const QRectF&)
{
    paintMarkLabels(painter);
    paintCursor(painter);
    if (!hasFocus()) return;
    painter->setPen(QPen(theme().accent, 1.5));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(QPointF(), size_).adjusted(1, 1, -1, -1), 8, 8);
}

void Chart::paintHeader(QPainter* painter) const
{
    const QRectF row(padding, padding - 2, size_.width() - 2 * padding, headerHeight);
    const QFont titleFont = sized(13, QFont::DemiBold);
    painter->setFont(titleFont);
    painter->setPen(theme().text);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title_);
    double free = row.width() - QFontMetricsF(titleFont).horizontalAdvance(title_) - 12;

    if (!lines_.empty()) {
        const QFont valueFont = sized(20, QFont::DemiBold);
        const QString value = shownValue(headline_, unit_);
        const double width = QFontMetricsF(valueFont).horizontalAdvance(value);
        painter->setFont(valueFont);
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, value);
        free -= width + 8;
        const QFont noteFont = sized(11);
        painter->setFont(noteFont);
        painter->setPen(theme().textSoft);
        const QString note = QFontMetricsF(noteFont).elidedText(headlineNote_, Qt::ElideRight, std::max(0.0, free));
        painter->drawText(row.adjusted(0, 3, -width - 8, 3), Qt::AlignRight | Qt::AlignVCenter, note);
    }
    paintLegend(painter, QRectF(padding, padding + headerHeight, row.width(), legendHeight));
}

void Chart::paintLegend(QPainter* painter, const QRectF& row) const
{
    const QFont font = sized(11);
    const QFontMetricsF metrics(font);
    painter->setFont(font);
    double x = row.left();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const bool isLast = i + 1 == lines_.size();
        const QString more = QStringLiteral("+%1").arg(lines_.size() - i);
        const double room = row.right() - x - (isLast ? 0 : metrics.horizontalAdvance(more) + 8);
        const double width = 16 + metrics.horizontalAdvance(lines_[i].name);
        if (width > room && i > 0) {
            painter->setPen(theme().textSoft);
            painter->drawText(QRectF(x, row.top(), row.right() - x, row.height()), Qt::AlignLeft | Qt::AlignVCenter, more);
            return;
        }
        const QString name = metrics.elidedText(lines_[i].name, Qt::ElideRight, std::max(0.0, room - 16));
        painter->setPen(QPen(lines_[i].color, 2));
        painter->drawLine(QPointF(x, row.center().y()), QPointF(x + 10, row.center().y()));
        painter->setPen(theme().textSoft);
        painter->drawText(QRectF(x + 16, row.top(), room, row.height()), Qt::AlignLeft | Qt::AlignVCenter, name);
        x += width + 14;
    }
}

void Chart::paintGrid(QPainter* painter) const
{
    painter->setFont(sized(11));
    const int rows = static_cast<int>(std::floor(scale_.top / scale_.step + 0.01));
    for (int i = 0; i <= rows; ++i) {
        const double value = i * scale_.step;
        const double y = std::round(yOf(value)) + 0.5;
        painter->setPen(thin(i == 0 ? theme().border : theme().grid));
        painter->drawLine(QPointF(plot_.left(), y), QPointF(plot_.right(), y));
        painter->setPen(theme().textSoft);
        painter->drawText(QRectF(0, y - 10, plot_.left() - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                          tickLabel(value, scale_, unit_));
    }
    const double step = niceTimeStep(to_ - from_, std::max(1, static_cast<int>(plot_.width() / 64)));
    for (double at = std::ceil(from_ / step - 1e-9) * step; at <= to_ + step * 1e-6; at += step) {
        const double x = xOf(at);
        const double half = std::min(32.0, size_.width() - 4 - x);
        painter->drawText(QRectF(x - 32, plot_.bottom() + 4, 32 + half, tickHeight - 4),
                          (half < 32 ? Qt::AlignRight : Qt::AlignHCenter) | Qt::AlignTop, timeLabel(at, step));
    }
}

void Chart::paintMarkLines(QPainter* painter) const
{
    for (const ChartMark& mark : marks_) {
        if (mark.at < from_ || mark.at > to_) continue;
        const double x = std::round(xOf(mark.at)) + 0.5;
        painter->setPen(thin(mark.bad ? theme().bad : theme().warning, Qt::DashLine));
        painter->drawLine(QPointF(x, plot_.top()), QPointF(x, plot_.bottom()));
    }
}

void Chart::paintMarkLabels(QPainter* painter) const
{
    const QFont font = sized(10);
    const QFontMetricsF metrics(font);
    painter->setFont(font);
    double free = plot_.left();
    for (const ChartMark& mark : marks_) {
        if (mark.at < from_ || mark.at > to_) continue;
        const double x = xOf(mark.at);
        const double width = metrics.horizontalAdvance(mark.text) + 6;
        const double left = std::max(plot_.left(), std::min(x - width / 2, size_.width() - padding - width));
        if (left < free) continue;
        const QRectF box(left, plot_.top() - markHeight, width, markHeight);
        painter->setPen(mark.bad ? theme().bad : theme().warning);
        painter->drawText(box, Qt::AlignCenter, mark.text);
        free = box.right() + 4;
    }
}

void Chart::paintCursor(QPainter* painter) const
{
    if (cursor_ < from_ || cursor_ > to_ || lines_.empty()) return;
    const double x = std::round(xOf(cursor_)) + 0.5;
    const QFont font = sized(11);
    const QFontMetricsF metrics(font);
    QList<QPair<QColor, QString>> rows{{QColor(), timeLabel(cursor_, 0.1)}};
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const QList<QPointF> line = points(i);
        const auto after = std::upper_bound(line.begin(), line.end(), cursor_,
                                            [](double at, const QPointF& point) { return at < point.x(); });
        if (after == line.begin()) continue;
        rows << qMakePair(lines_[i].color, lines_[i].name + QStringLiteral("  ") + shownValue((after - 1)->y(), unit_));
    }
    double width = 0;
    for (const auto& row : rows) width = std::max(width, metrics.horizontalAdvance(row.second));
    const double line = metrics.height() + 2;
    QRectF box(x + 8, plot_.top(), width + 30, line * static_cast<double>(rows.size()) + 8);
    if (box.right() > size_.width() - 4) box.moveRight(x - 8);
    if (box.bottom() > size_.height() - 2) box.moveBottom(size_.height() - 2);

    painter->setPen(thin(theme().textFaint));
    painter->drawLine(QPointF(x, plot_.top()), QPointF(x, plot_.bottom()));
    painter->setBrush(theme().raised);
    painter->setPen(thin(theme().border));
    painter->drawRoundedRect(box, 6, 6);
    painter->setFont(font);
    double y = box.top() + 4;
    for (const auto& [color, text] : rows) {
        if (color.isValid()) {
            painter->setPen(QPen(color, 2));
            painter->drawLine(QPointF(box.left() + 8, y + line / 2), QPointF(box.left() + 16, y + line / 2));
        }
        painter->setPen(color.isValid() ? theme().text : theme().textSoft);
        painter->drawText(QRectF(box.left() + 22, y, width + 4, line), Qt::AlignLeft | Qt::AlignVCenter, text);
        y += line;
    }
}

void Chart::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    const bool inside = plot_.contains(at);
    cursor_ = inside ? from_ + (at.x() - plot_.left()) / plot_.width() * (to_ - from_) : -1;
    viewport()->update();
    QChartView::mouseMoveEvent(event);
}

void Chart::leaveEvent(QEvent* event)
{
    cursor_ = -1;
    viewport()->update();
    QChartView::leaveEvent(event);
}

void Chart::describeForScreenReaders()
{
    QStringList values;
    for (const ChartLine& line : lines_)
        if (!line.buckets.empty())
            values << QStringLiteral("%1 %2").arg(line.name, shownValue(line.buckets.back().last, unit_));
    setAccessibleName(tr("%1 chart").arg(title_));
    setAccessibleDescription(values.join(QStringLiteral(", ")));
}

void Chart::paintInto(QPainter* painter, const QRectF& target)
{
    const QSizeF onScreen = size_;
    const double cursor = std::exchange(cursor_, -1);
    layOut(target.size());
    replacePoints();
    render(painter, target, QRect(QPoint(), target.size().toSize()));
    layOut(onScreen);
    replacePoints();
    cursor_ = cursor;
}

bool Chart::exportTo(const QString& path)
{
    if (QFileInfo(path).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0) return writeCsv(path, {this});
    return savePicture(path, exportSize, title_, Qt::white, [this](QPainter& painter) { paintInto(&painter, QRectF(QPointF(), exportSize)); }).ok();
}

void Chart::askAndExport(const QString& suffix)
{
    const QString path = askExportPath(this, exportName_, suffix);
    if (path.isEmpty() || exportTo(path)) return;
    QMessageBox::warning(this, tr("Export"), tr("%1 could not be written. Choose a folder you may write to.").arg(path));
}

void Chart::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    for (const char* suffix : {"png", "svg", "pdf", "csv"}) {
        const QString kind = QString::fromLatin1(suffix);
        menu.addAction(tr("Export as %1…").arg(kind.toUpper()), this, [this, kind] { askAndExport(kind); });
    }
    menu.exec(event->globalPos());
}

} // namespace scalelab
