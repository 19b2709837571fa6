// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QWidget;

namespace scalelab {

class Chart;

/// Every line of the charts at full resolution as comma-separated values: one row for every instant at which a bucket begins, for each line its
/// mean, lowest and highest value in that bucket, and units in the header ("offered [1/s]"). Numbers have a decimal point whatever the locale.
[[nodiscard]] QString csvOf(const QList<const Chart*>& charts);

/// Writes csvOf() to a file; false if that fails.
bool writeCsv(const QString& path, const QList<const Chart*>& charts);

/// Asks for a file to save, with a default name in the documents folder and one way of exporting ("png", "svg", "pdf", "csv") chosen first; empty
/// if cancelled.
[[nodiscard]] QString askExportPath(QWidget* parent, const QString& baseName, const QString& suffix);

} // namespace scalelab
