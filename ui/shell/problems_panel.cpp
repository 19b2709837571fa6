// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/problems_panel.h"

#include "document/scene_document.h"
#include "document/selection.h"
#include "shell/problems_model.h"
#include "theme/theme.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace scalelab {

ProblemsPanel::ProblemsPanel(SceneDocument* document, Selection* selection, QWidget* parent)
    : QWidget(parent), document_(document), model_(new ProblemsModel(this)), table_(new QTableView(this)),
      heading_(new QLabel(this))
{
    heading_->setContentsMargins(16, 10, 16, 10);
    heading_->setWordWrap(true);
    setTone(heading_, Tone::Soft);

    table_->setModel(model_);
    table_->setAccessibleName(tr("Problems"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setShowGrid(false);
    table_->setWordWrap(true);
    table_->setFrameShape(QFrame::NoFrame);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    QHeaderView* header = table_->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);

    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(heading_, 0, Qt::AlignTop);
    column->addWidget(table_, 1);

    connect(table_, &QTableView::activated, this, [this, selection](const QModelIndex& index) {
        const QString id = model_->component(index.row());
        if (document_->scene().component(id.toStdString())) selection->set({id});
    });
    connect(document, &SceneDocument::problemsChanged, this, &ProblemsPanel::showDocument);
    connect(document, &SceneDocument::reset, this, &ProblemsPanel::showDocument);
    connect(document, &SceneDocument::edited, this, &ProblemsPanel::showDocument);
    showDocument();
}

void ProblemsPanel::showFailure(const QString& path, const Problems& problems)
{
    update(problems, path, tr("%1 could not be opened:").arg(QFileInfo(path).fileName()));
}

void ProblemsPanel::showDocument()
{
    const Problems& problems = document_->problems();
    update(problems, document_->filePath(), problems.empty() ? tr("No problems: the scene can run.") : QString());
}

void ProblemsPanel::update(const Problems& problems, const QString& path, const QString& heading)
{
    model_->setProblems(problems, QFileInfo(path).fileName());
    heading_->setText(heading);
    heading_->setVisible(!heading.isEmpty());
    table_->setVisible(!problems.empty());
    emit countChanged(static_cast<int>(problems.size()));
}

} // namespace scalelab
