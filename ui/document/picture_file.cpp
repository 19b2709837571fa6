// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/picture_file.h"

#include "document/save_file.h"

#include <QBuffer>
#include <QColor>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>

namespace scalelab {

namespace {

using Paint = std::function<void(QPainter&)>;

constexpr double pngScale = 3;
constexpr double largestSide = 16000; // Pixels; an image beyond it can be opened by few programs.
constexpr double pointsAUnit = 0.75;
constexpr int unitsPerInch = 96;

Error failure(const char* text) { return Error{QCoreApplication::translate("PictureFile", text).toStdString()}; }

/// Paints at a scale; false if the device takes no painting.
bool paintOn(QPaintDevice& device, double scale, const Paint& paint)
{
    QPainter painter;
    if (!painter.begin(&device)) return false;
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    paint(painter);
    return painter.end();
}

bool writePng(QIODevice& file, QSizeF size, const QColor& paper, const Paint& paint)
{
    const double scale = std::min(pngScale, largestSide / std::max(size.width(), size.height()));
    QImage image((size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) return false;
    image.fill(paper);
    return paintOn(image, scale, paint) && image.save(&file, "PNG");
}

bool writeSvg(QIODevice& file, QSizeF size, const QString& title, const Paint& paint)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(), size));
    generator.setResolution(unitsPerInch);
    generator.setTitle(title);
    return paintOn(generator, 1, paint);
}

bool writePdf(QIODevice& file, QSizeF size, const QString& title, const Paint& paint)
{
    QPdfWriter writer(&file);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("ScaleLab"));
    writer.setPageSize(QPageSize(size * pointsAUnit, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    return paintOn(writer, static_cast<double>(writer.resolution()) / unitsPerInch, paint);
}

} // namespace

Result<void> savePicture(const QString& path, QSizeF size, const QString& title, const QColor& paper, const Paint& paint)
{
    QBuffer picture;
    picture.open(QIODevice::WriteOnly);
    const QString suffix = QFileInfo(path).suffix().toLower();
    bool painted = false;
    if (suffix == QLatin1String("png")) painted = writePng(picture, size, paper, paint);
    else if (suffix == QLatin1String("svg")) painted = writeSvg(picture, size, title, paint);
    else if (suffix == QLatin1String("pdf")) painted = writePdf(picture, size, title, paint);
    else return failure("The file name must end in .png, .svg or .pdf.");
    if (!painted) return failure("The picture is too large to be painted.");
    return saveFile(path, picture.data());
}

} // namespace scalelab
