// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

namespace scalelab {

/// An icon of a fixed size that follows the theme in force.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    /// The icon, `side` pixels high and wide, in the middle of the widget.
    IconLabel(const QIcon& icon, int side, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {side_, side_}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon icon_;
    int side_;
};

} // namespace scalelab
