// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_panel.h"

#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "events/events_filter.h"
#include "events/events_model.h"
#include "model/scene.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace scalelab {

namespace {

QString labelOf(const Scene& scene, const std::string& id)
{
    const Component* component = scene.component(id);
    return QString::fromStdString(component ? component->label() : id);
}

} // namespace

EventsPanel::EventsPanel(LiveRun* run, Selection* selection, QWidget* parent)
    : QWidget(parent), run_(run), selection_(selection),
      model_(new EventsModel([run](const std::string& id) { return labelOf(run->document()->scene(), id); }, this)),
      filter_(new EventsFilter(this))
{
    setAccessibleName(tr("Events"));
    filter_->setSourceModel(model_);
    makeTable();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(table_, 1);

    connect(run_, &LiveRun::incidentsAdded, this, [this] { model_->addIncidents(run_->incidents()); });
    connect(run_, &LiveRun::ticked, this, [this] { model_->addFailures(run_->snapshot()); });
    connect(run_, &LiveRun::stateChanged, this, &EventsPanel::adaptToState);
    connect(run_->document(), &SceneDocument::edited, model_, &EventsModel::refreshLabels);
    connect(filter_, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar* bar = table_->verticalScrollBar();
        atBottom_ = bar->value() >= bar->maximum();
    });
    connect(filter_, &QAbstractItemModel::rowsInserted, this, [this] {
        if (atBottom_) table_->scrollToBottom();
        showCount();
    });
    connect(filter_, &QAbstractItemModel::rowsRemoved, this, &EventsPanel::showCount);
    connect(filter_, &QAbstractItemModel::modelReset, this, &EventsPanel::showCount);
    adaptToState();
}

QWidget* EventsPanel::makeBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(12);
    auto* words = new QLineEdit;
    words->setPlaceholderText(tr("Filter events"));
    words->setAccessibleName(tr("Filter events"));
    words->setClearButtonEnabled(true);
    words->setMaximumWidth(280);
    connect(words, &QLineEdit::textChanged, filter_, &EventsFilter::setWords);
    row->addWidget(words, 2);
    auto* problems = new QCheckBox(tr("Problems only"));
    problems->setAccessibleName(tr("Problems only"));
    connect(problems, &QCheckBox::toggled, filter_, &EventsFilter::setProblemsOnly);
    row->addWidget(problems);
    row->addStretch(1);
    count_ = new QLabel;
    setTone(count_, Tone::Soft);
    row->addWidget(count_);
    return bar;
}

void EventsPanel::makeTable()
{
    table_ = new QTableView;
    table_->setModel(filter_);
    table_->setAccessibleName(tr("Events of the run"));
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setIconSize({14, 14});
    table_->setStyleSheet(QStringLiteral("QTableView::item { border: 0 solid transparent; padding-left: 5px; }"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(26);
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setSectionResizeMode(QHeaderView::Interactive);
    table_->setColumnWidth(EventsModel::TimeColumn,
                           QFontMetrics(theme().monoFont).horizontalAdvance(QStringLiteral("0:00:00.000")) + 24);
    table_->setColumnWidth(EventsModel::LevelColumn, 116);
    table_->setColumnWidth(EventsModel::ComponentColumn, 176);
    connect(table_, &QTableView::clicked, this, &EventsPanel::selectComponent);
    connect(table_, &QTableView::activated, this, &EventsPanel::selectComponent);
}

void EventsPanel::adaptToState()
{
    if (!run_->isActive()) model_->clear();
    model_->addIncidents(run_->incidents());
    showCount();
}

void EventsPanel::showCount()
{
    const int rows = model_->rowCount();
    const int shown = filter_->rowCount();
    if (rows == 0) {
        count_->setText(run_->isActive() ? tr("Nothing has happened yet") : tr("Press Play to start"));
    } else if (shown == rows) {
        count_->setText(rows == 1 ? tr("1 event") : tr("%1 events").arg(QLocale().toString(rows)));
    } else {
        count_->setText(tr("%1 of %2 events").arg(QLocale().toString(shown), QLocale().toString(rows)));
    }
}

void EventsPanel::selectComponent(const QModelIndex& index)
{
    const QString id = index.data(EventsModel::ComponentIdRole).toString();
    if (!id.isEmpty() && run_->document()->scene().component(id.toStdString())) selection_->set({id});
}

} // namespace scalelab
