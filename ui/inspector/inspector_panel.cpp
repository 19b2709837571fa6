// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/inspector_panel.h"

#include "document/live_run.h"
#include "document/scene_document.h"
#include "document/selection.h"
#include "inspector/component_page.h"
#include "inspector/scene_page.h"
#include "inspector/several_page.h"
#include "inspector/wire_page.h"

#include <QLineEdit>

namespace scalelab {

InspectorPanel::InspectorPanel(SceneDocument* document, Selection* selection, LiveRun* run, QWidget* parent)
    : QScrollArea(parent), document_(document), selection_(selection), run_(run)
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Inspector"));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    connect(selection, &Selection::changed, this, &InspectorPanel::rebuild);
    connect(document, &SceneDocument::reset, this, [this] {
        // What was being typed belongs to the scene that is gone.
        for (QLineEdit* field : findChildren<QLineEdit*>()) field->blockSignals(true);
        rebuild();
    });
    rebuild();
}

void InspectorPanel::rebuild()
{
    const QStringList& components = selection_->components();
    const QList<Selection::Wire>& wires = selection_->wires();
    QWidget* page = nullptr;
    if (components.size() == 1 && wires.isEmpty())
        page = new ComponentPage(document_, run_, components.front());
    else if (components.isEmpty() && wires.size() == 1)
        page = new WirePage(document_, run_, wires.front());
    else if (selection_->isEmpty())
        page = new ScenePage(document_);
    else
        page = new SeveralPage(document_, selection_);
    // The old page may be the one whose signal led here.
    if (QWidget* old = takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    setWidget(page);
    run_->watch(components.size() == 1 ? components.front() : QString());
}

void InspectorPanel::editLabel()
{
    if (auto* page = qobject_cast<ComponentPage*>(widget())) page->editLabel();
}

} // namespace scalelab
