// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/declaration.h"

#include <QWidget>

#include <optional>

namespace scalelab {

/// The control with which one parameter is edited; which one is decided by the declaration alone.
class ParamEditor : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Shows an authored value, or the fallback as such if there is none.
    virtual void show(const std::optional<Value>& value) = 0;
    virtual void markInvalid(bool invalid) = 0;

signals:
    /// The person has finished entering something; nothing means "back to the fallback".
    void entered(const std::optional<scalelab::Value>& value);
    void focused(bool in);
};

[[nodiscard]] ParamEditor* makeParamEditor(const ParamDecl& decl, QWidget* parent);

} // namespace scalelab
