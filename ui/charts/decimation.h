// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/series.h"

#include <QList>
#include <QPointF>

#include <vector>

namespace scalelab {

/// At most `most` points (x in seconds) for the part of a series between `from` and `to`, with one bucket before it so that the line enters from
/// the edge. Where a column of pixels holds several buckets, its lowest and its highest value stay, in the order in which they occurred. Columns
/// lie at fixed times, so that a line that moves does not flicker. Values that are not finite are left out.
[[nodiscard]] QList<QPointF> decimate(const std::vector<Series::Bucket>& buckets, double from, double to, int most = 300);

/// The same series with every value averaged over the `span` seconds up to it, for lines that can be read; what already stands for more than that
/// stays as it is. Values that are not finite are left out.
[[nodiscard]] std::vector<Series::Bucket> smoothed(const std::vector<Series::Bucket>& buckets, double span = 1);

/// Mean of the values of the last `span` seconds before `now`, or of the last bucket if one holds more than that; NaN if the series has ended before.
[[nodiscard]] double recentMean(const std::vector<Series::Bucket>& buckets, double now, double span = 1);

} // namespace scalelab
