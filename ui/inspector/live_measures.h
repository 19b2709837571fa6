// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/declaration.h"

#include <QElapsedTimer>
#include <QString>
#include <QWidget>

#include <vector>

class QLabel;

namespace scalelab {

/// A table of measures with their values, repainted at most ten times a second.
class LiveMeasures : public QWidget {
    Q_OBJECT
public:
    explicit LiveMeasures(const std::vector<MeasureDecl>& measures, QWidget* parent = nullptr);

    /// Whether it is time to show new values; true at most ten times a second.
    [[nodiscard]] bool isDue();
    /// NaN shows a dash, and hides what is measured only sometimes.
    void setValue(std::size_t measure, double value);
    void clear();
    [[nodiscard]] QString valueText(std::size_t measure) const;
    [[nodiscard]] std::size_t count() const { return measures_.size(); }
    [[nodiscard]] const MeasureDecl& measure(std::size_t index) const { return measures_[index]; }

private:
    const std::vector<MeasureDecl> measures_;
    std::vector<QLabel*> labels_, values_;
    QElapsedTimer sinceShown_;
};

} // namespace scalelab
