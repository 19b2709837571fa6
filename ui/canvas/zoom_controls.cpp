// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/zoom_controls.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

#include <cmath>

namespace scalelab {

namespace {

QToolButton* addButton(QLayout* layout, const QString& name, const QString& iconName)
{
    auto* button = new QToolButton;
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    if (!iconName.isEmpty()) button->setIcon(icon(iconName));
    button->setIconSize({18, 18});
    layout->addWidget(button);
    return button;
}

} // namespace

ZoomControls::ZoomControls(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("zoomControls"));
    setCursor(Qt::ArrowCursor);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3, 3, 3, 3);
    layout->setSpacing(1);
    QToolButton* out = addButton(layout, tr("Zoom out"), QStringLiteral("zoom-out"));
    percentage_ = addButton(layout, tr("Zoom to 100%"), {});
    percentage_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    percentage_->setMinimumWidth(54);
    QToolButton* in = addButton(layout, tr("Zoom in"), QStringLiteral("zoom-in"));
    QToolButton* fit = addButton(layout, tr("Fit everything"), QStringLiteral("fit"));
    connect(out, &QToolButton::clicked, this, &ZoomControls::zoomOutRequested);
    connect(in, &QToolButton::clicked, this, &ZoomControls::zoomInRequested);
    connect(percentage_, &QToolButton::clicked, this, &ZoomControls::resetRequested);
    connect(fit, &QToolButton::clicked, this, &ZoomControls::fitRequested);
    setZoom(1);
    adjustSize();
}

void ZoomControls::setZoom(double zoom)
{
    percentage_->setText(tr("%1%").arg(QLocale().toString(std::round(zoom * 100), 'f', 0)));
}

} // namespace scalelab
