// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSizeF>
#include <QString>

#include <functional>

class QColor;
class QPainter;

namespace scalelab {

/// Paints a picture `size` units big (a unit is a 96th of an inch) into a file whose suffix says how: png (three pixels a unit, over `paper`; fewer where
/// it would be larger than programs can open), svg or pdf. On an error a file that was there stays as it was.
[[nodiscard]] Result<void> savePicture(const QString& path, QSizeF size, const QString& title, const QColor& paper, const std::function<void(QPainter&)>& paint);

} // namespace scalelab
