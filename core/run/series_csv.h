// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/series_recorder.h"

#include <string>

namespace scalelab {

/// All series as CSV: one row a bucket with the columns series, unit, start_s, min, max, mean.
[[nodiscard]] std::string seriesCsv(const SeriesRecorder& recorder);

/// Unit of a series by its name: "1/s", "s", "share" or "count".
[[nodiscard]] std::string_view seriesUnit(std::string_view name);

} // namespace scalelab
