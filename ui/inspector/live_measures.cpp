// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/live_measures.h"

#include "inspector/page_parts.h"
#include "inspector/quantity_text.h"
#include "theme/theme.h"

#include <QGridLayout>
#include <QLabel>

#include <cmath>
#include <limits>

namespace scalelab {

namespace {
constexpr qint64 refreshMs = 100;
} // namespace

LiveMeasures::LiveMeasures(const std::vector<MeasureDecl>& measures, QWidget* parent)
    : QWidget(parent), measures_(measures)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    for (std::size_t i = 0; i < measures_.size(); ++i) {
        const QString help = QStringLiteral("<p>%1</p>").arg(QString::fromStdString(measures_[i].help).toHtmlEscaped());
        const QString name = QString::fromStdString(measures_[i].label);
        QLabel* label = softText(name, this);
        label->setToolTip(help);
        auto* value = new QLabel(this);
        value->setToolTip(help);
        value->setAccessibleName(name);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        QFont font = theme().uiFont;
        font.setWeight(QFont::DemiBold);
        value->setFont(font);
        labels_.push_back(label);
        values_.push_back(value);
        const int row = static_cast<int>(i);
        grid->addWidget(label, row, 0);
        grid->addWidget(value, row, 1);
    }
    clear();
}

bool LiveMeasures::isDue()
{
    if (sinceShown_.isValid() && sinceShown_.elapsed() < refreshMs) return false;
    sinceShown_.start();
    return true;
}

void LiveMeasures::setValue(std::size_t measure, double value)
{
    values_[measure]->setText(quantityText(measures_[measure].quantity, value));
    const bool isShown = !measures_[measure].sometimes || !std::isnan(value);
    labels_[measure]->setVisible(isShown);
    values_[measure]->setVisible(isShown);
}

void LiveMeasures::clear()
{
    for (std::size_t i = 0; i < values_.size(); ++i) setValue(i, std::numeric_limits<double>::quiet_NaN());
    sinceShown_.invalidate();
}

QString LiveMeasures::valueText(std::size_t measure) const { return values_[measure]->text(); }

} // namespace scalelab
