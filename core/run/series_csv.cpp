// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/series_csv.h"

#include "base/value.h"

namespace scalelab {

std::string_view seriesUnit(std::string_view name)
{
    if (name.starts_with("latency.") || name.ends_with(".lag")) return "s";
    if (name.ends_with(".utilisation") || name.ends_with(".hit_ratio")) return "share";
    if (name.ends_with(".queue")) return "count";
    return "1/s";
}

std::string seriesCsv(const SeriesRecorder& recorder)
{
    std::string csv = "series,unit,start_s,min,max,mean\n";
    for (const std::string& name : recorder.names())
        for (const Series::Bucket& bucket : recorder.find(name)->buckets()) {
            csv += name + ',' + std::string(seriesUnit(name)) + ',' + numberText(bucket.start.seconds()) + ',' + numberText(bucket.min) + ',' + numberText(bucket.max) + ',';
            csv += numberText(bucket.sum / bucket.count) + '\n';
        }
    return csv;
}

} // namespace scalelab
