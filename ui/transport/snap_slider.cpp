// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/snap_slider.h"

#include "theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr double radius = 7;
constexpr double inset = radius + 2;

} // namespace

SnapSlider::SnapSlider(int reach, int snap, int marks, QWidget* parent)
    : QSlider(Qt::Horizontal, parent), snap_(snap), marks_(marks)
{
    setRange(-reach, reach);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

double SnapSlider::xOf(int position) const
{
    return inset + (width() - 2 * inset) * (position - minimum()) / (maximum() - minimum());
}

int SnapSlider::positionAt(double x) const
{
    const double share = (x - inset) / (width() - 2 * inset);
    const int position = static_cast<int>(std::lround(minimum() + share * (maximum() - minimum())));
    return std::abs(position) <= snap_ ? 0 : std::clamp(position, minimum(), maximum());
}

void SnapSlider::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = height() / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.border);
    painter.drawRoundedRect(QRectF(inset, y - 2, width() - 2 * inset, 4), 2, 2);
    for (int mark = minimum(); mark <= maximum(); mark += marks_) {
        const double half = mark == 0 ? 5 : 3;
        painter.setBrush(mark == 0 ? t.textFaint : t.nodeBorder);
        painter.drawRect(QRectF(xOf(mark) - 0.5, y - half, 1, 2 * half));
    }
    const double x = xOf(value());
    painter.setBrush(isEnabled() ? t.accent : t.nodeBorder);
    painter.drawRoundedRect(QRectF(QPointF(std::min(x, xOf(0)), y - 2), QPointF(std::max(x, xOf(0)), y + 2)), 2, 2);
    if (hasFocus()) {
        painter.setBrush(t.selection);
        painter.drawEllipse(QPointF(x, y), radius + 2, radius + 2);
    }
    const bool lit = isEnabled() && (underMouse() || hasFocus());
    painter.setPen(QPen(lit ? t.accent : t.textFaint, 1.25));
    painter.setBrush(t.raised);
    painter.drawEllipse(QPointF(x, y), radius - 0.5, radius - 0.5);
}

void SnapSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    setSliderDown(true);
    setSliderPosition(positionAt(event->position().x()));
}

void SnapSlider::mouseMoveEvent(QMouseEvent* event)
{
    if (isSliderDown()) setSliderPosition(positionAt(event->position().x()));
}

void SnapSlider::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) setSliderDown(false);
}

void SnapSlider::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) setValue(0);
}

} // namespace scalelab
