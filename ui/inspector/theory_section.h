// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/applicable.h"
#include "run/snapshot.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace scalelab {

/// What theory says about a component, beside what is measured with its interval, or in words why it says nothing.
class TheorySection : public QWidget {
    Q_OBJECT
public:
    explicit TheorySection(const KindDecl& kind, QWidget* parent = nullptr);

    void setTheory(const Applicability& theory);
    /// Values of a run, or none.
    void setMeasured(const std::vector<MeasureValue>& measures, const std::vector<MeasureInterval>& intervals);
    /// Everything that it says, line by line.
    [[nodiscard]] QStringList lines() const;

private:
    struct Row {
        std::string measure;
        Quantity quantity;
        QLabel* measured;
    };

    void addForm(const AppliedForm& form, QVBoxLayout* column);

    const KindDecl& kind_;
    QWidget* body_ = nullptr;
    std::vector<Row> rows_;
};

} // namespace scalelab
