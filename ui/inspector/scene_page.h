// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace scalelab {

class SceneDocument;

/// The scene itself: title, seed and counts; shown while nothing is selected.
class ScenePage : public QWidget {
    Q_OBJECT
public:
    explicit ScenePage(SceneDocument* document, QWidget* parent = nullptr);

private:
    void refresh();
    void enterTitle();
    void enterSeed();

    SceneDocument* document_;
    QLineEdit* title_;
    QLineEdit* seed_;
    QLabel* counts_;
};

} // namespace scalelab
