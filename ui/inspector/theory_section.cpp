// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/theory_section.h"

#include "analysis/closed_forms.h"
#include "inspector/page_parts.h"
#include "inspector/quantity_text.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

QString text(std::string_view words) { return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())); }

/// What a form gives, by what it is measured in.
QString resultText(const ClosedForm& form, double value)
{
    if (form.result == timeDimension) return quantityText(Quantity::Duration, value);
    if (form.result == rateDimension) return quantityText(Quantity::Rate, value);
    return value >= 0 && value <= 1 ? shareText(value) : quantityText(Quantity::Number, value);
}

} // namespace

TheorySection::TheorySection(const KindDecl& kind, QWidget* parent) : QWidget(parent), kind_(kind)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

void TheorySection::setTheory(const Applicability& theory)
{
    delete body_;
    rows_.clear();
    body_ = new QWidget(this);
    layout()->addWidget(body_);
    auto* column = new QVBoxLayout(body_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (const AppliedForm& form : theory.forms) addForm(form, column);
    for (const std::string& reason : theory.reasons) column->addWidget(softText(text(reason), body_));
}

void TheorySection::addForm(const AppliedForm& form, QVBoxLayout* column)
{
    const ClosedForm* declared = closedForm(form.form);
    QLabel* name = strongText(declared ? text(declared->name) : text(form.form), body_);
    if (declared) name->setToolTip(QStringLiteral("<p>%1</p><p>%2</p>").arg(text(declared->help).toHtmlEscaped(), text(declared->source).toHtmlEscaped()));
    column->addWidget(name);
    column->addWidget(softText(text(form.because), body_));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    grid->addWidget(softText(tr("Theory"), body_), 0, 1, Qt::AlignRight);
    if (form.expected.empty() && declared) {
        grid->addWidget(softText(text(declared->name), body_), 1, 0);
        grid->addWidget(valueText(resultText(*declared, form.value()), body_), 1, 1);
    } else {
        grid->addWidget(softText(tr("Measured"), body_), 0, 2, Qt::AlignRight);
    }
    for (const auto& [id, expected] : form.expected) {
        const MeasureDecl* measure = kind_.measure(id);
        if (!measure) continue;
        const int row = grid->rowCount();
        grid->addWidget(softText(text(measure->label), body_), row, 0);
        grid->addWidget(valueText(quantityText(measure->quantity, expected), body_), row, 1);
        QLabel* measured = valueText(QString(), body_);
        measured->setAccessibleName(tr("%1, measured").arg(text(measure->label)));
        measured->setToolTip(tr("With the interval that holds the true mean with 99% probability, since the component was selected or the run was changed."));
        grid->addWidget(measured, row, 2);
        rows_.push_back({id, measure->quantity, measured});
    }
    column->addLayout(grid);
}

void TheorySection::setMeasured(const std::vector<MeasureValue>& measures, const std::vector<MeasureInterval>& intervals)
{
    for (const Row& row : rows_) {
        const auto interval = std::find_if(intervals.begin(), intervals.end(), [&](const MeasureInterval& one) { return one.id == row.measure; });
        const auto value = std::find_if(measures.begin(), measures.end(), [&](const MeasureValue& one) { return one.id == row.measure; });
        if (interval != intervals.end() && std::isfinite(interval->interval.halfWidth))
            row.measured->setText(tr("%1 ± %2").arg(quantityText(row.quantity, interval->interval.mean), quantityText(row.quantity, interval->interval.halfWidth)));
        else row.measured->setText(value == measures.end() ? QStringLiteral("–") : quantityText(row.quantity, value->value));
    }
}

QStringList TheorySection::lines() const
{
    QStringList lines;
    for (const QLabel* label : findChildren<QLabel*>()) lines << label->text();
    return lines;
}

} // namespace scalelab
