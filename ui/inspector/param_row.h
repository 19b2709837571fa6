// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/declaration.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace scalelab {

class ParamEditor;

/// One parameter: label, control, a button back to the fallback, and under them what is wrong with what was typed.
class ParamRow : public QWidget {
    Q_OBJECT
public:
    explicit ParamRow(const ParamDecl& decl, QWidget* parent = nullptr);

    [[nodiscard]] const ParamDecl& decl() const { return decl_; }
    /// Shows the authored value; does not disturb what is being typed if it is the one shown already.
    void setCurrent(const std::optional<Value>& value);
    /// The message under the control; empty if the value is fine.
    [[nodiscard]] QString errorText() const { return error_; }

signals:
    /// A valid value, or nothing for the fallback.
    void changed(const std::optional<scalelab::Value>& value);

private:
    void enter(const std::optional<Value>& value);
    void setError(const QString& error);
    void showMessage();
    [[nodiscard]] QString helpText() const;

    const ParamDecl decl_;
    std::optional<Value> current_;
    QString error_;
    bool focused_ = false;
    ParamEditor* editor_;
    QToolButton* reset_;
    QLabel* message_;
};

} // namespace scalelab
