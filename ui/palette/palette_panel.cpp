// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "palette/palette_panel.h"

#include "palette/palette_model.h"
#include "palette/palette_view.h"
#include "schema/declaration.h"
#include "theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace scalelab {

PalettePanel::PalettePanel(const Registry& registry, QWidget* parent)
    : QWidget(parent), model_(new PaletteModel(registry, this)), view_(new PaletteView(this)),
      filter_(new QLineEdit(this)), nothing_(new QLabel(tr("No component matches."), this))
{
    filter_->setPlaceholderText(tr("Filter components"));
    filter_->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition)->setText(tr("Filter"));
    filter_->setClearButtonEnabled(true);
    filter_->setAccessibleName(tr("Filter components"));
    for (QToolButton* button : filter_->findChildren<QToolButton*>())
        button->setAccessibleName(button->defaultAction() ? button->defaultAction()->text() : tr("Clear the filter"));
    filter_->installEventFilter(this);

    view_->setModel(model_);
    view_->setAccessibleName(tr("Components"));
    view_->setAccessibleDescription(tr("Drag a component onto the canvas, or press Enter to add it."));
    nothing_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    nothing_->setForegroundRole(QPalette::PlaceholderText);
    nothing_->hide();

    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 12, 12, 4);
    top->addWidget(filter_);
    layout->addLayout(top);
    layout->addWidget(nothing_);
    layout->addWidget(view_, 1);

    connect(filter_, &QLineEdit::textChanged, this, &PalettePanel::filterBy);
    connect(view_, &PaletteView::chosen, this, &PalettePanel::choose);
}

void PalettePanel::filterBy(const QString& text)
{
    model_->setFilter(text);
    const int first = model_->firstKindRow();
    nothing_->setVisible(first < 0);
    if (first >= 0 && !text.isEmpty()) view_->setCurrentIndex(model_->index(first));
}

void PalettePanel::choose(const QModelIndex& index)
{
    const QString kind = index.data(PaletteModel::KindRole).toString();
    if (!kind.isEmpty()) emit kindChosen(kind);
}

bool PalettePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != filter_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        if (!view_->currentIndex().isValid() && model_->firstKindRow() >= 0)
            view_->setCurrentIndex(model_->index(model_->firstKindRow()));
        view_->setFocus(Qt::ShortcutFocusReason);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(view_->currentIndex()); return true;
    case Qt::Key_Escape: filter_->clear(); return true;
    default: return QWidget::eventFilter(watched, event);
    }
}

} // namespace scalelab
