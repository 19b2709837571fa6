// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/scene_theory_section.h"

#include "inspector/page_parts.h"
#include "inspector/quantity_text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

/// As people know a component or a data center.
QString labelOf(const Scene& scene, const std::string& id)
{
    const Component* component = scene.component(id);
    return QString::fromStdString(component ? component->label() : id);
}

} // namespace

SceneTheorySection::SceneTheorySection(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

void SceneTheorySection::setTheory(const SceneTheory& theory, const Scene& scene)
{
    delete body_;
    body_ = new QWidget(this);
    layout()->addWidget(body_);
    auto* column = new QVBoxLayout(body_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    addCapacity(theory.capacity, scene, column);
    addAvailability(theory.availability, scene, column);
    addSinglePoints(theory, scene, column);
    if (!scene.events.empty()) addText(tr("All this is about the scene as it is drawn, without its scheduled events."), column);
}

void SceneTheorySection::addCapacity(const SceneCapacity& capacity, const Scene& scene, QVBoxLayout* column)
{
    const auto rateText = [](double rate) { return std::isinf(rate) ? tr("no limit") : quantityText(Quantity::Rate, rate); };
    const QString name = tr("Requests at most");
    if (!capacity.problem.empty()) {
        addRow(name, QStringLiteral("–"), column);
        return addText(QString::fromStdString(capacity.problem), column);
    }
    const bool isRange = capacity.ifAllHit && *capacity.ifAllHit != capacity.rate();
    addRow(name, isRange ? tr("%1 to %2").arg(rateText(capacity.rate()), rateText(*capacity.ifAllHit)) : rateText(capacity.rate()), column);
    if (capacity.limits.empty()) addText(tr("Nothing in the scene limits how many requests it serves."), column);
    for (std::size_t i = 0; i < std::min<std::size_t>(capacity.limits.size(), 2); ++i) {
        const CapacityLimit& limit = capacity.limits[i];
        const QString label = labelOf(scene, limit.component), visits = quantityText(Quantity::Number, limit.visits);
        if (i == 1) addText(tr("%1 comes next: it is enough for %2.").arg(label, rateText(limit.rate)), column);
        else if (limit.visits == 1) addText(tr("%1 limits it: every request needs it once.").arg(label), column);
        else addText(tr("%1 limits it: it can serve %2, and a request needs it %3 times on average.").arg(label, rateText(limit.calls), visits), column);
    }
    if (capacity.isBound) addText(tr("It is somewhat less in truth, because workers are held while they wait for others."), column);
    addTexts(capacity.remarks, column);
}

void SceneTheorySection::addAvailability(const SceneAvailability& availability, const Scene& scene, QVBoxLayout* column)
{
    const QString name = tr("Availability");
    if (!availability.problem.empty()) {
        addRow(name, QStringLiteral("–"), column);
        return addText(QString::fromStdString(availability.problem), column);
    }
    addRow(name, shareText(availability.share), column);
    const std::string_view requestClass = className(availability.ofClass);
    addText(tr("Of requests of the class %1 of %2, which need most.")
                .arg(QString::fromUtf8(requestClass.data(), static_cast<qsizetype>(requestClass.size())), labelOf(scene, availability.users)), column);
    addTexts(availability.remarks, column);
}

void SceneTheorySection::addSinglePoints(const SceneTheory& theory, const Scene& scene, QVBoxLayout* column)
{
    const QString name = tr("Single points of failure");
    if (!theory.singlePointsProblem.empty()) {
        addRow(name, QStringLiteral("–"), column);
        return addText(QString::fromStdString(theory.singlePointsProblem), column);
    }
    QStringList labels;
    for (const SinglePoint& point : theory.singlePoints) labels << labelOf(scene, point.id);
    addRow(name, labels.isEmpty() ? tr("none") : labels.join(QStringLiteral(", ")), column);
    for (const SinglePoint& point : theory.singlePoints) addText(QString::fromStdString(point.reason), column);
}

void SceneTheorySection::addRow(const QString& name, const QString& value, QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(strongText(name, body_), 1, Qt::AlignTop);
    QLabel* shown = valueText(value, body_);
    shown->setWordWrap(true);
    shown->setAccessibleName(name);
    row->addWidget(shown, 1, Qt::AlignTop);
    column->addLayout(row);
}

void SceneTheorySection::addText(const QString& words, QVBoxLayout* column) { column->addWidget(softText(words, body_)); }

void SceneTheorySection::addTexts(const std::vector<std::string>& sentences, QVBoxLayout* column)
{
    for (const std::string& sentence : sentences) addText(QString::fromStdString(sentence), column);
}

QStringList SceneTheorySection::lines() const
{
    QStringList lines;
    for (const QLabel* label : findChildren<QLabel*>()) lines << label->text();
    return lines;
}

} // namespace scalelab
