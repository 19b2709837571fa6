// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "palette/palette_delegate.h"

#include "palette/palette_model.h"
#include "theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace scalelab {

namespace {

constexpr int rowHeight = 44;
constexpr int headingHeight = 34;
constexpr int margin = 8;
constexpr int glyphSize = 28;
constexpr QSize cardSize(132, 84);

QFont headingFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.9);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& t = theme();
    const QString text = index.data(Qt::DisplayRole).toString();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(PaletteModel::HeadingRole).toBool()) {
        painter->setFont(headingFont(option.font));
        painter->setPen(t.textFaint);
        painter->drawText(option.rect.adjusted(margin + 4, 0, -margin, -6), Qt::AlignLeft | Qt::AlignBottom, text);
        painter->restore();
        return;
    }
    const QRect row = option.rect.adjusted(margin - 2, 1, -margin + 2, -1);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? t.accentSoft : t.hover);
        painter->drawRoundedRect(row, 6, 6);
    }
    if (selected && option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(t.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    const QRect glyph(row.left() + margin, row.center().y() - glyphSize / 2 + 1, glyphSize, glyphSize);
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, glyph);
    painter->setFont(option.font);
    painter->setPen(t.text);
    const QRect room = row.adjusted(margin + glyphSize + 10, 0, -margin, 0);
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int text = option.fontMetrics.height();
    const bool heading = index.data(PaletteModel::HeadingRole).toBool();
    return {160, std::max(heading ? headingHeight : rowHeight, text + 2 * margin)};
}

QPixmap dragCard(const QIcon& glyph, const QString& name, qreal devicePixelRatio)
{
    const Theme& t = theme();
    QPixmap card((QSizeF(cardSize) * devicePixelRatio).toSize());
    card.setDevicePixelRatio(devicePixelRatio);
    card.fill(Qt::transparent);
    QPainter painter(&card);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(0.92);
    painter.setPen(t.accent);
    painter.setBrush(t.node);
    painter.drawRoundedRect(QRectF({0, 0}, cardSize).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    glyph.paint(&painter, QRect(cardSize.width() / 2 - 18, 12, 36, 36));
    painter.setFont(t.canvasFont);
    painter.setPen(t.text);
    painter.drawText(QRect(6, 52, cardSize.width() - 12, 24), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(name, Qt::ElideRight, cardSize.width() - 12));
    return card;
}

} // namespace scalelab
