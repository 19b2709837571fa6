// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/canvas_export.h"

#include "canvas/canvas.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>

namespace scalelab {

namespace {

constexpr double pngScale = 3;
constexpr double largestSide = 16000; // Pixels; an image beyond it can be opened by few programs.
constexpr int pointsPerInch = 72;

Error failure(const char* text) { return Error{QCoreApplication::translate("CanvasExport", text).toStdString()}; }

Result<void> exportPng(const Canvas& canvas, const QString& path, QSizeF size)
{
    const double scale = std::min(pngScale, largestSide / std::max(size.width(), size.height()));
    QImage image((size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) return failure("The picture is too large. Export it as SVG or PDF instead.");
    image.fill(theme().canvas);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    canvas.paintScene(painter, QRectF({0, 0}, QSizeF(image.size())));
    painter.end();
    if (!image.save(path)) return failure("The file cannot be written.");
    return {};
}

Result<void> paintOn(QPaintDevice& device, const Canvas& canvas, QSizeF size)
{
    QPainter painter;
    if (!painter.begin(&device)) return failure("The file cannot be written.");
    painter.setRenderHint(QPainter::Antialiasing);
    canvas.paintScene(painter, QRectF({0, 0}, size));
    return {};
}

} // namespace

Result<void> exportCanvas(const Canvas& canvas, const QString& path)
{
    const QSizeF size = canvas.sceneBounds().size();
    if (size.isEmpty()) return failure("There is nothing on the canvas yet.");
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("png")) return exportPng(canvas, path, size);

    if (suffix == QLatin1String("svg")) {
        QSvgGenerator svg;
        svg.setFileName(path);
        svg.setSize(size.toSize());
        svg.setViewBox(QRectF({0, 0}, size));
        return paintOn(svg, canvas, size);
    }
    if (suffix == QLatin1String("pdf")) {
        QPdfWriter pdf(path);
        pdf.setResolution(pointsPerInch);
        pdf.setPageMargins({});
        pdf.setPageSize(QPageSize(size, QPageSize::Point));
        return paintOn(pdf, canvas, size);
    }
    return failure("The file name must end in .png, .svg or .pdf.");
}

} // namespace scalelab
