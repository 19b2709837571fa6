// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_export.h"

#include "base/value.h"
#include "charts/chart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QStandardPaths>
#include <QStringList>
#include <QSvgGenerator>

#include <map>
#include <utility>

namespace scalelab {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("scalelab::Chart", source);
}

bool writePng(const QString& path, QSize size, const std::function<void(QPainter*)>& paint)
{
    constexpr int ratio = 3;
    QImage image(size * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paint(&painter);
    painter.end();
    return image.save(path, "PNG");
}

bool writeSvg(QIODevice* file, QSize size, const QString& title, const std::function<void(QPainter*)>& paint)
{
    QSvgGenerator generator;
    generator.setOutputDevice(file);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(96);
    generator.setTitle(title);
    QPainter painter(&generator);
    if (!painter.isActive()) return false;
    paint(&painter);
    return painter.end();
}

bool writePdf(QIODevice* file, QSize size, const QString& title, const std::function<void(QPainter*)>& paint)
{
    constexpr double pointsAUnit = 0.75; // A unit is a 96th of an inch.
    QPdfWriter writer(file);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("ScaleLab"));
    writer.setPageSize(QPageSize(QSizeF(size) * pointsAUnit, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter(&writer);
    if (!painter.isActive()) return false;
    const double scale = writer.resolution() / 96.0;
    painter.scale(scale, scale);
    paint(&painter);
    return painter.end();
}

QString quoted(QString field)
{
    if (!field.contains(QLatin1Char(',')) && !field.contains(QLatin1Char('"')) && !field.contains(QLatin1Char('\n')))
        return field;
    return QLatin1Char('"') + field.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString number(double value)
{
    return QString::fromStdString(numberText(value));
}

} // namespace

bool writePicture(const QString& path, QSize size, const QString& title, const std::function<void(QPainter*)>& paint)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("png")) return writePng(path, size, paint);
    if (suffix != QLatin1String("svg") && suffix != QLatin1String("pdf")) return false;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    const bool done = suffix == QLatin1String("svg") ? writeSvg(&file, size, title, paint)
                                                     : writePdf(&file, size, title, paint);
    return done && file.commit();
}

QString csvOf(const QList<const Chart*>& charts)
{
    QStringList header{QStringLiteral("time [s]")};
    std::map<std::int64_t, QStringList> rows;
    qsizetype columns = 1;
    for (const Chart* chart : charts) {
        const QString unit = baseUnit(chart->unit());
        for (const ChartLine& line : chart->lines()) {
            header << quoted(QStringLiteral("%1 [%2]").arg(line.name, unit))
                   << quoted(QStringLiteral("%1 lowest [%2]").arg(line.name, unit))
                   << quoted(QStringLiteral("%1 highest [%2]").arg(line.name, unit));
            for (const Series::Bucket& bucket : line.buckets) {
                if (bucket.count == 0) continue;
                QStringList& row = rows[bucket.start.ns];
                if (row.isEmpty()) row << number(bucket.start.seconds());
                while (row.size() < columns) row << QString();
                row << number(bucket.sum / static_cast<double>(bucket.count)) << number(bucket.min) << number(bucket.max);
            }
            columns += 3;
        }
    }
    QString csv = header.join(QLatin1Char(',')) + QLatin1Char('\n');
    for (auto& [start, row] : rows) {
        while (row.size() < columns) row << QString();
        csv += row.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return csv;
}

bool writeCsv(const QString& path, const QList<const Chart*>& charts)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    const QByteArray bytes = csvOf(charts).toUtf8();
    return file.write(bytes) == bytes.size() && file.commit();
}

QString askExportPath(QWidget* parent, const QString& baseName, const QString& suffix)
{
    const QList<QPair<QString, QString>> kinds{{QStringLiteral("png"), text("PNG picture (*.png)")},
                                               {QStringLiteral("svg"), text("SVG drawing (*.svg)")},
                                               {QStringLiteral("pdf"), text("PDF document (*.pdf)")},
                                               {QStringLiteral("csv"), text("Comma-separated values (*.csv)")}};
    QStringList filters;
    QString filter;
    for (const auto& [kind, words] : kinds) {
        filters << words;
        if (kind == suffix) filter = words;
    }
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    QString path = QFileDialog::getSaveFileName(parent, text("Export"),
                                                folder.filePath(baseName + QLatin1Char('.') + suffix),
                                                filters.join(QStringLiteral(";;")), &filter);
    if (path.isEmpty() || !QFileInfo(path).suffix().isEmpty()) return path;
    for (const auto& [kind, words] : kinds)
        if (words == filter) return path + QLatin1Char('.') + kind;
    return path;
}

} // namespace scalelab
