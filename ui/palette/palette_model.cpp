// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "palette/palette_model.h"

#include "canvas/canvas.h"
#include "theme/theme.h"

#include <QMimeData>

#include <algorithm>

namespace scalelab {

namespace {

QString searchText(const KindDecl& kind)
{
    std::string text = kind.name + ' ' + kind.id + ' ' + kind.category;
    for (const std::string& word : kind.searchWords) text += ' ' + word;
    return QString::fromStdString(text);
}

bool matches(const KindDecl& kind, const QStringList& words)
{
    const QString text = searchText(kind);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

PaletteModel::PaletteModel(const Registry& registry, QObject* parent)
    : QAbstractListModel(parent), kinds_(registry.kinds)
{
    setFilter({});
}

void PaletteModel::setFilter(const QString& text)
{
    const QStringList words = text.split(' ', Qt::SkipEmptyParts);
    QStringList categories;
    for (const KindDecl& kind : kinds_) {
        const QString category = QString::fromStdString(kind.category);
        if (!categories.contains(category)) categories.append(category);
    }

    beginResetModel();
    rows_.clear();
    for (const QString& category : categories) {
        const std::size_t headingAt = rows_.size();
        for (std::size_t i = 0; i < kinds_.size(); ++i)
            if (category.toStdString() == kinds_[i].category && matches(kinds_[i], words)) rows_.push_back({{}, i});
        if (rows_.size() > headingAt)
            rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(headingAt), {category, 0});
    }
    endResetModel();
}

int PaletteModel::firstKindRow() const { return rows_.empty() ? -1 : 1; }

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const bool heading = !row.heading.isEmpty();
    if (role == HeadingRole) return heading;
    if (heading) return role == Qt::DisplayRole ? QVariant(row.heading) : QVariant();

    const KindDecl& kind = kinds_[row.kind];
    switch (role) {
    case Qt::DisplayRole: return QString::fromStdString(kind.name);
    case Qt::DecorationRole: return icon(QString::fromStdString(kind.id));
    case Qt::ToolTipRole: return QString::fromStdString(kind.help);
    case Qt::AccessibleDescriptionRole: return QString::fromStdString(kind.help);
    case KindRole: return QString::fromStdString(kind.id);
    default: return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) return Qt::NoItemFlags;
    // Not enabled, so that the arrow keys pass over it.
    if (index.data(HeadingRole).toBool()) return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList PaletteModel::mimeTypes() const { return {QString::fromLatin1(Canvas::kindMimeType)}; }

QMimeData* PaletteModel::mimeData(const QModelIndexList& indexes) const
{
    const auto kind = std::find_if(indexes.begin(), indexes.end(),
                                   [](const QModelIndex& index) { return !index.data(HeadingRole).toBool(); });
    if (kind == indexes.end()) return nullptr;
    auto* data = new QMimeData;
    data->setData(QString::fromLatin1(Canvas::kindMimeType), kind->data(KindRole).toString().toUtf8());
    return data;
}

} // namespace scalelab
