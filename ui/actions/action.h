// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

class QAction;
class QWidget;

namespace scalelab {

/// An action of the window with its icon ("" for none) and keys. `id`, such as "edit.copy", names it in settings and must be unique.
[[nodiscard]] QAction* makeAction(QWidget* window, const QString& id, const QString& iconName, const QString& text,
                                  const QList<QKeySequence>& keys = {});

} // namespace scalelab
