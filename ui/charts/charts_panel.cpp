// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/charts_panel.h"

#include "charts/chart.h"
#include "charts/chart_export.h"
#include "charts/charts_source.h"
#include "document/live_run.h"
#include "document/picture_file.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "theme/icon_label.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPainter>
#include <QScrollArea>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr int refreshMilliseconds = 200;
constexpr int gap = 8;
constexpr int narrowestChart = 236;
constexpr QSize pictureSize(1600, 840);

enum ChartIndex { Requests, Errors, Latency, Utilisation };

} // namespace

ChartsPanel::ChartsPanel(SceneDocument* document, LiveRun* run, Selection* selection, QWidget* parent)
    : QWidget(parent), document_(document), run_(run), selection_(selection)
{
    setAccessibleName(tr("Charts"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    auto* stack = new QWidget;
    pages_ = new QStackedLayout(stack);
    pages_->addWidget(makeEmptyPage());
    pages_->addWidget(makeChartsPage());
    column->addWidget(stack, 1);

    timer_.setInterval(refreshMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &ChartsPanel::refresh);
    connect(run_, &LiveRun::stateChanged, this, &ChartsPanel::adaptToState);
    connect(run_, &LiveRun::incidentsAdded, this, [this] { if (!timer_.isActive()) refresh(); });
    connect(selection_, &Selection::changed, this, &ChartsPanel::refresh);
    connect(document_, &SceneDocument::titleChanged, this, &ChartsPanel::nameExports);
    connect(document_, &SceneDocument::reset, this, &ChartsPanel::nameExports);
    connect(document_, &SceneDocument::edited, this, &ChartsPanel::nameExports);
    nameExports();
    adaptToState();
}

QWidget* ChartsPanel::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 8, 0);
    row->setSpacing(8);
    row->addStretch(1);
    window_ = new QComboBox;
    window_->addItem(tr("Last 30 s"), 30.0);
    window_->addItem(tr("Last 2 min"), 120.0);
    window_->addItem(tr("Whole run"), 0.0);
    window_->setAccessibleName(tr("Part of the run that the charts show"));
    window_->setToolTip(tr("Part of the run that the charts show, in simulated time"));
    connect(window_, &QComboBox::currentIndexChanged, this, &ChartsPanel::refresh);
    row->addWidget(window_);
    auto* exporting = new QToolButton;
    exporting->setIcon(icon(QStringLiteral("export")));
    exporting->setToolTip(tr("Export the charts as a picture or a table"));
    exporting->setAccessibleName(tr("Export charts"));
    connect(exporting, &QToolButton::clicked, this, &ChartsPanel::exportCharts);
    row->addWidget(exporting);
    return bar;
}

QWidget* ChartsPanel::makeEmptyPage()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(new IconLabel(icon(QStringLiteral("chart")), 28));
    auto* words = new QLabel(tr("Press Play to see the traffic"));
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    words->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(words);
    column->addStretch(1);
    return page;
}

QWidget* ChartsPanel::makeChartsPage()
{
    grid_ = new QWidget;
    gridLayout_ = new QGridLayout(grid_);
    gridLayout_->setContentsMargins(gap, 4, gap, gap);
    gridLayout_->setSpacing(gap);
    charts_ = {new Chart(tr("Requests"), ChartUnit::PerSecond), new Chart(tr("Errors by cause"), ChartUnit::PerSecond),
               new Chart(tr("Latency"), ChartUnit::Duration), new Chart(tr("Utilisation"), ChartUnit::Share)};
    rearrange();
    auto* scroller = new QScrollArea;
    scroller->setWidgetResizable(true);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroller->setWidget(grid_);
    scroller->setAccessibleName(tr("Charts of the run"));
    return scroller;
}

