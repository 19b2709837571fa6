// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/scene.h"
#include "schema/declaration.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace scalelab {

class ParamRow;

/// All parameters of a component or wire, made from its declaration; those whose condition fails are hidden.
class ParamForm : public QWidget {
    Q_OBJECT
public:
    explicit ParamForm(const KindDecl& kind, QWidget* parent = nullptr);

    void setCurrent(const Object& params);
    /// The row of a parameter; null if the kind has none of that name.
    [[nodiscard]] ParamRow* row(const QString& param) const;

signals:
    void changed(const QString& param, const std::optional<scalelab::Value>& value);

private:
    const KindDecl kind_;
    std::vector<ParamRow*> rows_;
};

} // namespace scalelab
