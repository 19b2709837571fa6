// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace scalelab {

class Canvas;

/// Writes the whole scene as drawn to a file: .png (three pixels a unit), .svg or .pdf, by its suffix.
[[nodiscard]] Result<void> exportCanvas(const Canvas& canvas, const QString& title, const QString& path);

} // namespace scalelab
