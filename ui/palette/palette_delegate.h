// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QStyledItemDelegate>

namespace scalelab {

/// Paints the palette: quiet category headings, and roomy rows of glyph and name.
class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The card that follows the pointer while a kind is dragged, in the size of a component on the canvas.
[[nodiscard]] QPixmap dragCard(const QIcon& glyph, const QString& name, qreal devicePixelRatio);

} // namespace scalelab
