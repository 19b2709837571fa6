// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace/trace_panel.h"

#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "inspector/page_parts.h"
#include "inspector/quantity_text.h"
#include "theme/theme.h"
#include "trace/waterfall.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace scalelab {

namespace {

enum Column { RequestColumn, ClassColumn, TimeColumn, ResultColumn, columnCount };
enum Order { Newest, Slowest, Failed };
constexpr qint64 refreshMs = 500;

QString text(std::string_view words) { return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())); }

} // namespace

TracePanel::TracePanel(LiveRun* run, Selection* selection, QWidget* parent) : QWidget(parent), run_(run), selection_(selection)
{
    setAccessibleName(tr("Trace"));
    makeTable();
    waterfall_ = new Waterfall;
    auto* scroll = new QScrollArea;
    scroll->setWidget(waterfall_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* splitter = new QSplitter;
    splitter->addWidget(table_);
    splitter->addWidget(scroll);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({420, 900});
    splitter->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(splitter, 1);

    connect(run_, &LiveRun::ticked, this, &TracePanel::pull);
    connect(run_, &LiveRun::stateChanged, this, &TracePanel::adaptToState);
    connect(waterfall_, &Waterfall::partClicked, this, [this](int part) {
        const auto& names = run_->snapshot().names;
        const ComponentId component = chosen_->parts[static_cast<std::size_t>(part)].span.component;
        if (names && component < names->components.size()) selection_->set({QString::fromStdString(names->components[component])});
    });
    connect(table_, &QTableWidget::currentCellChanged, this, [this](int row) { choose(row); });
    adaptToState();
}

QWidget* TracePanel::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(12);
    order_ = new QComboBox;
    order_->addItems({tr("Newest first"), tr("Slowest first"), tr("Failed only")});
    order_->setAccessibleName(tr("Which traces are listed"));
    connect(order_, &QComboBox::currentIndexChanged, this, &TracePanel::refreshTable);
    row->addWidget(order_);
    count_ = new QLabel;
    setTone(count_, Tone::Soft);
    row->addWidget(count_);
    row->addStretch(1);
    auto* legend = new QLabel(tr("line: network · pale: queue · full: service · underlined: critical path"));
    setTone(legend, Tone::Soft);
    row->addWidget(legend);
    return bar;
}

void TracePanel::makeTable()
{
    table_ = new QTableWidget(0, columnCount);
    table_->setAccessibleName(tr("Traced requests"));
    table_->setHorizontalHeaderLabels({tr("Request"), tr("Class"), tr("Time"), tr("Result")});
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setStyleSheet(QStringLiteral("QTableView::item { border: 0 solid transparent; padding-left: 8px; }"));
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(26);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setMinimumWidth(300);
}

void TracePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    run_->setTracing(true);
}

void TracePanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    run_->setTracing(false);
}

void TracePanel::pull()
{
    const std::size_t before = book_.count();
    book_.add(run_->spans());
    if (book_.count() == before && sinceRefreshed_.isValid()) return;
    if (run_->isPlaying() && sinceRefreshed_.isValid() && sinceRefreshed_.elapsed() < refreshMs) return;
    refreshTable();
}

void TracePanel::adaptToState()
{
    if (!run_->isActive()) {
        book_.clear();
        chosen_.reset();
    }
    refreshTable();
    showChosen();
}

void TracePanel::refreshTable()
{
    sinceRefreshed_.start();
    rows_.assign(book_.traces().rbegin(), book_.traces().rend());
    if (order_->currentIndex() == Failed) std::erase_if(rows_, [](const Trace& trace) { return trace.request().cause == Cause::None; });
    if (order_->currentIndex() == Slowest) std::stable_sort(rows_.begin(), rows_.end(), [](const Trace& a, const Trace& b) { return a.duration() > b.duration(); });
    const QSignalBlocker quiet(table_);
    table_->setRowCount(static_cast<int>(rows_.size()));
    int current = -1;
    for (int row = 0; row < static_cast<int>(rows_.size()); ++row) {
        const Trace& trace = rows_[static_cast<std::size_t>(row)];
        const TraceSpan& request = trace.request();
        if (chosen_ && chosen_->request().request == request.request) current = row;
        const QString cells[] = {QLocale().toString(static_cast<qulonglong>(request.request)), text(operationName(request.operation)),
                                 quantityText(Quantity::Duration, trace.duration().seconds()), text(causeText(request.cause))};
        for (int column = 0; column < columnCount; ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            if (request.cause != Cause::None) item->setForeground(theme().bad);
            table_->setItem(row, column, item);
        }
    }
    table_->setAutoScroll(false); // the rows move on under who looks at them
    table_->setCurrentCell(current, 0);
    table_->setAutoScroll(true);
    const auto count = static_cast<qulonglong>(book_.count());
    count_->setText(count == 0 ? (run_->isActive() ? tr("No request has been traced yet") : tr("Press Play to trace requests")) : tr("%1 traced").arg(QLocale().toString(count)));
    if (!chosen_ && !rows_.empty()) choose(0);
}

void TracePanel::choose(int row)
{
    if (row < 0 || row >= static_cast<int>(rows_.size())) return;
    chosen_ = rows_[static_cast<std::size_t>(row)];
    showChosen();
}

QString TracePanel::labelOf(ComponentId component) const
{
    const auto& names = run_->snapshot().names;
    if (!names || component >= names->components.size()) return {};
    const Component* found = run_->document()->scene().component(names->components[component]);
    return QString::fromStdString(found ? found->label() : names->components[component]);
}

void TracePanel::showChosen()
{
    if (!chosen_) return waterfall_->clear();
    QStringList labels;
    for (const TracePart& part : chosen_->parts) labels << labelOf(part.span.component);
    waterfall_->setTrace(*chosen_, labels);
}

} // namespace scalelab
