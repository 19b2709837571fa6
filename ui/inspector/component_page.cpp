// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/component_page.h"

#include "document/health_text.h"
#include "document/live_commands.h"
#include "document/live_run.h"
#include "document/scene_document.h"
#include "inspector/live_measures.h"
#include "inspector/page_parts.h"
#include "inspector/param_form.h"
#include "inspector/theory_section.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace scalelab {

ComponentPage::ComponentPage(SceneDocument* document, LiveRun* run, const QString& id, QWidget* parent)
    : QWidget(parent), document_(document), run_(run), id_(id), label_(new QLineEdit(this)), state_(new QLabel(this))
{
    const Component* component = document->scene().component(id.toStdString());
    const KindDecl* kind = component ? document->registry().kind(component->kind) : nullptr;
    QVBoxLayout* column = pageColumn(this);
    column->addLayout(header(kind ? QString::fromStdString(kind->name) : tr("Unknown kind")));
    if (kind) {
        column->addWidget(softText(QString::fromStdString(kind->help), this));
        column->addWidget(rule(this));
        column->addWidget(sectionHeading(tr("Parameters"), this));
        form_ = new ParamForm(*kind, this);
        connect(form_, &ParamForm::changed, this, [this](const QString& param, const std::optional<Value>& value) {
            set(param.toStdString(), value);
        });
        column->addWidget(form_);
        column->addWidget(rule(this));
        column->addWidget(sectionHeading(tr("Live"), this));
        notRunning_ = softText(tr("Run the simulation to see what this component measures."), this);
        column->addWidget(notRunning_);
        measures_ = new LiveMeasures(kind->measures, this);
        column->addWidget(measures_);
        column->addWidget(rule(this));
        column->addWidget(sectionHeading(tr("Theory"), this));
        theory_ = new TheorySection(*kind, this);
        column->addWidget(theory_);
    } else {
        column->addWidget(softText(tr("This version does not know this kind of component. It is kept as it is, and the scene cannot run with it."), this));
    }
    column->addStretch(1);

    connect(document, &SceneDocument::edited, this, &ComponentPage::refresh);
    connect(run, &LiveRun::ticked, this, &ComponentPage::refreshLive);
    connect(run, &LiveRun::stateChanged, this, &ComponentPage::refreshLive);
    refresh();
    refreshLive();
}

QLayout* ComponentPage::header(const QString& kindName)
{
    const Component* component = document_->scene().component(id_.toStdString());
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(glyphLabel(icon(component ? QString::fromStdString(component->kind) : QString()), this), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    label_->setAccessibleName(tr("Label"));
    label_->setToolTip(tr("What this component is called on the canvas"));
    label_->setPlaceholderText(id_);
    QFont font = theme().uiFont;
    font.setWeight(QFont::DemiBold);
    label_->setFont(font);
    words->addWidget(label_);
    auto* below = new QHBoxLayout;
    below->addWidget(softText(tr("%1 · id %2").arg(kindName, id_), this), 1);
    below->addWidget(state_, 0, Qt::AlignTop);
    words->addLayout(below);
    row->addLayout(words, 1);

    connect(label_, &QLineEdit::editingFinished, this, [this] {
        const QString text = label_->text().trimmed();
        const bool byId = text.isEmpty() || text == id_;
        set("label", byId ? std::nullopt : std::optional(Value(text.toStdString())));
    });
    return row;
}

void ComponentPage::set(const std::string& param, const std::optional<Value>& value)
{
    // A field also reports what was typed when it goes away together with its component.
    if (document_->scene().component(id_.toStdString()))
        document_->perform(Edit{SetParam{id_.toStdString(), param, value}});
}

void ComponentPage::refresh()
{
    const Component* component = document_->scene().component(id_.toStdString());
    if (!component) return;
    const QString label = QString::fromStdString(component->label());
    if (label_->text() != label && !(label_->hasFocus() && label_->isModified())) label_->setText(label);
    if (form_) form_->setCurrent(component->params);
    refreshTheory();
}

void ComponentPage::refreshTheory()
{
    if (!theory_) return;
    theoryTraffic_ = run_->trafficScale();
    theoryFaults_ = run_->faultsGiven();
    Scene scene = document_->scene();
    for (const Command& command : trafficCommands(document_->registry(), scene, theoryTraffic_))
        if (const auto* set = std::get_if<SetCommand>(&command)) scene.component(set->component)->params.set(set->param, set->value);
    Applicability theory = applicable(document_->registry(), scene, id_.toStdString());
    if (theoryFaults_ && !theory.forms.empty()) theory = {{}, {tr("A fault was inflicted on this run, so it is in no steady state. Reset the run to compare it with theory.").toStdString()}};
    theory_->setTheory(theory);
}

void ComponentPage::refreshLive()
{
    if (!measures_) return;
    if (run_->trafficScale() != theoryTraffic_ || run_->faultsGiven() != theoryFaults_) refreshTheory();
    const int index = run_->componentIndex(id_);
    const Snapshot& snapshot = run_->snapshot();
    const bool known = run_->isActive() && index >= 0;
    notRunning_->setVisible(!known);
    measures_->setVisible(known);
    state_->setText(known ? healthText(snapshot.components[static_cast<std::size_t>(index)].health) : QString());
    setTone(state_, Tone::Bad);
    if (!known) {
        measures_->clear();
        theory_->setMeasured({}, {});
        return;
    }
    if (snapshot.watched != id_.toStdString() || !measures_->isDue()) return;
    for (std::size_t i = 0; i < measures_->count(); ++i) {
        const auto& values = snapshot.measures;
        const auto value = std::find_if(values.begin(), values.end(),
                                        [&](const MeasureValue& v) { return v.id == measures_->measure(i).id; });
        measures_->setValue(i, value == values.end() ? std::numeric_limits<double>::quiet_NaN() : value->value);
    }
    theory_->setMeasured(snapshot.measures, snapshot.intervals);
}

void ComponentPage::editLabel()
{
    label_->setFocus(Qt::ShortcutFocusReason);
    label_->selectAll();
}

} // namespace scalelab
