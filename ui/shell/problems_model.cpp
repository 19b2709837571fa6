// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/problems_model.h"

#include "theme/theme.h"

#include <algorithm>

namespace scalelab {

void ProblemsModel::setProblems(const Problems& problems, const QString& file)
{
    beginResetModel();
    problems_ = problems;
    file_ = file;
    endResetModel();
}

QString ProblemsModel::component(int row) const
{
    const QStringList path = QString::fromStdString(problems_[static_cast<std::size_t>(row)].path).split('.');
    return path.value(0) == QLatin1String("components") ? path.value(1) : QString();
}

int ProblemsModel::errors() const
{
    return static_cast<int>(std::count_if(problems_.begin(), problems_.end(), [](const Problem& problem) {
        return problem.severity == Problem::Severity::Error;
    }));
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(problems_.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Problem& problem = problems_[static_cast<std::size_t>(index.row())];
    const bool error = problem.severity == Problem::Severity::Error;
    if (role == Qt::DecorationRole && index.column() == Severity)
        return icon(error ? QStringLiteral("error") : QStringLiteral("warning"));
    if (role == Qt::ToolTipRole && index.column() == Message) return QString::fromStdString(problem.message);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Severity: return error ? tr("Error") : tr("Warning");
    case Path: return QString::fromStdString(problem.path);
    case Message: return QString::fromStdString(problem.message);
    case Place:
        return problem.position.line == 0
                   ? QString()
                   : QStringLiteral("%1:%2:%3").arg(file_).arg(problem.position.line).arg(problem.position.column);
    default: return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Severity: return tr("Severity");
    case Path: return tr("Where");
    case Message: return tr("What is wrong");
    case Place: return tr("Line");
    default: return {};
    }
}

} // namespace scalelab
