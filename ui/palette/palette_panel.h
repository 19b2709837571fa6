// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace scalelab {

class PaletteModel;
class PaletteView;
struct Registry;

/// Everything that can be put on the canvas, by category, with a filter on top.
class PalettePanel : public QWidget {
    Q_OBJECT
public:
    explicit PalettePanel(const Registry& registry, QWidget* parent = nullptr);

    [[nodiscard]] PaletteModel* model() const { return model_; }

signals:
    /// A kind was double-clicked, or chosen with Enter: to be added in the middle of the view.
    void kindChosen(const QString& kind);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filterBy(const QString& text);
    void choose(const QModelIndex& index);

    PaletteModel* model_;
    PaletteView* view_;
    QLineEdit* filter_;
    QLabel* nothing_;
};

} // namespace scalelab
