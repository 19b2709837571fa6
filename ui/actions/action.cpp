// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/action.h"

#include "theme/theme.h"

#include <QAction>
#include <QWidget>

namespace scalelab {

QAction* makeAction(QWidget* window, const QString& id, const QString& iconName, const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, window);
    action->setObjectName(id);
    if (!iconName.isEmpty()) action->setIcon(icon(iconName));
    action->setShortcuts(keys);
    window->addAction(action);
    return action;
}

} // namespace scalelab
