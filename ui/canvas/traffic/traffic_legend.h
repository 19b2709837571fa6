// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/traffic/dot.h"

#include <QWidget>

#include <cstdint>

namespace scalelab {

/// Says what the dots mean: only the kinds that occur, and how many requests one dot stands for.
class TrafficLegend : public QWidget {
    Q_OBJECT
public:
    explicit TrafficLegend(QWidget* parent);

    /// Shows these kinds; hides itself when there are none.
    void setContents(const PerDotKind<bool>& kinds, std::uint64_t perDot);
    [[nodiscard]] QString scaleText() const;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PerDotKind<bool> kinds_{};
    std::uint64_t perDot_ = 1;
};

/// What a kind of dot means, in a word or two.
[[nodiscard]] QString dotKindText(DotKind kind);

} // namespace scalelab
