// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/declaration.h"

#include <QFrame>
#include <QPointF>
#include <QString>

class QLineEdit;
class QListWidget;

namespace scalelab {

/// A small popup over the canvas: a few letters and Enter add a component.
class QuickAdd : public QFrame {
    Q_OBJECT
public:
    QuickAdd(const Registry& registry, QWidget* parent);

    /// Opens near a point of the parent, for a component that is to stand at the scene point.
    void openAt(QPoint near, QPointF scenePoint);
    /// Kinds that match what is typed, best first.
    [[nodiscard]] QStringList matches() const;

signals:
    void chosen(const QString& kind, QPointF scenePoint);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void choose();
    void shut();

    const Registry& registry_;
    QLineEdit* edit_;
    QListWidget* list_;
    QPointF scenePoint_;
};

/// How well a kind fits what was typed: 0 not at all, more is better. Letters at the start of its name count most, then of a word, then anywhere.
[[nodiscard]] int matchScore(const KindDecl& kind, const QString& typed);

} // namespace scalelab
