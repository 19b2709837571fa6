// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/canvas_export.h"

#include "canvas/canvas.h"
#include "document/picture_file.h"
#include "theme/theme.h"

#include <QCoreApplication>

namespace scalelab {

Result<void> exportCanvas(const Canvas& canvas, const QString& title, const QString& path)
{
    const QSizeF size = canvas.sceneBounds().size();
    if (size.isEmpty()) return Error{QCoreApplication::translate("CanvasExport", "There is nothing on the canvas yet.").toStdString()};
    return savePicture(path, size, title, theme().canvas, [&](QPainter& painter) { canvas.paintScene(painter, QRectF({0, 0}, size)); });
}

} // namespace scalelab
