// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/scene_theory.h"

#include <QWidget>

class QVBoxLayout;

namespace scalelab {

/// What theory says about the whole scene: the highest rate of requests, availability, single points of failure; or in words why it does not.
class SceneTheorySection : public QWidget {
    Q_OBJECT
public:
    explicit SceneTheorySection(QWidget* parent = nullptr);

    /// The scene is that which the theory is about.
    void setTheory(const SceneTheory& theory, const Scene& scene);
    /// Everything that it says, line by line.
    [[nodiscard]] QStringList lines() const;

private:
    void addCapacity(const SceneCapacity& capacity, const Scene& scene, QVBoxLayout* column);
    void addAvailability(const SceneAvailability& availability, const Scene& scene, QVBoxLayout* column);
    void addSinglePoints(const SceneTheory& theory, const Scene& scene, QVBoxLayout* column);
    void addRow(const QString& name, const QString& value, QVBoxLayout* column);
    void addText(const QString& words, QVBoxLayout* column);
    void addTexts(const std::vector<std::string>& sentences, QVBoxLayout* column);

    QWidget* body_ = nullptr;
};

} // namespace scalelab
