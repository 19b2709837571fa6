// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/scene.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace scalelab {

class SceneDocument;
class SceneTheorySection;

/// The scene itself: title, seed, counts and what theory says about it; shown while nothing is selected.
class ScenePage : public QWidget {
    Q_OBJECT
public:
    explicit ScenePage(SceneDocument* document, QWidget* parent = nullptr);

    [[nodiscard]] const SceneTheorySection* theory() const { return theory_; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void refreshTheory();
    void enterTitle();
    void enterSeed();

    SceneDocument* document_;
    QLineEdit* title_;
    QLineEdit* seed_;
    QLabel* counts_;
    SceneTheorySection* theory_;
    std::optional<Scene> judged_; ///< That which the theory shown is about.
};

} // namespace scalelab
