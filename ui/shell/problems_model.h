// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/problem.h"

#include <QAbstractTableModel>
#include <QString>

namespace scalelab {

/// Problems as a table: severity, place in the scene, message, and line in the file.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Severity, Path, Message, Place, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `file` is the name shown with line and column.
    void setProblems(const Problems& problems, const QString& file);
    /// Id of the component that the problem of a row is about; empty if it is about something else.
    [[nodiscard]] QString component(int row) const;
    [[nodiscard]] int errors() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Problems problems_;
    QString file_;
};

} // namespace scalelab
