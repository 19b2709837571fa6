// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/scene_page.h"

#include "document/scene_document.h"
#include "inspector/page_parts.h"
#include "inspector/scene_theory_section.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

namespace scalelab {

namespace {

/// Whether theory says the same about them: where things stand on the canvas plays no part.
bool areAlike(const Scene& a, const Scene& b)
{
    return a.components == b.components && a.links == b.links && a.zones == b.zones && a.events.empty() == b.events.empty();
}

} // namespace

ScenePage::ScenePage(SceneDocument* document, QWidget* parent)
    : QWidget(parent), document_(document), title_(new QLineEdit(this)), seed_(new QLineEdit(this)),
      counts_(softText({}, this)), theory_(new SceneTheorySection(this))
{
    auto* column = pageColumn(this);
    column->addWidget(sectionHeading(tr("Scene"), this));

    title_->setAccessibleName(tr("Scene title"));
    seed_->setAccessibleName(tr("Seed"));
    seed_->setToolTip(tr("Start of all random numbers: the same seed gives the same run again."));
    seed_->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,20}")), seed_));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->addRow(tr("Title"), title_);
    form->addRow(tr("Seed"), seed_);
    column->addLayout(form);
    column->addWidget(counts_);
    column->addWidget(rule(this));
    column->addWidget(softText(tr("Select a component to see its parameters and what it measures, or a wire to set its latency."), this));
    column->addWidget(softText(tr("Drag components in from the left, or press Ctrl+K and type a name."), this));
    column->addWidget(rule(this));
    column->addWidget(sectionHeading(tr("Theory"), this));
    column->addWidget(theory_);
    column->addStretch(1);

    connect(title_, &QLineEdit::editingFinished, this, &ScenePage::enterTitle);
    connect(seed_, &QLineEdit::editingFinished, this, &ScenePage::enterSeed);
    connect(document, &SceneDocument::edited, this, &ScenePage::refresh);
    connect(document, &SceneDocument::reset, this, &ScenePage::refresh);
    refresh();
}

void ScenePage::refresh()
{
    const Scene& scene = document_->scene();
    title_->setText(QString::fromStdString(scene.title));
    title_->setCursorPosition(0);
    seed_->setText(QString::number(scene.seed));
    counts_->setText(tr("%1, %2").arg(componentCount(static_cast<qsizetype>(scene.components.size())),
                                      wireCount(static_cast<qsizetype>(scene.links.size()))));
    if (isVisible()) refreshTheory();
}

void ScenePage::refreshTheory()
{
    const Scene& scene = document_->scene();
    if (judged_ && areAlike(*judged_, scene)) return;
    theory_->setTheory(sceneTheory(document_->registry(), scene), scene);
    judged_ = scene;
}

void ScenePage::showEvent(QShowEvent* event)
{
    refreshTheory();
    QWidget::showEvent(event);
}

void ScenePage::enterTitle() { document_->perform(Edit{SetTitle{title_->text().trimmed().toStdString()}}); }

void ScenePage::enterSeed()
{
    bool fits = false;
    const qulonglong seed = seed_->text().toULongLong(&fits);
    if (fits)
        document_->perform(Edit{SetSeed{seed}});
    else
        refresh();
}

} // namespace scalelab
