// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/declaration.h"

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace scalelab {

/// The kinds of component that match a filter, as a list with a heading row before each category.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole, HeadingRole };

    explicit PaletteModel(const Registry& registry, QObject* parent = nullptr);

    /// Keeps the kinds whose name, id, category or search words hold every word of the text.
    void setFilter(const QString& text);
    /// Row of the first kind; -1 if nothing matches.
    [[nodiscard]] int firstKindRow() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    struct Row {
        QString heading;      ///< Empty in the row of a kind.
        std::size_t kind = 0; ///< Index into kinds_.
    };

    std::vector<KindDecl> kinds_;
    std::vector<Row> rows_;
};

} // namespace scalelab
