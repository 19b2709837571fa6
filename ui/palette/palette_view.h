// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace scalelab {

/// The list of kinds: drag one out, double-click it or press Enter on it.
class PaletteView : public QListView {
    Q_OBJECT
public:
    explicit PaletteView(QWidget* parent = nullptr);

signals:
    void chosen(const QModelIndex& index);

protected:
    void startDrag(Qt::DropActions actions) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace scalelab
