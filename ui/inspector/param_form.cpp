// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/param_form.h"

#include "inspector/page_parts.h"
#include "inspector/param_row.h"
#include "model/wiring.h"

#include <QVBoxLayout>

#include <algorithm>

namespace scalelab {

ParamForm::ParamForm(const KindDecl& kind, QWidget* parent) : QWidget(parent), kind_(kind)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    std::string group;
    for (const ParamDecl& param : kind_.params) {
        if (param.group != group) column->addWidget(sectionHeading(QString::fromStdString(param.group), this));
        group = param.group;
        auto* row = new ParamRow(param, this);
        connect(row, &ParamRow::changed, this, [this, row](const std::optional<Value>& value) {
            emit changed(QString::fromStdString(row->decl().id), value);
        });
        column->addWidget(row);
        rows_.push_back(row);
    }
}

void ParamForm::setCurrent(const Object& params)
{
    const Component component{"", kind_.id, params};
    for (ParamRow* row : rows_) {
        const ParamDecl& decl = row->decl();
        const Value* value = params.find(decl.id);
        row->setCurrent(value ? std::optional(*value) : std::nullopt);
        row->setVisible(decl.onlyWhenParam.empty() ||
                        effectiveText(kind_, component, decl.onlyWhenParam) == decl.onlyWhenValue);
    }
}

ParamRow* ParamForm::row(const QString& param) const
{
    const auto found = std::find_if(rows_.begin(), rows_.end(),
                                    [&](const ParamRow* row) { return row->decl().id == param.toStdString(); });
    return found == rows_.end() ? nullptr : *found;
}

} // namespace scalelab
