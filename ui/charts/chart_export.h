// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSize>
#include <QString>

#include <functional>

class QPainter;
class QWidget;

namespace scalelab {

class Chart;

/// Paints a picture `size` units big to a png (3 pixels a unit), svg or pdf file, after the file's suffix. False for another suffix or a file that
/// cannot be written.
bool writePicture(const QString& path, QSize size, const QString& title, const std::function<void(QPainter*)>& paint);

/// Every line of the charts at full resolution as comma-separated values: one row for every instant at which a bucket begins, for each line its
/// mean, lowest and highest value in that bucket, and units in the header ("offered [1/s]"). Numbers have a decimal point whatever the locale.
[[nodiscard]] QString csvOf(const QList<const Chart*>& charts);

/// Writes csvOf() to a file; false if that fails.
bool writeCsv(const QString& path, const QList<const Chart*>& charts);

/// Asks for a file to save, with a default name in the documents folder and one way of exporting ("png", "svg", "pdf", "csv") chosen first; empty
/// if cancelled.
[[nodiscard]] QString askExportPath(QWidget* parent, const QString& baseName, const QString& suffix);

} // namespace scalelab
