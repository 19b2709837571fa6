// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/icon_label.h"

#include <QPainter>

namespace scalelab {

IconLabel::IconLabel(const QIcon& icon, int side, QWidget* parent) : QWidget(parent), icon_(icon), side_(side)
{
    setMinimumSize(side, side);
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    icon_.paint(&painter, (width() - side_) / 2, (height() - side_) / 2, side_, side_);
}

} // namespace scalelab
