// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_export.h"

#include "base/value.h"
#include "charts/chart.h"
#include "document/save_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStringList>

#include <map>
#include <utility>

namespace scalelab {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("scalelab::Chart", source);
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
    return saveFile(path, csvOf(charts).toUtf8()).ok();
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