void ChartsPanel::rearrange()
{
    const int columns = width() >= 4 * narrowestChart + 5 * gap ? 4 : width() >= 2 * narrowestChart + 3 * gap ? 2 : 1;
    if (columns == columns_) return;
    columns_ = columns;
    for (Chart* chart : charts_) gridLayout_->removeWidget(chart);
    for (int i = 0; i < static_cast<int>(charts_.size()); ++i) gridLayout_->addWidget(charts_[i], i / columns, i % columns);
    for (int i = 0; i < 4; ++i) {
        gridLayout_->setColumnStretch(i, i < columns ? 1 : 0);
        gridLayout_->setRowStretch(i, i * columns < 4 ? 1 : 0);
    }
}

void ChartsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    rearrange();
}

void ChartsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    adaptToState();
}

void ChartsPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    timer_.stop();
}

void ChartsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && !charts_.isEmpty()) refresh();
}

void ChartsPanel::adaptToState()
{
    pages_->setCurrentIndex(run_->isActive() ? 1 : 0);
    const bool moving = run_->isPlaying() && isVisible();
    if (moving != timer_.isActive()) moving ? timer_.start() : timer_.stop();
    refresh();
}

void ChartsPanel::showWindow(double now)
{
    const double span = window_->currentData().toDouble();
    if (span > 0) {
        const double step = span / 30;
        const double to = std::max(span, std::ceil(now / step) * step);
        for (Chart* chart : charts_) chart->setWindow(to - span, to);
        return;
    }
    const double step = niceTimeStep(std::max(now, 0.5), 8);
    for (Chart* chart : charts_) chart->setWindow(0, std::max(1.0, std::ceil(now / step) * step));
}

void ChartsPanel::refresh()
{
    Runner* runner = run_->runner();
    if (!runner) return;
    const Scene& scene = document_->scene();
    const QList<ChartMark> marks = marksOf(run_->incidents(), scene);
    const double now = run_->snapshot().now.seconds();
    ChartData shown[] = {requestsData(*runner, now), errorsData(*runner, now), latencyData(*runner, now),
                         utilisationData(*runner, now, scene, selection_->components())};
    showWindow(now);
    for (int i = Requests; i <= Utilisation; ++i) {
        charts_[i]->setHeadline(shown[i].headline, shown[i].note);
        charts_[i]->setLines(std::move(shown[i].lines));
        charts_[i]->setMarks(marks);
    }
}

QString ChartsPanel::exportName(const QString& part) const
{
    return QStringLiteral("%1_%2_seed%3").arg(sceneSlug(*document_), part).arg(document_->scene().seed);
}

void ChartsPanel::nameExports()
{
    const char* parts[] = {"requests", "errors", "latency", "utilisation"};
    for (int i = Requests; i <= Utilisation; ++i) charts_[i]->setExportName(exportName(QString::fromLatin1(parts[i])));
}

bool ChartsPanel::exportTo(const QString& path)
{
    if (QFileInfo(path).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0)
        return writeCsv(path, QList<const Chart*>(charts_.begin(), charts_.end()));
    const auto paint = [this](QPainter& painter) {
        constexpr double margin = 12;
        const QSizeF each((pictureSize.width() - 3 * margin) / 2, (pictureSize.height() - 3 * margin) / 2);
        for (int i = 0; i < static_cast<int>(charts_.size()); ++i) {
            const QPointF corner(margin + (i % 2) * (each.width() + margin), margin + (i / 2) * (each.height() + margin));
            charts_[i]->paintInto(&painter, QRectF(corner, each));
        }
    };
    return savePicture(path, pictureSize, QString::fromStdString(document_->scene().title), Qt::white, paint).ok();
}

void ChartsPanel::exportCharts()
{
    const QString path = askExportPath(this, exportName(QStringLiteral("charts")), QStringLiteral("svg"));
    if (path.isEmpty() || exportTo(path)) return;
    QMessageBox::warning(this, tr("Export"), tr("%1 could not be written. Choose a folder you may write to.").arg(path));
}

} // namespace scalelab
