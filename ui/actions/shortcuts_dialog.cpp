// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/shortcuts_dialog.h"

#include "inspector/page_parts.h"
#include "theme/theme.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QVBoxLayout>

namespace scalelab {

namespace {

QString plain(QString text) { return text.remove('&').remove(QStringLiteral("…")); }

/// The keys of one menu as a block; null if it has none.
QWidget* block(const QMenu& menu, QWidget* parent)
{
    auto* widget = new QWidget(parent);
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 8);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    grid->addWidget(sectionHeading(plain(menu.title()), widget), 0, 0, 1, 2);
    int row = 1;
    for (const QAction* action : menu.actions()) {
        if (action->shortcut().isEmpty()) continue;
        grid->addWidget(new QLabel(plain(action->text()), widget), row, 0);
        auto* keys = new QLabel(action->shortcut().toString(QKeySequence::NativeText), widget);
        keys->setFont(theme().monoFont);
        setTone(keys, Tone::Soft);
        grid->addWidget(keys, row, 1, Qt::AlignRight);
        ++row;
    }
    if (row > 1) return widget;
    delete widget;
    return nullptr;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar* menus, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* page = new QWidget(this);
    auto* columns = new QHBoxLayout(page);
    columns->setContentsMargins(24, 24, 24, 24);
    columns->setSpacing(40);
    QList<QWidget*> blocks;
    for (const QAction* action : menus->actions())
        if (QWidget* widget = action->menu() ? block(*action->menu(), page) : nullptr) blocks.append(widget);

    int rows = 0;
    for (const QWidget* widget : blocks) rows += widget->layout()->count();
    QVBoxLayout* column = nullptr;
    int filled = 0;
    for (QWidget* widget : blocks) {
        if (!column || (filled * 2 >= rows && columns->count() == 1)) {
            column = new QVBoxLayout;
            columns->addLayout(column);
        }
        column->addWidget(widget);
        filled += widget->layout()->count();
    }
    for (int i = 0; i < columns->count(); ++i) static_cast<QVBoxLayout*>(columns->itemAt(i)->layout())->addStretch(1);

    auto* scroller = new QScrollArea(this);
    scroller->setWidget(page);
    scroller->setWidgetResizable(true);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setAccessibleName(windowTitle());
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroller);
    resize(720, 620);
}

} // namespace scalelab
